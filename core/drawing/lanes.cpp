// SPDX-License-Identifier: MIT
#include "core/drawing/lanes.h"

#include <algorithm>
#include <climits>
#include <numeric>

namespace waylight {
namespace {

constexpr int clearance = 7; ///< least distance of a line from a box beside it
constexpr int laneWidth = 10;
constexpr int cornerRoom = 14; ///< a line ends this far from a box's corner
constexpr int wide = 120;      ///< in a wider gutter a line need not run in the middle

/// One straight piece of a line seen along its direction: `at` is its place across, low … high its extent along.
struct Piece {
    std::size_t line = 0;
    std::size_t index = 0; ///< of its first point
    int at = 0;
    int low = 0;
    int high = 0;
    int least = INT_MIN / 2; ///< limits of `at`
    int most = INT_MAX / 2;
    bool atEnd = false;
    int before = 0; ///< where the neighbouring pieces come from and go to, across; `at` when there is none
    int after = 0;
    bool startsLow = true; ///< the earlier point is at `low`
};

/// Swaps the axes for vertical pieces, so that one code serves both directions.
struct Axis {
    bool vertical;
    int across(const Point& p) const { return vertical ? p.x : p.y; }
    int along(const Point& p) const { return vertical ? p.y : p.x; }
    int& across(Point& p) const { return vertical ? p.x : p.y; }
    int acrossLow(const Rect& r) const { return vertical ? r.x : r.y; }
    int acrossHigh(const Rect& r) const { return vertical ? r.right() : r.bottom(); }
    int alongLow(const Rect& r) const { return vertical ? r.y : r.x; }
    int alongHigh(const Rect& r) const { return vertical ? r.bottom() : r.right(); }
};

class Lanes {
public:
    Lanes(std::vector<RoutedLine>& lines, bool vertical) : m_lines(lines), m_axis{vertical} {}

    void run() {
        collect();
        for (Piece& piece : m_pieces)
            centre(piece);
        separate();
        for (const Piece& piece : m_pieces) {
            auto& points = m_lines[piece.line].points;
            m_axis.across(points[piece.index]) = piece.at;
            m_axis.across(points[piece.index + 1]) = piece.at;
        }
    }

private:
    void collect() {
        for (std::size_t i = 0; i < m_lines.size(); ++i) {
            const auto& points = m_lines[i].points;
            for (std::size_t j = 0; j + 1 < points.size(); ++j) {
                if (m_axis.across(points[j]) != m_axis.across(points[j + 1]) ||
                    m_axis.along(points[j]) == m_axis.along(points[j + 1]))
                    continue;
                Piece piece{.line = i, .index = j, .at = m_axis.across(points[j])};
                piece.startsLow = m_axis.along(points[j]) < m_axis.along(points[j + 1]);
                piece.low = std::min(m_axis.along(points[j]), m_axis.along(points[j + 1]));
                piece.high = std::max(m_axis.along(points[j]), m_axis.along(points[j + 1]));
                piece.before = j > 0 ? m_axis.across(points[j - 1]) : piece.at;
                piece.after = j + 2 < points.size() ? m_axis.across(points[j + 2]) : piece.at;
                limit(piece, j == 0, j + 2 == points.size());
                m_pieces.push_back(piece);
            }
        }
    }

    void keepBeside(Piece& piece, int low, int high) const {
        if (high <= piece.at)
            piece.least = std::max(piece.least, std::min(piece.at, high + clearance));
        else if (low >= piece.at)
            piece.most = std::min(piece.most, std::max(piece.at, low - clearance));
    }

    void limit(Piece& piece, bool first, bool last) const {
        const RoutedLine& line = m_lines[piece.line];
        const auto avoid = [&](const Rect& rect) {
            if (m_axis.alongLow(rect) < piece.high + clearance && m_axis.alongHigh(rect) > piece.low - clearance)
                keepBeside(piece, m_axis.acrossLow(rect), m_axis.acrossHigh(rect));
        };
        for (const Rect& rect : line.obstacles)
            avoid(rect);
        for (const Rect& wall : line.walls)
            if (m_axis.alongLow(wall) < piece.high && m_axis.alongHigh(wall) > piece.low) {
                keepBeside(piece, m_axis.acrossLow(wall), m_axis.acrossLow(wall));
                keepBeside(piece, m_axis.acrossHigh(wall), m_axis.acrossHigh(wall));
            }
        const auto end = [&](const Rect& box, bool here) {
            if (!here) {
                avoid(box);
                return;
            }
            const int room = std::min(cornerRoom, (m_axis.acrossHigh(box) - m_axis.acrossLow(box)) / 4);
            piece.least = std::max(piece.least, std::min(piece.at, m_axis.acrossLow(box) + room));
            piece.most = std::min(piece.most, std::max(piece.at, m_axis.acrossHigh(box) - room));
            piece.atEnd = true;
        };
        end(line.from, first);
        end(line.to, last);
    }

    void centre(Piece& piece) const {
        const RoutedLine& line = m_lines[piece.line];
        if (piece.atEnd) {
            // The smaller box of a straight line decides, else the box it ends at.
            const bool first = piece.index == 0;
            const bool both = line.points.size() == 2;
            const auto width = [&](const Rect& r) { return m_axis.acrossHigh(r) - m_axis.acrossLow(r); };
            const Rect& box = both    ? (width(line.from) < width(line.to) ? line.from : line.to)
                              : first ? line.from
                                      : line.to;
            piece.at = std::clamp((m_axis.acrossLow(box) + m_axis.acrossHigh(box)) / 2, piece.least, piece.most);
        } else if (piece.most - piece.least < wide) {
            piece.at = (piece.least + piece.most) / 2;
        }
    }

    bool meet(const Piece& a, const Piece& b) const { return a.low < b.high + clearance && b.low < a.high + clearance; }

    /// Pieces that would cover each other, directly or through others, share their gutter out.
    void separate() {
        std::vector<std::size_t> order(m_pieces.size());
        std::iota(order.begin(), order.end(), 0);
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return m_pieces[a].at < m_pieces[b].at; });
        std::vector<std::size_t> group(m_pieces.size());
        std::iota(group.begin(), group.end(), 0);
        const auto find = [&](std::size_t i) {
            while (group[i] != i)
                i = group[i] = group[group[i]];
            return i;
        };
        for (std::size_t i = 0; i < order.size(); ++i)
            for (std::size_t j = i + 1; j < order.size() && m_pieces[order[j]].at - m_pieces[order[i]].at < laneWidth;
                 ++j)
                if (m_pieces[order[i]].line != m_pieces[order[j]].line && meet(m_pieces[order[i]], m_pieces[order[j]]))
                    group[find(order[i])] = find(order[j]);
        std::vector<std::vector<std::size_t>> groups(m_pieces.size());
        for (std::size_t i = 0; i < m_pieces.size(); ++i)
            groups[find(i)].push_back(i);
        for (const auto& members : groups)
            if (members.size() > 1)
                share(members);
    }

    /// Crossings that arise when `a` runs before (left of, above) `b`.
    int crossings(const Piece& a, const Piece& b) const {
        int count = 0;
        const auto across = [&](const Piece& from, const Piece& over, bool up) {
            for (const bool start : {true, false}) {
                const int goes = (start ? from.before : from.after) - from.at;
                const int along = start == from.startsLow ? from.low : from.high;
                if ((up ? goes > 0 : goes < 0) && along > over.low && along < over.high)
                    ++count;
            }
        };
        across(a, b, true);
        across(b, a, false);
        return count;
    }

    void share(std::vector<std::size_t> members) {
        std::vector<int> wins(m_pieces.size() ? members.size() : 0);
        for (std::size_t i = 0; i < members.size(); ++i)
            for (std::size_t j = 0; j < members.size(); ++j)
                if (i != j)
                    wins[i] += crossings(m_pieces[members[j]], m_pieces[members[i]]) -
                               crossings(m_pieces[members[i]], m_pieces[members[j]]);
        std::vector<std::size_t> order(members.size());
        std::iota(order.begin(), order.end(), 0);
        const auto pull = [&](std::size_t i) { return m_pieces[members[i]].before + m_pieces[members[i]].after; };
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return std::pair(-wins[a], pull(a)) < std::pair(-wins[b], pull(b));
        });
        // Pieces that do not meet may share a lane.
        std::vector<int> lane(members.size());
        int lanes = 1;
        for (std::size_t i = 0; i < order.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j)
                if (meet(m_pieces[members[order[i]]], m_pieces[members[order[j]]]))
                    lane[order[i]] = std::max(lane[order[i]], lane[order[j]] + 1);
            lanes = std::max(lanes, lane[order[i]] + 1);
        }
        if (lanes > 1)
            spread(members, lane, lanes);
    }

    void spread(const std::vector<std::size_t>& members, const std::vector<int>& lane, int lanes) {
        int least = INT_MIN / 2;
        int most = INT_MAX / 2;
        long sum = 0;
        for (const std::size_t member : members) {
            least = std::max(least, m_pieces[member].least);
            most = std::min(most, m_pieces[member].most);
            sum += m_pieces[member].at;
        }
        const int middle = static_cast<int>(sum / static_cast<long>(members.size()));
        if (least >= most) { // no common gutter: each keeps to its own
            least = middle - laneWidth * lanes / 2;
            most = middle + laneWidth * lanes / 2;
        }
        const double step = std::min<double>(laneWidth, static_cast<double>(most - least) / (lanes - 1));
        const double width = step * (lanes - 1);
        const double start = std::clamp(middle - width / 2, static_cast<double>(least), most - width);
        for (std::size_t i = 0; i < members.size(); ++i) {
            Piece& piece = m_pieces[members[i]];
            piece.at = std::clamp(static_cast<int>(start + step * lane[i]), piece.least, piece.most);
        }
    }

    std::vector<RoutedLine>& m_lines;
    Axis m_axis;
    std::vector<Piece> m_pieces;
};

} // namespace

void separateLanes(std::vector<RoutedLine>& lines) {
    for (const bool vertical : {true, false})
        Lanes(lines, vertical).run();
}

} // namespace waylight
