// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/types/dhcp_options.h"

namespace waylight {

/// A virtual private cloud. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
struct Vpc : ResourceBase {
    std::vector<Cidr> cidrs; ///< IPv4, the primary first
    std::vector<Cidr> ipv6Cidrs;
    bool enableDnsSupport = true;
    bool enableDnsHostnames = false;
    bool isDefault = false;
    Ref<DhcpOptions> dhcpOptions; ///< none: AWS's default set, with the Amazon resolver

    bool operator==(const Vpc&) const = default;
};

template <>
struct Description<Vpc> {
    static constexpr TypeInfo type{.name = "vpc", .plural = "vpcs", .label = "VPC", .idPrefix = "vpc-", .awsList = "Vpcs", .awsId = "VpcId", .cfn = "AWS::EC2::VPC", .tf = "aws_vpc",
                                   .drawn = Drawn::Container, .help = "A private network in one Region."};
    static constexpr auto fields = std::tuple(
        field("cidrBlocks", &Vpc::cidrs, {.label = "IPv4 CIDR blocks", .help = "The address space, /16 to /28 each; the first is the primary block.",
                                          .aws = "CidrBlockAssociationSet[].CidrBlock", .cfn = "CidrBlock", .tf = "cidr_block", .minPrefix = 16, .maxPrefix = 28}),
        field("ipv6CidrBlocks", &Vpc::ipv6Cidrs, {.label = "IPv6 CIDR blocks", .help = "/44 to /60 each.", .aws = "Ipv6CidrBlockAssociationSet[].Ipv6CidrBlock",
                                                  .tf = "ipv6_cidr_block", .minPrefix = 44, .maxPrefix = 60}),
        field("enableDnsSupport", &Vpc::enableDnsSupport, {.label = "DNS resolution", .help = "Off: the Amazon resolver does not answer, so no service name resolves. Gateway endpoints need it on.",
                                                           .aws = "EnableDnsSupport.Value", .cfn = "EnableDnsSupport", .tf = "enable_dns_support", .unknownWhenAbsent = true}),
        field("enableDnsHostnames", &Vpc::enableDnsHostnames, {.label = "DNS hostnames", .help = "Gives public DNS names to instances with public addresses; private DNS of interface endpoints needs it.",
                                                               .aws = "EnableDnsHostnames.Value", .cfn = "EnableDnsHostnames", .tf = "enable_dns_hostnames", .unknownWhenAbsent = true}),
        field("isDefault", &Vpc::isDefault, {.label = "Default VPC", .help = "The VPC that AWS made in this Region.", .aws = "IsDefault", .derived = true}),
        field("dhcpOptionsId", &Vpc::dhcpOptions, {.label = "DHCP option set", .help = "Which DNS resolvers its hosts use. None: the Amazon resolver.", .aws = "DhcpOptionsId"}));
};

} // namespace waylight
