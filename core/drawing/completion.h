// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/arrange.h"

namespace waylight {

/// Gives a place to what has none and lets containers grow to hold what is in them. What has a place keeps it, except
/// that neighbours of a box that grew make room.
void complete(Places& places);

/// The completed places of a design's tree, each relative to its container.
std::vector<Rect> completedPlaces(const Design& design, const DrawnTree& tree, const Layout& layout);

} // namespace waylight
