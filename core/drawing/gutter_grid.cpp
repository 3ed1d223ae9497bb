// SPDX-License-Identifier: MIT
#include "core/drawing/gutter_grid.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <functional>

namespace waylight {
namespace {

constexpr int bendCost = 48;                ///< a bend is worth this many units of length
constexpr int squeezeCost = 6;              ///< a unit of length where there is no room for a line counts so often
constexpr int narrow = 14;                  ///< a gutter below this has no room for a line
constexpr int greed = 16;                   ///< a line may cost this part of the best's more, to be found sooner
constexpr int outside = 48;                 ///< how far out lines may go where nothing bounds them
constexpr std::size_t mostPoints = 400'000; ///< beyond this a search would take too long

// What is at a point of the grid.
constexpr std::uint8_t isFree = 0;
constexpr std::uint8_t isBlocked = 1;
constexpr std::uint8_t isTarget = 2;

int distance(int at, int low, int high) {
    return at < low ? low - at : at > high ? at - high : 0;
}

/// What it costs to leave or enter a side this far from its middle: near a corner there is no room for lanes.
int sideCost(int at, int low, int high) {
    constexpr int most = 36; // less than a bend
    constexpr int corner = 14;
    const int crowded = high - low >= 4 * corner && (at < low + corner || at > high - corner) ? bendCost + 16 : 0;
    return std::min(most, std::abs(at - (low + high) / 2) / 4) + crowded;
}

void widen(std::vector<int>& edges) {
    const auto [low, high] = std::minmax_element(edges.begin(), edges.end());
    const std::pair ends{*low - outside, *high + outside};
    edges.insert(edges.end(), {ends.first, ends.second});
}

} // namespace

/// The middles between neighbouring edges.
void GutterGrid::Lines::setMiddles(std::vector<int>& edges) {
    at.clear();
    tight.clear();
    std::sort(edges.begin(), edges.end());
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
    for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
        const int gutter = edges[i + 1] - edges[i];
        if (gutter < 2)
            continue;
        at.push_back(edges[i] + gutter / 2);
        tight.push_back(gutter < narrow);
    }
}

GutterGrid::Range GutterGrid::Lines::inside(int low, int high) const {
    const auto first = std::upper_bound(at.begin(), at.end(), low);
    const auto last = std::lower_bound(first, at.end(), high);
    return {static_cast<int>(first - at.begin()), static_cast<int>(last - at.begin()) - 1};
}

bool GutterGrid::set(const Surroundings& surroundings) {
    m_edgesX.clear();
    m_edgesY.clear();
    for (const auto* rects : {&surroundings.obstacles, &surroundings.walls})
        for (const Rect& rect : *rects) {
            m_edgesX.insert(m_edgesX.end(), {rect.x, rect.right()});
            m_edgesY.insert(m_edgesY.end(), {rect.y, rect.bottom()});
        }
    if (!surroundings.bounds && !m_edgesX.empty()) {
        widen(m_edgesX);
        widen(m_edgesY);
    }
    m_x.setMiddles(m_edgesX);
    m_y.setMiddles(m_edgesY);
    const std::size_t points = m_x.at.size() * m_y.at.size();
    if (points > mostPoints) {
        m_x.at.clear();
        return false;
    }
    m_rowBits = std::bit_width(m_x.at.size() + 1);
    const std::size_t withRing = (m_y.at.size() + 2) << m_rowBits;
    m_marks.assign(withRing, isBlocked);
    setMarks({{0, m_x.count() - 1}, {0, m_y.count() - 1}}, isFree);
    for (const Rect& rect : surroundings.obstacles)
        setMarks(areaOf(rect), isBlocked);
    if (surroundings.bounds)
        blockOutside(*surroundings.bounds);
    if (m_reached.size() < 2 * withRing)
        m_reached.resize(2 * withRing);
    return true;
}

void GutterGrid::setMarks(const Area& area, std::uint8_t mark) {
    if (!area.isEmpty())
        for (int iy = area.y.first; iy <= area.y.last; ++iy)
            std::fill_n(m_marks.begin() + pointAt(area.x.first, iy), area.x.last - area.x.first + 1, mark);
}

void GutterGrid::blockOutside(const Rect& bounds) {
    const Area within = areaOf(bounds);
    const Range allX{0, m_x.count() - 1};
    const Range allY{0, m_y.count() - 1};
    setMarks({{0, within.x.first - 1}, allY}, isBlocked);
    setMarks({{within.x.last + 1, allX.last}, allY}, isBlocked);
    setMarks({allX, {0, within.y.first - 1}}, isBlocked);
    setMarks({allX, {within.y.last + 1, allY.last}}, isBlocked);
}

void GutterGrid::reach(int point, int direction, int cost, int before) {
    const int state = 2 * point + direction;
    Reached& at = m_reached[static_cast<std::size_t>(state)];
    if (at.search == m_search && at.cost <= cost)
        return;
    at = {m_search, cost, before};
    const int sense = before < 0 ? 0 : state > before ? 1 : -1;
    const int left = leastCostFrom(point, direction, sense);
    m_open.push_back({cost + left + left / greed, left, state});
    std::push_heap(m_open.begin(), m_open.end(), std::greater<>());
}

/// What a line that comes along costs at least from here: its length, and the bends that it needs even where nothing is
/// in the way.
int GutterGrid::leastCostFrom(int point, int direction, int sense) const {
    const int x = xOf(point);
    const int y = yOf(point);
    const int leftX = m_leftX[static_cast<std::size_t>(x)];
    const int leftY = m_leftY[static_cast<std::size_t>(y)];
    const bool isBeyond = direction == 0 ? m_x[x] > m_to.x : m_y[y] > m_to.y;
    const int ahead = direction == 0 ? leftX : leftY;
    const int aside = direction == 0 ? leftY : leftX;
    const bool goesAway = ahead > 0 && sense != 0 && (sense > 0) == isBeyond;
    return leftX + leftY + bendCost * (goesAway ? 2 : aside > 0 ? 1 : 0);
}

/// A line leaves its box straight, at any of the grid lines through it, rather near the middle of a side.
void GutterGrid::start(const Area& source, const Rect& from) {
    for (int iy = source.y.first; iy <= source.y.last; ++iy)
        for (const int ix : {source.x.first, source.x.last})
            reach(pointAt(ix, iy), 0, sideCost(m_y[iy], from.y, from.bottom()), -1);
    for (int ix = source.x.first; ix <= source.x.last; ++ix)
        for (const int iy : {source.y.first, source.y.last})
            reach(pointAt(ix, iy), 1, sideCost(m_x[ix], from.x, from.right()), -1);
}

void GutterGrid::extend(int state) {
    const int direction = state % 2;
    const int before = m_reached[static_cast<std::size_t>(state)].before;
    if (before < 0) {
        for (const int step : {-1, 1})
            run(state, direction, step);
        return;
    }
    run(state, direction, state > before ? 1 : -1);
    for (const int step : {-1, 1})
        run(state, 1 - direction, step);
}

/// On to the next point at which the line may turn or arrive. One step at a time would find the same, later.
void GutterGrid::run(int state, int turn, int step) {
    const int along = turn == 0 ? step : step * stride();
    const int aside = turn == 0 ? stride() : 1;
    const Lines& lines = turn == 0 ? m_x : m_y;
    const Lines& beside = turn == 0 ? m_y : m_x;
    int point = state / 2;
    int at = turn == 0 ? xOf(point) : yOf(point);
    const bool isTight = beside.isTight(turn == 0 ? yOf(point) : xOf(point));
    int cost = m_reached[static_cast<std::size_t>(state)].cost + (turn == state % 2 ? 0 : bendCost);
    for (;;) {
        point += along;
        const std::uint8_t here = mark(point);
        if (here == isBlocked)
            return;
        at += step;
        const int length = std::abs(lines[at] - lines[at - step]);
        const std::uint8_t left = mark(point - aside);
        const std::uint8_t right = mark(point + aside);
        const bool squeezes = here == isFree && isTight && (left != isFree || right != isFree);
        cost += squeezes ? squeezeCost * length : length;
        if (here == isTarget)
            cost += turn == 0 ? sideCost(beside[yOf(point)], m_to.y, m_to.bottom())
                              : sideCost(beside[xOf(point)], m_to.x, m_to.right());
        if (here == isTarget || left != isBlocked || right != isBlocked) {
            reach(point, turn, cost, state);
            return;
        }
    }
}

Line GutterGrid::path(const Rect& from, const Rect& to) {
    const Area source = areaOf(from);
    const Area target = areaOf(to);
    if (m_x.at.empty() || source.isEmpty() || target.isEmpty())
        return {};
    m_leftX.clear();
    m_leftY.clear();
    for (const int x : m_x.at)
        m_leftX.push_back(distance(x, to.x, to.right()));
    for (const int y : m_y.at)
        m_leftY.push_back(distance(y, to.y, to.bottom()));
    m_to = to;
    // The ends, which are obstacles for other lines, are restored afterwards.
    m_kept = m_marks;
    setMarks(target, isTarget);
    setMarks(source, isBlocked);
    Line line = search(source, from);
    std::swap(m_marks, m_kept);
    return line;
}

Line GutterGrid::search(const Area& source, const Rect& from) {
    ++m_search;
    m_open.clear();
    start(source, from);
    while (!m_open.empty()) {
        const int state = m_open.front().state;
        std::pop_heap(m_open.begin(), m_open.end(), std::greater<>());
        m_open.pop_back();
        if (mark(state / 2) == isTarget)
            return unwound(state);
        extend(state);
    }
    return {};
}

Line GutterGrid::unwound(int state) const {
    Line points;
    for (int at = state; at >= 0; at = m_reached[static_cast<std::size_t>(at)].before) {
        const Point point{m_x[xOf(at / 2)], m_y[yOf(at / 2)]};
        const auto count = points.size();
        const bool straight =
            count >= 2 && ((points[count - 1].x == points[count - 2].x && point.x == points[count - 1].x) ||
                           (points[count - 1].y == points[count - 2].y && point.y == points[count - 1].y));
        if (straight)
            points.back() = point;
        else
            points.push_back(point);
    }
    std::reverse(points.begin(), points.end());
    return points;
}

} // namespace waylight
