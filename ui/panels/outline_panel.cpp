// SPDX-License-Identifier: MIT
#include "ui/panels/outline_panel.h"

#include "ui/document/document.h"
#include "ui/panels/look.h"
#include "ui/panels/match_delegate.h"
#include "ui/panels/outline_model.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QSortFilterProxyModel>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace waylight {
namespace {

constexpr int rowHeight = 24;
constexpr int smallDesign = 300; ///< elements that are all unfolded at first
constexpr int unfoldedDepth = 2; ///< of larger designs: Regions, VPCs and zones

} // namespace

OutlinePanel::OutlinePanel(Document& document, QWidget* parent)
    : QWidget(parent), m_document(document), m_model(new OutlineModel(document, this)),
      m_shown(new QSortFilterProxyModel(this)),
      m_filter(named(new QLineEdit(this), QStringLiteral("outline.filter"), tr("Filter the outline"))),
      m_tree(named(new QTreeView(this), QStringLiteral("outline.tree"), tr("Outline"))),
      m_empty(hintLabel(tr("Nothing has been drawn yet."), this)) {
    m_empty->hide();
    m_filter->setPlaceholderText(tr("Type to filter"));
    m_filter->setClearButtonEnabled(true);
    m_filter->installEventFilter(this);
    m_shown->setSourceModel(m_model);
    m_shown->setRecursiveFilteringEnabled(true);
    m_shown->setFilterRole(OutlineModel::filterRole);
    m_shown->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_tree->setModel(m_shown);
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setIndentation(14);
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_tree->setExpandsOnDoubleClick(false);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->setItemDelegate(new MatchDelegate(rowHeight, m_tree));
    m_tree->installEventFilter(this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(m_filter);
    layout->addWidget(m_tree, 1);
    layout->addWidget(m_empty);

    connect(m_filter, &QLineEdit::textChanged, this, &OutlinePanel::filter);
    connect(m_shown, &QAbstractItemModel::modelReset, this, &OutlinePanel::expandAsBefore);
    connect(m_tree, &QTreeView::expanded, this, [this](const QModelIndex& index) {
        if (!m_restoring)
            m_expanded.insert(m_model->idAt(m_shown->mapToSource(index)));
    });
    connect(m_tree, &QTreeView::collapsed, this, [this](const QModelIndex& index) {
        if (!m_restoring)
            m_expanded.erase(m_model->idAt(m_shown->mapToSource(index)));
    });
    connect(m_tree, &QTreeView::activated, this, [this](const QModelIndex& index) {
        if (const Id id = m_model->idAt(m_shown->mapToSource(index)); !id.empty())
            emit activated(qString(id));
    });
    connect(m_tree->selectionModel(), &QItemSelectionModel::selectionChanged, this, &OutlinePanel::takeSelection);
    connect(&m_document, &Document::designChanged, this, &OutlinePanel::designChanged);
    connect(&m_document, &Document::findingsChanged, this, &OutlinePanel::designChanged);
    connect(&m_document, &Document::selectionChanged, this, &OutlinePanel::showSelection);
    expandAsBefore();
}

bool OutlinePanel::isFiltered() const {
    return !m_filter->text().isEmpty();
}

void OutlinePanel::designChanged() {
    if (!isVisible())
        return;
    {
        // A reset clears the selection here; that is not what the user chose.
        const QScopedValueRollback restoring(m_restoring, true);
        m_model->refresh();
    }
    showSelection();
    m_empty->setVisible(m_shown->rowCount() == 0);
    m_empty->setText(isFiltered() ? tr("Nothing matches the filter.") : tr("Nothing has been drawn yet."));
}

void OutlinePanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    designChanged();
}

void OutlinePanel::filter(const QString& text) {
    {
        const QScopedValueRollback restoring(m_restoring, true);
        m_shown->setFilterFixedString(text);
    }
    expandAsBefore();
    designChanged();
}

void OutlinePanel::expandAsBefore() {
    const QScopedValueRollback restoring(m_restoring, true);
    if (isFiltered()) {
        m_tree->expandAll();
        return;
    }
    std::erase_if(m_expanded, [this](const Id& id) { return !m_model->indexOf(id).isValid(); });
    if (!m_expanded.empty()) {
        m_tree->collapseAll();
        for (const Id& id : m_expanded)
            m_tree->expand(m_shown->mapFromSource(m_model->indexOf(id)));
        return;
    }
    const bool small = m_document.design().topology.size() <= smallDesign;
    const auto& boxes = m_document.wholePicture().boxes();
    for (const PictureBox& box : boxes)
        if (isContainer(box.role) && (small || box.depth <= unfoldedDepth)) {
            m_expanded.insert(box.id);
            m_tree->expand(m_shown->mapFromSource(m_model->indexOf(box.id)));
        }
}

void OutlinePanel::takeSelection() {
    if (m_restoring)
        return;
    const QScopedValueRollback restoring(m_restoring, true);
    std::vector<Id> ids;
    for (const QModelIndex& index : m_tree->selectionModel()->selectedIndexes())
        ids.push_back(m_model->idAt(m_shown->mapToSource(index)));
    m_document.select(ids);
    if (ids.size() == 1)
        emit shown(qString(ids.front()));
}

void OutlinePanel::showSelection() {
    if (m_restoring || !isVisible())
        return;
    const QScopedValueRollback restoring(m_restoring, true);
    QItemSelection rows;
    QModelIndex first;
    for (const Id& id : m_document.selection())
        if (const QModelIndex index = m_shown->mapFromSource(m_model->indexOf(id)); index.isValid()) {
            rows.select(index, index);
            if (!first.isValid())
                first = index;
        }
    m_tree->selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect);
    if (!first.isValid())
        return;
    m_tree->selectionModel()->setCurrentIndex(first, QItemSelectionModel::NoUpdate);
    m_tree->scrollTo(first);
}

bool OutlinePanel::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (watched == m_filter && (key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter)) {
        m_tree->setFocus(Qt::TabFocusReason);
        // The first row that the filter is about, not the containers round it.
        const auto matches = [&](const QModelIndex& index) {
            return index.data(OutlineModel::filterRole).toString().contains(m_filter->text(), Qt::CaseInsensitive);
        };
        QModelIndex row = m_shown->index(0, 0);
        while (row.isValid() && isFiltered() && !matches(row))
            row = m_tree->indexBelow(row);
        if (row.isValid())
            m_tree->setCurrentIndex(row);
        return true;
    }
    if (watched == m_filter && key == Qt::Key_Escape && isFiltered()) {
        m_filter->clear();
        return true;
    }
    if (watched == m_tree && key == Qt::Key_Delete && !m_document.selection().empty()) {
        emit removeRequested();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace waylight
