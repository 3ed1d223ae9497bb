// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/picture.h"

namespace waylight {

/// Swaps the axes for vertical pieces, so that one code serves both directions.
struct LaneAxis {
    bool vertical;
    int across(const Point& p) const { return vertical ? p.x : p.y; }
    int along(const Point& p) const { return vertical ? p.y : p.x; }
    int& across(Point& p) const { return vertical ? p.x : p.y; }
    int acrossLow(const Rect& r) const { return vertical ? r.x : r.y; }
    int acrossHigh(const Rect& r) const { return vertical ? r.right() : r.bottom(); }
    int alongLow(const Rect& r) const { return vertical ? r.y : r.x; }
    int alongHigh(const Rect& r) const { return vertical ? r.bottom() : r.right(); }
};

} // namespace waylight
