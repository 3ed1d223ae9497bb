// SPDX-License-Identifier: MIT
#include "core/drawing/router.h"

#include "core/drawing/rects.h"

#include <algorithm>

namespace waylight {
namespace {

/// Where the line between two neighbouring grid points crosses the border of the box that holds the first.
Point exitOf(const Rect& box, Point inside, Point outside) {
    if (inside.x == outside.x)
        return {inside.x, outside.y < inside.y ? box.y : box.bottom()};
    return {outside.x < inside.x ? box.x : box.right(), inside.y};
}

/// For boxes that touch, or where everything is in the way: one bend at most, straight through.
Line shortcut(const Rect& from, const Rect& to) {
    const Point a{from.x + from.width / 2, from.y + from.height / 2};
    const Point b{to.x + to.width / 2, to.y + to.height / 2};
    const Point corner{b.x, a.y};
    if (b.x > from.x && b.x < from.right())
        return {{b.x, b.y < a.y ? from.y : from.bottom()}, {b.x, b.y < a.y ? to.bottom() : to.y}};
    if (a.y > to.y && a.y < to.bottom())
        return {exitOf(from, a, corner), exitOf(to, {b.x, a.y}, a)};
    return {exitOf(from, a, corner), corner, exitOf(to, b, corner)};
}

/// Only what is in the parts of the window: the rest of it is blocked, and the bounds do not reach beyond it.
Surroundings clipped(const Surroundings& all, const Rect& window, const std::vector<Rect>& parts) {
    Surroundings found;
    found.bounds = all.bounds ? intersected(*all.bounds, window) : window;
    const auto clip = [&](const std::vector<Rect>& rects, std::vector<Rect>& clippedRects) {
        for (const Rect& rect : rects)
            for (const Rect& part : parts)
                if (touch(rect, part))
                    clippedRects.push_back(intersected(rect, part));
    };
    clip(all.obstacles, found.obstacles);
    clip(all.walls, found.walls);
    found.walls.push_back(window);
    return found;
}

/// The corners of a window that a row and a column through it leave.
std::vector<Rect> cornersBeside(const Rect& window, const Rect& row, const Rect& column) {
    std::vector<Rect> corners;
    for (const auto& [x, right] : {std::pair(window.x, column.x), std::pair(column.right(), window.right())})
        for (const auto& [y, bottom] : {std::pair(window.y, row.y), std::pair(row.bottom(), window.bottom())})
            if (right > x && bottom > y)
                corners.push_back({x, y, right - x, bottom - y});
    return corners;
}

} // namespace

std::vector<int> Router::crossable(int from, int to) const {
    std::vector<int> containers;
    std::vector<int> others;
    int a = m_boxes.parent(from);
    int b = m_boxes.parent(to);
    while (a != b)
        if (m_boxes.depth(a) >= m_boxes.depth(b)) {
            containers.push_back(a);
            a = m_boxes.parent(a);
        } else {
            others.push_back(b);
            b = m_boxes.parent(b);
        }
    containers.insert(containers.end(), others.begin(), others.end());
    containers.push_back(a);
    return containers;
}

Router::Ends Router::containersOf(int from, int to) const {
    return std::minmax({m_boxes.parent(from), m_boxes.parent(to)});
}

std::shared_ptr<const Surroundings> Router::surroundings(int from, int to) {
    auto& known = m_surroundings[containersOf(from, to)];
    if (!known)
        known = std::make_shared<const Surroundings>(found(from, to));
    return known;
}

Surroundings Router::found(int from, int to) const {
    Surroundings found;
    const std::vector<int> containers = crossable(from, to);
    for (const int container : containers) {
        if (container >= 0) {
            found.walls.push_back(m_boxes.rect(container));
            found.obstacles.push_back(m_boxes.title(container));
        }
        for (const int child : m_boxes.children(container)) {
            if (std::find(containers.begin(), containers.end(), child) != containers.end())
                continue;
            found.obstacles.push_back(m_boxes.rect(child));
            const std::vector<Rect> straddlers = m_boxes.straddlers(child);
            found.obstacles.insert(found.obstacles.end(), straddlers.begin(), straddlers.end());
        }
    }
    if (containers.back() >= 0)
        found.bounds = m_boxes.rect(containers.back());
    return found;
}

Line Router::route(int from, int to) {
    if (m_boxes.isInside(from, to) || m_boxes.isInside(to, from))
        return {};
    const Rect& a = m_boxes.rect(from);
    const Rect& b = m_boxes.rect(to);
    const auto around = surroundings(from, to);
    if (const Ends ends = containersOf(from, to); m_gridOf != ends) {
        m_gridFits = m_grid.set(*around);
        m_gridOf = ends;
    }
    Line points = m_gridFits ? m_grid.path(a, b) : pathWithin(*around, a, b);
    if (points.size() < 2)
        return shortcut(a, b);
    points.front() = exitOf(a, points.front(), points[1]);
    points.back() = exitOf(b, points.back(), points.size() > 2 ? points[points.size() - 2] : points.front());
    return points;
}

/// Where there are too many gutters to look at them all: those along the row of the one box and the column of the other
/// mostly do, or those between the two.
Line Router::pathWithin(const Surroundings& all, const Rect& from, const Rect& to) {
    m_gridOf.reset();
    for (int margin = 128; margin <= 8192; margin *= 4) {
        const Rect window = grown(united(from, to), margin);
        const Rect row{window.x, from.y - margin, window.width, from.height + 2 * margin};
        const Rect column{to.x - margin, window.y, to.width + 2 * margin, window.height};
        Surroundings angle = clipped(all, window, {row, column});
        for (const Rect& corner : cornersBeside(window, row, column))
            angle.obstacles.push_back(corner);
        for (const Surroundings& part : {std::move(angle), clipped(all, window, {window})})
            if (m_grid.set(part))
                if (Line points = m_grid.path(from, to); points.size() >= 2)
                    return points;
    }
    return {};
}

} // namespace waylight
