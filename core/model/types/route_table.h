// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/types/prefix_list.h"
#include "core/model/types/vpc.h"
#include "core/model/types/vpn_gateway.h"

namespace waylight {

enum class RouteState : std::uint8_t { Active, Blackhole, Filtered };
template <>
struct EnumNames<RouteState> {
    static constexpr std::pair<RouteState, std::string_view> names[] = {{RouteState::Active, "active"}, {RouteState::Blackhole, "blackhole"}, {RouteState::Filtered, "filtered"}};
};

enum class RouteOrigin : std::uint8_t { Static, Local, Propagated, Advertised };
template <>
struct EnumNames<RouteOrigin> {
    static constexpr std::pair<RouteOrigin, std::string_view> names[] = {
        {RouteOrigin::Static, "CreateRoute"}, {RouteOrigin::Local, "CreateRouteTable"}, {RouteOrigin::Propagated, "EnableVgwRoutePropagation"}, {RouteOrigin::Advertised, "Advertisement"}};
};

/// One stored route. The `local` routes of the VPC's blocks and the prefix-list routes of gateway endpoints are not
/// stored: they follow from the VPC and the endpoint (see `effectiveRoutes`).
struct Route {
    std::optional<Cidr> destination; ///< none: the prefix list is the destination
    Ref<PrefixList> prefixList;
    AnyRef target; ///< a gateway, interface or instance, or `local`
    RouteState state = RouteState::Active;
    RouteOrigin origin = RouteOrigin::Static;
    Extra extra;

    bool operator==(const Route&) const = default;
};

template <>
struct Description<Route> {
    static constexpr auto fields = std::tuple(
        field("destination", &Route::destination, {.label = "Destination", .help = "A CIDR block; the longest one that contains the address decides."}),
        field("prefixListId", &Route::prefixList, {.label = "Prefix list", .help = "Instead of a CIDR block: a managed prefix list.", .aws = "DestinationPrefixListId"}),
        field("target", &Route::target, {.label = "Target", .help = "Where matching packets go: an internet gateway, NAT gateway, interface …", .required = true}),
        field("state", &Route::state, {.label = "State", .help = "blackhole: the target is gone; the route still wins and drops the packet.", .aws = "State", .derived = true}),
        field("origin", &Route::origin, {.label = "Origin", .help = "How the route came to be.", .aws = "Origin", .derived = true}));
};

/// A route table. Each subnet has exactly one: the one it is associated with, or the VPC's main one.
/// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
struct RouteTable : ResourceBase {
    Ref<Vpc> vpc;
    bool main = false;
    std::vector<Route> routes;
    std::vector<AnyRef> gateways; ///< internet or virtual private gateways whose incoming packets it routes (edge association)
    std::vector<Ref<VpnGateway>> propagating; ///< gateways whose routes come in by themselves

    bool operator==(const RouteTable&) const = default;
};

template <>
struct Description<RouteTable> {
    static constexpr TypeInfo type{.name = "route-table", .plural = "routeTables", .label = "Route table", .idPrefix = "rtb-", .awsList = "RouteTables", .awsId = "RouteTableId",
                                   .cfn = "AWS::EC2::RouteTable", .tf = "aws_route_table", .help = "Says where a subnet's packets go next."};
    static constexpr auto fields = std::tuple(
        field("vpcId", &RouteTable::vpc, {.label = "VPC", .help = "The VPC it belongs to.", .aws = "VpcId", .cfn = "VpcId", .tf = "vpc_id", .required = true, .container = true}),
        field("main", &RouteTable::main, {.label = "Main", .help = "Used by every subnet of the VPC that is associated with no table. One table of a VPC is the main one."}),
        field("routes", &RouteTable::routes, {.label = "Routes", .help = "The most specific destination wins. Local routes and the routes of gateway endpoints are there by themselves.", .aws = "Routes"}),
        field("gatewayIds", &RouteTable::gateways, {.label = "Gateways", .help = "Edge association: internet or virtual private gateways whose incoming packets follow this table, to a middlebox."}),
        field("propagatingVgws", &RouteTable::propagating, {.label = "Propagation", .help = "Virtual private gateways whose VPN routes appear here by themselves.", .aws = "PropagatingVgws[].GatewayId", .tf = "propagating_vgws"}));
};

} // namespace waylight
