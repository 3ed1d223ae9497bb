// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/box_tree.h"
#include "core/drawing/gutter_grid.h"

#include <map>
#include <memory>

namespace waylight {

/// Finds orthogonal lines between boxes, round every box that holds neither end and round the titles of those that do.
/// A line depends on the two boxes and their surroundings only. Asking for the lines between the same two containers
/// one after the other saves work.
class Router {
public:
    explicit Router(const BoxTree& boxes) : m_boxes(boxes) {}

    /// From border to border. Two boxes of which one holds the other have no line: empty.
    Line route(int from, int to);
    /// What a line between the two must not touch, the two themselves among it, and what it may cross.
    std::shared_ptr<const Surroundings> surroundings(int from, int to);
    /// The containers that a line between the two may cross, the one that holds both last; that may be -1.
    std::vector<int> crossable(int from, int to) const;

private:
    using Ends = std::pair<int, int>; ///< the containers of a line's ends, the lower first

    Ends containersOf(int from, int to) const;
    Surroundings found(int from, int to) const;
    Line pathWithin(const Surroundings& all, const Rect& from, const Rect& to);

    const BoxTree& m_boxes;
    std::map<Ends, std::shared_ptr<const Surroundings>> m_surroundings;
    std::optional<Ends> m_gridOf; ///< the containers whose grid this is
    GutterGrid m_grid;
    bool m_gridFits = false;
};

} // namespace waylight
