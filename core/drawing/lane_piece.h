// SPDX-License-Identifier: MIT
#pragma once

#include <climits>
#include <cstddef>

namespace waylight {

/// One straight piece of a line seen along its direction: `at` is its place across, low … high its extent along.
struct LanePiece {
    static constexpr int room = 7; ///< pieces that end this near to each other along still need lanes

    std::size_t line = 0;
    std::size_t index = 0; ///< of its first point
    int at = 0;
    int low = 0;
    int high = 0;
    int least = INT_MIN / 2; ///< limits of `at`
    int most = INT_MAX / 2;
    bool atEnd = false;
    bool isFixed = false;
    int before = 0; ///< where the neighbouring pieces come from and go to, across; `at` when there is none
    int after = 0;
    bool startsLow = true; ///< the earlier point is at `low`

    bool canMove() const { return least < most; }
    bool meets(const LanePiece& other) const { return low < other.high + room && other.low < high + room; }
};

} // namespace waylight
