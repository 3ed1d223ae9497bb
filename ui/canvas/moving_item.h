// SPDX-License-Identifier: MIT
#pragma once

#include "ui/canvas/moved_part.h"
#include "ui/canvas/tile_layer.h"

#include <QGraphicsItem>

namespace waylight {

/// Shows elements where they will be while they are moved: the elements and the connectors among them, painted once,
/// and the connectors to what stays, routed anew at each step.
class MovingItem : public QGraphicsItem {
public:
    explicit MovingItem(const Theme& theme);

    void begin(std::shared_ptr<const Picture> whole, MovedPart part);
    void moveTo(QPoint by);
    void end();

    bool isActive() const { return m_whole != nullptr; }
    /// How far the elements are from where they were, in canvas units.
    QPoint offset() const { return m_by; }
    const MovedPart& part() const { return m_part; }
    /// The connectors to what stays, as they are shown.
    const std::vector<PictureConnector>& connectors() const { return m_connectors; }

    QRectF boundingRect() const override { return m_bounds; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    const Theme& m_theme;
    std::shared_ptr<const Picture> m_whole; ///< null: nothing is moved
    MovedPart m_part;
    Overlay m_outlines;
    QPoint m_by;
    std::vector<PictureConnector> m_connectors;
    QRectF m_bounds;
    TileLayer m_tiles;
};

} // namespace waylight
