// SPDX-License-Identifier: MIT
#include "core/drawing/tidy.h"

#include "core/drawing/completion.h"
#include "core/drawing/layout.h"
#include "core/drawing/rects.h"

#include <algorithm>

namespace waylight {
namespace {

using Rows = std::vector<std::vector<int>>;

/// The rows that things form, from the top, each from left to right: what is level with the middle of the first one
/// is in its row.
Rows rowsOf(std::vector<int> items, const std::vector<Rect>& rects) {
    const auto rect = [&](int item) -> const Rect& { return rects[static_cast<std::size_t>(item)]; };
    std::stable_sort(items.begin(), items.end(), [&](int a, int b) { return rect(a).y < rect(b).y; });
    Rows rows;
    for (const int item : items) {
        const bool level =
            !rows.empty() && rect(item).y < rect(rows.back().front()).y + rect(rows.back().front()).height / 2;
        if (!level)
            rows.emplace_back();
        rows.back().push_back(item);
    }
    for (std::vector<int>& row : rows)
        std::stable_sort(row.begin(), row.end(), [&](int a, int b) { return rect(a).x < rect(b).x; });
    return rows;
}

void sortAsRead(std::vector<int>& items, const std::vector<Rect>& rects) {
    const Rows rows = rowsOf(items, rects);
    items.clear();
    for (const std::vector<int>& row : rows)
        items.insert(items.end(), row.begin(), row.end());
}

/// The places of a fresh layout in the order of the places before.
std::vector<Rect> placedInOrder(const Design& design, DrawnTree tree, const std::vector<Rect>& before) {
    tree.isOrdered = true;
    sortAsRead(tree.roots, before);
    for (DrawnNode& node : tree.nodes)
        sortAsRead(node.children, before);
    return completedPlaces(design, tree, {});
}

Layout layoutOf(const Layout& others, const DrawnTree& tree, const std::vector<Rect>& rects) {
    std::vector<std::pair<Id, Rect>> entries(others.begin(), others.end());
    for (std::size_t i = 0; i < tree.nodes.size(); ++i)
        entries.emplace_back(tree.nodes[i].id, rects[i]);
    return Layout::fromEntries(std::move(entries));
}

/// Areas stay where they are.
Layout areaPlaces(const Design& design) {
    Layout places;
    for (const auto& [id, note] : design.notes)
        if (const Rect* place = design.layout.find(id); note.area && place)
            places.set(id, *place);
    return places;
}

class SelectionTidier {
public:
    SelectionTidier(const Design& design, const std::vector<Id>& ids)
        : m_design(design), m_tree(drawnTree(design)), m_rects(completedPlaces(design, m_tree, design.layout)),
          m_selected(m_tree.nodes.size()) {
        for (const Id& id : ids)
            if (const int node = m_tree.find(id); node >= 0)
                m_selected[static_cast<std::size_t>(node)] = true;
        for (std::size_t i = 0; i < m_selected.size(); ++i) // what is inside another one comes along
            for (int at = m_tree.nodes[i].parent; at >= 0; at = m_tree.nodes[static_cast<std::size_t>(at)].parent)
                if (m_selected[static_cast<std::size_t>(at)])
                    m_selected[i] = false;
    }

    Layout layout() {
        tidyContents();
        for (int container = -1; container < static_cast<int>(m_tree.nodes.size()); ++container)
            tidyNeighbours(container);
        Design after = m_design;
        after.layout = layoutOf(m_design.layout, m_tree, m_rects);
        return completedLayout(after);
    }

private:
    const DrawnNode& node(int index) const { return m_tree.nodes[static_cast<std::size_t>(index)]; }
    Rect& rect(int index) { return m_rects[static_cast<std::size_t>(index)]; }
    bool isSelected(int index) const { return m_selected[static_cast<std::size_t>(index)]; }

    void tidyContents() {
        const std::vector<Rect> tidy = placedInOrder(m_design, m_tree, m_rects);
        for (int i = 0; i < static_cast<int>(m_rects.size()); ++i) {
            const Rect& place = tidy[static_cast<std::size_t>(i)];
            bool within = false;
            for (int at = node(i).parent; at >= 0; at = node(at).parent)
                within |= isSelected(at);
            if (within)
                rect(i) = place;
            else if (isSelected(i) && node(i).isContainer()) // completion lets it grow, so that neighbours make room
                rect(i) = {rect(i).x, rect(i).y, std::min(rect(i).width, place.width),
                           std::min(rect(i).height, place.height)};
        }
    }

    void tidyNeighbours(int container) {
        std::vector<int> items;
        std::vector<int> others;
        for (const int child : m_tree.childrenOf(container))
            if (!node(child).onBorder)
                (isSelected(child) ? items : others).push_back(child);
        if (items.size() < 2)
            return;
        Rect block = rect(items.front());
        for (const int item : items)
            block = united(block, rect(item));
        placeRows(rowsOf(items, m_rects), {onGrid(block.x), onGrid(block.y)});
        moveBelow(items, others);
    }

    void placeRows(const Rows& rows, Point corner) {
        std::vector<int> widths;
        for (const std::vector<int>& row : rows)
            for (std::size_t i = 0; i < row.size(); ++i) {
                widths.resize(std::max(widths.size(), i + 1));
                widths[i] = std::max(widths[i], rect(row[i]).width);
            }
        int y = corner.y;
        for (const std::vector<int>& row : rows) {
            int x = corner.x;
            int height = 0;
            for (std::size_t i = 0; i < row.size(); ++i) {
                rect(row[i]).x = x;
                rect(row[i]).y = y;
                x += onGrid(widths[i] + metrics::gap);
                height = std::max(height, rect(row[i]).height);
            }
            y += onGrid(height + metrics::gap);
        }
    }

    /// Until they are clear of their other neighbours.
    void moveBelow(const std::vector<int>& items, const std::vector<int>& others) {
        for (bool isClear = false; !isClear;) {
            int down = 0;
            for (const int item : items)
                for (const int other : others)
                    if (touch(rect(item), rect(other), metrics::grid))
                        down = std::max(down, rect(other).bottom() + metrics::gap - rect(item).y);
            for (const int item : items)
                rect(item).y += onGrid(down);
            isClear = down == 0;
        }
    }

    const Design& m_design;
    DrawnTree m_tree;
    std::vector<Rect> m_rects; ///< relative to the containers
    std::vector<bool> m_selected;
};

} // namespace

Layout tidiedLayout(const Design& design) {
    const DrawnTree tree = drawnTree(design);
    const std::vector<Rect> before = completedPlaces(design, tree, design.layout);
    return layoutOf(areaPlaces(design), tree, design.layout.empty() ? before : placedInOrder(design, tree, before));
}

Layout tidiedLayout(const Design& design, const std::vector<Id>& ids) {
    return SelectionTidier(design, ids).layout();
}

} // namespace waylight
