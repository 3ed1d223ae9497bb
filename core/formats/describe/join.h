// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/describe/gather.h"

namespace waylight::describe {

/// The items with each resource once. Two calls may list the same thing with different members, a list may be in the
/// dump twice, and what two accounts or Regions share is listed by both: the owner's or requester's listing counts, and
/// what the other one says differently goes into `Item::others`. Other contradictions are said in `diagnostics`.
std::vector<Item> joined(std::vector<Item> items, const std::vector<DescribeFile>& files, Diagnostics& diagnostics);

/// The other listings as the `extra` of a resource holds them; null when there are none.
Json writtenListings(const std::vector<OtherListing>& others);
std::vector<OtherListing> otherListings(const Extra& extra);

} // namespace waylight::describe
