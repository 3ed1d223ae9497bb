// SPDX-License-Identifier: MIT
#include "core/base/parallel.h"
#include "core/drawing/connector_labels.h"
#include "core/drawing/drawing.h"
#include "core/drawing/router.h"

#include <algorithm>
#include <numeric>

namespace waylight {
namespace {

constexpr std::size_t atATime = 32; ///< so many lines are worth a thread

} // namespace

std::vector<RoutedLine> routedLines(const std::vector<Link>& links, const BoxTree& boxes,
                                    const std::function<const RoutedLine*(std::size_t)>& known) {
    std::vector<RoutedLine> lines(links.size());
    std::vector<std::size_t> missing;
    for (std::size_t i = 0; i < links.size(); ++i)
        if (const RoutedLine* line = known ? known(i) : nullptr)
            lines[i] = *line;
        else
            missing.push_back(i);
    // Those between the same containers together: they share a grid.
    const auto containers = [&](std::size_t i) {
        return std::minmax({boxes.parent(links[i].from), boxes.parent(links[i].to)});
    };
    std::stable_sort(missing.begin(), missing.end(),
                     [&](std::size_t a, std::size_t b) { return containers(a) < containers(b); });
    inParallelRanges(missing.size(), atATime, [&](std::size_t first, std::size_t last) {
        Router router(boxes);
        for (std::size_t at = first; at < last; ++at) {
            const auto [from, to] = std::pair(links[missing[at]].from, links[missing[at]].to);
            lines[missing[at]] = {router.route(from, to), boxes.rect(from), boxes.rect(to),
                                  router.surroundings(from, to)};
        }
    });
    return lines;
}

std::vector<Line> inLanes(std::vector<RoutedLine> lines) {
    separateLanes(lines);
    std::vector<Line> found;
    found.reserve(lines.size());
    for (RoutedLine& line : lines)
        found.push_back(std::move(line.points));
    return found;
}

std::vector<PictureConnector> connectorsOf(const std::vector<Link>& links, const std::vector<PictureBox>& boxes,
                                           std::vector<Line> lines) {
    std::vector<PictureConnector> connectors;
    connectors.reserve(links.size());
    for (std::size_t i = 0; i < links.size(); ++i) {
        const Id& from = boxes[static_cast<std::size_t>(links[i].from)].id;
        const Id& to = boxes[static_cast<std::size_t>(links[i].to)].id;
        connectors.push_back(
            {from + '>' + to, from, to, links[i].role, links[i].label, links[i].implicit, std::move(lines[i]), {}});
    }
    placeLabels(connectors, boxes);
    return connectors;
}

std::vector<PictureConnector> routed(const std::vector<Link>& links, const std::vector<PictureBox>& boxes) {
    return connectorsOf(links, boxes, inLanes(routedLines(links, BoxTree(boxes))));
}

} // namespace waylight
