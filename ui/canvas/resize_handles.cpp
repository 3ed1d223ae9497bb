// SPDX-License-Identifier: MIT
#include "ui/canvas/resize_handles.h"

#include <QCursor>
#include <QGraphicsRectItem>
#include <QPen>

#include <cmath>

namespace waylight {
namespace {

constexpr double halfSize = 4; ///< of a handle, in pixels
constexpr double reach = 7;    ///< how far from its middle a press still counts, in pixels

constexpr Qt::Edges edgesOf[8] = {
    Qt::TopEdge | Qt::LeftEdge,     Qt::TopEdge,    Qt::TopEdge | Qt::RightEdge,   Qt::RightEdge,
    Qt::BottomEdge | Qt::RightEdge, Qt::BottomEdge, Qt::BottomEdge | Qt::LeftEdge, Qt::LeftEdge};

QPointF middleOf(Qt::Edges edges, const Rect& rect) {
    const double x = edges & Qt::LeftEdge ? rect.x : edges & Qt::RightEdge ? rect.right() : rect.x + rect.width / 2.0;
    const double y = edges & Qt::TopEdge ? rect.y : edges & Qt::BottomEdge ? rect.bottom() : rect.y + rect.height / 2.0;
    return {x, y};
}

} // namespace

ResizeHandles::ResizeHandles(QGraphicsScene& scene, const Theme& theme) : m_theme(theme) {
    for (auto*& item : m_items) {
        item = scene.addRect(-halfSize, -halfSize, 2 * halfSize, 2 * halfSize);
        item->setFlag(QGraphicsItem::ItemIgnoresTransformations);
        item->setZValue(10);
        item->hide();
    }
    recolour();
}

void ResizeHandles::show(const std::optional<Rect>& rect) {
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        m_items[i]->setVisible(rect.has_value());
        if (rect)
            m_items[i]->setPos(middleOf(edgesOf[i], *rect));
    }
}

void ResizeHandles::recolour() {
    for (auto* item : m_items) {
        item->setPen(QPen(m_theme.selection, 1.5));
        item->setBrush(m_theme.canvas);
    }
}

std::optional<Qt::Edges> ResizeHandles::at(QPointF scenePoint, double scale) const {
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        const QPointF offset = (scenePoint - m_items[i]->pos()) * scale;
        if (m_items[i]->isVisible() && std::abs(offset.x()) <= reach && std::abs(offset.y()) <= reach)
            return edgesOf[i];
    }
    return std::nullopt;
}

QCursor ResizeHandles::cursor(Qt::Edges edges) {
    if (edges == (Qt::TopEdge | Qt::LeftEdge) || edges == (Qt::BottomEdge | Qt::RightEdge))
        return Qt::SizeFDiagCursor;
    if (edges == (Qt::TopEdge | Qt::RightEdge) || edges == (Qt::BottomEdge | Qt::LeftEdge))
        return Qt::SizeBDiagCursor;
    return edges & (Qt::LeftEdge | Qt::RightEdge) ? Qt::SizeHorCursor : Qt::SizeVerCursor;
}

Rect ResizeHandles::resized(Rect rect, Qt::Edges edges, int dx, int dy) {
    if (edges & Qt::LeftEdge)
        rect.x += dx, rect.width -= dx;
    if (edges & Qt::RightEdge)
        rect.width += dx;
    if (edges & Qt::TopEdge)
        rect.y += dy, rect.height -= dy;
    if (edges & Qt::BottomEdge)
        rect.height += dy;
    return rect;
}

} // namespace waylight
