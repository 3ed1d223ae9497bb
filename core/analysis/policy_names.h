// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/topology.h"
#include "core/policy/completion.h"

namespace waylight {

/// What the policies of a design can name: its endpoints, VPCs, buckets, tables, roles, accounts, Regions and
/// addresses, in the order of kinds and names, each value once.
std::vector<policy::DesignName> policyNames(const Topology& topology);

/// The services that the policies of a resource are about, as actions begin with them: an endpoint's, or the
/// resource's own. Empty for roles, whose policies are about anything.
std::vector<std::string> policyServices(const Resource& resource);

} // namespace waylight
