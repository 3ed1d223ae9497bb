// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/terraform/resource.h"

namespace waylight::terraform {

/// Instances of resources in a plan, with both sides: each that is there now, or will be.
Listing listingOfPlan(const Json& plan, const std::string& file);

/// Those of `terraform show -json` of a state.
Listing listingOfState(const Json& state, const std::string& file);

/// Those of a state file of version 3 or 4.
Listing listingOfRawState(const Json& state, const std::string& file);

} // namespace waylight::terraform
