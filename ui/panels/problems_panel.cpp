// SPDX-License-Identifier: MIT
#include "ui/panels/problems_panel.h"

#include "core/trace/question.h"
#include "ui/document/document.h"
#include "ui/panels/look.h"

#include <QApplication>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace waylight {
namespace {

enum Column { Mark, What, Where, Rule, columnCount };
constexpr int indexRole = Qt::UserRole;

} // namespace

ProblemsPanel::ProblemsPanel(Document& document, QWidget* parent)
    : QWidget(parent), m_document(document),
      m_filter(named(new QLineEdit(this), QStringLiteral("problems.filter"), tr("Filter the problems"))),
      m_showApproved(named(new QCheckBox(tr("Show approved"), this), QStringLiteral("problems.approved"),
                           tr("Show approved problems"))),
      m_approve(named(new QPushButton(tr("Approve…"), this), QStringLiteral("problems.approve"),
                      tr("Approve the problem with a reason"))),
      m_count(hintLabel({}, this)),
      m_list(named(new QTreeWidget(this), QStringLiteral("problems.list"), tr("Problems"))),
      m_empty(hintLabel({}, this)) {
    m_filter->setPlaceholderText(tr("Type to filter"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(260);
    m_count->setWordWrap(false);
    m_count->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    m_list->setColumnCount(columnCount);
    m_list->setHeaderLabels({{}, tr("Problem"), tr("Element"), tr("Rule")});
    m_list->setRootIsDecorated(false);
    m_list->setAlternatingRowColors(true);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_list->header()->setSectionResizeMode(What, QHeaderView::Stretch);

    auto* bar = new QHBoxLayout;
    bar->addWidget(m_filter);
    bar->addWidget(m_showApproved);
    bar->addStretch();
    bar->addWidget(m_count);
    bar->addWidget(m_approve);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addLayout(bar);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_empty);

    connect(m_filter, &QLineEdit::textChanged, this, &ProblemsPanel::filter);
    connect(m_showApproved, &QCheckBox::toggled, this, &ProblemsPanel::filter);
    connect(m_approve, &QPushButton::clicked, this, &ProblemsPanel::approve);
    connect(m_list, &QTreeWidget::itemClicked, this, &ProblemsPanel::locate);
    connect(m_list, &QTreeWidget::itemActivated, this, &ProblemsPanel::locate);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &ProblemsPanel::refreshApprove);
    connect(&m_document, &Document::designChanged, this, &ProblemsPanel::refresh);
    refresh();
}

void ProblemsPanel::refresh() {
    const Finding* before = current();
    const Id kept = before ? before->approvalId() : Id();
    m_list->clear();
    const auto& findings = m_document.findings();
    for (std::size_t i = 0; i < findings.size(); ++i) {
        addRow(static_cast<int>(i), findings[i]);
        if (findings[i].approvalId() == kept)
            m_list->setCurrentItem(m_list->topLevelItem(static_cast<int>(i)));
    }
    filter();
    refreshApprove();
}

void ProblemsPanel::addRow(int index, const Finding& finding) {
    const QString sentence = text(finding.message);
    const ResourcePtr resource = m_document.design().topology.find(finding.resource);
    const Request* request = resource ? nullptr : m_document.design().requests.find(finding.resource);
    const QString where = resource  ? qString(displayName(base(*resource)))
                          : request ? qString(requestTitle(m_document.design().topology, *request))
                                    : qString(finding.resource);
    auto* item = new QTreeWidgetItem(m_list, {{}, sentence, where, qString(finding.rule)});
    item->setData(0, indexRole, index);
    item->setIcon(Mark, icon(finding.severity));
    item->setToolTip(Mark, word(finding.severity));
    item->setData(Mark, Qt::AccessibleTextRole, word(finding.severity));
    item->setToolTip(What, sentence);
    if (resource)
        item->setIcon(Where, icon(qString(typeInfo(*resource).name)));
    if (!finding.approved)
        return;
    const Approval* approval = m_document.design().approvals.find(finding.approvalId());
    item->setToolTip(What, tr("%1\nApproved: %2").arg(sentence, approval ? qString(approval->reason) : QString()));
    for (int column = 0; column < columnCount; ++column)
        item->setForeground(column, themeOf(QApplication::palette()).mutedText);
}

void ProblemsPanel::filter() {
    const auto& findings = m_document.findings();
    int shown = 0;
    for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
        QTreeWidgetItem* item = m_list->topLevelItem(row);
        bool matches = m_showApproved->isChecked() || !findings[static_cast<std::size_t>(row)].approved;
        const QString wanted = m_filter->text();
        matches &= item->text(What).contains(wanted, Qt::CaseInsensitive) ||
                   item->text(Where).contains(wanted, Qt::CaseInsensitive) ||
                   item->text(Rule).contains(wanted, Qt::CaseInsensitive);
        item->setHidden(!matches);
        shown += matches;
    }
    const int hidden = m_list->topLevelItemCount() - shown;
    m_count->setText(hidden == 0 ? tr("%1 shown").arg(shown) : tr("%1 shown, %2 hidden").arg(shown).arg(hidden));
    m_empty->setVisible(shown == 0);
    m_empty->setText(hidden == 0 ? tr("Nothing to report: no rule finds anything wrong with this design.")
                                 : tr("Everything is hidden by the filter or approved."));
}

int ProblemsPanel::openCount() const {
    const auto& findings = m_document.findings();
    return static_cast<int>(
        std::count_if(findings.begin(), findings.end(), [](const Finding& each) { return !each.approved; }));
}

const Finding* ProblemsPanel::current() const {
    const QTreeWidgetItem* item = m_list->currentItem();
    const auto index = item ? item->data(0, indexRole).toUInt() : m_document.findings().size();
    return index < m_document.findings().size() ? &m_document.findings()[index] : nullptr;
}

void ProblemsPanel::step(int by) {
    const int rows = m_list->topLevelItemCount();
    int row = m_list->indexOfTopLevelItem(m_list->currentItem());
    if (row < 0 && by < 0)
        row = 0;
    for (int tried = 0; tried < rows; ++tried) {
        row = (row + by + rows) % rows;
        QTreeWidgetItem* item = m_list->topLevelItem(row);
        if (item->isHidden())
            continue;
        m_list->setCurrentItem(item);
        locate(item);
        return;
    }
}

void ProblemsPanel::locate(QTreeWidgetItem* item) {
    m_list->setCurrentItem(item);
    const Finding* finding = current();
    if (!finding)
        return;
    const Design& design = m_document.design();
    const Request* request =
        design.topology.contains(finding->resource) ? nullptr : design.requests.find(finding->resource);
    if (request)
        m_document.setRequest(*request);
    else
        emit revealRequested(qString(finding->resource), qString(finding->pointer));
}

void ProblemsPanel::refreshApprove() {
    const Finding* finding = current();
    m_approve->setEnabled(finding && !finding->approved);
}

void ProblemsPanel::approve() {
    const Finding* finding = current();
    if (!finding)
        return;
    const Id id = finding->approvalId();
    const QString rule = qString(finding->rule);
    bool accepted = false;
    const QString reason = QInputDialog::getText(this, tr("Approve a problem"),
                                                 tr("Why is this all right? The reason is kept in the file."),
                                                 QLineEdit::Normal, {}, &accepted);
    if (!accepted || reason.trimmed().isEmpty())
        return;
    Design after = m_document.design();
    after.approvals.set(id, {id, reason.trimmed().toStdString(), {}});
    m_document.commit(std::move(after), tr("Approve %1").arg(rule));
}

} // namespace waylight
