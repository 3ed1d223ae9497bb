// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/resource_base.h"

namespace waylight {

/// A DHCP option set: which DNS resolvers the hosts of a VPC use. https://docs.aws.amazon.com/vpc/latest/userguide/VPC_DHCP_Options.html
struct DhcpOptions : ResourceBase {
    std::vector<std::string> nameServers; ///< `AmazonProvidedDNS` or addresses; empty: the Amazon resolver
    std::string domainName;

    bool operator==(const DhcpOptions&) const = default;
};

template <>
struct Description<DhcpOptions> {
    static constexpr TypeInfo type{.name = "dhcp-options", .plural = "dhcpOptions", .label = "DHCP option set", .idPrefix = "dopt-", .awsList = "DhcpOptions", .awsId = "DhcpOptionsId", .cfn = "AWS::EC2::DHCPOptions", .tf = "aws_vpc_dhcp_options",
                                   .drawn = Drawn::Hidden, .help = "Says which DNS resolvers the hosts of a VPC use."};
    static constexpr auto fields = std::tuple(
        field("domainNameServers", &DhcpOptions::nameServers, {.label = "DNS servers", .help = "AmazonProvidedDNS, or addresses of your own resolvers, which do not know the private names of endpoints.", .cfn = "DomainNameServers", .tf = "domain_name_servers"}),
        field("domainName", &DhcpOptions::domainName, {.label = "Domain name", .help = "Added to short names.", .cfn = "DomainName", .tf = "domain_name"}));
};

} // namespace waylight
