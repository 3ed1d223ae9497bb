// SPDX-License-Identifier: MIT
// How notes and areas come onto the canvas and get their words.
#include "core/edit/notes.h"
#include "ui/canvas/canvas_tool.h"
#include "ui/canvas/note_editor.h"
#include "ui/canvas/picture_item.h"

#include <QMimeData>

namespace waylight {
namespace {

Picture ghostOfNote(bool area) {
    PictureBox box;
    box.id = "new";
    box.role = area ? BoxRole::Area : BoxRole::Note;
    box.tint = area ? Tint::Blue : Tint::Yellow;
    box.rect = edit::newNote(area);
    return Picture({box}, {});
}

} // namespace

std::optional<bool> draggedNote(const QMimeData* data) {
    const QByteArray name = data->data(QLatin1String(kindMimeType));
    return name == noteName ? std::optional(false) : name == areaName ? std::optional(true) : std::nullopt;
}

void CanvasView::startPlacingNote(bool area) {
    useTool(makeNoteTool(*this, area), Tool::Place);
}

void CanvasView::previewNote(bool area, QPointF scenePoint) {
    if (!m_preview->hasGhost())
        m_preview->setGhost(ghostOfNote(area), {});
    m_preview->setGhostOffset(scenePoint);
}

void CanvasView::placeNote(bool area, QPointF corner) {
    const Rect size = edit::newNote(area);
    placeNote(area, QRectF(corner, QSizeF(size.width, size.height)));
}

void CanvasView::placeNote(bool area, const QRectF& rect) {
    const QRect at = rect.toRect();
    m_preview->clear();
    edit::Placed placed = edit::noteAdded(m_document.design(), area, {at.x(), at.y(), at.width(), at.height()});
    const Id id = placed.id;
    m_document.commit(std::move(placed.design), area ? tr("Add an area") : tr("Add a note"), std::vector<Id>{id});
    setFocus(Qt::OtherFocusReason);
    startRenaming(id);
}

void CanvasView::startWriting(const Id& id, const QString& text) {
    if (!m_writing)
        m_writing = new NoteEditor(*this);
    m_writing->start(id, text);
}

} // namespace waylight
