// SPDX-License-Identifier: MIT
// What is where on the canvas, and the picking of an element for somebody else.
#include "core/drawing/layout.h"
#include "ui/canvas/canvas_tool.h"
#include "ui/canvas/canvas_view.h"
#include "ui/canvas/resize_handles.h"

#include <algorithm>

namespace waylight {
namespace {

constexpr double gripPixels = 6; ///< how near to a container's border counts as on it

QRectF rectOf(const Rect& rect) {
    return QRectF(rect.x, rect.y, rect.width, rect.height);
}

bool isContainer(const PictureBox& box) {
    return isContainer(box.role);
}

/// Pressed on its title or border it is moved; inside, the press is about what lies there.
bool hasInside(const PictureBox& box) {
    return isContainer(box) || box.role == BoxRole::Area;
}

} // namespace

Id CanvasView::idAt(QPointF scenePoint) const {
    const PictureBox* box = m_document.picture().boxAt({qRound(scenePoint.x()), qRound(scenePoint.y())});
    return box ? box->id : Id();
}

Id CanvasView::elementAt(QPointF scenePoint) const {
    const Point at{qRound(scenePoint.x()), qRound(scenePoint.y())};
    const PictureBox* box = m_document.picture().boxAt(at);
    if (box && !hasInside(*box))
        return box->id;
    constexpr double nearPixels = 4;
    const int tolerance = std::max(3, qRound(nearPixels / zoom()));
    const PictureConnector* connector = m_document.picture().connectorAt(at, tolerance);
    if (connector && !(box && isGrip(*box, scenePoint)))
        return connector->id;
    const PictureBox* area = box && isGrip(*box, scenePoint) ? nullptr : areaGripAt(scenePoint);
    return area ? area->id : box ? box->id : Id();
}

/// The uppermost area whose title or border is at a point.
const PictureBox* CanvasView::areaGripAt(QPointF scenePoint) const {
    const PictureBox* found = nullptr;
    const auto& boxes = m_document.picture().boxes();
    for (const int index : m_document.picture().boxesTouching({qRound(scenePoint.x()), qRound(scenePoint.y()), 1, 1}))
        if (const PictureBox& box = boxes[static_cast<std::size_t>(index)];
            box.role == BoxRole::Area && isGrip(box, scenePoint))
            found = &box;
    return found;
}

Id CanvasView::containerAt(QPointF scenePoint, const std::vector<Id>& except) const {
    const auto& boxes = m_document.picture().boxes();
    Id container;
    for (const int index : m_document.picture().boxesTouching({qRound(scenePoint.x()), qRound(scenePoint.y()), 1, 1})) {
        const PictureBox& box = boxes[static_cast<std::size_t>(index)];
        if (!isContainer(box) || !rectOf(box.rect).contains(scenePoint))
            continue;
        bool excepted = false;
        for (int at = index; at >= 0 && !excepted; at = boxes[static_cast<std::size_t>(at)].parent)
            excepted = std::find(except.begin(), except.end(), boxes[static_cast<std::size_t>(at)].id) != except.end();
        if (!excepted)
            container = box.id; // painting order: what comes later is further in
    }
    return container;
}

bool CanvasView::isGrip(const PictureBox& box, QPointF scenePoint) const {
    if (!hasInside(box))
        return true;
    const double border = gripPixels / zoom();
    const QRectF inner = rectOf(box.rect).adjusted(border, metrics::titleHeight, -border, -border);
    return rectOf(box.rect).contains(scenePoint) && !inner.contains(scenePoint);
}

std::optional<Qt::Edges> CanvasView::handleAt(QPoint viewportPoint) const {
    return m_handles->at(mapToScene(viewportPoint), zoom());
}

void CanvasView::startPicking() {
    m_tool->cancel();
    m_picking = true;
    viewport()->setCursor(Qt::CrossCursor);
    refreshHint();
}

void CanvasView::cancelPicking() {
    if (!m_picking)
        return;
    m_picking = false;
    viewport()->setCursor(m_tool->cursor());
    refreshHint();
}

void CanvasView::pick(QPointF scenePoint) {
    const Id id = idAt(scenePoint);
    if (id.empty())
        return;
    cancelPicking();
    emit picked(QString::fromStdString(id));
}

} // namespace waylight
