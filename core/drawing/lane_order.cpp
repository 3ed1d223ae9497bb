// SPDX-License-Identifier: MIT
#include "core/drawing/lane_order.h"

#include <algorithm>
#include <numeric>

namespace waylight {
namespace {

/// Crossings that arise when `a` runs before (left of, above) `b`.
int crossings(const LanePiece& a, const LanePiece& b) {
    int count = 0;
    const auto across = [&](const LanePiece& from, const LanePiece& over, bool up) {
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

/// Calls `visit(i, j)` once for each two pieces that meet.
template <class Visit>
void forEachMeeting(const std::vector<LanePiece*>& pieces, Visit visit) {
    std::vector<std::size_t> order(pieces.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return pieces[a]->low < pieces[b]->low; });
    std::vector<std::size_t> active;
    for (const std::size_t next : order) {
        std::erase_if(active, [&](std::size_t i) { return !pieces[i]->meets(*pieces[next]); });
        for (const std::size_t other : active)
            visit(other, next);
        active.push_back(next);
    }
}

} // namespace

LaneOrder laneOrder(const std::vector<LanePiece*>& pieces) {
    std::vector<int> wins(pieces.size());
    std::vector<std::pair<std::size_t, std::size_t>> meetings;
    forEachMeeting(pieces, [&](std::size_t i, std::size_t j) {
        const int gain = crossings(*pieces[j], *pieces[i]) - crossings(*pieces[i], *pieces[j]);
        wins[i] += gain;
        wins[j] -= gain;
        meetings.emplace_back(i, j);
    });
    std::vector<std::size_t> order(pieces.size());
    std::iota(order.begin(), order.end(), 0);
    const auto pull = [&](std::size_t i) { return pieces[i]->before + pieces[i]->after; };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return std::pair(-wins[a], pull(a)) < std::pair(-wins[b], pull(b));
    });
    std::vector<std::size_t> rank(pieces.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        rank[order[i]] = i;
    // Each takes the first lane after all that meet it and come before it.
    for (auto& [first, second] : meetings) {
        first = rank[first];
        second = rank[second];
        if (first > second)
            std::swap(first, second);
    }
    std::sort(meetings.begin(), meetings.end());
    LaneOrder lanes{std::vector<int>(pieces.size()), 1};
    for (const auto& [first, second] : meetings) {
        int& lane = lanes.lane[order[second]];
        lane = std::max(lane, lanes.lane[order[first]] + 1);
        lanes.count = std::max(lanes.count, lane + 1);
    }
    return lanes;
}

} // namespace waylight
