// SPDX-License-Identifier: MIT
#include "ui/canvas/moving_item.h"

#include "core/drawing/reroute.h"
#include "ui/canvas/tile_view.h"

#include <QStyleOptionGraphicsItem>
#include <QWidget>

namespace waylight {
namespace {

constexpr double margin = 32; ///< canvas units that outlines, marks and lines need around boxes

QRectF around(const std::vector<PictureConnector>& connectors) {
    QRectF bounds;
    for (const PictureConnector& connector : connectors)
        for (std::size_t i = 0; i + 1 < connector.points.size(); ++i)
            bounds |= QRectF(QPointF(connector.points[i].x, connector.points[i].y),
                             QPointF(connector.points[i + 1].x, connector.points[i + 1].y))
                          .normalized()
                          .adjusted(-1, -1, 1, 1);
    return bounds;
}

} // namespace

MovingItem::MovingItem(const Theme& theme) : m_theme(theme) {
    setZValue(4);
    m_tiles.setPaintsAhead(false);
}

void MovingItem::begin(std::shared_ptr<const Picture> whole, MovedPart part) {
    m_whole = std::move(whole);
    m_part = std::move(part);
    m_outlines.selected = {m_part.ids.begin(), m_part.ids.end()};
    TileContent content;
    content.picture = std::make_shared<const Picture>(m_part.picture);
    content.theme = m_theme;
    content.ground = false;
    m_tiles.setContent(std::move(content));
    moveTo({});
}

void MovingItem::moveTo(QPoint by) {
    if (!m_whole)
        return;
    prepareGeometryChange();
    m_by = by;
    m_connectors = rerouted(*m_whole, m_part.ids, {by.x(), by.y()});
    const Rect& own = m_part.picture.bounds();
    m_bounds = QRectF(own.x, own.y, own.width, own.height).translated(by) | around(m_connectors);
    m_bounds.adjust(-margin, -margin, margin, margin);
    update();
}

void MovingItem::end() {
    prepareGeometryChange();
    m_whole.reset();
    m_part = {};
    m_connectors.clear();
    m_bounds = {};
}

void MovingItem::paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) {
    if (!m_whole)
        return;
    TileView view = tileView(*painter, option->exposedRect, widget ? widget->rect() : QRect());
    const QPoint shift = (QPointF(m_by) * view.scale).toPoint();
    view.origin += shift;
    const Rect& own = m_part.picture.bounds();
    const QRectF drawn = QRectF(own.x, own.y, own.width, own.height).adjusted(-margin, -margin, margin, margin);
    const QRectF pixels(drawn.topLeft() * view.scale + view.origin, drawn.size() * view.scale);
    view.exposed &= pixels.toAlignedRect();
    if (!view.exposed.isEmpty())
        paintTiles(*painter, m_tiles, view);
    paintConnectors(*painter, m_connectors, m_theme, view.scale);
    painter->save();
    painter->translate(QPointF(shift) / view.scale);
    paintOverlay(*painter, m_part.picture, m_theme, view.scale, m_outlines,
                 option->exposedRect.translated(-QPointF(m_by)).adjusted(-1, -1, 1, 1));
    painter->restore();
}

} // namespace waylight
