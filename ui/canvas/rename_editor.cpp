// SPDX-License-Identifier: MIT
#include "ui/canvas/rename_editor.h"

#include "core/edit/rename.h"
#include "ui/canvas/canvas_tool.h"
#include "ui/canvas/title_rect.h"

#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>

namespace waylight {
namespace {

constexpr int longestName = 255; ///< of a tag's value in AWS
constexpr int leastWidth = 132, leastHeight = 26;

} // namespace

RenameEditor::RenameEditor(CanvasView& view) : QLineEdit(view.viewport()), m_view(view) {
    setObjectName(QStringLiteral("canvasRename"));
    setAccessibleName(CanvasView::tr("New name"));
    setMaxLength(longestName);
    hide();
    connect(this, &QLineEdit::textEdited, this, &RenameEditor::check);
    connect(&view, &CanvasView::zoomChanged, this, &RenameEditor::follow);
    for (const QScrollBar* bar : {view.horizontalScrollBar(), view.verticalScrollBar()})
        connect(bar, &QScrollBar::valueChanged, this, &RenameEditor::follow);
    connect(&view.document(), &Document::designChanged, this, [this] {
        if (isVisible() && !edit::isRenamable(m_view.document().design(), m_id))
            finish();
    });
}

void RenameEditor::start(const Id& id, const QString& text) {
    m_id = id;
    setText(text.isNull() ? QString::fromStdString(edit::shownName(m_view.document().design(), id)) : text);
    const PictureBox* box = m_view.document().picture().box(id);
    setAlignment(box && box->role == BoxRole::Symbol ? Qt::AlignCenter : Qt::AlignLeft | Qt::AlignVCenter);
    show();
    follow();
    raise();
    setFocus(Qt::OtherFocusReason);
    if (text.isNull())
        selectAll();
    else
        end(false);
    check();
}

void RenameEditor::follow() {
    const PictureBox* box = m_view.document().picture().box(m_id);
    if (isHidden() || !box)
        return;
    const QRectF title = titleRect(*box);
    QRect place = m_view.mapFromScene(title).boundingRect();
    const QPoint middle = place.center();
    const bool symbol = box->role == BoxRole::Symbol;
    place.setWidth(std::max(place.width(), leastWidth));
    place.setHeight(std::max(place.height(), leastHeight));
    place.moveCenter({symbol ? middle.x() : place.center().x(), middle.y()});
    setGeometry(place);
}

QPointF RenameEditor::below() const {
    constexpr int bubbleOffset = 18; // the bubble stands right of and below its point
    return m_view.mapToScene(geometry().bottomLeft() + QPoint(-bubbleOffset, -bubbleOffset));
}

void RenameEditor::check() {
    const Design& design = m_view.document().design();
    const std::string name = text().toStdString();
    if (const auto problem = edit::renameProblem(design, m_id, name))
        m_view.notify(below(), waylight::text(*problem), true);
    else if (edit::isNameTaken(design, m_id, name))
        m_view.notify(below(), CanvasView::tr("Another one is called that too."), false);
    else
        m_view.notify(below(), {}, false);
}

bool RenameEditor::commit() {
    Document& document = m_view.document();
    const std::string before = edit::shownName(document.design(), m_id);
    if (text().toStdString() == before)
        return true;
    auto after = edit::renamed(document.design(), m_id, text().toStdString());
    if (!after)
        return false;
    const Note* note = document.design().notes.find(m_id);
    document.commit(*std::move(after),
                    CanvasView::tr("Rename %1").arg(note ? shortName(*note) : QString::fromStdString(before)));
    return true;
}

void RenameEditor::finish() {
    if (m_id.empty())
        return;
    m_id.clear(); // done: losing the focus means nothing any more
    m_view.notify({}, {}, false);
    // Before it hides, which would give the focus to the next element.
    if (hasFocus())
        m_view.setFocus(Qt::OtherFocusReason);
    hide();
}

void RenameEditor::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Escape:
        return finish();
    case Qt::Key_Return:
    case Qt::Key_Enter:
        commit() ? finish() : check();
        return;
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
    case Qt::Key_Up:
    case Qt::Key_Down:
        return;
    default:
        QLineEdit::keyPressEvent(event);
        event->accept(); // what it does not know is not for the canvas either
    }
}

void RenameEditor::focusOutEvent(QFocusEvent* event) {
    QLineEdit::focusOutEvent(event);
    if (event->reason() == Qt::PopupFocusReason || event->reason() == Qt::ActiveWindowFocusReason || m_id.empty())
        return;
    commit();
    finish();
}

} // namespace waylight
