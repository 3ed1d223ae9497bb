// SPDX-License-Identifier: MIT
#include "ui/panels/record_delegate.h"

#include "ui/panels/look.h"
#include "ui/panels/record_model.h"
#include "ui/panels/reference_combo.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QLineEdit>

#include <algorithm>
#include <functional>

namespace waylight {
namespace {

constexpr int narrowestEditor = 150;
constexpr char doneProperty[] = "done"; ///< of an editor whose value has been taken, or given up

/// Tab goes on to the next cell also while the list of what can be meant is open, with what is chosen in it.
class ListKeys : public QObject {
public:
    using Finish = std::function<void(QAbstractItemDelegate::EndEditHint)>;

    ListKeys(QComboBox* combo, Finish finish) : QObject(combo), m_combo(combo), m_finish(std::move(finish)) {
        combo->completer()->popup()->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject*, QEvent* event) override {
        if (event->type() != QEvent::KeyPress)
            return false;
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key != Qt::Key_Tab && key != Qt::Key_Backtab)
            return false;
        QAbstractItemView* popup = m_combo->completer()->popup();
        if (const QModelIndex chosen = popup->currentIndex(); chosen.isValid())
            m_combo->lineEdit()->setText(chosen.data().toString());
        popup->hide();
        m_finish(key == Qt::Key_Tab ? QAbstractItemDelegate::EditNextItem : QAbstractItemDelegate::EditPreviousItem);
        return true;
    }

private:
    QComboBox* m_combo;
    Finish m_finish;
};

} // namespace

QWidget* RecordDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                                      const QModelIndex& index) const {
    const edit::RecordColumn& column = m_model.column(index.column());
    const edit::CellChoices choices = m_context.choices ? m_context.choices(column) : edit::CellChoices();
    if (choices.ids.empty() && choices.words.empty()) {
        QWidget* editor = QStyledItemDelegate::createEditor(parent, option, index);
        return named(editor, QStringLiteral("cell.editor"), qString(column.label));
    }
    auto* combo = named(new ReferenceCombo({}, true, parent), QStringLiteral("cell.editor"), qString(column.label));
    combo->setTopology(m_model.topology());
    combo->offer([choices] { return choices.ids; });
    combo->offerWords(choices.words);
    combo->setFrame(false);
    auto* self = const_cast<RecordDelegate*>(this);
    const auto finish = [self, combo](EndEditHint hint) {
        if (combo->property(doneProperty).toBool())
            return;
        emit self->commitData(combo);
        emit self->closeEditor(combo, hint);
    };
    // A choice from the list is the end of the edit, as in a spreadsheet.
    connect(combo, &QComboBox::activated, this, [finish] { finish(NoHint); });
    const auto* popup = combo->completer()->popup();
    connect(combo->lineEdit(), &QLineEdit::returnPressed, this, [finish, popup] {
        if (!popup->isVisible() || !popup->currentIndex().isValid())
            finish(NoHint);
    });
    new ListKeys(combo, finish);
    return combo;
}

void RecordDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const {
    const QString text = index.data(Qt::EditRole).toString();
    if (auto* combo = qobject_cast<ReferenceCombo*>(editor)) {
        combo->setId(text.toStdString());
        combo->lineEdit()->selectAll();
    } else {
        QStyledItemDelegate::setEditorData(editor, index);
    }
}

void RecordDelegate::setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const {
    editor->setProperty(doneProperty, true);
    if (const auto* combo = qobject_cast<ReferenceCombo*>(editor))
        model->setData(index, qString(combo->id()), Qt::EditRole);
    else
        QStyledItemDelegate::setModelData(editor, model, index);
}

bool RecordDelegate::eventFilter(QObject* watched, QEvent* event) {
    if (!qobject_cast<ReferenceCombo*>(watched) || event->type() != QEvent::KeyPress)
        return QStyledItemDelegate::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    // Its own line says when Enter is pressed, whether the list is open or not.
    if (key == Qt::Key_Return || key == Qt::Key_Enter)
        return false;
    if (key == Qt::Key_Escape)
        watched->setProperty(doneProperty, true);
    return QStyledItemDelegate::eventFilter(watched, event);
}

/// Wide enough to read what is typed, inside the view.
void RecordDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                          const QModelIndex&) const {
    QRect place = option.rect;
    const int room = editor->parentWidget()->width();
    place.setWidth(std::min(std::max(place.width(), narrowestEditor), room));
    if (place.right() >= room)
        place.moveRight(room - 1);
    editor->setGeometry(place);
}

} // namespace waylight
