// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/picture.h"

#include <QRectF>

namespace waylight {

/// Where a box's name stands, in canvas units, while words are shown.
QRectF titleRect(const PictureBox& box);

} // namespace waylight
