// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/picture.h"

namespace waylight {

/// A line that shows why something snapped: through edges or middles that are in line, or across one of equal gaps.
struct Guide {
    Point from;
    Point to;
    bool gap = false; ///< it measures a gap: drawn with ends
    bool operator==(const Guide&) const = default;
};

/// Which sides of a rectangle follow the pointer.
struct SnapSides {
    bool left = true;
    bool top = true;
    bool right = true;
    bool bottom = true; ///< all four: it is moved as it is
};

struct Snap {
    Rect rect;
    std::vector<Guide> guides; ///< empty: it is on the grid
};

/// What something at `area` may be in line with: boxes near it, without those of `except`, what they hold, and what
/// holds them.
std::vector<Rect> snapTargets(const Picture& picture, const Rect& area, const std::vector<Id>& except);

/// The rectangle in line with edges and middles of targets that are at most `reach` away, or with equal gaps to its
/// neighbours, each direction by itself; on the grid where there is nothing near.
Snap snapped(const Rect& moving, const std::vector<Rect>& targets, int reach, SnapSides sides = {});

} // namespace waylight
