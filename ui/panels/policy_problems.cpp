// SPDX-License-Identifier: MIT
#include "ui/panels/policy_problems.h"

#include <QTextBlock>

namespace waylight {
namespace {

constexpr int highest = 110;
constexpr int besideText = 34; ///< icon and margins

} // namespace

PolicyProblems::PolicyProblems(CodeEdit& edit, QWidget* parent) : QListWidget(parent), m_edit(edit) {
    named(this, QStringLiteral("policy.problems"), tr("Problems of the policy"));
    setWordWrap(true);
    setIconSize({16, 16});
    setToolTip(tr("F8 goes to the next problem, Shift+F8 to the one before"));
    const auto goThere = [this](const QListWidgetItem* item) { m_edit.goTo(item->data(Qt::UserRole).toInt()); };
    connect(this, &QListWidget::itemActivated, this, goThere);
    connect(this, &QListWidget::itemClicked, this, goThere);
}

void PolicyProblems::show(const QList<CodeEdit::Mark>& marks) {
    clear();
    for (const CodeEdit::Mark& mark : marks) {
        const int line = m_edit.document()->findBlock(mark.begin).blockNumber() + 1;
        // The JSON reader says the line itself.
        const bool said = mark.sentence.startsWith(tr("Line %1,").arg(line));
        auto* item = new QListWidgetItem(icon(mark.severity),
                                         said ? mark.sentence : tr("Line %1: %2").arg(line).arg(mark.sentence), this);
        item->setData(Qt::UserRole, mark.begin);
        item->setToolTip(mark.sentence);
    }
    fit();
}

void PolicyProblems::fit() {
    const QRect line(0, 0, std::max(120, width() - besideText), 1000);
    int height = 8;
    for (int row = 0; row < count(); ++row)
        height += fontMetrics().boundingRect(line, Qt::TextWordWrap, item(row)->text()).height() + 3;
    setFixedHeight(std::min(height, highest));
}

void PolicyProblems::resizeEvent(QResizeEvent* event) {
    QListWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        fit();
}

} // namespace waylight
