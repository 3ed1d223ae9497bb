// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/picture.h"

namespace waylight {

/// The middles of all gutters between some obstacles, as a grid of points on which the shortest line with few bends is
/// searched. Every obstacle holds at least one grid line in each direction, so a blocked point is all that needs
/// checking.
class GutterGrid {
public:
    GutterGrid() = default;
    /// `walls` are borders along which no line should run; with `bounds`, no line leaves that box.
    GutterGrid(const std::vector<Rect>& obstacles, const std::vector<Rect>& walls, const std::optional<Rect>& bounds);

    /// Corner points of the best line from inside `from` to inside `to`; empty when there is none. The first and the
    /// last are the grid points inside the boxes beside the borders that are crossed.
    std::vector<Point> path(const Rect& from, const Rect& to);

private:
    struct Range {
        int first = 0;
        int last = -1;
        bool has(int index) const { return index >= first && index <= last; }
    };
    struct Area {
        Range x, y;
        bool has(int ix, int iy) const { return x.has(ix) && y.has(iy); }
    };
    static Range linesIn(const std::vector<int>& lines, int low, int high);
    Area areaOf(const Rect& rect) const;
    std::vector<Point> unwound(int state) const;
    int columns() const { return static_cast<int>(m_x.size()); }

    bool isBlocked(int ix, int iy) const;
    bool isTight(int ix, int iy, int direction) const;

    std::vector<int> m_x, m_y;            ///< coordinates of the grid lines, ascending
    std::vector<bool> m_tightX, m_tightY; ///< the gap between the edges around the line is too narrow for it
    std::vector<char> m_blocked;
    // Of each search: cost and predecessor of a state, valid where the stamp is the search's.
    std::vector<int> m_cost, m_from, m_stamp;
    int m_search = 0;
};

} // namespace waylight
