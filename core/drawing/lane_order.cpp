// SPDX-License-Identifier: MIT
#include "core/drawing/lane_order.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace waylight {
namespace {

/// Where a piece's neighbour leaves: on the side of the lower lanes (-1), of the higher ones (1), or on neither.
struct Leaving {
    int along;
    int side;
};

Leaving start(const LanePiece& piece) {
    const int goes = piece.before - piece.at;
    return {piece.startsLow ? piece.low : piece.high, (goes > 0) - (goes < 0)};
}

Leaving end(const LanePiece& piece) {
    const int goes = piece.after - piece.at;
    return {piece.startsLow ? piece.high : piece.low, (goes > 0) - (goes < 0)};
}

/// Counts crossings: a neighbour that leaves within the extent of another piece crosses it when that piece has a lane
/// on the side to which the neighbour leaves.
class Crossings {
public:
    explicit Crossings(const std::vector<LanePiece*>& pieces) {
        for (const LanePiece* piece : pieces) {
            m_lows.push_back(piece->low);
            m_highs.push_back(piece->high);
            m_leavings.push_back(start(*piece));
            m_leavings.push_back(end(*piece));
        }
        std::sort(m_lows.begin(), m_lows.end());
        std::sort(m_highs.begin(), m_highs.end());
        std::sort(m_leavings.begin(), m_leavings.end(),
                  [](const Leaving& a, const Leaving& b) { return a.along < b.along; });
        m_sums.push_back(0);
        for (const Leaving& each : m_leavings)
            m_sums.push_back(m_sums.back() + each.side);
    }

    /// How many more crossings there are with all others when the piece comes after them than when it comes before.
    int gainOfBeingFirst(const LanePiece& piece) const {
        int gain = sidesWithin(piece.low, piece.high);
        for (const Leaving& each : {start(piece), end(piece)})
            gain -= each.side * piecesAround(each.along);
        return gain;
    }

private:
    int sidesWithin(int low, int high) const {
        const auto first = std::upper_bound(m_leavings.begin(), m_leavings.end(), low,
                                            [](int at, const Leaving& each) { return at < each.along; });
        const auto last = std::lower_bound(first, m_leavings.end(), high,
                                           [](const Leaving& each, int at) { return each.along < at; });
        return m_sums[static_cast<std::size_t>(last - m_leavings.begin())] -
               m_sums[static_cast<std::size_t>(first - m_leavings.begin())];
    }
    int piecesAround(int along) const {
        const auto begun = std::lower_bound(m_lows.begin(), m_lows.end(), along) - m_lows.begin();
        const auto ended = std::upper_bound(m_highs.begin(), m_highs.end(), along) - m_highs.begin();
        return static_cast<int>(begun - ended);
    }

    std::vector<int> m_lows, m_highs;
    std::vector<Leaving> m_leavings;
    std::vector<int> m_sums; ///< of the sides of the leavings before each
};

/// The highest lane that is given so far, all along.
class Skyline {
public:
    /// The lane after all that meet the piece, which is given to it.
    int place(const LanePiece& piece) {
        const int from = 2 * piece.low - LanePiece::room; // doubled: pieces meet when these stretches do
        const int to = 2 * piece.high + LanePiece::room;
        const auto first = split(from);
        const auto last = split(to);
        int lane = 0;
        for (auto at = first; at != last; ++at)
            lane = std::max(lane, at->second + 1);
        m_lanes.erase(std::next(first), last);
        first->second = lane;
        return lane;
    }

private:
    std::map<int, int>::iterator split(int along) {
        const auto next = m_lanes.upper_bound(along);
        return m_lanes.emplace_hint(next, along, std::prev(next)->second);
    }

    std::map<int, int> m_lanes{{INT_MIN, -1}}; ///< by where they begin
};

} // namespace

LaneOrder laneOrder(const std::vector<LanePiece*>& pieces) {
    const Crossings crossings(pieces);
    struct Place {
        int loss;
        int pull;
        std::size_t piece;
        auto operator<=>(const Place&) const = default;
    };
    std::vector<Place> order;
    order.reserve(pieces.size());
    for (std::size_t i = 0; i < pieces.size(); ++i)
        order.push_back({-crossings.gainOfBeingFirst(*pieces[i]), pieces[i]->before + pieces[i]->after, i});
    std::sort(order.begin(), order.end());
    LaneOrder lanes{std::vector<int>(pieces.size()), 1};
    Skyline skyline;
    for (const Place& place : order) {
        lanes.lane[place.piece] = skyline.place(*pieces[place.piece]);
        lanes.count = std::max(lanes.count, lanes.lane[place.piece] + 1);
    }
    return lanes;
}

} // namespace waylight
