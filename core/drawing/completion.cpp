// SPDX-License-Identifier: MIT
#include "core/drawing/completion.h"

#include "core/drawing/layout.h"

#include <algorithm>
#include <climits>

namespace waylight {

using namespace metrics;

namespace {

/// True when the rectangles are nearer to each other than `distance`.
bool near(const Rect& a, const Rect& b, int distance) {
    return a.x < b.right() + distance && b.x < a.right() + distance && a.y < b.bottom() + distance &&
           b.y < a.bottom() + distance;
}

class Completion {
public:
    explicit Completion(Places& places) : m_places(places) {
        for (std::size_t i = 0; i < places.rects.size(); ++i)
            m_before.push_back(footprint(static_cast<int>(i)));
    }

    void run() {
        for (const int root : m_places.tree.roots)
            settle(root);
        settleContent(-1);
    }

private:
    /// Children first: a container's size follows from them.
    void settle(int index) {
        if (!m_places.node(index).isContainer())
            return;
        for (const int child : m_places.tree.childrenOf(index))
            settle(child);
        const Size needed = settleContent(index);
        Rect& rect = m_places.rect(index);
        if (!m_places.isKnown(index))
            rect = {0, 0, needed.width, needed.height};
        growTopLeft(index);
        const Size content = contentSize(index);
        growTo(index, std::max(rect.width, content.width), std::max(rect.height, content.height));
    }

    Size settleContent(int container) {
        const auto& children = m_places.tree.childrenOf(container);
        if (std::none_of(children.begin(), children.end(), [&](int child) { return holdsKnown(child); }))
            return arranged(m_places, container);
        makeRoom(container);
        std::vector<int> settled;
        for (const int child : children)
            if (m_places.isKnown(child))
                settled.push_back(child);
        for (const bool border : {false, true})
            for (const int child : children)
                if (!m_places.isKnown(child) && m_places.node(child).onBorder == border) {
                    border ? placeOnBorder(container, child, settled) : placeInside(container, child, settled);
                    settled.push_back(child);
                }
        return contentSize(container);
    }

    /// A zone exists because of its subnets: one that has a place fixes the zone as well.
    bool holdsKnown(int child) const {
        const auto& inner = m_places.tree.childrenOf(child);
        return m_places.isKnown(child) ||
               (m_places.node(child).role == BoxRole::Zone &&
                std::any_of(inner.begin(), inner.end(), [&](int each) { return m_places.isKnown(each); }));
    }

    /// What the content needs: its right and bottom edge, with what stands on that, and the padding.
    Size contentSize(int container) const {
        if (container < 0)
            return {};
        Size size = leastSize(m_places.node(container));
        for (const int child : m_places.tree.childrenOf(container)) {
            const DrawnNode& node = m_places.node(child);
            // A symbol on the border makes room for itself once, when it is placed; later it may be anywhere.
            if (node.onBorder && m_places.isKnown(child))
                continue;
            if (!node.onBorder || standsOnTop(node))
                size.width = std::max(size.width, footprint(child).right() + padding);
            if (!node.onBorder || !standsOnTop(node))
                size.height = std::max(size.height, footprint(child).bottom() + padding);
        }
        return size;
    }

    /// What sticks out to the left or above makes the box grow there; everything stays where it is on the canvas.
    void growTopLeft(int index) {
        int left = 0;
        int top = 0;
        for (const int child : m_places.tree.childrenOf(index)) {
            if (m_places.node(child).onBorder)
                continue;
            left = std::max(left, -m_places.rect(child).x);
            top = std::max(top, -m_places.rect(child).y);
        }
        if (left == 0 && top == 0)
            return;
        left = left ? onGrid(left + padding) : 0;
        top = top ? onGrid(top + titleHeight) : 0;
        Rect& rect = m_places.rect(index);
        for (const int child : m_places.tree.childrenOf(index)) {
            const bool onLeft = m_places.node(child).onBorder && m_places.rect(child).x < 0;
            const bool onTop = m_places.node(child).onBorder && m_places.rect(child).y < 0;
            m_places.rect(child).x += onLeft ? 0 : left;
            m_places.rect(child).y += onTop ? 0 : top;
        }
        rect = {rect.x - left, rect.y - top, rect.width + left, rect.height + top};
    }

    /// Symbols on the right and bottom border stay on it.
    void growTo(int index, int width, int height) {
        Rect& rect = m_places.rect(index);
        for (const int child : m_places.tree.childrenOf(index)) {
            Rect& symbol = m_places.rect(child);
            if (!m_places.node(child).onBorder)
                continue;
            if (symbol.x < rect.width && symbol.right() > rect.width)
                symbol.x += width - rect.width;
            if (symbol.y < rect.height && symbol.bottom() > rect.height)
                symbol.y += height - rect.height;
        }
        rect.width = width;
        rect.height = height;
    }

    /// Neighbours that a grown box now touches move away from it, right or down, and push others in turn.
    void makeRoom(int container) {
        const auto& children = m_places.tree.childrenOf(container);
        std::vector<int> moved;
        for (const int child : children)
            if (m_places.isKnown(child) && footprint(child) != before(child))
                moved.push_back(child);
        for (std::size_t i = 0; i < moved.size() && i < 4 * children.size(); ++i) {
            const Rect grown = footprint(moved[i]);
            for (const int other : children) {
                Rect& rect = m_places.rect(other);
                const bool overlapsNow = other != moved[i] && m_places.isKnown(other) &&
                                         !m_places.node(other).onBorder && near(grown, footprint(other), 0);
                if (!overlapsNow || near(before(moved[i]), before(other), 0))
                    continue;
                if (before(other).x >= before(moved[i]).right())
                    rect.x = grown.right() + gap;
                else if (before(other).y >= before(moved[i]).bottom())
                    rect.y = grown.bottom() + gap;
                else
                    continue;
                moved.push_back(other);
            }
        }
    }

    /// The footprint that it had, without what had no place.
    const Rect& before(int index) const { return m_before[static_cast<std::size_t>(index)]; }

    /// The room that a child takes in its container: its box, and what straddles the box's border.
    Rect footprint(int index) const {
        const Rect& box = m_places.rect(index);
        int left = box.x, top = box.y, right = box.right(), bottom = box.bottom();
        for (const int child : m_places.tree.childrenOf(index)) {
            const Rect& rect = m_places.rect(child);
            if (!m_places.node(child).onBorder)
                continue;
            left = std::min(left, box.x + rect.x);
            top = std::min(top, box.y + rect.y);
            right = std::max(right, box.x + rect.right());
            bottom = std::max(bottom, box.y + rect.bottom());
        }
        return {left, top, right - left, bottom - top};
    }

    bool isFree(const Rect& rect, const std::vector<Rect>& taken, int distance) const {
        return std::none_of(taken.begin(), taken.end(), [&](const Rect& other) { return near(rect, other, distance); });
    }
    std::vector<Rect> footprints(const std::vector<int>& items) const {
        std::vector<Rect> rects;
        for (const int item : items)
            rects.push_back(footprint(item));
        return rects;
    }

    /// The free spot that makes the container grow least; of those the highest, then the leftmost.
    void placeInside(int container, int item, const std::vector<int>& settled) {
        Rect& rect = m_places.rect(item);
        const Rect own = footprint(item);
        const std::vector<Rect> taken = footprints(settled);
        const Point start = contentStart(m_places, container);
        const bool bounded = container >= 0 && m_places.isKnown(container);
        const int right = bounded ? m_places.rect(container).width - padding : 0;
        const int bottom = bounded ? m_places.rect(container).height - padding : 0;
        std::vector<int> xs{start.x};
        std::vector<int> ys{start.y};
        for (const Rect& other : taken) {
            xs.push_back(std::max(start.x, onGrid(other.right() + gap)));
            ys.push_back(std::max(start.y, onGrid(other.bottom() + gap)));
            ys.push_back(std::max(start.y, onGrid(other.y)));
        }
        constexpr std::size_t fewest = 48; // beyond this, trying all pairs would take too long
        if (settled.size() > fewest) {
            xs.resize(1);
            ys = {*std::max_element(ys.begin(), ys.end())};
        }
        std::sort(xs.begin(), xs.end());
        std::sort(ys.begin(), ys.end());
        std::tuple<int, int, int> best{INT_MAX, 0, 0};
        for (const int y : ys)
            for (const int x : xs) {
                const Rect spot{x, y, own.width, own.height};
                const int growth = bounded ? std::max(0, spot.right() - right) + std::max(0, spot.bottom() - bottom)
                                           : std::max(spot.right(), spot.bottom());
                if (std::tuple(growth, y, x) < best && isFree(spot, taken, gap))
                    best = {growth, y, x};
            }
        const Point shift{std::get<2>(best) - own.x, std::get<1>(best) - own.y};
        rect.x += shift.x;
        rect.y += shift.y;
    }

    /// Ways to the internet on the top border, others on the right one, at the first free spot.
    void placeOnBorder(int container, int item, const std::vector<int>& settled) {
        const Size box = m_places.isKnown(container)
                             ? Size{m_places.rect(container).width, m_places.rect(container).height}
                             : contentSize(container);
        Rect& rect = m_places.rect(item);
        const std::vector<Rect> taken = footprints(settled);
        const bool onTop = standsOnTop(m_places.node(item));
        const int half = (onTop ? rect.height : rect.width) / 2 / grid * grid;
        const int end = onTop ? box.width - rect.width - padding : box.height - rect.height - padding;
        const int first =
            onTop ? std::max(padding, std::min(end, leastSize(m_places.node(container)).width)) : titleHeight + grid;
        for (int at = first / grid * grid;; at += grid) {
            rect.x = onTop ? at : box.width - half;
            rect.y = onTop ? -half : at;
            if (isFree(rect, taken, grid))
                return;
        }
    }

    Places& m_places;
    std::vector<Rect> m_before;
};

} // namespace

void complete(Places& places) {
    Completion(places).run();
}

} // namespace waylight
