// SPDX-License-Identifier: MIT
#include "ui/panels/problems_panel.h"

#include "core/analysis/finding_fixes.h"
#include "core/formats/origin.h"
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
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace waylight {
namespace {

enum Column { Mark, What, Where, Rule, columnCount };
constexpr int indexRole = Qt::UserRole;
constexpr const char* severityNames[] = {"notes", "warnings", "errors"};

QString plural(Severity severity) {
    switch (severity) {
    case Severity::Error:
        return ProblemsPanel::tr("Errors");
    case Severity::Warning:
        return ProblemsPanel::tr("Warnings");
    case Severity::Note:
        break;
    }
    return ProblemsPanel::tr("Notes");
}

} // namespace

ProblemsPanel::ProblemsPanel(Document& document, QWidget* parent)
    : QWidget(parent), m_document(document),
      m_filter(named(new QLineEdit(this), QStringLiteral("problems.filter"), tr("Filter the problems"))),
      m_showApproved(named(new QCheckBox(tr("Show approved"), this), QStringLiteral("problems.approved"),
                           tr("Show approved problems"))),
      m_fix(named(new QPushButton(icon(QStringLiteral("fix")), tr("Fix"), this), QStringLiteral("problems.fix"),
                  tr("Fix the problem"))),
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
    for (const Severity severity : {Severity::Error, Severity::Warning, Severity::Note}) {
        const auto index = static_cast<std::size_t>(severity);
        QToolButton*& button = m_severities[index];
        button = named(new QToolButton(this), QStringLiteral("problems.") + QLatin1String(severityNames[index]),
                       plural(severity));
        button->setIcon(icon(severity));
        button->setCheckable(true);
        button->setChecked(true);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setAutoRaise(true);
        connect(button, &QToolButton::toggled, this, &ProblemsPanel::filter);
        bar->addWidget(button);
    }
    bar->addWidget(m_showApproved);
    bar->addStretch();
    bar->addWidget(m_count);
    bar->addWidget(m_fix);
    bar->addWidget(m_approve);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addLayout(bar);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_empty);

    connect(m_filter, &QLineEdit::textChanged, this, &ProblemsPanel::filter);
    connect(m_showApproved, &QCheckBox::toggled, this, &ProblemsPanel::filter);
    connect(m_fix, &QPushButton::clicked, this, &ProblemsPanel::fix);
    connect(m_approve, &QPushButton::clicked, this, [this] {
        const Finding* finding = current();
        finding && finding->approved ? withdraw() : approve();
    });
    connect(m_list, &QTreeWidget::itemClicked, this, &ProblemsPanel::locate);
    connect(m_list, &QTreeWidget::itemActivated, this, &ProblemsPanel::locate);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &ProblemsPanel::refreshButtons);
    connect(&m_document, &Document::designChanged, this, [this] {
        // The same findings are shown until those of the new version come.
        if (m_document.isChecked() || m_document.findings().empty())
            refresh();
    });
    connect(&m_document, &Document::findingsChanged, this, &ProblemsPanel::refresh);
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
    refreshSeverities();
    filter();
}

void ProblemsPanel::refreshSeverities() {
    int counts[3] = {};
    for (const Finding& finding : m_document.findings())
        counts[static_cast<std::size_t>(finding.severity)] += !finding.approved;
    for (const Severity severity : {Severity::Error, Severity::Warning, Severity::Note}) {
        const auto index = static_cast<std::size_t>(severity);
        m_severities[index]->setText(QString::number(counts[index]));
        m_severities[index]->setToolTip(
            tr("%1: %2. Click to show or hide them.").arg(plural(severity)).arg(counts[index]));
    }
}

void ProblemsPanel::addRow(int index, const Finding& finding) {
    const QString sentence = text(finding.message);
    const ResourcePtr resource = m_document.design().topology.find(finding.resource);
    const Request* request = resource ? nullptr : m_document.design().requests.find(finding.resource);
    const int line = resource ? originOf(base(*resource)).line : 0;
    QString where = resource  ? qString(displayName(base(*resource)))
                    : request ? qString(requestTitle(m_document.design().topology, *request))
                              : qString(finding.resource);
    if (line > 0) // of the template that was opened
        where = tr("%1, line %2").arg(where).arg(line);
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
        bool matches = isWanted(findings[static_cast<std::size_t>(row)]);
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
    refreshButtons();
}

bool ProblemsPanel::isWanted(const Finding& finding) const {
    return (m_showApproved->isChecked() || !finding.approved) &&
           m_severities[static_cast<std::size_t>(finding.severity)]->isChecked();
}

void ProblemsPanel::unhide(const Finding& finding) {
    m_filter->clear();
    m_severities[static_cast<std::size_t>(finding.severity)]->setChecked(true);
    if (finding.approved)
        m_showApproved->setChecked(true);
}

void ProblemsPanel::showProblem(int finding) {
    QTreeWidgetItem* item = m_list->topLevelItem(finding);
    if (!item)
        return;
    if (item->isHidden())
        unhide(m_document.findings()[static_cast<std::size_t>(finding)]);
    m_list->scrollToItem(item);
    locate(item);
}

void ProblemsPanel::showProblemsOf(const Id& resource) {
    const auto& findings = m_document.findings();
    const auto at = std::find_if(findings.begin(), findings.end(),
                                 [&](const Finding& each) { return each.resource == resource && !each.approved; });
    if (at != findings.end())
        showProblem(static_cast<int>(at - findings.begin()));
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

const Finding* ProblemsPanel::chosen() const {
    return m_list->currentItem() && !m_list->currentItem()->isHidden() ? current() : nullptr;
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

void ProblemsPanel::refreshButtons() {
    const Finding* finding = chosen();
    const bool approved = finding && finding->approved;
    m_approve->setEnabled(finding);
    m_approve->setText(approved ? tr("Withdraw approval") : tr("Approve…"));
    m_approve->setAccessibleName(approved ? tr("Withdraw the approval of the problem")
                                          : tr("Approve the problem with a reason"));
    m_fix->setEnabled(finding && !approved && mayHaveFix(*finding));
    m_fix->setToolTip(!finding             ? tr("Choose a problem first.")
                      : m_fix->isEnabled() ? tr("Applies an edit that has been shown to remove the problem.")
                                           : tr("No edit is known that removes this problem by itself."));
}

void ProblemsPanel::fix() {
    const Finding* finding = chosen();
    if (!finding || !m_fix->isEnabled())
        return;
    auto proved = findingFixes(m_document.design(), m_document.network(), *finding);
    if (proved.empty()) {
        m_fix->setEnabled(false);
        m_fix->setToolTip(tr("No edit was found that removes this problem without causing another."));
        m_count->setText(m_fix->toolTip());
        return;
    }
    m_document.commit(std::move(proved.front().after), text(proved.front().title));
}

void ProblemsPanel::withdraw() {
    Design after = m_document.design();
    after.approvals.erase(current()->approvalId());
    const QString rule = qString(current()->rule);
    m_document.commit(std::move(after), tr("Withdraw approval of %1").arg(rule));
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
