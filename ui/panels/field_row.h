// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/codec.h"
#include "core/model/design.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace waylight {

class Document;
class FieldEditor;
class MarkedLabel;

/// One field in the inspector, of one resource or of several at once: its label, its editor, and below it what its
/// value amounts to and what is wrong with what was typed. Valid values are committed as one undo step; others stay
/// here and never reach the document. F1 says what the field is.
class FieldRow : public QWidget {
    Q_OBJECT

public:
    /// All of the resources have the field.
    FieldRow(Document& document, std::vector<Id> resources, const FieldInfo& field, QWidget* parent);

    const Id& resource() const { return m_resources.front(); }
    bool isOf(const Id& resource) const;
    const FieldInfo& field() const { return m_field; }
    /// Shows the document's value again, unless something that is not valid yet is being typed over the same value.
    void refresh();
    void reveal(const std::string& pointer);
    /// Uses what was picked on the canvas, or the part of it that fits, or says why it cannot be used.
    void take(const Id& picked);

signals:
    void policyRequested(QString pointer);
    void pickRequested(QString hint);
    void jumpRequested(QString resource);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    bool isShort() const;
    void buildLayout();
    void addTitle(QHBoxLayout& layout);
    void connectEditor();
    void lock(const QString& reason);
    template <class L>
    L* addedNote(L* label, const QString& name);
    QLabel* makeFacts();
    MarkedLabel* makeMarked(const QString& name);
    std::vector<Json> stored() const;
    void show();
    void check();
    void commit();
    bool checkOne(std::size_t index);
    void showFacts();
    void showNotes();
    void showHelp(bool shown);
    void proposeFree();
    void showProblem(const QString& sentence, bool wrong, const std::string& pointer);
    QString nameBefore(const Id& id) const;
    Id fitting(const Id& picked) const;
    bool isBeingEdited() const;

    Document& m_document;
    std::vector<Id> m_resources;
    FieldInfo m_field;
    FieldEditor* m_editor;
    QLabel* m_facts;
    MarkedLabel* m_problem;
    MarkedLabel* m_helpText;
    QToolButton* m_help = nullptr;
    QPushButton* m_free = nullptr;
    std::vector<Json> m_stored; ///< what the editor was last given, one for each resource
    bool m_valid = true;        ///< what the editor holds
    bool m_locked = false;
};

} // namespace waylight
