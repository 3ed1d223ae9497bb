// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/picture.h"

namespace waylight {

/// A routed line with what limits how far its segments may be shifted sideways.
struct RoutedLine {
    std::vector<Point> points;
    Rect from;
    Rect to;
    std::vector<Rect> obstacles; ///< without the two ends
    std::vector<Rect> walls;     ///< containers that it crosses: it must not run along their borders
};

/// Centres lines in their gutters and at the sides where they end, and gives parallels that would cover each other
/// lanes of their own, in the order that crosses least.
void separateLanes(std::vector<RoutedLine>& lines);

} // namespace waylight
