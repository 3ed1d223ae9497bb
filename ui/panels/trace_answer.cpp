// SPDX-License-Identifier: MIT
#include "ui/panels/trace_answer.h"

#include "core/trace/question.h"
#include "ui/document/document.h"
#include "ui/panels/context_table.h"
#include "ui/panels/look.h"
#include "ui/panels/trace_words.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace waylight {

TraceAnswer::TraceAnswer(Document& document, QWidget* parent) : QScrollArea(parent), m_document(document) {
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumWidth(260);
    m_fixTimer.setSingleShot(true);
    connect(&m_fixTimer, &QTimer::timeout, this, &TraceAnswer::addFixes);
}

void TraceAnswer::explain(const std::optional<Trace>& trace, bool isDraft) {
    m_trace = trace;
    m_isDraft = isDraft;
    m_fixes.clear();
    m_fixTimer.stop();
    fill();
    if (m_trace && m_trace->verdict == Verdict::Blocked)
        m_fixTimer.start(0);
    emit fixesChanged();
}

void TraceAnswer::fill() {
    auto* page = new QWidget;
    auto* answer = new QVBoxLayout(page);
    answer->setContentsMargins(8, 0, 4, 0);
    answer->setSpacing(6);
    m_fixPlace = nullptr;
    if (m_trace) {
        addBlockers(*answer);
        addMissing(*answer);
        addCost(*answer);
        addContext(*answer);
    } else {
        answer->addWidget(
            hintLabel(tr("Nothing is asked yet. Choose a source and a target above the canvas, and press F5."), page));
    }
    answer->addStretch();
    // A fix button of the old page may be what brought us here.
    if (QWidget* before = takeWidget()) {
        before->hide();
        before->deleteLater();
    }
    m_page = page;
    setWidget(page);
}

void TraceAnswer::addTitle(QVBoxLayout& answer, const QString& words) {
    auto* label = new QLabel(words, answer.parentWidget());
    QFont font = label->font();
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    answer.addWidget(label);
}

void TraceAnswer::addBlockers(QVBoxLayout& answer) {
    const Trace& trace = *m_trace;
    QWidget* page = answer.parentWidget();
    if (trace.blockers.empty()) {
        addTitle(answer, trace.verdict == Verdict::Allowed ? tr("Allowed: every check passes.")
                                                           : tr("Unknown: nothing blocks, but something is missing."));
        return;
    }
    addTitle(answer, trace.blockers.size() == 1 ? tr("One thing blocks the request")
                                                : tr("%1 things block the request").arg(trace.blockers.size()));
    for (const Check& blocker : trace.blockers) {
        auto* row = new QHBoxLayout;
        auto* mark = new QLabel(page);
        mark->setPixmap(icon(blocker.outcome).pixmap(QSize(16, 16), devicePixelRatioF()));
        row->addWidget(mark, 0, Qt::AlignTop);
        row->addWidget(wrappingLabel(text(blocker.message), page), 1);
        auto* show = new QPushButton(tr("Show"), page);
        named(show, QStringLiteral("trace.show"), tr("Show what blocks: %1").arg(title(blocker.stage)));
        connect(show, &QPushButton::clicked, this,
                [this, blocker] { emit revealRequested(qString(blocker.resource), qString(blocker.pointer)); });
        row->addWidget(show, 0, Qt::AlignTop);
        answer.addLayout(row);
        if (m_fixPlace)
            continue;
        m_fixPlace = new QVBoxLayout;
        m_fixPlace->setContentsMargins(22, 0, 0, 0);
        answer.addLayout(m_fixPlace);
    }
}

void TraceAnswer::addMissing(QVBoxLayout& answer) {
    const Trace& trace = *m_trace;
    if (trace.missing.empty())
        return;
    addTitle(answer, tr("Missing"));
    for (const Missing& each : trace.missing)
        answer.addWidget(wrappingLabel(text(each.message), answer.parentWidget()));
}

void TraceAnswer::addCost(QVBoxLayout& answer) {
    const Cost& cost = m_trace->cost;
    addTitle(answer, tr("Cost of the way"));
    QString line = cost.perGigabyte == 0 && cost.perHour == 0
                       ? tr("Free: nothing on the way is paid by the hour or by the gigabyte.")
                       : tr("$%1 a gigabyte, and $%2 an hour whether it is used or not.")
                             .arg(cost.perGigabyte, 0, 'f', 3)
                             .arg(cost.perHour, 0, 'f', 3);
    for (const Message& item : cost.items)
        line += QLatin1Char('\n') + text(item);
    answer.addWidget(wrappingLabel(line, answer.parentWidget()));
}

void TraceAnswer::addContext(QVBoxLayout& answer) {
    const auto& context = m_trace->context;
    if (!context.empty())
        answer.addWidget(new ContextTable(context, answer.parentWidget()));
}

void TraceAnswer::addFixes() {
    const auto& trace = m_document.trace();
    if (!trace || !m_fixPlace)
        return;
    if (m_isDraft) { // an edit is proved on the design, which does not have the draft
        m_fixPlace->addWidget(hintLabel(tr("Apply the policy to see how to fix this."), m_page));
        return;
    }
    m_fixes = fixes(m_document.design(), *trace);
    for (std::size_t i = 0; i < m_fixes.size(); ++i)
        addFix(i);
    if (m_fixes.empty())
        m_fixPlace->addWidget(hintLabel(tr("No edit that we know removes this blocker."), m_page));
    emit fixesChanged();
}

void TraceAnswer::addFix(std::size_t index) {
    const Fix& fix = m_fixes[index];
    QStringList edits;
    for (const Message& step : fix.steps)
        edits << QStringLiteral("%1. %2").arg(edits.size() + 1).arg(text(step));
    const QString words = edits.isEmpty()
                              ? text(fix.title)
                              : tr("All of this together:") + QLatin1Char('\n') + edits.join(QLatin1Char('\n'));
    QStringList consequences;
    if (!fix.allows)
        consequences << tr("This blocker goes; another one remains.");
    for (const Id& id : fix.flipped) {
        const Request* saved = m_document.design().requests.find(id);
        consequences << tr("It also changes the answer to: %1")
                            .arg(saved ? qString(requestTitle(m_document.design().topology, *saved)) : qString(id));
    }
    auto* button = named(new QPushButton(icon(QStringLiteral("fix")), tr("Fix"), m_page),
                         QStringLiteral("trace.fix.%1").arg(index), tr("Fix: %1").arg(words));
    const QStringList promise = fix.allows ? QStringList{tr("The request is allowed after it.")} : QStringList();
    button->setToolTip((QStringList{words} + promise + consequences).join(QLatin1Char('\n')));
    connect(button, &QPushButton::clicked, this, [this, index] { apply(m_fixes[index]); });
    auto* row = new QHBoxLayout;
    row->addWidget(wrappingLabel(words, m_page), 1);
    row->addWidget(button, 0, Qt::AlignTop);
    m_fixPlace->addLayout(row);
    if (!consequences.isEmpty())
        m_fixPlace->addWidget(hintLabel(consequences.join(QLatin1Char('\n')), m_page));
}

void TraceAnswer::apply(const Fix& fix) {
    // Committing clears the list that `fix` is in.
    const Design after = fix.after;
    const QString title = text(fix.title);
    m_document.commit(after, title);
}

bool TraceAnswer::applyFirstFix() {
    if (m_fixTimer.isActive()) {
        m_fixTimer.stop();
        addFixes();
    }
    if (m_fixes.empty())
        return false;
    apply(m_fixes.front());
    return true;
}

} // namespace waylight
