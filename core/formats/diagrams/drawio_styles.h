// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/picture.h"

namespace waylight::drawio {

/// Where a box is in a drawing: containers, notes and areas as in the picture; of a symbol the icon, with its words
/// below it.
Rect placeOf(const PictureBox& box);

/// How draw.io draws a box: with the icons and groups of its AWS library.
std::string styleOf(const PictureBox& box);

/// How draw.io draws a connector, without where it leaves and arrives.
std::string styleOf(const PictureConnector& connector);

} // namespace waylight::drawio
