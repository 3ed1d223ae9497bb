// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/design.h"
#include "ui/render/theme.h"

#include <QGraphicsScene>

#include <array>
#include <optional>

namespace waylight {

/// The eight squares by which a selected container is resized. They keep their size on the screen at any zoom.
class ResizeHandles {
public:
    ResizeHandles(QGraphicsScene& scene, const Theme& theme);

    /// Shows them around a rectangle of the canvas; none hides them.
    void show(const std::optional<Rect>& rect);
    void recolour();
    /// The edges that the handle at a point of the canvas moves; `scale` is device-independent pixels per canvas unit.
    std::optional<Qt::Edges> at(QPointF scenePoint, double scale) const;

    static QCursor cursor(Qt::Edges edges);
    /// The rectangle with these edges moved by an offset.
    static Rect resized(Rect rect, Qt::Edges edges, int dx, int dy);

private:
    const Theme& m_theme;
    std::array<QGraphicsRectItem*, 8> m_items{}; ///< owned by the scene
};

} // namespace waylight
