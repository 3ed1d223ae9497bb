// SPDX-License-Identifier: MIT
#pragma once

#include "ui/panels/field_editor.h"

class QTableView;
class QToolButton;

namespace waylight {

class RecordModel;

/// A list of records (routes, rules, entries, tags) as a table that grows, shrinks and is put in order.
class RecordTable : public FieldEditor {
    Q_OBJECT

public:
    RecordTable(const FieldInfo& field, QWidget* parent);

    void show(const Topology& topology, const Json& value) override;
    Json value() const override;
    void setMarked(bool wrong, const QString& sentence, const std::string& pointer) override;
    void reveal(const std::string& pointer) override;

private:
    QWidget* makeButtons(const QString& prefix, bool ordered);
    void fitHeight();
    void refreshButtons();
    int row() const;

    RecordModel* m_model;
    QTableView* m_view;
    QToolButton* m_remove = nullptr;
    QToolButton* m_up = nullptr;
    QToolButton* m_down = nullptr;
};

} // namespace waylight
