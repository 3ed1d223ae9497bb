// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/design.h"

#include <set>

/// What is still free in a design: blocks for VPCs and subnets, addresses in subnets, public example addresses.
namespace waylight::edit {

/// The next 10.N.0.0/16 that overlaps no VPC of the design; none when all are taken.
std::optional<Cidr> nextVpcBlock(const Topology& topology);

/// The next free /24 of the VPC's first IPv4 block with room (smaller ones when it is nearly full, or small itself).
std::optional<Cidr> nextSubnetBlock(const Topology& topology, const Vpc& vpc);

/// The block itself when the VPC has it and no subnet there overlaps it, else the next free one of its size, else that
/// of `nextSubnetBlock`.
std::optional<Cidr> subnetBlockLike(const Topology& topology, const Vpc& vpc, const Cidr& wanted);

/// The lowest address of the subnet that nothing uses. AWS keeps the first four and the last one for itself:
/// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
std::optional<IpAddress> nextAddress(const Topology& topology, const Subnet& subnet);

/// True for the five addresses of a block that AWS keeps.
bool isReserved(const Cidr& block, const IpAddress& address);

/// The next address of the documentation ranges 203.0.113.0/24 and 198.51.100.0/24 (RFC 5737) that nothing uses and
/// that is not in `except`.
std::optional<IpAddress> nextPublicAddress(const Topology& topology, const std::set<IpAddress>& except = {});

/// The next 172.N.0.0/16 (16 to 31) that no VPC and no customer's network has; none when all are taken.
std::optional<Cidr> nextCustomerBlock(const Topology& topology);

/// The VPC's security group named "default", else its first one; empty: it has none.
Id defaultGroup(const Topology& topology, const Id& vpc);

} // namespace waylight::edit
