// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/drawn_tree.h"

namespace waylight {

/// A connector before it is routed: what is joined, and what it says.
struct Link {
    int from = -1; ///< indices of the tree's nodes
    int to = -1;
    ConnectorRole role = ConnectorRole::Association;
    std::string label{};
    bool implicit = false; ///< follows from a default, such as the main route table's association
};

/// What is joined to what: subnets and gateways and the route tables they use, tables and the targets of their routes,
/// networks and what joins them, endpoints and what they reach, access points, buckets and tables and what they use,
/// load balancers and their targets, instances and their roles. In a fixed order, each pair and role once.
std::vector<Link> linksOf(const Topology& topology, const DrawnTree& tree);

} // namespace waylight
