// SPDX-License-Identifier: MIT
#include "core/drawing/snapping.h"

#include "core/drawing/layout.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <set>

namespace waylight {
namespace {

constexpr int overhang = 8; ///< how far a guide goes beyond what it joins

/// One direction of the problem: positions along it, and where things stand across it.
struct Axis {
    bool across; ///< true: x is along

    int start(const Rect& rect) const { return across ? rect.x : rect.y; }
    int size(const Rect& rect) const { return across ? rect.width : rect.height; }
    int end(const Rect& rect) const { return start(rect) + size(rect); }
    int sideStart(const Rect& rect) const { return across ? rect.y : rect.x; }
    int sideEnd(const Rect& rect) const { return across ? rect.bottom() : rect.right(); }
    Point point(int along, int side) const { return across ? Point{along, side} : Point{side, along}; }
    bool sameLane(const Rect& a, const Rect& b) const { return sideStart(a) < sideEnd(b) && sideStart(b) < sideEnd(a); }
    void shift(Rect& rect, int by) const { (across ? rect.x : rect.y) += by; }
    void grow(Rect& rect, int by) const { (across ? rect.width : rect.height) += by; }
};

int onGrid(int value) {
    return static_cast<int>(std::lround(static_cast<double>(value) / metrics::grid)) * metrics::grid;
}

/// The smallest shift that puts one of the lines of the moving rectangle on one of a target's.
class Nearest {
public:
    explicit Nearest(int reach) : m_reach(reach) {}
    void offer(int by) {
        if (std::abs(by) <= m_reach && (!m_by || std::abs(by) < std::abs(*m_by)))
            m_by = by;
    }
    const std::optional<int>& best() const { return m_by; }

private:
    int m_reach;
    std::optional<int> m_by;
};

/// The lines of a rectangle along an axis that take part: edges that follow the pointer, and the middle when all do.
std::vector<int> movingLines(const Axis& axis, const Rect& rect, bool start, bool end) {
    std::vector<int> lines;
    if (start)
        lines.push_back(axis.start(rect));
    if (end)
        lines.push_back(axis.end(rect));
    if (start && end)
        lines.push_back(axis.start(rect) + axis.size(rect) / 2);
    return lines;
}

bool isLineOf(const Axis& axis, const Rect& rect, int line) {
    return line == axis.start(rect) || line == axis.end(rect) || line == axis.start(rect) + axis.size(rect) / 2;
}

/// Neighbours in the same lane, from the start on.
std::vector<Rect> laneOf(const Axis& axis, const Rect& moving, const std::vector<Rect>& targets) {
    std::vector<Rect> lane;
    for (const Rect& each : targets)
        if (axis.sameLane(each, moving) && (axis.end(each) <= axis.start(moving) + axis.size(moving) / 2 ||
                                            axis.start(each) >= axis.start(moving) + axis.size(moving) / 2))
            lane.push_back(each);
    std::sort(lane.begin(), lane.end(), [&](const Rect& a, const Rect& b) { return axis.start(a) < axis.start(b); });
    return lane;
}

/// Calls `visit(start of the moving rectangle, first gap, second gap)` for each place with equal gaps; a gap is a pair
/// of rectangles.
template <class Visit>
void forEachEqualGap(const Axis& axis, const Rect& moving, const std::vector<Rect>& lane, Visit visit) {
    for (std::size_t i = 0; i + 1 < lane.size(); ++i) {
        const Rect& a = lane[i];
        const Rect& b = lane[i + 1];
        const int gap = axis.start(b) - axis.end(a);
        if (gap <= 0)
            continue;
        visit(axis.end(b) + gap, a, b);
        visit(axis.start(a) - gap - axis.size(moving), a, b);
        if (gap > axis.size(moving))
            visit(axis.end(a) + (gap - axis.size(moving)) / 2, a, b);
    }
}

Guide gapGuide(const Axis& axis, const Rect& a, const Rect& b) {
    const int side = (std::max(axis.sideStart(a), axis.sideStart(b)) + std::min(axis.sideEnd(a), axis.sideEnd(b))) / 2;
    return {axis.point(axis.end(a), side), axis.point(axis.start(b), side), true};
}

void addGapGuides(const Axis& axis, const Rect& moving, const std::vector<Rect>& lane, std::vector<Guide>& guides) {
    bool found = false;
    forEachEqualGap(axis, moving, lane, [&](int start, const Rect& a, const Rect& b) {
        if (found || start != axis.start(moving))
            return;
        found = true;
        const bool between = start > axis.start(a) && start < axis.start(b);
        if (between) {
            guides.push_back(gapGuide(axis, a, moving));
            guides.push_back(gapGuide(axis, moving, b));
            return;
        }
        guides.push_back(gapGuide(axis, a, b));
        guides.push_back(start > axis.start(b) ? gapGuide(axis, b, moving) : gapGuide(axis, moving, a));
    });
}

/// One line through everything that has an edge or its middle there.
void addLineGuides(const Axis& axis, const Rect& moving, const std::vector<int>& lines,
                   const std::vector<Rect>& targets, std::vector<Guide>& guides) {
    for (const int line : std::set<int>(lines.begin(), lines.end())) {
        int from = axis.sideStart(moving);
        int to = axis.sideEnd(moving);
        bool found = false;
        for (const Rect& each : targets)
            if (isLineOf(axis, each, line)) {
                found = true;
                from = std::min(from, axis.sideStart(each));
                to = std::max(to, axis.sideEnd(each));
            }
        if (found)
            guides.push_back({axis.point(line, from - overhang), axis.point(line, to + overhang), false});
    }
}

void snapAlong(const Axis& axis, Snap& snap, const std::vector<Rect>& targets, int reach, bool start, bool end) {
    if (!start && !end)
        return;
    const bool moves = start && end;
    Rect& rect = snap.rect;
    Nearest lines(reach);
    for (const int line : movingLines(axis, rect, start, end))
        for (const Rect& each : targets)
            for (const int other : {axis.start(each), axis.end(each), axis.start(each) + axis.size(each) / 2})
                lines.offer(other - line);
    Nearest gaps(reach);
    const std::vector<Rect> lane = moves ? laneOf(axis, rect, targets) : std::vector<Rect>();
    forEachEqualGap(axis, rect, lane, [&](int at, const Rect&, const Rect&) { gaps.offer(at - axis.start(rect)); });
    std::optional<int> by = lines.best();
    if (gaps.best() && (!by || std::abs(*gaps.best()) < std::abs(*by)))
        by = gaps.best();
    const int free =
        moves || start ? onGrid(axis.start(rect)) - axis.start(rect) : onGrid(axis.end(rect)) - axis.end(rect);
    const int shift = by.value_or(free);
    if (moves) {
        axis.shift(rect, shift);
    } else if (start) {
        axis.shift(rect, shift);
        axis.grow(rect, -shift);
    } else {
        axis.grow(rect, shift);
    }
    if (!by)
        return;
    addLineGuides(axis, rect, movingLines(axis, rect, start, end), targets, snap.guides);
    addGapGuides(axis, rect, lane, snap.guides);
}

} // namespace

std::vector<Rect> snapTargets(const Picture& picture, const Rect& area, const std::vector<Id>& except) {
    constexpr std::size_t most = 400; // of a crowd, in painting order
    const auto& boxes = picture.boxes();
    const std::set<Id> ids(except.begin(), except.end());
    std::set<int> holding;
    for (const Id& id : except)
        if (const PictureBox* box = picture.box(id))
            for (int at = box->parent; at >= 0; at = boxes[static_cast<std::size_t>(at)].parent)
                holding.insert(at);
    std::vector<Rect> targets;
    for (const int index : picture.boxesTouching(area)) {
        bool excepted = holding.contains(index);
        for (int at = index; at >= 0 && !excepted; at = boxes[static_cast<std::size_t>(at)].parent)
            excepted = ids.contains(boxes[static_cast<std::size_t>(at)].id);
        if (!excepted && targets.size() < most)
            targets.push_back(boxes[static_cast<std::size_t>(index)].rect);
    }
    return targets;
}

Snap snapped(const Rect& moving, const std::vector<Rect>& targets, int reach, SnapSides sides) {
    Snap snap{moving, {}};
    snapAlong({true}, snap, targets, reach, sides.left, sides.right);
    snapAlong({false}, snap, targets, reach, sides.top, sides.bottom);
    return snap;
}

} // namespace waylight
