// SPDX-License-Identifier: MIT
#pragma once

#include "ui/panels/field_editor.h"

#include <QStyledItemDelegate>

namespace waylight {

class RecordModel;

/// Edits a cell of a table of records with what fits its type: a list that one types ahead in where there is something
/// to choose, a line of text otherwise.
class RecordDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    RecordDelegate(const RecordModel& model, const RecordContext& context, QObject* parent)
        : QStyledItemDelegate(parent), m_model(model), m_context(context) {}

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    const RecordModel& m_model;
    const RecordContext& m_context;
};

} // namespace waylight
