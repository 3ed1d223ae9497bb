// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/types/customer_gateway.h"
#include "core/model/types/transit_gateway.h"
#include "core/model/types/vpn_gateway.h"

namespace waylight {

/// A static route of a VPN connection: a block of the customer's network.
struct VpnRoute {
    std::optional<Cidr> destination;
    std::string state; ///< available, pending, deleting, deleted; empty: available
    Extra extra;

    bool operator==(const VpnRoute&) const = default;
};

template <>
struct Description<VpnRoute> {
    static constexpr auto fields = std::tuple(
        field("destination", &VpnRoute::destination, {.label = "Destination", .help = "A block of the customer's network.", .aws = "DestinationCidrBlock", .cfn = "DestinationCidrBlock", .tf = "destination_cidr_block", .required = true}),
        field("state", &VpnRoute::state, {.label = "State", .help = "Empty means available.", .aws = "State"}));
};

/// A site-to-site VPN connection of a virtual private gateway or a transit gateway.
/// https://docs.aws.amazon.com/vpn/latest/s2svpn/how_it_works.html
struct VpnConnection : ResourceBase {
    Ref<VpnGateway> vpnGateway;
    Ref<TransitGateway> transitGateway; ///< instead of a virtual private gateway
    Ref<CustomerGateway> customerGateway;
    bool staticRoutesOnly = false; ///< false: routes come by BGP
    std::vector<VpnRoute> routes;
    std::string state;                     ///< available, pending, deleting, deleted; empty: available
    std::vector<std::string> tunnelStates; ///< UP or DOWN for each tunnel; empty: not told, taken as up

    bool operator==(const VpnConnection&) const = default;
};

template <>
struct Description<VpnConnection> {
    static constexpr TypeInfo type{.name = "vpn-connection", .plural = "vpnConnections", .label = "VPN connection", .idPrefix = "vpn-", .awsList = "VpnConnections", .awsId = "VpnConnectionId", .cfn = "AWS::EC2::VPNConnection", .tf = "aws_vpn_connection",
                                   .drawn = Drawn::Hidden, .help = "Two tunnels between a gateway of AWS and one of yours."};
    static constexpr auto fields = std::tuple(
        field("vpnGatewayId", &VpnConnection::vpnGateway, {.label = "Virtual private gateway", .help = "AWS's end, of one VPC.", .aws = "VpnGatewayId", .cfn = "VpnGatewayId", .tf = "vpn_gateway_id"}),
        field("transitGatewayId", &VpnConnection::transitGateway, {.label = "Transit gateway", .help = "AWS's end, instead of a virtual private gateway.", .aws = "TransitGatewayId", .cfn = "TransitGatewayId", .tf = "transit_gateway_id"}),
        field("customerGatewayId", &VpnConnection::customerGateway, {.label = "Customer gateway", .help = "Your end.", .aws = "CustomerGatewayId", .cfn = "CustomerGatewayId", .tf = "customer_gateway_id", .required = true, .partOf = true}),
        field("staticRoutesOnly", &VpnConnection::staticRoutesOnly, {.label = "Static routes only", .help = "On: AWS sends only what the static routes name. Off: your gateway announces its networks by BGP.", .aws = "Options.StaticRoutesOnly", .cfn = "StaticRoutesOnly", .tf = "static_routes_only"}),
        field("routes", &VpnConnection::routes, {.label = "Static routes", .help = "The blocks of your network.", .aws = "Routes"}),
        field("state", &VpnConnection::state, {.label = "State", .help = "Only an available connection forwards. Empty means available.", .aws = "State"}),
        field("tunnelStates", &VpnConnection::tunnelStates, {.label = "Tunnels", .help = "UP or DOWN for each tunnel; one that is up is enough.", .aws = "VgwTelemetry[].Status"}));
};

} // namespace waylight
