// SPDX-License-Identifier: MIT
#include "ui/canvas/tiles.h"

#include <cmath>

namespace waylight {
namespace {

constexpr int gridDots = 32; ///< canvas units between the dots of the background
constexpr double gridVisibleFrom = 0.5;

} // namespace

void paintGround(QPainter& painter, const Theme& theme, double scale, const QRectF& area) {
    painter.fillRect(area, theme.canvas);
    if (scale < gridVisibleFrom)
        return;
    QList<QPointF> dots;
    for (double x = std::floor(area.left() / gridDots) * gridDots; x <= area.right(); x += gridDots)
        for (double y = std::floor(area.top() / gridDots) * gridDots; y <= area.bottom(); y += gridDots)
            dots.append({x, y});
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(theme.grid, 0));
    painter.drawPoints(dots.constData(), static_cast<int>(dots.size()));
}

QImage paintedTile(const TileContent& content, const TileKey& key) {
    // Lines that leave the image are rounded differently at its border, so a little more is painted and cut off.
    constexpr int margin = 4;
    // Glyphs left of the image or above it are rounded differently too; those that reach into the tile are inside.
    constexpr double widestGlyph = 24; // canvas units; in small, words keep their size on screen
    const int lead = margin + static_cast<int>(std::ceil(widestGlyph * std::max(1.0, key.scale)));
    const int size = lead + TileKey::size + margin;
    QImage image(size, size, content.ground ? QImage::Format_RGB32 : QImage::Format_ARGB32_Premultiplied);
    image.fill(content.ground ? content.theme.canvas : QColor(Qt::transparent));
    QPainter painter(&image);
    painter.translate(lead - key.column * TileKey::size, lead - key.row * TileKey::size);
    painter.scale(key.scale, key.scale);
    const double around = margin / key.scale;
    const QRectF area = key.area().adjusted(-around, -around, around, around);
    if (content.ground)
        paintGround(painter, content.theme, key.scale, area);
    paintPicture(painter, *content.picture, *content.look, content.theme, key.scale, area);
    painter.end();
    return image.copy(lead, lead, TileKey::size, TileKey::size);
}

} // namespace waylight
