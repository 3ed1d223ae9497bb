// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/rects.h"

namespace waylight {

/// Rectangles by place, each with a number: a uniform grid of cells that list what touches them.
class RectIndex {
public:
    /// For rectangles within these bounds, mostly; what is outside costs time only.
    explicit RectIndex(const Rect& bounds) : m_bounds(bounds) {
        while (m_bounds.width / m_cellSize >= mostCells || m_bounds.height / m_cellSize >= mostCells)
            m_cellSize *= 2;
        m_columns = m_bounds.width / m_cellSize + 1;
        m_rows = m_bounds.height / m_cellSize + 1;
        m_heads.assign(static_cast<std::size_t>(m_columns * m_rows), -1);
    }

    void add(const Rect& rect, int number) {
        forEachCell(rect, [&](int& head) {
            m_entries.push_back({rect, number, head});
            head = static_cast<int>(m_entries.size()) - 1;
            return false;
        });
    }

    /// True when `is(number)` for a rectangle nearer to this one than `distance`; may ask several times about one.
    template <class Is>
    bool anyNear(const Rect& rect, int distance, Is is) const {
        return forEachCell(grown(rect, distance), [&](const int& head) {
            for (int at = head; at >= 0; at = m_entries[static_cast<std::size_t>(at)].next) {
                const Entry& entry = m_entries[static_cast<std::size_t>(at)];
                if (touch(entry.rect, rect, distance) && is(entry.number))
                    return true;
            }
            return false;
        });
    }

private:
    static constexpr int mostCells = 256; ///< in each direction, however far apart things are

    struct Entry {
        Rect rect;
        int number;
        int next; ///< in the same cell
    };

    int column(int x) const { return std::clamp((x - m_bounds.x) / m_cellSize, 0, m_columns - 1); }
    int row(int y) const { return std::clamp((y - m_bounds.y) / m_cellSize, 0, m_rows - 1); }

    /// Until `visit` returns true.
    template <class Visit>
    bool forEachCell(const Rect& rect, Visit visit) const {
        for (int y = row(rect.y); y <= row(rect.bottom()); ++y)
            for (int x = column(rect.x); x <= column(rect.right()); ++x)
                if (visit(m_heads[static_cast<std::size_t>(y * m_columns + x)]))
                    return true;
        return false;
    }
    template <class Visit>
    bool forEachCell(const Rect& rect, Visit visit) {
        return std::as_const(*this).forEachCell(rect, [&](const int& head) { return visit(const_cast<int&>(head)); });
    }

    Rect m_bounds;
    int m_cellSize = 128;
    int m_columns = 0;
    int m_rows = 0;
    std::vector<int> m_heads; ///< the first entry of each cell
    std::vector<Entry> m_entries;
};

} // namespace waylight
