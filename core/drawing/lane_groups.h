// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/lane_piece.h"

#include <vector>

namespace waylight {

constexpr int laneWidth = 10; ///< the distance that parallels should have

/// The pieces that run beside others of other lines within a lane's width, directly or through others, in groups of at
/// least two. Pieces are in their order, which must be by `low`.
std::vector<std::vector<LanePiece*>> laneGroups(std::vector<LanePiece>& pieces);

} // namespace waylight
