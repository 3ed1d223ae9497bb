// SPDX-License-Identifier: MIT
#pragma once

#include "ui/panels/field_editor.h"

class QKeyEvent;
class QLabel;
class QLayout;
class QTableView;
class QTabBar;
class QToolButton;

namespace waylight {

class RecordModel;

/// A list of records (routes, rules, entries, tags) as a table that grows, shrinks and is put in order. Enter edits a
/// cell, Tab goes on to the next, Insert adds a row, Delete removes rows; rows are copied and pasted as text with tabs.
class RecordTable : public FieldEditor {
    Q_OBJECT

public:
    RecordTable(const FieldInfo& field, QWidget* parent);

    void show(const Topology& topology, const Json& value) override;
    void showSeveral(const Topology& topology, const std::vector<Json>& values) override;
    bool isMixed() const override { return m_mixed; }
    Json value() const override;
    Json valueFor(const Json& own) const override;
    QString pending() const override;
    void setContext(RecordContext context) override;
    void setNotes(std::vector<PartNote> notes) override;
    void setMarked(bool wrong, const QString& sentence, const std::string& pointer) override;
    void take(const Id& id) override;
    void reveal(const std::string& pointer) override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildView();
    void buildTabs(QLayout& layout);
    QWidget* makeButtons();
    QToolButton* addButton(QWidget* bar, const char* icon, const char* name, const QString& text,
                           void (RecordTable::*run)());
    bool isOurs(const QKeyEvent& event) const;
    bool handleKey(const QKeyEvent& event);
    bool toNextCell(int by);
    void editCurrent();
    void addRow();
    void duplicateRow();
    void removeRows();
    void moveUp() { moveBy(-1); }
    void moveDown() { moveBy(1); }
    void moveBy(int by);
    void copyRows();
    void pasteRows();
    void askForPick();
    void jump();
    void stepInto(const QModelIndex& index);
    void fit();
    void fitColumns();
    void refreshButtons();
    std::vector<int> selectedRows() const;
    Id currentReference() const;

    RecordModel* m_model;
    QTableView* m_view;
    QTabBar* m_tabs = nullptr;
    QWidget* m_buttons;
    QLabel* m_differ;
    RecordContext m_context;
    bool m_mixed = false;
    QToolButton* m_duplicate = nullptr;
    QToolButton* m_remove = nullptr;
    QToolButton* m_up = nullptr;
    QToolButton* m_down = nullptr;
    QToolButton* m_pick = nullptr;
    QToolButton* m_jump = nullptr;
};

} // namespace waylight
