// SPDX-License-Identifier: MIT
// What of the canvas is seen: zoom, scrolling, fitting.
#include "ui/canvas/canvas_view.h"
#include "ui/canvas/picture_item.h"

#include <QScrollBar>

#include <algorithm>

namespace waylight {
namespace {

constexpr double smallestZoom = 0.05;
constexpr double largestZoom = 4;
constexpr double fitMargin = 40;      ///< canvas units around everything
constexpr double readableZoom = 0.85; ///< below it, marks and captions of a trace do not get smaller with the picture
constexpr double largestUnit = 5;

QRectF rectOf(const Rect& rect) {
    return QRectF(rect.x, rect.y, rect.width, rect.height);
}

} // namespace

void CanvasView::updateSceneRect() {
    const QRectF bounds = m_picture->boundingRect();
    const double reach =
        std::max({800.0, viewport()->width() / smallestZoom / 10, viewport()->height() / smallestZoom / 10});
    setSceneRect(bounds.adjusted(-reach, -reach, reach, reach));
}

double CanvasView::overlayUnit() const {
    return std::clamp(readableZoom / zoom(), 1.0, largestUnit);
}

void CanvasView::zoomed() {
    if (m_player.trace() && m_picture->overlay().unit != overlayUnit())
        refreshOverlay();
    emit zoomChanged(zoom());
}

void CanvasView::zoomBy(double factor, QPointF viewportPoint) {
    const double target = std::clamp(zoom() * factor, smallestZoom, largestZoom);
    if (target == zoom())
        return;
    const QPointF under = mapToScene(viewportPoint.toPoint());
    setTransform(QTransform::fromScale(target, target));
    scrollBy((mapFromScene(under) - viewportPoint.toPoint()));
    zoomed();
}

void CanvasView::zoomTo(double factor) {
    zoomBy(factor / zoom(), viewport()->rect().center());
}

void CanvasView::scrollBy(QPoint offset) {
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() + offset.x());
    verticalScrollBar()->setValue(verticalScrollBar()->value() + offset.y());
}

void CanvasView::showArea(const QRectF& area) {
    if (area.isEmpty())
        return;
    const QRectF wanted = area.adjusted(-fitMargin, -fitMargin, fitMargin, fitMargin);
    const double fitting = std::min(viewport()->width() / wanted.width(), viewport()->height() / wanted.height());
    const double target = std::clamp(fitting, smallestZoom, 1.0);
    setTransform(QTransform::fromScale(target, target));
    centerOn(area.center());
    zoomed();
}

void CanvasView::fit() {
    updateSceneRect();
    showArea(m_picture->boundingRect());
}

void CanvasView::fitSelection() {
    QRectF area;
    for (const Id& id : m_document.selection())
        if (const PictureBox* box = m_document.picture().box(id))
            area |= rectOf(box->rect);
    area.isEmpty() ? fit() : showArea(area);
}

void CanvasView::reveal(const Id& id) {
    m_document.select({id});
    if (const PictureBox* box = m_document.picture().box(id))
        centerOn(rectOf(box->rect).center());
}

} // namespace waylight
