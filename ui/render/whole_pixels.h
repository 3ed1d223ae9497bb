// SPDX-License-Identifier: MIT
#pragma once

#include <QPaintEngine>
#include <QPainter>

namespace waylight {

/// True when what is painted can be put on whole device pixels: then it looks the same in every part of a picture that
/// is painted apart, and rectangles are painted many times faster than lines.
inline bool hasWholePixels(const QPainter& painter) {
    return painter.device()->devicePixelRatioF() == 1 && painter.worldTransform().type() <= QTransform::TxScale &&
           painter.paintEngine()->type() == QPaintEngine::Raster;
}

} // namespace waylight
