// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/design.h"

#include <map>

namespace waylight {

/// What is the same thing in two designs that come from different files: the id in `a` of each resource of `b` that is
/// in `a` too. Told by, in this order: equal ids; names in AWS, which are unique; a Name tag that one thing of the kind
/// has on each side; what is there only once in its container by its contents (blocks, services, references). Kinds,
/// never contents alone, decide between candidates: what is not told apart is not matched.
std::map<Id, Id> matchedIds(const Topology& a, const Topology& b);

/// The design under those ids.
Design withIds(const Design& design, const std::map<Id, Id>& ids);

} // namespace waylight
