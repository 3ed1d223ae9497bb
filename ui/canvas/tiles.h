// SPDX-License-Identifier: MIT
#pragma once

#include "ui/render/painter.h"

#include <QImage>

#include <compare>
#include <memory>

namespace waylight {

/// What tiles are painted from. Immutable, so that several threads may paint at once.
struct TileContent {
    std::shared_ptr<const Picture> picture = std::make_shared<const Picture>();
    std::shared_ptr<const PictureLook> look = std::make_shared<const PictureLook>();
    Theme theme;
    bool ground = true; ///< on the canvas's background; false: tiles are transparent where nothing is drawn
};

/// One square of the canvas at one scale.
struct TileKey {
    static constexpr int size = 256; ///< device pixels on each side
    double scale = 1;                ///< device pixels per canvas unit
    int column = 0;                  ///< counted from the canvas's origin
    int row = 0;

    /// In canvas units.
    QRectF area() const { return QRectF(column * size / scale, row * size / scale, size / scale, size / scale); }
    auto operator<=>(const TileKey&) const = default;
};

/// The background of the canvas with its dots.
void paintGround(QPainter& painter, const Theme& theme, double scale, const QRectF& area);

/// Paints a tile; in any thread.
QImage paintedTile(const TileContent& content, const TileKey& key);

} // namespace waylight
