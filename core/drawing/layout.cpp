// SPDX-License-Identifier: MIT
#include "core/drawing/layout.h"

#include "core/drawing/arrange.h"
#include "core/drawing/completion.h"

#include <algorithm>

namespace waylight {

using namespace metrics;

namespace {

constexpr int farthest = 1'000'000; ///< no place is farther out than this, so that sums of places stay small

Places placesOf(const Design& design, const DrawnTree& tree, const Layout& layout) {
    Places places{design.topology, tree, std::vector<Rect>(tree.nodes.size()),
                  std::vector<bool>(tree.nodes.size(), false)};
    for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
        const DrawnNode& node = tree.nodes[i];
        if (const Rect* rect = layout.find(node.id)) {
            places.rects[i] = saneRect(*rect);
            places.known[i] = true;
        } else if (!node.isContainer()) {
            const Size size = symbolSize(node);
            places.rects[i] = {0, 0, size.width, size.height};
        }
    }
    return places;
}

} // namespace

Rect saneRect(const Rect& rect) {
    return {std::clamp(rect.x, -farthest, farthest), std::clamp(rect.y, -farthest, farthest),
            std::clamp(rect.width, 2 * grid, farthest), std::clamp(rect.height, 2 * grid, farthest)};
}

std::vector<Rect> completedPlaces(const Design& design, const DrawnTree& tree, const Layout& layout) {
    Places places = placesOf(design, tree, layout);
    complete(places);
    return std::move(places.rects);
}

namespace {

/// The layout with the tree's places in it; entries of things that are not drawn stay as they are.
Layout withPlaces(const Layout& layout, const DrawnTree& tree, const std::vector<Rect>& rects) {
    std::vector<std::pair<Id, Rect>> entries(layout.begin(), layout.end());
    bool same = true;
    for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
        const Rect* before = layout.find(tree.nodes[i].id);
        same &= before && *before == rects[i];
        entries.emplace_back(tree.nodes[i].id, rects[i]);
    }
    return same ? layout : Layout::fromEntries(std::move(entries));
}

} // namespace

Layout autoLayout(const Design& design) {
    const DrawnTree tree = drawnTree(design);
    return withPlaces({}, tree, completedPlaces(design, tree, {}));
}

Layout completedLayout(const Design& design) {
    const DrawnTree tree = drawnTree(design);
    return withPlaces(design.layout, tree, completedPlaces(design, tree, design.layout));
}

std::optional<Rect> absoluteRect(const Topology& topology, const Layout& layout, const Id& id) {
    const Rect* own = layout.find(id);
    if (!own)
        return std::nullopt;
    Rect rect = *own;
    Id parent = parentOf(topology, id);
    // Region, VPC, zone, subnet: more containers than that are a circle of wrong references.
    for (int depth = 0; depth < 5 && !parent.empty(); ++depth, parent = parentOf(topology, parent)) {
        const Rect* outer = layout.find(parent);
        if (!outer)
            break;
        rect.x += outer->x;
        rect.y += outer->y;
    }
    return rect;
}

} // namespace waylight
