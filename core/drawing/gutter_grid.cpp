// SPDX-License-Identifier: MIT
#include "core/drawing/gutter_grid.h"

#include <algorithm>
#include <cstdlib>
#include <queue>

namespace waylight {
namespace {

constexpr int bendCost = 48;                ///< a bend is worth this many units of length
constexpr int narrow = 14;                  ///< a gutter below this has no room for a line
constexpr int outside = 48;                 ///< how far out lines may go where nothing bounds them
constexpr std::size_t mostPoints = 400'000; ///< beyond this a search would take too long

/// The middles between neighbouring edges.
void middles(std::vector<int> edges, std::vector<int>& lines, std::vector<bool>& tight) {
    std::sort(edges.begin(), edges.end());
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
    for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
        const int gutter = edges[i + 1] - edges[i];
        if (gutter < 2)
            continue;
        lines.push_back(edges[i] + gutter / 2);
        tight.push_back(gutter < narrow);
    }
}

int distance(int at, int low, int high) {
    return at < low ? low - at : at > high ? at - high : 0;
}

} // namespace

GutterGrid::GutterGrid(const std::vector<Rect>& obstacles, const std::vector<Rect>& walls,
                       const std::optional<Rect>& bounds) {
    std::vector<int> xs, ys;
    for (const auto* rects : {&obstacles, &walls})
        for (const Rect& rect : *rects) {
            xs.insert(xs.end(), {rect.x, rect.right()});
            ys.insert(ys.end(), {rect.y, rect.bottom()});
        }
    if (!bounds && !xs.empty()) {
        const auto [left, right] = std::minmax_element(xs.begin(), xs.end());
        const auto [top, bottom] = std::minmax_element(ys.begin(), ys.end());
        const std::pair across{*left - outside, *right + outside};
        const std::pair down{*top - outside, *bottom + outside};
        xs.insert(xs.end(), {across.first, across.second});
        ys.insert(ys.end(), {down.first, down.second});
    }
    middles(std::move(xs), m_x, m_tightX);
    middles(std::move(ys), m_y, m_tightY);
    const std::size_t points = m_x.size() * m_y.size();
    if (points > mostPoints) {
        m_x.clear();
        return;
    }
    m_blocked.assign(points, 0);
    const auto block = [&](int ix, int iy) { m_blocked[static_cast<std::size_t>(iy * columns() + ix)] = 1; };
    for (const Rect& rect : obstacles) {
        const Area area = areaOf(rect);
        for (int iy = area.y.first; iy <= area.y.last; ++iy)
            for (int ix = area.x.first; ix <= area.x.last; ++ix)
                block(ix, iy);
    }
    if (bounds)
        for (int iy = 0; iy < static_cast<int>(m_y.size()); ++iy)
            for (int ix = 0; ix < columns(); ++ix)
                if (m_x[static_cast<std::size_t>(ix)] <= bounds->x ||
                    m_x[static_cast<std::size_t>(ix)] >= bounds->right() ||
                    m_y[static_cast<std::size_t>(iy)] <= bounds->y ||
                    m_y[static_cast<std::size_t>(iy)] >= bounds->bottom())
                    block(ix, iy);
    m_cost.resize(2 * points);
    m_from.resize(2 * points);
    m_stamp.resize(2 * points);
}

bool GutterGrid::isBlocked(int ix, int iy) const {
    const bool inside = ix >= 0 && iy >= 0 && ix < columns() && iy < static_cast<int>(m_y.size());
    return inside && m_blocked[static_cast<std::size_t>(iy * columns() + ix)];
}

/// True where a line in this direction (0 across, 1 down) would nearly touch an obstacle beside it.
bool GutterGrid::isTight(int ix, int iy, int direction) const {
    if (direction == 0)
        return m_tightY[static_cast<std::size_t>(iy)] && (isBlocked(ix, iy - 1) || isBlocked(ix, iy + 1));
    return m_tightX[static_cast<std::size_t>(ix)] && (isBlocked(ix - 1, iy) || isBlocked(ix + 1, iy));
}

GutterGrid::Range GutterGrid::linesIn(const std::vector<int>& lines, int low, int high) {
    const auto first = std::upper_bound(lines.begin(), lines.end(), low);
    const auto last = std::lower_bound(lines.begin(), lines.end(), high);
    return {static_cast<int>(first - lines.begin()), static_cast<int>(last - lines.begin()) - 1};
}

GutterGrid::Area GutterGrid::areaOf(const Rect& rect) const {
    return {linesIn(m_x, rect.x, rect.right()), linesIn(m_y, rect.y, rect.bottom())};
}

std::vector<Point> GutterGrid::path(const Rect& from, const Rect& to) {
    if (m_x.empty() || m_y.empty())
        return {};
    ++m_search;
    const Area source = areaOf(from);
    const Area target = areaOf(to);
    struct Open {
        int estimate;
        int state;
        bool operator<(const Open& other) const {
            return std::tie(estimate, state) > std::tie(other.estimate, other.state);
        }
    };
    std::priority_queue<Open> open;
    const auto reach = [&](int ix, int iy, int direction, int cost, int before) {
        const int state = 2 * (iy * columns() + ix) + direction;
        const auto at = static_cast<std::size_t>(state);
        if (m_stamp[at] == m_search && m_cost[at] <= cost)
            return;
        m_stamp[at] = m_search;
        m_cost[at] = cost;
        m_from[at] = before;
        const int left = distance(m_x[static_cast<std::size_t>(ix)], to.x, to.right()) +
                         distance(m_y[static_cast<std::size_t>(iy)], to.y, to.bottom());
        open.push({cost + left, state});
    };
    // A line starts anywhere in its box, rather near the middle of a side, and leaves it straight.
    const Point middle{from.x + from.width / 2, from.y + from.height / 2};
    for (int iy = source.y.first; iy <= source.y.last; ++iy)
        for (int ix = source.x.first; ix <= source.x.last; ++ix) {
            reach(ix, iy, 0, std::abs(m_y[static_cast<std::size_t>(iy)] - middle.y) / 4, -1);
            reach(ix, iy, 1, std::abs(m_x[static_cast<std::size_t>(ix)] - middle.x) / 4, -1);
        }
    while (!open.empty()) {
        const auto [estimate, state] = open.top();
        open.pop();
        const int direction = state % 2; // 0 across, 1 down
        const int ix = state / 2 % columns();
        const int iy = state / 2 / columns();
        const int cost = m_cost[static_cast<std::size_t>(state)];
        if (target.has(ix, iy))
            return unwound(state);
        const bool inSource = source.has(ix, iy);
        for (const int turn : {direction, 1 - direction}) {
            if (turn != direction && inSource)
                continue;
            for (const int step : {-1, 1}) {
                const int nx = ix + (turn == 0 ? step : 0);
                const int ny = iy + (turn == 1 ? step : 0);
                if (nx < 0 || ny < 0 || nx >= columns() || ny >= static_cast<int>(m_y.size()) || source.has(nx, ny))
                    continue;
                if (isBlocked(nx, ny) && !target.has(nx, ny))
                    continue;
                const int length =
                    turn == 0 ? std::abs(m_x[static_cast<std::size_t>(nx)] - m_x[static_cast<std::size_t>(ix)])
                              : std::abs(m_y[static_cast<std::size_t>(ny)] - m_y[static_cast<std::size_t>(iy)]);
                const int squeeze = target.has(nx, ny) || !isTight(nx, ny, turn) ? 0 : length;
                reach(nx, ny, turn, cost + length + squeeze + (turn == direction ? 0 : bendCost), state);
            }
        }
    }
    return {};
}

std::vector<Point> GutterGrid::unwound(int state) const {
    std::vector<Point> points;
    for (int at = state; at >= 0; at = m_from[static_cast<std::size_t>(at)]) {
        const Point point{m_x[static_cast<std::size_t>(at / 2 % columns())],
                          m_y[static_cast<std::size_t>(at / 2 / columns())]};
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
