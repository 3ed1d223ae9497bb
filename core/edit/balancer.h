// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/topology.h"

namespace waylight::edit {

/// Gives a load balancer an interface in each of its subnets, with its security groups, and takes away those elsewhere,
/// as AWS does. Interfaces in its subnets keep their addresses; a subnet without a free address gets none.
void fitInterfaces(Topology& topology, const Id& balancer);

} // namespace waylight::edit
