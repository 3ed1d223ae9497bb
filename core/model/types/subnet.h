// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/types/network_acl.h"
#include "core/model/types/route_table.h"
#include "core/model/types/vpc.h"

namespace waylight {

/// A subnet: a block of a VPC in one availability zone. https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html
struct Subnet : ResourceBase {
    Ref<Vpc> vpc;
    std::optional<Cidr> cidr; ///< none: IPv6 only
    std::optional<Cidr> ipv6Cidr;
    std::string availabilityZone;
    bool mapPublicIpOnLaunch = false;
    Ref<RouteTable> routeTable; ///< none: the VPC's main route table applies
    Ref<NetworkAcl> networkAcl; ///< none: the VPC's default ACL applies

    bool operator==(const Subnet&) const = default;
};

template <>
struct Description<Subnet> {
    static constexpr TypeInfo type{.name = "subnet", .plural = "subnets", .label = "Subnet", .idPrefix = "subnet-", .awsList = "Subnets", .awsId = "SubnetId", .cfn = "AWS::EC2::Subnet", .tf = "aws_subnet",
                                   .drawn = Drawn::Container, .help = "A block of the VPC's addresses in one availability zone; one route table and one network ACL apply to it."};
    static constexpr auto fields = std::tuple(
        field("vpcId", &Subnet::vpc, {.label = "VPC", .help = "The VPC it is part of.", .aws = "VpcId", .cfn = "VpcId", .tf = "vpc_id", .required = true, .container = true}),
        field("cidrBlock", &Subnet::cidr, {.label = "IPv4 CIDR block", .help = "Inside one of the VPC's blocks, /16 to /28, overlapping no other subnet. AWS keeps five addresses for itself.",
                                           .aws = "CidrBlock", .cfn = "CidrBlock", .tf = "cidr_block", .minPrefix = 16, .maxPrefix = 28}),
        field("ipv6CidrBlock", &Subnet::ipv6Cidr, {.label = "IPv6 CIDR block", .help = "/44 to /64, inside one of the VPC's IPv6 blocks.", .aws = "Ipv6CidrBlockAssociationSet[].Ipv6CidrBlock",
                                                   .cfn = "Ipv6CidrBlock", .tf = "ipv6_cidr_block", .minPrefix = 44, .maxPrefix = 64}),
        field("availabilityZone", &Subnet::availabilityZone, {.label = "Availability zone", .help = "Such as us-east-1a.", .aws = "AvailabilityZone", .cfn = "AvailabilityZone", .tf = "availability_zone"}),
        field("mapPublicIpOnLaunch", &Subnet::mapPublicIpOnLaunch, {.label = "Public addresses", .help = "Instances launched here get a public IPv4 address.", .aws = "MapPublicIpOnLaunch",
                                                                    .cfn = "MapPublicIpOnLaunch", .tf = "map_public_ip_on_launch"}),
        field("routeTableId", &Subnet::routeTable, {.label = "Route table", .help = "Decides where packets from here go. None: the VPC's main route table."}),
        field("networkAclId", &Subnet::networkAcl, {.label = "Network ACL", .help = "Filters packets at the subnet's border. None: the VPC's default ACL."}));
};

} // namespace waylight
