// SPDX-License-Identifier: MIT
#pragma once

#include "core/edit/paste.h"

#include <set>

namespace waylight::edit {

/// Drops references of what was pasted to what is not in the design or belongs to another VPC, and completes what that
/// leaves half: load balancers get subnets, interfaces a security group; interfaces without a subnet go. `pasted` are
/// the ids of what was pasted and stays; `before` is the design without it.
std::vector<LostReference> settleLinks(Topology& topology, std::vector<Id>& pasted, const Topology& before);

} // namespace waylight::edit
