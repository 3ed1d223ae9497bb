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

/// A link without a line. Those between the same containers share a grid.
struct Missing {
    std::pair<int, int> containers;
    std::size_t link;
    auto operator<=>(const Missing&) const = default;
};

/// Where parts begin that are worth a thread and share no containers, and where the last one ends.
std::vector<std::size_t> startsOfParts(const std::vector<Missing>& missing) {
    std::vector<std::size_t> starts{0};
    for (std::size_t i = 1; i < missing.size(); ++i)
        if (i - starts.back() >= atATime && missing[i].containers != missing[i - 1].containers)
            starts.push_back(i);
    starts.push_back(missing.size());
    return starts;
}

} // namespace

std::vector<RoutedLine> routedLines(const std::vector<Link>& links, const BoxTree& boxes,
                                    const std::function<const RoutedLine*(std::size_t)>& known) {
    std::vector<RoutedLine> lines(links.size());
    std::vector<Missing> missing;
    for (std::size_t i = 0; i < links.size(); ++i)
        if (const RoutedLine* line = known ? known(i) : nullptr)
            lines[i] = *line;
        else
            missing.push_back({std::minmax({boxes.parent(links[i].from), boxes.parent(links[i].to)}), i});
    std::sort(missing.begin(), missing.end());
    const std::vector<std::size_t> starts = startsOfParts(missing);
    inParallel(starts.size() - 1, [&](std::size_t part) {
        Router router(boxes);
        for (std::size_t at = starts[part]; at < starts[part + 1]; ++at) {
            const auto [from, to] = std::pair(links[missing[at].link].from, links[missing[at].link].to);
            lines[missing[at].link] = {router.route(from, to), boxes.rect(from), boxes.rect(to),
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
