// SPDX-License-Identifier: MIT
#include "ui/canvas/note_editor.h"

#include "core/edit/rename.h"
#include "ui/canvas/canvas_tool.h"

#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace waylight {
namespace {

constexpr int leastWidth = 160, leastHeight = 72; ///< so that a note in small can be read while it is written
constexpr int leastFont = 11, noteFont = 12;      ///< pixels

} // namespace

NoteEditor::NoteEditor(CanvasView& view) : QPlainTextEdit(view.viewport()), m_view(view) {
    setObjectName(QStringLiteral("canvasNote"));
    setAccessibleName(CanvasView::tr("Text of the note"));
    setTabChangesFocus(true);
    hide();
    connect(&view, &CanvasView::zoomChanged, this, &NoteEditor::follow);
    for (const QScrollBar* bar : {view.horizontalScrollBar(), view.verticalScrollBar()})
        connect(bar, &QScrollBar::valueChanged, this, &NoteEditor::follow);
    connect(&view.document(), &Document::designChanged, this, [this] {
        if (isVisible() && !m_view.document().design().notes.contains(m_id))
            finish();
    });
}

void NoteEditor::start(const Id& id, const QString& text) {
    m_id = id;
    setPlainText(text.isNull() ? QString::fromStdString(edit::shownName(m_view.document().design(), id)) : text);
    show();
    follow();
    raise();
    setFocus(Qt::OtherFocusReason);
    if (text.isNull())
        selectAll();
    else
        moveCursor(QTextCursor::End);
}

void NoteEditor::follow() {
    const PictureBox* box = m_view.document().picture().box(m_id);
    if (isHidden() || !box)
        return;
    const Theme& theme = m_view.theme();
    const Rect& rect = box->rect;
    QRect place = m_view.mapFromScene(QRectF(rect.x, rect.y, rect.width, rect.height)).boundingRect();
    place.setWidth(std::max(place.width(), leastWidth));
    place.setHeight(std::max(place.height(), leastHeight));
    setGeometry(place);
    QFont font = theme.font(std::max(leastFont, static_cast<int>(std::lround(noteFont * m_view.zoom()))));
    setFont(font);
    setStyleSheet(QStringLiteral("QPlainTextEdit { background: %1; color: %2; border: 2px solid %3; padding: 4px; }")
                      .arg(theme.ground(box->tint).name(), theme.text.name(), theme.selection.name()));
}

void NoteEditor::commit() {
    Document& document = m_view.document();
    const Note* note = document.design().notes.find(m_id);
    if (!note)
        return;
    auto after = edit::renamed(document.design(), m_id, toPlainText().toStdString());
    if (after)
        document.commit(*std::move(after), CanvasView::tr("Write %1").arg(shortName(*note)));
}

void NoteEditor::finish() {
    if (m_id.empty())
        return;
    m_id.clear(); // done: losing the focus means nothing any more
    // Before it hides, which would give the focus to the next element.
    if (hasFocus())
        m_view.setFocus(Qt::OtherFocusReason);
    hide();
}

void NoteEditor::keyPressEvent(QKeyEvent* event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && event->modifiers() & Qt::ControlModifier)
        commit();
    if (event->key() == Qt::Key_Escape || (enter && event->modifiers() & Qt::ControlModifier))
        return finish();
    QPlainTextEdit::keyPressEvent(event);
    event->accept(); // what it does not know is not for the canvas either
}

void NoteEditor::focusOutEvent(QFocusEvent* event) {
    QPlainTextEdit::focusOutEvent(event);
    if (event->reason() == Qt::PopupFocusReason || event->reason() == Qt::ActiveWindowFocusReason || m_id.empty())
        return;
    commit();
    finish();
}

} // namespace waylight
