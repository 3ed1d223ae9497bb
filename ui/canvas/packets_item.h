// SPDX-License-Identifier: MIT
#pragma once

#include "ui/render/theme.h"

#include <QGraphicsItem>
#include <QImage>

#include <vector>

namespace waylight {

/// A packet on its way.
struct ShownPacket {
    QPointF at; ///< in canvas units
    bool blocked = false;
};

/// The packets that move over the canvas. What is below them does not change while they move, so a frame paints as much
/// whatever the picture holds.
class PacketsItem : public QGraphicsItem {
public:
    explicit PacketsItem(const Theme& theme);

    /// `unit`: canvas units for each unit of a packet's size; see `Overlay::unit`.
    void show(std::vector<ShownPacket> packets, double unit);

    QRectF boundingRect() const override { return m_bounds; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    const QImage& image(bool blocked, double scale);

    const Theme& m_theme;
    std::vector<ShownPacket> m_packets;
    double m_unit = 1;
    QRectF m_bounds;
    QImage m_images[2]; ///< of a packet that moves and of one that was blocked
    double m_imageScale = 0;
    bool m_imageDark = false;
};

} // namespace waylight
