// SPDX-License-Identifier: MIT
#include "ui/export/loose_picture.h"

#include <QBuffer>
#include <QSvgGenerator>

#include <algorithm>

namespace waylight {
namespace {

constexpr double margin = 16;
constexpr double wantedScale = 2;   ///< sharp where it is pasted at its size
constexpr double mostPixels = 4000; ///< across or down: no more than a document would take

QRectF areaOf(const Picture& picture, const Overlay& overlay) {
    const Rect& bounds = picture.bounds();
    QRectF area(bounds.x, bounds.y, bounds.width, bounds.height);
    if (overlay.trace)
        area = paintedBounds(picture, overlay);
    return area.adjusted(-margin, -margin, margin, margin);
}

void paint(QPainter& painter, const Picture& picture, const Theme& theme, double scale, const QRectF& area,
           const Overlay& overlay) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(scale, scale);
    painter.translate(-area.topLeft());
    painter.fillRect(area, theme.canvas);
    paintPicture(painter, picture, theme, scale, area, overlay);
}

} // namespace

QImage looseImage(const Picture& picture, const Theme& theme, const Overlay& overlay) {
    const QRectF area = areaOf(picture, overlay);
    const double scale = std::min(wantedScale, mostPixels / std::max(area.width(), area.height()));
    QImage image((area.size() * scale).toSize().expandedTo(QSize(1, 1)), QImage::Format_ARGB32_Premultiplied);
    image.fill(theme.canvas);
    QPainter painter(&image);
    paint(painter, picture, theme, scale, area, overlay);
    return image;
}

QByteArray loosePng(const Picture& picture, const Theme& theme, const Overlay& overlay) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    looseImage(picture, theme, overlay).save(&buffer, "PNG");
    return bytes;
}

QByteArray looseSvg(const Picture& picture, const Theme& theme, const Overlay& overlay) {
    const QRectF area = areaOf(picture, overlay);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator svg;
    svg.setOutputDevice(&buffer);
    svg.setSize(area.size().toSize());
    svg.setViewBox(QRectF(QPointF(), area.size()));
    svg.setResolution(96);
    QPainter painter(&svg);
    paint(painter, picture, theme, 1, area, overlay);
    painter.end();
    return bytes;
}

} // namespace waylight
