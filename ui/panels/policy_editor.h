// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/fixes/policy_places.h"

#include <QWidget>

#include <map>

class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;

namespace waylight {

class CodeEdit;
class JsonHighlighter;
class Document;

/// Edits the policies of the selected resource as text. Text that is JSON is committed by Apply or when the focus
/// leaves; other text stays here as a draft, for as long as the document is open.
class PolicyEditor : public QWidget {
    Q_OBJECT

public:
    explicit PolicyEditor(Document& document, QWidget* parent = nullptr);

    /// True when the selection is one resource that can have a policy.
    bool hasPolicy() const { return !m_places.empty(); }
    /// Shows the policy that a JSON pointer into the selected resource leads to, with the cursor at what it names
    /// there.
    void show(const std::string& pointer);
    /// Another document was opened: its ids may be the same and mean other things.
    void forgetDrafts() { m_drafts.clear(); }

signals:
    void availabilityChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeBar();
    QWidget* makeTemplates();
    void selectionChanged();
    void refresh();
    void refreshPlaces();
    void showPlace();
    void check();
    void apply();
    void format();
    void insert(const QString& text);
    const PolicyPlace* place() const;

    Document& m_document;
    Id m_resource;
    std::vector<PolicyPlace> m_places;
    std::map<std::pair<Id, std::string>, QString> m_drafts; ///< by resource and pointer
    QComboBox* m_choice;
    CodeEdit* m_edit;
    JsonHighlighter* m_highlighter;
    QListWidget* m_problems;
    QLabel* m_state;
    QPushButton* m_apply;
    bool m_isJson = true;
};

} // namespace waylight
