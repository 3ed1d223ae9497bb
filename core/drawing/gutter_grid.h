// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/picture.h"

namespace waylight {

using Line = std::vector<Point>; ///< its corners

/// What lines between the things in two containers go round, and where they may run.
struct Surroundings {
    std::vector<Rect> obstacles; ///< the boxes at the lines' ends among them
    std::vector<Rect> walls;     ///< the containers that are crossed: no line runs along their borders
    std::optional<Rect> bounds;  ///< the innermost container that holds both ends: no line leaves it
    bool operator==(const Surroundings&) const = default;
};

/// The middles of all gutters between some obstacles, as a grid of points on which a short line with few bends is
/// searched: its length and bends cost at most a sixteenth more than the best's. Every obstacle holds at least one grid
/// line in each direction, so a blocked point is all that needs checking. One object serves many surroundings in turn
/// and keeps its memory.
class GutterGrid {
public:
    /// Makes the grid of these surroundings; false when it would be too large to search, and then it has no lines.
    bool set(const Surroundings& surroundings);

    /// Corner points of the line from inside `from` to inside `to`; empty when there is none. The first and the
    /// last are the grid points inside the boxes beside the borders that are crossed.
    Line path(const Rect& from, const Rect& to);

private:
    struct Range {
        int first = 0;
        int last = -1;
    };
    struct Area {
        Range x, y;
        bool isEmpty() const { return x.last < x.first || y.last < y.first; }
    };
    /// The grid lines of one direction.
    struct Lines {
        std::vector<int> at;     ///< coordinates, ascending
        std::vector<char> tight; ///< the gap between the edges around the line is too narrow for it
        int count() const { return static_cast<int>(at.size()); }
        int operator[](int index) const { return at[static_cast<std::size_t>(index)]; }
        bool isTight(int index) const { return tight[static_cast<std::size_t>(index)] != 0; }
        void setMiddles(std::vector<int>& edges);
        Range inside(int low, int high) const;
    };

    Area areaOf(const Rect& rect) const {
        return {m_x.inside(rect.x, rect.right()), m_y.inside(rect.y, rect.bottom())};
    }
    // A ring of blocked points surrounds the grid; rows are padded to a power of two.
    int stride() const { return 1 << m_rowBits; }
    int pointAt(int ix, int iy) const { return ((iy + 1) << m_rowBits) + ix + 1; }
    int xOf(int point) const { return (point & (stride() - 1)) - 1; }
    int yOf(int point) const { return (point >> m_rowBits) - 1; }
    std::uint8_t mark(int point) const { return m_marks[static_cast<std::size_t>(point)]; }
    void setMarks(const Area& area, std::uint8_t mark);
    void blockOutside(const Rect& bounds);
    Line search(const Area& source, const Rect& from);
    void start(const Area& source, const Rect& from);
    void extend(int state);
    void run(int state, int turn, int step);
    void reach(int point, int direction, int cost, int before);
    int leastCostFrom(int point, int direction, int sense) const;
    Line unwound(int state) const;

    Lines m_x, m_y;
    int m_rowBits = 0;
    std::vector<int> m_edgesX, m_edgesY;
    std::vector<std::uint8_t> m_marks; ///< what is at each point
    std::vector<std::uint8_t> m_kept;  ///< the marks without those of a search
    // Of each search. A state is a point and the direction in which it was reached (0 across, 1 down).
    struct Reached {
        int search = 0; ///< the one in which the rest is valid
        int cost = 0;
        int before = -1;
    };
    std::vector<Reached> m_reached;
    struct Open {
        int estimate;
        int left; ///< the nearer of two that are as good goes first
        int state;
        auto operator<=>(const Open&) const = default;
    };
    std::vector<Open> m_open;          ///< a heap
    std::vector<int> m_leftX, m_leftY; ///< how far each grid line is from the target
    Rect m_to;
    int m_search = 0;
};

} // namespace waylight
