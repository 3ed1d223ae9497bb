// SPDX-License-Identifier: MIT
#pragma once

#include <climits>
#include <cstddef>
#include <vector>

namespace waylight {

/// One straight piece of a line seen along its direction: `at` is its place across, low … high its extent along.
struct LanePiece {
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

    bool canMove() const { return least < most; }
    bool meets(const LanePiece& other) const {
        constexpr int room = 7; ///< pieces that end this near to each other along still need lanes
        return low < other.high + room && other.low < high + room;
    }
};

/// The lanes of pieces that share a gutter, in which they cross each other least. Pieces that do not meet may share a
/// lane.
struct LaneOrder {
    std::vector<int> lane; ///< of each piece; 0 is the leftmost or topmost
    int count = 1;
};
LaneOrder laneOrder(const std::vector<LanePiece*>& pieces);

} // namespace waylight
