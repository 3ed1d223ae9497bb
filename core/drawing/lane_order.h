// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/lane_piece.h"

#include <vector>

namespace waylight {

/// The lanes of pieces that share a gutter, in which they cross each other least. Pieces that do not meet may share a
/// lane.
struct LaneOrder {
    std::vector<int> lane; ///< of each piece; 0 is the leftmost or topmost
    int count = 1;
};

/// Costs as much as sorting the pieces, however many of them meet.
LaneOrder laneOrder(const std::vector<LanePiece*>& pieces);

} // namespace waylight
