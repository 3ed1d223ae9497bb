// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/fixes/maker.h"

/// Fixes for what stops packets, stage by stage.
namespace waylight {

/// The block of a VPC that holds the address.
std::optional<Cidr> blockAround(const Vpc& vpc, const IpAddress& address);
/// The number behind `prefix` in a JSON pointer, such as 3 in "/routes/3".
std::optional<std::size_t> indexIn(const std::string& pointer, std::string_view prefix);
/// True for the state of a resource that works.
bool works(const std::string& state);

// --- network_filters.cpp
void proposeGroupRules(FixMaker& make);
void proposeAclEntries(FixMaker& make);

// --- network_routes.cpp

/// What leads nowhere: for the table that lacks a route or has a wrong one, and for those that led to the blocker.
void proposeWays(FixMaker& make);
/// Routes of `table` for the destination, in place of the one that decides now.
void proposeRoutes(FixMaker& make, const RouteTable& table, const IpAddress& destination);
/// Another table of the VPC for the subnet, where one knows the way.
void proposeOtherTables(FixMaker& make, const Subnet& subnet, const IpAddress& destination);

// --- network_targets.cpp

/// Somewhere a route could lead.
struct RouteChoice {
    Cidr destination;
    Id target;
    int exposure = opensNetwork;
};
/// Targets of the design by which a table's VPC could reach an address, the least exposing first.
std::vector<RouteChoice> routeChoices(const FixMaker& make, const RouteTable& table, const IpAddress& destination);
/// The network that an attachment of a transit gateway leads to and that holds the address.
std::optional<Cidr> blockBehind(const Topology& topology, const TransitGatewayAttachment& attachment,
                                const IpAddress& address);
/// Gateways and connections that the design does not have yet, with the routes to them.
void proposeNewTargets(FixMaker& make, const RouteTable& table, const IpAddress& destination);

// --- network_gateways.cpp

/// What is wrong with an instance, a gateway or a connection itself.
void proposeRepairs(FixMaker& make);

// --- network_transit.cpp
void proposeTransit(FixMaker& make);
void proposeVpn(FixMaker& make);
/// Routes of a transit gateway's table for the destination.
void proposeTransitRoutes(FixMaker& make, const TransitGatewayRouteTable& table, const IpAddress& destination);

// --- network_services.cpp
void proposeDns(FixMaker& make);
/// Endpoints by which an API call could leave a subnet with this table.
void proposeEndpoints(FixMaker& make, const RouteTable& table);
void proposeBalancer(FixMaker& make, const LoadBalancer& balancer);

} // namespace waylight
