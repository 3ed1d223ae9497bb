// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/picture.h"

#include <span>

namespace waylight {

bool isContainerBox(const PictureBox& box);
/// The part of a container's box in which its title stands.
Rect titleArea(const PictureBox& box);

/// The boxes of a picture as routing sees them: where they are, and what holds what. Cheap to copy, so that a drag can
/// move things in a copy. Indices are those of the picture; -1 is the top level.
class BoxTree {
public:
    BoxTree() = default;
    explicit BoxTree(const std::vector<PictureBox>& boxes);

    int size() const { return static_cast<int>(m_nodes.size()); }
    const Rect& rect(int box) const { return node(box).rect; }
    int parent(int box) const { return node(box).parent; }
    int depth(int box) const { return box < 0 ? -1 : node(box).depth; }
    bool isContainer(int box) const { return node(box).titleWidth > 0; }
    /// The part of a container in which its title stands.
    Rect title(int box) const;
    std::span<const int> children(int box) const;
    /// Where the children are that straddle the box's border.
    std::vector<Rect> straddlers(int box) const;
    /// True when the one is the other or in it.
    bool isInside(int box, int container) const;

    /// Moves the boxes that are marked. Those whose container is not marked change to the innermost container in which
    /// they are then seen; what stays on the border of its container stays in it.
    void drag(const std::vector<bool>& marked, Point by);

    bool operator==(const BoxTree&) const = default;

private:
    struct Node {
        Rect rect;
        int parent = -1;
        int depth = 0;
        int titleWidth = 0; ///< 0: no container
        bool operator==(const Node&) const = default;
    };
    const Node& node(int box) const { return m_nodes[static_cast<std::size_t>(box)]; }
    int containerAt(const Rect& rect, const std::vector<bool>& except) const;
    void listChildren();

    std::vector<Node> m_nodes;
    std::vector<int> m_first;    ///< where the children of box i start, at i + 1
    std::vector<int> m_children; ///< of all boxes, in their order
};

} // namespace waylight
