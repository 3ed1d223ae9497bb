// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/topology.h"

#include <vector>

/// Addresses of what is pasted: what clashes with the design becomes the next free one.
namespace waylight::edit {

/// Blocks and what they become.
using BlockMoves = std::vector<std::pair<Cidr, Cidr>>;

/// The resource with each address and block inside a block that moves in the same place inside the new one.
Resource shifted(const Resource& resource, const BlockMoves& moves);

/// The blocks of a VPC that overlap another VPC, and free ones in their places.
BlockMoves freeVpcBlocks(const Topology& topology, const Vpc& vpc);

/// Gives these interfaces and NAT gateways private addresses in their subnets that nothing else has, and these and
/// elastic IPs public addresses that nothing else has.
void readdress(Topology& topology, const std::vector<Id>& ids);

} // namespace waylight::edit
