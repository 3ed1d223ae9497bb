// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/findings.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace waylight {

class Document;

/// The findings of the design: what is wrong, where, and what to do. A click shows the element.
class ProblemsPanel : public QWidget {
    Q_OBJECT

public:
    explicit ProblemsPanel(Document& document, QWidget* parent = nullptr);

    /// Goes to the problem `by` rows further, round the end.
    void step(int by);
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
    void refreshApprove();
    const Finding* current() const;

    Document& m_document;
    QLineEdit* m_filter;
    QCheckBox* m_showApproved;
    QPushButton* m_approve;
    QLabel* m_count;
    QTreeWidget* m_list;
    QLabel* m_empty;
};

} // namespace waylight
