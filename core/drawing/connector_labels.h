// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/picture.h"

namespace waylight {

/// Gives each connector's label a place on its line that is clear of boxes, titles and other labels, and of other lines
/// where that is possible. A label without such a place gets none.
void placeLabels(std::vector<PictureConnector>& connectors, const std::vector<PictureBox>& boxes);

} // namespace waylight
