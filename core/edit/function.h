// SPDX-License-Identifier: MIT
#pragma once

#include "core/edit/membership.h"

/// Lambda functions: where their interfaces are.
namespace waylight::edit {

/// An interface with the planned address and the VPC's default group; whose it is, the caller says.
NetworkInterface newInterface(const Topology& topology, const Plan& plan);

/// An interface of the function where the plan says, with the groups of those that it has.
NetworkInterface newInterface(const Topology& topology, const Plan& plan, const LambdaFunction& function);

} // namespace waylight::edit
