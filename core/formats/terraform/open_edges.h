// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/terraform/references.h"

namespace waylight::terraform {

/// A reference that is to be found: where it stands, and what it can come from.
struct Edge {
    std::size_t owner = 0;
    std::string pointer;   ///< into the owner's properties
    std::string attribute; ///< the last name of the pointer
    Reach reach;
    bool list = false; ///< the whole list is not known
    bool plain = true; ///< it is not in a block, so what it means also tells its network
};

/// The references of the declarations that are not known and that the configuration sets; what a plan leaves out is
/// added as unknown. See `recoverEdges`.
std::vector<Edge> openEdges(std::vector<Declaration>& declarations, const std::vector<Resource>& resources,
                            const Configuration& configuration, const References& references);

} // namespace waylight::terraform
