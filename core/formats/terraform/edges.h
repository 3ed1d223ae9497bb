// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/terraform/references.h"

namespace waylight::terraform {

struct EdgeCounts {
    std::size_t resolved = 0;
    std::size_t onlyCandidate = 0;
    std::size_t unknown = 0;
};

/// Fills in the references that `declarations` do not know yet, from the configuration. `declarations[i]` is of
/// `resources[i]`, with an empty type where that is not there. What cannot be told stays unknown and names its
/// candidates.
EdgeCounts recoverEdges(std::vector<Declaration>& declarations, const std::vector<Resource>& resources,
                        const Configuration& configuration, const References& references);

/// Fills in what AWS makes of references that are known by now: the subnet of an instance's first interface, the
/// interfaces of an endpoint.
void deriveEdges(std::vector<Declaration>& declarations);

} // namespace waylight::terraform
