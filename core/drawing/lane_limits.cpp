// SPDX-License-Identifier: MIT
#include "core/drawing/lane_limits.h"

#include <algorithm>

namespace waylight {
namespace {

constexpr int clearance = 7;   ///< least distance of a line from a box beside it
constexpr int cornerRoom = 14; ///< a line ends this far from a box's corner

void keepBeside(LanePiece& piece, int low, int high) {
    if (high <= piece.at)
        piece.least = std::max(piece.least, std::min(piece.at, high + clearance));
    else if (low >= piece.at)
        piece.most = std::min(piece.most, std::max(piece.at, low - clearance));
}

} // namespace

LaneLimits::LaneLimits(const std::vector<RoutedLine>& lines, LaneAxis axis) : m_axis(axis) {
    const Surroundings* last = nullptr; // many lines in a row have the same
    for (const RoutedLine& line : lines) {
        const Surroundings* around = line.surroundings.get();
        if (around == last || !around)
            continue;
        last = around;
        const auto [at, added] = m_facing.try_emplace(around);
        if (!added)
            continue;
        Facing& facing = at->second;
        facing.above = facing.below = around->obstacles;
        std::sort(facing.above.begin(), facing.above.end(),
                  [&](const Rect& a, const Rect& b) { return axis.acrossHigh(a) > axis.acrossHigh(b); });
        std::sort(facing.below.begin(), facing.below.end(),
                  [&](const Rect& a, const Rect& b) { return axis.acrossLow(a) < axis.acrossLow(b); });
    }
}

void LaneLimits::set(LanePiece& piece, const RoutedLine& line) const {
    if (line.isFixed) {
        piece.isFixed = true;
        piece.least = piece.most = piece.at;
        return;
    }
    keepBetween(piece, line);
    keepFromWalls(piece, line.surroundings->walls);
    const bool first = piece.index == 0;
    const bool last = piece.index + 2 == line.points.size();
    first ? keepAtEnd(piece, line.from) : keepFrom(piece, line.from);
    last ? keepAtEnd(piece, line.to) : keepFrom(piece, line.to);
}

bool LaneLimits::isBeside(const LanePiece& piece, const Rect& rect) const {
    return m_axis.alongLow(rect) < piece.high + clearance && m_axis.alongHigh(rect) > piece.low - clearance;
}

/// The nearest obstacle on each side is what counts.
void LaneLimits::keepBetween(LanePiece& piece, const RoutedLine& line) const {
    const Facing& facing = m_facing.at(line.surroundings.get());
    const auto isInTheWay = [&](const Rect& rect) {
        return isBeside(piece, rect) && rect != line.from && rect != line.to;
    };
    auto above = std::lower_bound(facing.above.begin(), facing.above.end(), piece.at,
                                  [&](const Rect& rect, int at) { return m_axis.acrossHigh(rect) > at; });
    above = std::find_if(above, facing.above.end(), isInTheWay);
    if (above != facing.above.end())
        keepFrom(piece, *above);
    auto below = std::lower_bound(facing.below.begin(), facing.below.end(), piece.at,
                                  [&](const Rect& rect, int at) { return m_axis.acrossLow(rect) < at; });
    below = std::find_if(below, facing.below.end(), isInTheWay);
    if (below != facing.below.end())
        keepFrom(piece, *below);
}

void LaneLimits::keepFrom(LanePiece& piece, const Rect& rect) const {
    if (isBeside(piece, rect))
        keepBeside(piece, m_axis.acrossLow(rect), m_axis.acrossHigh(rect));
}

void LaneLimits::keepFromWalls(LanePiece& piece, const std::vector<Rect>& walls) const {
    for (const Rect& wall : walls)
        if (m_axis.alongLow(wall) < piece.high && m_axis.alongHigh(wall) > piece.low) {
            keepBeside(piece, m_axis.acrossLow(wall), m_axis.acrossLow(wall));
            keepBeside(piece, m_axis.acrossHigh(wall), m_axis.acrossHigh(wall));
        }
}

void LaneLimits::keepAtEnd(LanePiece& piece, const Rect& box) const {
    const int low = m_axis.acrossLow(box);
    const int high = m_axis.acrossHigh(box);
    const int room = std::min(cornerRoom, (high - low) / 4);
    piece.least = std::max(piece.least, std::min(piece.at, low + room));
    piece.most = std::min(piece.most, std::max(piece.at, high - room));
    piece.atEnd = true;
}

} // namespace waylight
