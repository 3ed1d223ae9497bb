// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/findings.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace waylight {

class Document;

/// The findings of the design: what is wrong, where, and what to do. A click shows the element; what has a proved fix
/// can be fixed here, and what is meant to be so approved with a reason.
class ProblemsPanel : public QWidget {
    Q_OBJECT

public:
    explicit ProblemsPanel(Document& document, QWidget* parent = nullptr);

    /// Goes to the problem `by` rows further, round the end.
    void step(int by);
    /// Chooses a finding by its index in the document and shows its element, whatever the filters hide.
    void showProblem(int finding);
    /// The same for the first open finding of an element.
    void showProblemsOf(const Id& resource);
    /// Applies the first proved fix of the chosen finding as one undo step; says so when there is none.
    void fix();
    /// Findings that nobody has approved.
    int openCount() const;

signals:
    void revealRequested(QString resource, QString pointer);

private:
    void refresh();
    void addRow(int index, const Finding& finding);
    void filter();
    void locate(QTreeWidgetItem* item);
    void approve();
    void withdraw();
    void refreshButtons();
    void refreshSeverities();
    bool isWanted(const Finding& finding) const;
    /// Takes what hides this finding out of the way.
    void unhide(const Finding& finding);
    const Finding* current() const;
    /// The current finding when its row is listed.
    const Finding* chosen() const;

    Document& m_document;
    QLineEdit* m_filter;
    QCheckBox* m_showApproved;
    QToolButton* m_severities[3] = {}; ///< by Severity: on, when findings of that severity are listed
    QPushButton* m_fix;
    QPushButton* m_approve;
    QLabel* m_count;
    QTreeWidget* m_list;
    QLabel* m_empty;
};

} // namespace waylight
