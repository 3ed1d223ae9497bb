// SPDX-License-Identifier: MIT
#include "ui/panels/verdict_pill.h"

#include "ui/document/document.h"
#include "ui/panels/look.h"

#include <QPainter>

namespace waylight {
namespace {

constexpr int iconSize = 18;
constexpr int space = 10;
constexpr int pillHeight = 30;

QFont bold(QFont font) {
    font.setWeight(QFont::Bold);
    return font;
}

} // namespace

QString reasonOf(const Trace& trace) {
    if (!trace.blockers.empty())
        return text(trace.blockers.front().message);
    if (trace.verdict == Verdict::Allowed)
        return {};
    if (!trace.missing.empty())
        return text(trace.missing.front().message);
    for (const Hop& hop : trace.hops)
        for (const Check& check : hop.checks)
            if (check.outcome == Outcome::Unknown)
                return text(check.message);
    return {};
}

VerdictPill::VerdictPill(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    show(std::nullopt);
}

void VerdictPill::show(const std::optional<Trace>& trace) {
    m_verdict = trace ? std::optional(trace->verdict) : std::nullopt;
    m_ownWord = trace ? waylight::word(trace->verdict) : QString();
    m_ownReason =
        trace
            ? reasonOf(*trace)
            : tr("Choose where the request starts and what it wants: the answer shows here, and changes as you edit.");
    showDraft(std::nullopt);
}

void VerdictPill::showDraft(const std::optional<Trace>& draft) {
    const bool shown = draft && m_verdict && draft->verdict != *m_verdict;
    m_draft = shown ? std::optional(draft->verdict) : std::nullopt;
    m_word = shown ? tr("%1 → %2").arg(m_ownWord, waylight::word(draft->verdict)) : m_ownWord;
    m_reason = !shown ? m_ownReason
               : reasonOf(*draft).isEmpty()
                   ? tr("if the policy that you are writing is applied")
                   : tr("if the policy that you are writing is applied: %1").arg(reasonOf(*draft));
    setAccessibleName(m_word.isEmpty() ? m_reason : m_reason.isEmpty() ? m_word : tr("%1: %2").arg(m_word, m_reason));
    setToolTip(m_reason);
    update();
}

void VerdictPill::showNote(const QString& note, bool besideVerdict) {
    if (!besideVerdict) {
        m_verdict.reset();
        m_ownWord.clear();
    }
    m_ownReason = note;
    showDraft(std::nullopt);
}

QSize VerdictPill::sizeHint() const {
    return {400, pillHeight};
}

QSize VerdictPill::minimumSizeHint() const {
    return {120, pillHeight};
}

void VerdictPill::paintVerdict(QPainter& painter, int& x, Verdict verdict, const QString& word) const {
    icon(verdict).paint(&painter, QRect(x, (pillHeight - iconSize) / 2, iconSize, iconSize));
    x += iconSize + 6;
    painter.setFont(bold(font()));
    painter.setPen(palette().color(QPalette::WindowText));
    const int width = painter.fontMetrics().horizontalAdvance(word);
    painter.drawText(QRect(x, 0, width, height()), Qt::AlignVCenter, word);
    x += width + space;
}

void VerdictPill::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme theme = themeOf(palette());
    const auto verdict = m_draft ? m_draft : m_verdict;
    const QColor colour = verdict ? statusColour(*verdict, theme) : palette().color(QPalette::Mid);
    QColor fill = colour;
    fill.setAlpha(!verdict ? 0 : m_draft ? 16 : 36);
    // Dashes say that it does not hold yet.
    painter.setPen(QPen(colour, verdict ? 1.5 : 1.0, verdict && !m_draft ? Qt::SolidLine : Qt::DashLine));
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), pillHeight / 2.0, pillHeight / 2.0);

    int x = space + 2;
    if (m_verdict)
        paintVerdict(painter, x, *m_verdict, m_ownWord);
    if (m_draft) {
        painter.drawText(QRect(x, 0, 16, height()), Qt::AlignCenter, QStringLiteral("→"));
        x += 16 + space;
        paintVerdict(painter, x, *m_draft, waylight::word(*m_draft));
    }
    painter.setFont(font());
    painter.setPen(palette().color(m_verdict ? QPalette::WindowText : QPalette::PlaceholderText));
    const QRect place(x, 0, width() - x - space, height());
    painter.drawText(place, Qt::AlignVCenter, fontMetrics().elidedText(m_reason, Qt::ElideRight, place.width()));
}

} // namespace waylight
