// SPDX-License-Identifier: MIT
#include "ui/panels/record_model.h"
#include "ui/panels/record_table.h"

#include <QKeyEvent>
#include <QTableView>

/// The keys of a table of records.
namespace waylight {

bool RecordTable::eventFilter(QObject* watched, QEvent* event) {
    if (watched != m_view || (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride))
        return FieldEditor::eventFilter(watched, event);
    auto& key = *static_cast<QKeyEvent*>(event);
    if (event->type() == QEvent::KeyPress)
        return handleKey(key);
    // The window has Ctrl+N and others for itself; in a table they are the table's.
    if (!isOurs(key))
        return false;
    event->accept();
    return true;
}

bool RecordTable::isOurs(const QKeyEvent& key) const {
    const bool control = key.modifiers() == Qt::ControlModifier;
    const bool alt = key.modifiers() == Qt::AltModifier;
    switch (key.key()) {
    case Qt::Key_Insert:
    case Qt::Key_Delete:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return key.modifiers() == Qt::NoModifier || key.modifiers() == Qt::KeypadModifier;
    case Qt::Key_N:
    case Qt::Key_D:
    case Qt::Key_C:
    case Qt::Key_V:
    case Qt::Key_A:
        return control;
    case Qt::Key_Up:
    case Qt::Key_Down:
        return alt;
    default:
        // Letters begin an edit of the cell; the canvas has some of them as tools.
        return (key.modifiers() == Qt::NoModifier || key.modifiers() == Qt::ShiftModifier) && !key.text().isEmpty() &&
               key.text().front().isPrint();
    }
}

bool RecordTable::handleKey(const QKeyEvent& key) {
    if (key.key() == Qt::Key_Tab && key.modifiers() == Qt::NoModifier)
        return toNextCell(1);
    if (key.key() == Qt::Key_Backtab)
        return toNextCell(-1);
    if (!isOurs(key))
        return false;
    switch (key.key()) {
    case Qt::Key_Insert:
    case Qt::Key_N:
        if (key.key() == Qt::Key_N && key.modifiers() != Qt::ControlModifier)
            return false;
        addRow();
        return true;
    case Qt::Key_Delete:
        removeRows();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        editCurrent();
        return true;
    case Qt::Key_Up:
        moveUp();
        return true;
    case Qt::Key_Down:
        moveDown();
        return true;
    default:
        break;
    }
    if (key.modifiers() != Qt::ControlModifier)
        return false;
    switch (key.key()) {
    case Qt::Key_D:
        duplicateRow();
        return true;
    case Qt::Key_C:
        copyRows();
        return true;
    case Qt::Key_V:
        pasteRows();
        return true;
    default:
        return false;
    }
}

/// At the end of the table Tab leaves it, as everywhere.
bool RecordTable::toNextCell(int by) {
    const QModelIndex current = m_view->currentIndex();
    const int columns = m_model->columnCount();
    const int rows = static_cast<int>(m_model->shownRecords().size());
    const int next = current.isValid() ? current.row() * columns + current.column() + by : 0;
    if (next < 0 || next >= rows * columns || !current.isValid())
        return false;
    m_view->setCurrentIndex(m_model->index(next / columns, next % columns));
    return true;
}

void RecordTable::editCurrent() {
    const QModelIndex current = m_view->currentIndex();
    if (!current.isValid())
        return;
    const Qt::ItemFlags flags = m_model->flags(current);
    if (flags & Qt::ItemIsEditable)
        m_view->edit(current);
    else if (flags & Qt::ItemIsUserCheckable)
        m_model->setData(current, current.data(Qt::CheckStateRole).toInt() == Qt::Checked ? Qt::Unchecked : Qt::Checked,
                         Qt::CheckStateRole);
    else
        stepInto(current);
}

} // namespace waylight
