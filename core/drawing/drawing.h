// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/box_tree.h"
#include "core/drawing/lanes.h"
#include "core/drawing/links.h"

#include <functional>

namespace waylight {

/// What was found out while a picture was drawn, kept with it so that the next version need not find it again. Indices
/// are those of the picture's boxes and connectors.
struct Drawing {
    std::shared_ptr<const DrawnTree> tree;          ///< null when the boxes come from elsewhere
    std::shared_ptr<const std::vector<Link>> links; ///< one for each connector
    BoxTree boxes;
    /// The connectors before lanes were given.
    std::vector<RoutedLine> lines;
};

/// Lines of the links round the boxes, before lanes are given; `known(i)` may return a line that link `i` has because
/// nothing it depends on has changed, else null.
std::vector<RoutedLine> routedLines(const std::vector<Link>& links, const BoxTree& boxes,
                                    const std::function<const RoutedLine*(std::size_t)>& known = {});

/// The lines in their lanes.
std::vector<Line> inLanes(std::vector<RoutedLine> lines);

/// The connectors of the links, with a line for each, and labels where there is room.
std::vector<PictureConnector> connectorsOf(const std::vector<Link>& links, const std::vector<PictureBox>& boxes,
                                           std::vector<Line> lines);

/// Routes the links round the boxes from scratch. Where the boxes are and what holds what is all it depends on.
std::vector<PictureConnector> routed(const std::vector<Link>& links, const std::vector<PictureBox>& boxes);

} // namespace waylight
