// SPDX-License-Identifier: MIT
#include "ui/canvas/packets_item.h"

#include "ui/render/painter.h"

#include <cmath>

namespace waylight {
namespace {

constexpr double reach = 24; ///< units that a packet needs around its middle

} // namespace

PacketsItem::PacketsItem(const Theme& theme) : m_theme(theme) {
    setZValue(3);
}

void PacketsItem::show(std::vector<ShownPacket> packets, double unit) {
    if (packets.empty() && m_packets.empty())
        return;
    prepareGeometryChange();
    m_packets = std::move(packets);
    m_unit = unit;
    m_bounds = {};
    const double half = reach * unit;
    for (const ShownPacket& packet : m_packets)
        m_bounds |= QRectF(packet.at.x() - half, packet.at.y() - half, 2 * half, 2 * half);
    update();
}

const QImage& PacketsItem::image(bool blocked, double scale) {
    if (scale != m_imageScale || m_theme.dark != m_imageDark)
        m_images[0] = m_images[1] = {};
    m_imageScale = scale;
    m_imageDark = m_theme.dark;
    QImage& image = m_images[blocked ? 1 : 0];
    if (!image.isNull())
        return image;
    const int side = 2 * static_cast<int>(std::ceil(reach * scale)) + 1;
    image = QImage(side, side, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    paintPacket(painter, QPointF(side, side) / 2, blocked, m_theme, scale);
    return image;
}

void PacketsItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    const double ratio = painter->device()->devicePixelRatioF();
    const QTransform transform = painter->worldTransform();
    const double scale = transform.m11() * ratio * m_unit;
    painter->save();
    painter->setWorldTransform(QTransform::fromScale(1 / ratio, 1 / ratio));
    for (const ShownPacket& packet : m_packets) {
        const QImage& shown = image(packet.blocked, scale);
        const QPointF middle = transform.map(packet.at) * ratio;
        painter->drawImage((middle - QPointF(shown.width(), shown.height()) / 2).toPoint(), shown);
    }
    painter->restore();
}

} // namespace waylight
