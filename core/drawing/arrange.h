// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/drawn_tree.h"

#include <set>

namespace waylight {

struct Size {
    int width = 0;
    int height = 0;
};

/// Rectangles of a tree's nodes, each relative to its container.
struct Places {
    const Topology& topology;
    const DrawnTree& tree;
    std::vector<Rect> rects;
    std::vector<bool> known; ///< has a place that must be kept

    const DrawnNode& node(int index) const { return tree.nodes[static_cast<std::size_t>(index)]; }
    Rect& rect(int index) { return rects[static_cast<std::size_t>(index)]; }
    const Rect& rect(int index) const { return rects[static_cast<std::size_t>(index)]; }
    bool isKnown(int index) const { return known[static_cast<std::size_t>(index)]; }
};

/// The size of a symbol or note: wide enough for its words.
Size symbolSize(const DrawnNode& node);
/// The least size of a container: its title fits.
Size leastSize(const DrawnNode& node);
/// True for what stands on the top border of its VPC: the ways to the internet. Other symbols on a border stand on the
/// right.
bool standsOnTop(const DrawnNode& node);
/// Where the content of a container starts; the top level has no title.
Point contentStart(const Places& places, int container);
/// The next multiple of the grid.
int onGrid(int value);

/// Places everything in a container (-1: the top level), none of which has a place; sizes are known. Returns the size
/// that the container needs. A VPC also aligns what is in its zones.
Size arranged(Places& places, int container);

} // namespace waylight
