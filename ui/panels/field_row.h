// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/codec.h"
#include "core/model/design.h"

#include <QWidget>

class QLabel;

namespace waylight {

class Document;
class FieldEditor;

/// One field of a resource in the inspector: its label, its editor, and below it what is wrong with what was typed.
/// Valid values are committed as one undo step; others stay here and never reach the document.
class FieldRow : public QWidget {
    Q_OBJECT

public:
    FieldRow(Document& document, Id resource, const FieldInfo& field, QWidget* parent);

    const Id& resource() const { return m_resource; }
    const FieldInfo& field() const { return m_field; }
    /// Shows the document's value again, unless something that is not valid yet is being typed over the same value.
    void refresh();
    void reveal(const std::string& pointer);

signals:
    void policyRequested(QString pointer);

private:
    QWidget* makeHeading();
    void check();
    void commit();
    void showProblem(const QString& sentence, bool wrong, const std::string& pointer);
    bool isBeingEdited() const;

    Document& m_document;
    Id m_resource;
    FieldInfo m_field;
    FieldEditor* m_editor;
    QLabel* m_problem;
    Json m_stored;       ///< what the editor was last given
    bool m_valid = true; ///< what the editor holds
};

} // namespace waylight
