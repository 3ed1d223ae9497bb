// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/topology.h"

namespace waylight {

/// What is wrong between the resources of a design: references to what is not there (warnings, because an import may
/// lack things), and contradictions (errors): references to something of another kind, subnets outside their VPC or
/// overlapping, blocks larger or smaller than AWS accepts, two main route tables, addresses outside their subnet.
/// Pointers are `/resources/<plural>/<id>/<field…>`: like those into our file, with the id in place of the index.
Diagnostics validate(const Topology& topology);

/// The pointer that `validate` gives for a place inside a resource.
std::string resourcePointer(const Resource& resource, const std::string& inside = {});

} // namespace waylight
