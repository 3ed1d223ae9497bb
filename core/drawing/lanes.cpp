// SPDX-License-Identifier: MIT
#include "core/drawing/lanes.h"

#include "core/base/parallel.h"
#include "core/drawing/lane_groups.h"
#include "core/drawing/lane_limits.h"
#include "core/drawing/lane_order.h"
#include "core/drawing/lane_places.h"

#include <algorithm>
#include <climits>
#include <numeric>
#include <tuple>
#include <utility>

namespace waylight {
namespace {

constexpr int wide = 120;             ///< in a wider gutter a line need not run in the middle
constexpr std::size_t atATime = 1024; ///< so many lines or more are worth a thread

constexpr int farthest = 160; ///< a piece keeps this near to where it was routed

using Members = std::vector<LanePiece*>;
using Pieces = std::vector<LanePiece>;

/// The pieces of one direction, with how far they may be shifted.
class PieceCollector {
public:
    PieceCollector(const std::vector<RoutedLine>& lines, LaneAxis axis, const LaneLimits& limits)
        : m_lines(lines), m_axis(axis), m_limits(limits) {}

    Pieces all() const {
        std::vector<Pieces> parts((m_lines.size() + atATime - 1) / atATime);
        inParallelRanges(m_lines.size(), atATime, [&](std::size_t from, std::size_t to) {
            for (std::size_t line = from; line < to; ++line)
                collect(line, parts[from / atATime]);
        });
        Pieces pieces;
        for (const Pieces& part : parts)
            pieces.insert(pieces.end(), part.begin(), part.end());
        return pieces;
    }

private:
    void collect(std::size_t line, Pieces& pieces) const {
        const auto& points = m_lines[line].points;
        for (std::size_t i = 0; i + 1 < points.size(); ++i) {
            const int start = m_axis.along(points[i]);
            const int end = m_axis.along(points[i + 1]);
            LanePiece piece{.line = line, .index = i, .at = m_axis.across(points[i])};
            if (piece.at != m_axis.across(points[i + 1]) || start == end)
                continue;
            piece.least = piece.at - farthest;
            piece.most = piece.at + farthest;
            piece.startsLow = start < end;
            piece.low = std::min(start, end);
            piece.high = std::max(start, end);
            piece.before = i > 0 ? m_axis.across(points[i - 1]) : piece.at;
            piece.after = i + 2 < points.size() ? m_axis.across(points[i + 2]) : piece.at;
            m_limits.set(piece, m_lines[line]);
            pieces.push_back(piece);
        }
    }

    const std::vector<RoutedLine>& m_lines;
    LaneAxis m_axis;
    const LaneLimits& m_limits;
};

/// The pieces in parts that cannot come near each other, wherever within their limits they go.
std::vector<Pieces> strips(Pieces pieces) {
    std::sort(pieces.begin(), pieces.end(), [](const LanePiece& a, const LanePiece& b) {
        return std::tie(a.least, a.line, a.index) < std::tie(b.least, b.line, b.index);
    });
    std::vector<Pieces> found;
    int most = 0;
    for (const LanePiece& piece : pieces) {
        if (found.empty() || piece.least >= most + laneWidth) {
            found.emplace_back();
            most = piece.most;
        }
        most = std::max(most, piece.most);
        found.back().push_back(piece);
    }
    return found;
}

/// Gives the pieces of one strip their places.
class Lanes {
public:
    Lanes(Pieces& pieces, const std::vector<RoutedLine>& lines, LaneAxis axis)
        : m_pieces(pieces), m_lines(lines), m_axis(axis) {
        std::sort(m_pieces.begin(), m_pieces.end(), [](const LanePiece& a, const LanePiece& b) {
            return std::tie(a.low, a.line, a.index) < std::tie(b.low, b.line, b.index);
        });
    }

    void run() {
        for (LanePiece& piece : m_pieces)
            centre(piece);
        // Lanes that were spread may have come near others.
        for (int round = 0; round < 2; ++round)
            for (const Members& members : laneGroups(m_pieces))
                share(members);
        keepApart();
    }

    /// Where limits differ, or lines of other gutters have come near, some may still cover each other.
    void keepApart() {
        LanePlaces places;
        bool isMoving = false;
        const std::vector<std::size_t> order = inOrderOfPlace();
        for (const std::size_t i : order)
            isMoving |= uncover(m_pieces[i], places, {laneWidth, 5, 2, 1});
        // Those that found no place may have one now that others have gone.
        for (int round = 0; round < 2 && isMoving; ++round) {
            isMoving = false;
            for (const std::size_t i : order)
                isMoving |= moveAway(m_pieces[i], places, {laneWidth, 5, 2, 1});
        }
    }

private:
    void centre(LanePiece& piece) const {
        if (piece.isFixed)
            return;
        if (piece.atEnd) {
            // The smaller box of a straight line decides, else the box it ends at.
            const RoutedLine& line = m_lines[piece.line];
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

    static void share(const Members& pieces) {
        const LaneOrder lanes = laneOrder(pieces);
        if (std::any_of(pieces.begin(), pieces.end(), [](const LanePiece* piece) { return piece->isFixed; }))
            squeezeIn(pieces, inOrderOf(lanes.lane));
        else if (lanes.count > 1)
            spread(pieces, lanes);
    }

    static void spread(const Members& pieces, const LaneOrder& lanes) {
        int least = INT_MIN / 2;
        int most = INT_MAX / 2;
        long sum = 0;
        for (const LanePiece* piece : pieces) {
            least = std::max(least, piece->least);
            most = std::min(most, piece->most);
            sum += piece->at;
        }
        const int middle = static_cast<int>(sum / static_cast<long>(pieces.size()));
        if (least >= most) { // no common gutter: each keeps to its own
            least = middle - laneWidth * lanes.count / 2;
            most = middle + laneWidth * lanes.count / 2;
        }
        const double step = std::min<double>(laneWidth, static_cast<double>(most - least) / (lanes.count - 1));
        const double width = step * (lanes.count - 1);
        const double start = std::clamp(middle - width / 2, static_cast<double>(least), most - width);
        for (std::size_t i = 0; i < pieces.size(); ++i)
            pieces[i]->at =
                std::clamp(static_cast<int>(start + step * lanes.lane[i]), pieces[i]->least, pieces[i]->most);
        if (allApart(pieces))
            return;
        LanePlaces places;
        for (const std::size_t i : inOrderOf(lanes.lane))
            uncover(*pieces[i], places, {1});
    }

    static bool allApart(const Members& pieces) {
        std::vector<int> places;
        places.reserve(pieces.size());
        for (const LanePiece* piece : pieces)
            places.push_back(piece->at);
        std::sort(places.begin(), places.end());
        return std::adjacent_find(places.begin(), places.end()) == places.end();
    }

    /// What is fixed stays; the others take the nearest places that are free.
    static void squeezeIn(const Members& pieces, const std::vector<std::size_t>& order) {
        LanePlaces places;
        for (const LanePiece* piece : pieces)
            if (piece->isFixed)
                places.add(*piece);
        for (const std::size_t i : order) {
            LanePiece& piece = *pieces[i];
            if (piece.isFixed)
                continue;
            piece.at = places.freePlace(piece, {laneWidth, 5, 2});
            places.add(piece);
        }
    }

    /// A piece that covers another goes to the nearest place that is free at one of the distances. True when it moved.
    static bool uncover(LanePiece& piece, LanePlaces& places, std::initializer_list<int> distances) {
        const int before = piece.at;
        if (piece.canMove() && places.isTaken(piece))
            piece.at = places.freePlace(piece, distances);
        places.add(piece);
        return piece.at != before;
    }

    /// The same for a piece that is among those placed.
    static bool moveAway(LanePiece& piece, LanePlaces& places, std::initializer_list<int> distances) {
        if (!piece.canMove() || !places.isTaken(piece))
            return false;
        const int place = places.freePlace(piece, distances);
        if (place == piece.at)
            return false;
        places.remove(piece);
        piece.at = place;
        places.add(piece);
        return true;
    }

    /// Of those at one place, the least flexible first.
    std::vector<std::size_t> inOrderOfPlace() const {
        std::vector<std::tuple<int, int, std::size_t>> keys;
        keys.reserve(m_pieces.size());
        for (std::size_t i = 0; i < m_pieces.size(); ++i)
            keys.emplace_back(m_pieces[i].at, m_pieces[i].most - m_pieces[i].least, i);
        std::sort(keys.begin(), keys.end());
        std::vector<std::size_t> order;
        order.reserve(keys.size());
        for (const auto& [at, flexibility, i] : keys)
            order.push_back(i);
        return order;
    }

    static std::vector<std::size_t> inOrderOf(const std::vector<int>& lane) {
        std::vector<std::size_t> order(lane.size());
        std::iota(order.begin(), order.end(), 0);
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return lane[a] < lane[b]; });
        return order;
    }

    Pieces& m_pieces; ///< by `low`
    const std::vector<RoutedLine>& m_lines;
    LaneAxis m_axis;
};

/// Shifts all pieces of one direction: strip by strip, `give` places to their pieces.
template <class Give>
void shift(std::vector<RoutedLine>& lines, LaneAxis axis, const LaneLimits& limits, Give give) {
    std::vector<Pieces> all = strips(PieceCollector(lines, axis, limits).all());
    const auto treat = [&](Pieces& pieces) {
        Lanes lanes(pieces, lines, axis);
        give(lanes);
    };
    if (lines.size() < atATime)
        std::for_each(all.begin(), all.end(), treat);
    else
        inParallel(all.size(), [&](std::size_t i) { treat(all[i]); });
    for (const Pieces& pieces : all)
        for (const LanePiece& piece : pieces) {
            auto& points = lines[piece.line].points;
            axis.across(points[piece.index]) = piece.at;
            axis.across(points[piece.index + 1]) = piece.at;
        }
}

} // namespace

void separateLanes(std::vector<RoutedLine>& lines) {
    const std::pair<LaneAxis, LaneLimits> directions[] = {{{true}, {lines, {true}}}, {{false}, {lines, {false}}}};
    for (const auto& [axis, limits] : directions)
        shift(lines, axis, limits, [](Lanes& lanes) { lanes.run(); });
    // The others have moved since: only what covers each other now is kept apart.
    for (const auto& [axis, limits] : directions)
        shift(lines, axis, limits, [](Lanes& lanes) { lanes.keepApart(); });
}

} // namespace waylight
