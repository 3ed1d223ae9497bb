// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/picture.h"

#include <functional>

namespace waylight {

/// Where a connector's label could stand on its line, the best first; without regard to what else is there.
std::vector<Rect> labelSpots(const PictureConnector& connector);

/// Calls `visit` with each part of a box in which no label may stand: of a container its title and its border, of
/// others all; of an area nothing.
void forEachLabelObstacle(const PictureBox& box, const std::function<void(const Rect&)>& visit);

/// Gives each connector's label a place on its line that is clear of boxes, titles and other labels, over as few other
/// lines as can be: labels are painted on top of lines. A label for which there is no room gets none.
void placeLabels(std::vector<PictureConnector>& connectors, const std::vector<PictureBox>& boxes);

/// The space between a label and what is beside it.
inline constexpr int labelRoom = 3;

} // namespace waylight
