// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/describe/gather.h"
#include "core/formats/describe/links.h"

namespace waylight::describe {

/// Gives roles the texts of the managed policies that are attached to them, and of their boundaries, from the lists
/// `Policies` of the dump. A role whose policy is not there has it among its `unknown` fields.
void linkPolicies(Drafts& drafts, const std::vector<UnmodelledList>& lists);

/// The lists with the managed policies of the design's roles put in: those that were there keep their place.
std::vector<UnmodelledList> withPolicies(std::vector<UnmodelledList> lists, const Topology& topology);

} // namespace waylight::describe
