// SPDX-License-Identifier: MIT
#include "core/drawing/router.h"

#include "core/drawing/gutter_grid.h"
#include "core/drawing/labels.h"
#include "core/drawing/layout.h"

#include <algorithm>

namespace waylight {

namespace {

bool holds(const Rect& outer, const Rect& inner) {
    return inner.x >= outer.x && inner.y >= outer.y && inner.right() <= outer.right() &&
           inner.bottom() <= outer.bottom();
}

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

} // namespace

Rect titleArea(const PictureBox& box) {
    const int words = 44 + estimatedTextWidth(box.title, 13, true) + estimatedTextWidth(box.subtitle, 12);
    return {box.rect.x, box.rect.y, std::min(box.rect.width, words), metrics::titleHeight};
}

struct Router::Gutters {
    std::vector<Rect> obstacles; ///< the ends' own boxes among them
    GutterGrid grid;
};

Router::Router(const std::vector<PictureBox>& boxes) : m_boxes(boxes), m_children(boxes.size() + 1) {
    for (std::size_t i = 0; i < boxes.size(); ++i)
        m_children[static_cast<std::size_t>(boxes[i].parent + 1)].push_back(static_cast<int>(i));
}

Router::~Router() = default;

int Router::commonContainer(int from, int to) const {
    const auto depth = [&](int box) { return box < 0 ? -1 : m_boxes[static_cast<std::size_t>(box)].depth; };
    int a = m_boxes[static_cast<std::size_t>(from)].parent;
    int b = m_boxes[static_cast<std::size_t>(to)].parent;
    while (a != b) {
        int& deeper = depth(a) >= depth(b) ? a : b;
        deeper = m_boxes[static_cast<std::size_t>(deeper)].parent;
    }
    return a;
}

std::vector<int> Router::chain(int container, int upTo) const {
    std::vector<int> containers;
    for (int at = container; at != upTo; at = m_boxes[static_cast<std::size_t>(at)].parent)
        containers.push_back(at);
    return containers;
}

std::vector<int> Router::crossable(int from, int to) const {
    const int common = commonContainer(from, to);
    std::vector<int> containers = chain(m_boxes[static_cast<std::size_t>(from)].parent, common);
    const std::vector<int> other = chain(m_boxes[static_cast<std::size_t>(to)].parent, common);
    containers.insert(containers.end(), other.begin(), other.end());
    containers.push_back(common);
    return containers;
}

Router::Gutters& Router::gutters(int from, int to) {
    const std::pair key{m_boxes[static_cast<std::size_t>(from)].parent, m_boxes[static_cast<std::size_t>(to)].parent};
    std::unique_ptr<Gutters>& found = m_gutters[key];
    if (found)
        return *found;
    found = std::make_unique<Gutters>();
    const std::vector<int> containers = crossable(from, to);
    std::vector<Rect> walls;
    for (const int container : containers) {
        if (container >= 0) {
            const PictureBox& box = m_boxes[static_cast<std::size_t>(container)];
            walls.push_back(box.rect);
            found->obstacles.push_back(titleArea(box));
        }
        for (const int child : m_children[static_cast<std::size_t>(container + 1)]) {
            if (std::find(containers.begin(), containers.end(), child) != containers.end())
                continue;
            const Rect& rect = m_boxes[static_cast<std::size_t>(child)].rect;
            found->obstacles.push_back(rect);
            for (const int inner : m_children[static_cast<std::size_t>(child + 1)])
                if (!holds(rect, m_boxes[static_cast<std::size_t>(inner)].rect))
                    found->obstacles.push_back(m_boxes[static_cast<std::size_t>(inner)].rect);
        }
    }
    const int common = containers.back();
    found->grid =
        GutterGrid(found->obstacles, walls,
                   common >= 0 ? std::optional(m_boxes[static_cast<std::size_t>(common)].rect) : std::nullopt);
    return *found;
}

std::vector<Rect> Router::obstacles(int from, int to) {
    const Rect& a = m_boxes[static_cast<std::size_t>(from)].rect;
    const Rect& b = m_boxes[static_cast<std::size_t>(to)].rect;
    std::vector<Rect> others = gutters(from, to).obstacles;
    std::erase_if(others, [&](const Rect& rect) { return rect == a || rect == b; });
    return others;
}

Line Router::route(int from, int to) {
    for (const auto& [inner, outer] : {std::pair(from, to), std::pair(to, from)})
        for (int at = inner; at >= 0; at = m_boxes[static_cast<std::size_t>(at)].parent)
            if (at == outer)
                return {};
    const Rect& a = m_boxes[static_cast<std::size_t>(from)].rect;
    const Rect& b = m_boxes[static_cast<std::size_t>(to)].rect;
    Line points = gutters(from, to).grid.path(a, b);
    if (points.size() < 2)
        return shortcut(a, b);
    points.front() = exitOf(a, points.front(), points[1]);
    points.back() = exitOf(b, points.back(), points.size() > 2 ? points[points.size() - 2] : points.front());
    return points;
}

} // namespace waylight
