// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/lane_axis.h"
#include "core/drawing/lane_piece.h"
#include "core/drawing/lanes.h"

#include <unordered_map>

namespace waylight {

/// How far pieces of one direction may be shifted sideways.
class LaneLimits {
public:
    LaneLimits(const std::vector<RoutedLine>& lines, LaneAxis axis);

    /// Sets the limits of a piece of this line; its place must be within the gutter that the line was routed through.
    void set(LanePiece& piece, const RoutedLine& line) const;

private:
    /// Obstacles by the side that faces a piece.
    struct Facing {
        std::vector<Rect> above; ///< by their high side, descending: to find what is before a piece
        std::vector<Rect> below; ///< by their low side, ascending: to find what is after it
    };

    void keepBetween(LanePiece& piece, const RoutedLine& line) const;
    void keepFrom(LanePiece& piece, const Rect& rect) const;
    void keepFromWalls(LanePiece& piece, const std::vector<Rect>& walls) const;
    void keepAtEnd(LanePiece& piece, const Rect& box) const;
    bool isBeside(const LanePiece& piece, const Rect& rect) const;

    LaneAxis m_axis;
    std::unordered_map<const Surroundings*, Facing> m_facing;
};

} // namespace waylight
