// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/naive_facts.h"

/// Which route wins, by looking at all of them.
namespace naive {

/// The answer of a route table.
struct Choice {
    enum Kind { Found, NoRoute, Blackhole, Unknown } kind = NoRoute;
    Id target; ///< `local`, a gateway, an interface …; in a transit gateway's table an attachment
};

/// The route of a VPC's route table for a destination (R2 to R10, G2, G11).
Choice chooseRoute(const Topology& topology, const waylight::RouteTable& table, const waylight::Vpc& vpc,
                   const IpAddress& destination);

/// The route of a transit gateway's route table for a destination (1.8).
Choice chooseTransitRoute(const Topology& topology, const waylight::TransitGatewayRouteTable& table,
                          const IpAddress& destination);

/// Whether a VPN connection that works carries packets to a destination.
enum class Carries { Yes, No, NotKnown };
Carries vpnCarries(const Topology& topology, const waylight::VpnConnection& connection, const IpAddress& destination);

} // namespace naive
