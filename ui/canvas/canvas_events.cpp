// SPDX-License-Identifier: MIT
// How the canvas takes mouse, keys and drops: each goes to the tool, to the document or to the view itself.
#include "core/edit/rename.h"
#include "ui/canvas/canvas_tool.h"
#include "ui/canvas/canvas_view.h"
#include "ui/canvas/title_rect.h"
#include "ui/canvas/picture_item.h"
#include "ui/canvas/resize_handles.h"

#include <QDragEnterEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace waylight {
namespace {

constexpr double zoomPerNotch = 1.2;
constexpr double notch = 120; ///< eighths of a degree, as Qt counts them
constexpr int hoverMilliseconds = 500;

Pointer pointerOf(const QGraphicsView& view, QMouseEvent* event) {
    return {view.mapToScene(event->position().toPoint()), event->position().toPoint(), event->modifiers()};
}

std::optional<Kind> draggedKind(const QMimeData* data) {
    if (!data->hasFormat(QLatin1String(kindMimeType)))
        return std::nullopt;
    return kindNamed(data->data(QLatin1String(kindMimeType)).toStdString());
}

} // namespace

void CanvasView::mousePressEvent(QMouseEvent* event) {
    setFocus(Qt::MouseFocusReason);
    event->accept();
    if (event->button() == Qt::MiddleButton && !m_panning)
        m_panning = makePanTool(*this);
    if (event->button() == Qt::LeftButton && m_picking)
        return pick(mapToScene(event->position().toPoint()));
    if (event->button() == Qt::LeftButton || event->button() == Qt::MiddleButton)
        activeTool().press(pointerOf(*this, event));
    viewport()->setCursor(activeTool().cursor());
}

void CanvasView::mouseMoveEvent(QMouseEvent* event) {
    event->accept();
    const Pointer pointer = pointerOf(*this, event);
    m_pointer = pointer.scene;
    if (event->buttons() == Qt::NoButton && !m_panning && m_toolKind == Tool::Select)
        hover(pointer.scene);
    activeTool().move(pointer);
}

void CanvasView::mouseReleaseEvent(QMouseEvent* event) {
    event->accept();
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton)
        return;
    activeTool().release(pointerOf(*this, event));
    if (event->button() == Qt::MiddleButton)
        m_panning.reset();
    viewport()->setCursor(m_picking ? QCursor(Qt::CrossCursor) : activeTool().cursor());
    refreshHint();
}

void CanvasView::mouseDoubleClickEvent(QMouseEvent* event) {
    event->accept();
    const QPointF at = mapToScene(event->position().toPoint());
    const Id id = idAt(at);
    if (event->button() != Qt::LeftButton || m_toolKind != Tool::Select || m_picking || id.empty())
        return;
    if (titleRect(*m_document.picture().box(id)).contains(at) && edit::isRenamable(m_document.design(), id))
        startRenaming(id);
    else
        emit activated(QString::fromStdString(id));
}

void CanvasView::hover(QPointF scenePoint) {
    const auto edges = m_handles->at(scenePoint, zoom());
    viewport()->setCursor(edges       ? ResizeHandles::cursor(*edges)
                          : m_picking ? QCursor(Qt::CrossCursor)
                                      : m_tool->cursor());
    const PictureBox* box = m_document.picture().boxAt({qRound(scenePoint.x()), qRound(scenePoint.y())});
    // A subnet has a chain of its own; resting in the middle of it must not dim everything else.
    const bool subnet = box && (box->role == BoxRole::PublicSubnet || box->role == BoxRole::PrivateSubnet);
    const bool shows = box && (box->role == BoxRole::Symbol || (subnet && isGrip(*box, scenePoint)));
    const Id id = shows ? box->id : Id();
    if (id == m_hovered)
        return;
    const bool wasShown = !m_picture->overlay().hovered.empty();
    m_hovered = id;
    // Relations are shown when the pointer rests, so that crossing the canvas does not flicker.
    id.empty() ? m_hoverTimer->stop() : m_hoverTimer->start(hoverMilliseconds);
    if (wasShown)
        refreshOverlay();
}

void CanvasView::wheelEvent(QWheelEvent* event) {
    event->accept();
    const QPoint turned = event->angleDelta();
    if (event->modifiers() & Qt::ShiftModifier)
        return scrollBy(QPoint(-(turned.x() + turned.y()), 0));
    zoomBy(std::pow(zoomPerNotch, turned.y() / notch), event->position());
}

bool CanvasView::viewKey(QKeyEvent* event) {
    const bool control = event->modifiers() & Qt::ControlModifier;
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    if (control && event->key() == Qt::Key_0)
        zoomTo(1);
    else if (control && event->key() == Qt::Key_A)
        selectAll();
    else if (shift && (event->key() == Qt::Key_1 || event->key() == Qt::Key_Exclam))
        fit();
    else if (shift && (event->key() == Qt::Key_2 || event->key() == Qt::Key_At || event->key() == Qt::Key_QuoteDbl))
        fitSelection();
    else
        return false;
    return true;
}

void CanvasView::keyPressEvent(QKeyEvent* event) {
    event->accept();
    const auto& selection = m_document.selection();
    switch (event->key()) {
    case Qt::Key_Escape:
        if (m_picking) {
            cancelPicking();
            emit picked({});
        } else if (!activeTool().cancel()) {
            m_toolKind == Tool::Select ? m_document.select({}) : setTool(Tool::Select);
        }
        return refreshHint();
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        return removeSelection();
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!selection.empty())
            emit activated(QString::fromStdString(selection.front()));
        return;
    case Qt::Key_Space:
        if (!event->isAutoRepeat() && !m_panning) {
            m_tool->cancel();
            m_panning = makePanTool(*this);
            viewport()->setCursor(m_panning->cursor());
            refreshHint();
        }
        return;
    default:
        break;
    }
    if (viewKey(event) || nudge(event->key()) || typeName(event))
        return;
    event->ignore();
    QGraphicsView::keyPressEvent(event);
}

/// Typing on an element renames it; keys that are commands do not come here.
bool CanvasView::typeName(QKeyEvent* event) {
    const auto& selection = m_document.selection();
    const QString typed = event->text();
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (!plain || m_picking || m_toolKind != Tool::Select || selection.size() != 1 || typed.isEmpty() ||
        !typed.front().isLetterOrNumber() || !edit::isRenamable(m_document.design(), selection.front()))
        return false;
    startRenaming(selection.front(), typed);
    return true;
}

void CanvasView::keyReleaseEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Space || event->isAutoRepeat())
        return QGraphicsView::keyReleaseEvent(event);
    event->accept();
    m_panning.reset();
    viewport()->setCursor(m_tool->cursor());
    refreshHint();
}

std::vector<Id> CanvasView::readingOrder() const {
    std::vector<const PictureBox*> boxes;
    for (const PictureBox& box : m_document.picture().boxes())
        boxes.push_back(&box);
    std::stable_sort(boxes.begin(), boxes.end(), [](const PictureBox* a, const PictureBox* b) {
        return std::pair(a->rect.y, a->rect.x) < std::pair(b->rect.y, b->rect.x);
    });
    std::vector<Id> ids;
    for (const PictureBox* box : boxes)
        ids.push_back(box->id);
    return ids;
}

bool CanvasView::focusNextPrevChild(bool next) {
    const std::vector<Id> order = readingOrder();
    const Id current = m_document.selection().empty() ? Id() : m_document.selection().front();
    const auto at = std::find(order.begin(), order.end(), current);
    const bool outside = at == order.end();
    // Past the last or the first element the focus leaves the canvas.
    if (order.empty() || (!outside && (next ? at + 1 == order.end() : at == order.begin())))
        return QGraphicsView::focusNextPrevChild(next);
    const Id id = outside ? (next ? order.front() : order.back()) : next ? *(at + 1) : *(at - 1);
    m_document.select({id});
    if (const PictureBox* box = m_document.picture().box(id))
        ensureVisible(
            QRectF(box->rect.x, box->rect.y, std::min(box->rect.width, 400), std::min(box->rect.height, 300)));
    return true;
}

void CanvasView::contextMenuEvent(QContextMenuEvent* event) {
    event->accept();
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const auto& selection = m_document.selection();
    const Id id = !byKey ? elementAt(mapToScene(event->pos())) : selection.empty() ? Id() : selection.front();
    if (!id.empty() && !m_document.isSelected(id))
        m_document.select({id});
    const PictureBox* box = m_document.picture().box(id);
    const QPoint at = byKey && box
                          ? mapFromScene(box->rect.x + box->rect.width / 2.0, box->rect.y + box->rect.height / 2.0)
                          : event->pos();
    emit contextMenuRequested(QString::fromStdString(id), viewport()->mapToGlobal(at));
}

// --- drops from the palette

void CanvasView::dragEnterEvent(QDragEnterEvent* event) {
    draggedKind(event->mimeData()) || draggedNote(event->mimeData()) ? event->acceptProposedAction() : event->ignore();
}

void CanvasView::dragMoveEvent(QDragMoveEvent* event) {
    if (const auto area = draggedNote(event->mimeData())) {
        previewNote(*area, mapToScene(event->position().toPoint()));
        return event->acceptProposedAction();
    }
    const auto kind = draggedKind(event->mimeData());
    // A refused place is accepted here too: the drop itself then tells why, which a forbidden pointer cannot.
    if (kind) {
        previewPlacing(*kind, mapToScene(event->position().toPoint()), event->modifiers());
        event->acceptProposedAction();
    } else {
        event->ignore();
    }
}

void CanvasView::dragLeaveEvent(QDragLeaveEvent* event) {
    event->accept();
    m_preview->clear();
    endPreview();
}

void CanvasView::dropEvent(QDropEvent* event) {
    if (const auto area = draggedNote(event->mimeData())) {
        event->acceptProposedAction();
        return placeNote(*area, mapToScene(event->position().toPoint()));
    }
    const auto kind = draggedKind(event->mimeData());
    if (!kind || !place(*kind, mapToScene(event->position().toPoint()), event->modifiers()))
        return event->ignore();
    event->acceptProposedAction();
    setFocus(Qt::OtherFocusReason);
}

bool CanvasView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::Leave) {
        m_pointer.reset();
        hover({-1e6, -1e6});
        if (m_toolKind == Tool::Place) {
            m_preview->clear();
            endPreview();
        }
    }
    return QGraphicsView::viewportEvent(event);
}

void CanvasView::drawBackground(QPainter* painter, const QRectF& rect) {
    m_picture->paintGroundAndPicture(*painter, rect, viewport()->rect());
}

} // namespace waylight
