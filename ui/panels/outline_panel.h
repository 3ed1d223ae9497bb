// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/values.h"

#include <QWidget>

#include <set>

class QLabel;
class QLineEdit;
class QModelIndex;
class QSortFilterProxyModel;
class QTreeView;

namespace waylight {

class Document;
class OutlineModel;

/// The outline: what the canvas shows, as a tree for keyboard and screen reader. The selection is the canvas's.
class OutlinePanel : public QWidget {
    Q_OBJECT

public:
    explicit OutlinePanel(Document& document, QWidget* parent = nullptr);

signals:
    void shown(QString id);     ///< selected here: bring into view
    void activated(QString id); ///< Enter or double click
    void removeRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void designChanged();
    void filter(const QString& text);
    void takeSelection();
    void showSelection();
    void expandAsBefore();
    bool isFiltered() const;

    Document& m_document;
    OutlineModel* m_model;
    QSortFilterProxyModel* m_shown;
    QLineEdit* m_filter;
    QTreeView* m_tree;
    QLabel* m_empty;
    std::set<Id> m_expanded;
    bool m_restoring = false; ///< the tree is being brought in line with the document
};

} // namespace waylight
