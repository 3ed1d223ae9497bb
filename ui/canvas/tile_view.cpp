// SPDX-License-Identifier: MIT
#include "ui/canvas/tile_view.h"

namespace waylight {
namespace {

QRect inDevicePixels(const QRectF& rect, double ratio) {
    return QRectF(rect.topLeft() * ratio, rect.size() * ratio).toAlignedRect();
}

} // namespace

TileView tileView(const QPainter& painter, const QRectF& exposed, const QRect& viewport) {
    const double ratio = painter.device()->devicePixelRatioF();
    const QTransform transform = painter.worldTransform();
    const QRectF shown = transform.mapRect(exposed).adjusted(-1, -1, 1, 1) & QRectF(viewport);
    return {transform.m11() * ratio, (QPointF(transform.dx(), transform.dy()) * ratio).toPoint(),
            inDevicePixels(viewport, ratio), inDevicePixels(shown, ratio)};
}

void paintTiles(QPainter& painter, TileLayer& layer, const TileView& view) {
    const double ratio = painter.device()->devicePixelRatioF();
    painter.save();
    painter.setWorldTransform(QTransform::fromScale(1 / ratio, 1 / ratio));
    layer.paint(painter, view);
    painter.restore();
}

} // namespace waylight
