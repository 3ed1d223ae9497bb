// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/picture.h"

#include <map>

namespace waylight {

/// Something that is drawn, with the container it is drawn in and its words, but without a place.
struct DrawnNode {
    Id id;
    std::optional<Kind> kind{}; ///< none: a zone or a note
    int parent = -1;            ///< index; -1: the top level
    std::vector<int> children{};
    BoxRole role = BoxRole::Symbol;
    bool onBorder = false; ///< straddles the border of its container
    std::string icon{};
    std::string title{};
    std::string subtitle{};

    bool isContainer() const { return waylight::isContainer(role); }
};

/// What of a design is drawn, containers before what they hold; without areas, which nothing depends on. Follows
/// `parentOf`, whatever the layout says.
struct DrawnTree {
    std::vector<DrawnNode> nodes;
    std::vector<int> roots;
    /// What is not drawn by itself, in the order of ids, with the id of what stands for it.
    std::vector<std::pair<Id, Id>> standIns;
    SharedMap<Id, int> index;
    bool isOrdered = false; ///< children are in the order that layout should keep

    const std::vector<int>& childrenOf(int node) const {
        return node < 0 ? roots : nodes[static_cast<std::size_t>(node)].children;
    }
    int find(const Id& id) const {
        const int* found = index.find(id);
        return found ? *found : -1;
    }
};

DrawnTree drawnTree(const Design& design);

} // namespace waylight
