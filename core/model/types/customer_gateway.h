// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/resource_base.h"

namespace waylight {

/// A customer gateway: the other end of VPN connections, and the network behind it.
/// https://docs.aws.amazon.com/vpn/latest/s2svpn/your-cgw.html
struct CustomerGateway : ResourceBase {
    std::optional<IpAddress> address;
    std::string asn;
    std::string state;       ///< available, pending, deleting, deleted; empty: available
    std::vector<Cidr> cidrs; ///< the networks behind it; AWS does not know them

    bool operator==(const CustomerGateway&) const = default;
};

template <>
struct Description<CustomerGateway> {
    static constexpr TypeInfo type{.name = "customer-gateway", .plural = "customerGateways", .label = "Customer gateway", .idPrefix = "cgw-", .awsList = "CustomerGateways", .awsId = "CustomerGatewayId", .cfn = "AWS::EC2::CustomerGateway", .tf = "aws_customer_gateway",
                                   .help = "Your own network's end of VPN connections."};
    static constexpr auto fields = std::tuple(
        field("ipAddress", &CustomerGateway::address, {.label = "Address", .help = "Its public address.", .aws = "IpAddress", .cfn = "IpAddress", .tf = "ip_address"}),
        field("bgpAsn", &CustomerGateway::asn, {.label = "BGP ASN", .help = "The number of your network in BGP.", .aws = "BgpAsn", .cfn = "BgpAsn", .tf = "bgp_asn"}),
        field("state", &CustomerGateway::state, {.label = "State", .help = "Empty means available.", .aws = "State"}),
        field("networkCidrs", &CustomerGateway::cidrs, {.label = "Networks behind it", .help = "The blocks that your own network announces by BGP. AWS does not know them before they are announced."}));
};

} // namespace waylight
