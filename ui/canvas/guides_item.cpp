// SPDX-License-Identifier: MIT
#include "ui/canvas/guides_item.h"

#include <QPainter>

namespace waylight {
namespace {

constexpr double endPixels = 4;      ///< half the length of a gap's ends
constexpr double boundsMargin = 100; ///< canvas units: the ends at the smallest zoom

QPointF toQt(Point point) {
    return QPointF(point.x, point.y);
}

} // namespace

GuidesItem::GuidesItem(const Theme& theme) : m_theme(theme) {
    setZValue(6);
}

void GuidesItem::setGuides(const std::vector<Guide>& guides) {
    if (guides == m_guides)
        return;
    prepareGeometryChange();
    m_guides = guides;
    m_bounds = {};
    for (const Guide& each : m_guides)
        m_bounds |= QRectF(toQt(each.from), toQt(each.to))
                        .normalized()
                        .adjusted(-boundsMargin, -boundsMargin, boundsMargin, boundsMargin);
    update();
}

void GuidesItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    // No colour that means a status.
    QPen pen(m_theme.dark ? QColor("#FF7AB8") : QColor("#C2185B"), 1);
    pen.setCosmetic(true);
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setPen(pen);
    const double end = endPixels / painter->worldTransform().m11();
    for (const Guide& each : m_guides) {
        const QPointF from = toQt(each.from), to = toQt(each.to);
        painter->drawLine(from, to);
        if (!each.gap)
            continue;
        const QPointF across = from.y() == to.y() ? QPointF(0, end) : QPointF(end, 0);
        painter->drawLine(from - across, from + across);
        painter->drawLine(to - across, to + across);
    }
}

} // namespace waylight
