// SPDX-License-Identifier: MIT
#pragma once

#include "core/edit/membership.h"

namespace waylight::edit {

/// Makes a resource a member of the container that the plan is for: sets the property that says so, and what follows
/// from it (addresses in a new subnet, another Region's zones, routes of the VPC that it left).
void join(Topology& topology, const Id& id, const Plan& plan);

/// The resource as it is in another Region: its zone and the service of an endpoint are renamed with it.
Resource inRegion(Resource resource, const std::string& to);

} // namespace waylight::edit
