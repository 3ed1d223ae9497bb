// SPDX-License-Identifier: MIT
#pragma once

#include "ui/canvas/tile_layer.h"

namespace waylight {

/// What of a layer a view shows: `painter` has the view's transformation, `exposed` is in canvas units, `viewport` in
/// those of the widget.
TileView tileView(const QPainter& painter, const QRectF& exposed, const QRect& viewport);

/// Paints a layer with a painter that has any transformation, which is restored.
void paintTiles(QPainter& painter, TileLayer& layer, const TileView& view);

} // namespace waylight
