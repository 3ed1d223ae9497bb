// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/topology.h"

namespace waylight {

/// A line between two networks, or between a network and what joins it with others.
struct Junction {
    Id from;
    Id to;
    bool working = true; ///< false: it is there, but its state forwards nothing
};

/// VPCs and the transit gateways they are attached to, transit gateways that are peers, VPCs and their peering
/// connections, AWS's ends of VPN connections and the customer's. Attachments and VPN connections that are not
/// available are left out. In a fixed order.
std::vector<Junction> junctionsOf(const Topology& topology);

} // namespace waylight
