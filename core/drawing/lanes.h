// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/gutter_grid.h"

#include <memory>

namespace waylight {

/// A routed line with what limits how far its segments may be shifted sideways.
struct RoutedLine {
    std::vector<Point> points;
    Rect from;
    Rect to;
    std::shared_ptr<const Surroundings> surroundings; ///< not null unless it is fixed
    bool isFixed = false;                             ///< stays where it is; the others keep clear of it
};

/// Centres lines in their gutters and at the sides where they end, and gives parallels that would cover each other
/// lanes of their own, in the order that crosses least.
void separateLanes(std::vector<RoutedLine>& lines);

} // namespace waylight
