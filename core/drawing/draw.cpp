// SPDX-License-Identifier: MIT
#include "core/drawing/completion.h"
#include "core/drawing/connector_labels.h"
#include "core/drawing/lanes.h"
#include "core/drawing/links.h"
#include "core/drawing/router.h"

namespace waylight {
namespace {

std::vector<PictureBox> boxesOf(const DrawnTree& tree, const std::vector<Rect>& places) {
    std::vector<PictureBox> boxes;
    boxes.reserve(tree.nodes.size());
    for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
        const DrawnNode& node = tree.nodes[i];
        PictureBox box{node.id, places[i], node.parent, 0, node.role, node.icon, node.title, node.subtitle};
        if (node.parent >= 0) {
            const PictureBox& parent = boxes[static_cast<std::size_t>(node.parent)];
            box.rect.x += parent.rect.x;
            box.rect.y += parent.rect.y;
            box.depth = parent.depth + 1;
        }
        boxes.push_back(std::move(box));
    }
    return boxes;
}

std::vector<PictureConnector> connectorsOf(const std::vector<Link>& links, const std::vector<PictureBox>& boxes) {
    Router router(boxes);
    std::vector<RoutedLine> lines;
    std::vector<PictureConnector> connectors;
    for (const Link& link : links) {
        const PictureBox& from = boxes[static_cast<std::size_t>(link.from)];
        const PictureBox& to = boxes[static_cast<std::size_t>(link.to)];
        RoutedLine line{router.route(link.from, link.to), from.rect, to.rect, router.obstacles(link.from, link.to), {}};
        for (const int container : router.crossable(link.from, link.to))
            if (container >= 0)
                line.walls.push_back(boxes[static_cast<std::size_t>(container)].rect);
        lines.push_back(std::move(line));
        connectors.push_back({from.id + '>' + to.id, from.id, to.id, link.role, link.label, link.implicit, {}, {}});
    }
    separateLanes(lines);
    for (std::size_t i = 0; i < lines.size(); ++i)
        connectors[i].points = std::move(lines[i].points);
    placeLabels(connectors, boxes);
    return connectors;
}

} // namespace

Picture draw(const Design& design) {
    DrawnTree tree = drawnTree(design);
    std::vector<PictureBox> boxes = boxesOf(tree, completedPlaces(design, tree, design.layout));
    std::vector<PictureConnector> connectors = connectorsOf(linksOf(design.topology, tree), boxes);
    return Picture(std::move(boxes), std::move(connectors), std::move(tree.standIns));
}

Picture updated(const Picture& before, const Design& after, const Patch& patch) {
    const bool visible = !patch.resources.empty() || !patch.layout.empty() || !patch.notes.empty();
    return visible ? draw(after) : before;
}

} // namespace waylight
