// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/picture.h"

#include <algorithm>
#include <cstdlib>

namespace waylight {

/// True when the rectangles are nearer to each other than `distance`; 0: they share some area.
inline bool touch(const Rect& a, const Rect& b, int distance = 0) {
    return a.x < b.right() + distance && b.x < a.right() + distance && a.y < b.bottom() + distance &&
           b.y < a.bottom() + distance;
}

inline bool holds(const Rect& outer, const Rect& inner) {
    return inner.x >= outer.x && inner.y >= outer.y && inner.right() <= outer.right() &&
           inner.bottom() <= outer.bottom();
}

/// The box around two points; at least one unit in each direction, so that lines have an area.
inline Rect around(Point a, Point b) {
    return {std::min(a.x, b.x), std::min(a.y, b.y), std::abs(a.x - b.x) + 1, std::abs(a.y - b.y) + 1};
}

/// Around both; an empty rectangle counts for nothing.
inline Rect united(const Rect& a, const Rect& b) {
    if (a.width == 0)
        return b;
    if (b.width == 0)
        return a;
    const int x = std::min(a.x, b.x);
    const int y = std::min(a.y, b.y);
    return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

/// What both have; empty when they do not touch.
inline Rect intersected(const Rect& a, const Rect& b) {
    const int x = std::max(a.x, b.x);
    const int y = std::max(a.y, b.y);
    const int right = std::min(a.right(), b.right());
    const int bottom = std::min(a.bottom(), b.bottom());
    return right > x && bottom > y ? Rect{x, y, right - x, bottom - y} : Rect{};
}

inline Rect grown(const Rect& rect, int by) {
    return {rect.x - by, rect.y - by, rect.width + 2 * by, rect.height + 2 * by};
}

inline Rect shifted(const Rect& rect, Point by) {
    return {rect.x + by.x, rect.y + by.y, rect.width, rect.height};
}

} // namespace waylight
