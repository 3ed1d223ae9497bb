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
    m_word = trace ? waylight::word(trace->verdict) : QString();
    m_reason =
        trace
            ? reasonOf(*trace)
            : tr("Choose where the request starts and what it wants: the answer shows here, and changes as you edit.");
    setAccessibleName(m_word.isEmpty() ? m_reason : m_reason.isEmpty() ? m_word : tr("%1: %2").arg(m_word, m_reason));
    setToolTip(m_reason);
    update();
}

QSize VerdictPill::sizeHint() const {
    return {400, pillHeight};
}

QSize VerdictPill::minimumSizeHint() const {
    return {120, pillHeight};
}

void VerdictPill::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme theme = themeOf(palette());
    const QColor colour = m_verdict ? statusColour(*m_verdict, theme) : palette().color(QPalette::Mid);
    QColor fill = colour;
    fill.setAlpha(m_verdict ? 36 : 0);
    painter.setPen(QPen(colour, m_verdict ? 1.5 : 1.0, m_verdict ? Qt::SolidLine : Qt::DashLine));
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), pillHeight / 2.0, pillHeight / 2.0);

    int x = space + 2;
    if (m_verdict) {
        icon(*m_verdict).paint(&painter, QRect(x, (pillHeight - iconSize) / 2, iconSize, iconSize));
        x += iconSize + 6;
        painter.setFont(bold(font()));
        painter.setPen(palette().color(QPalette::WindowText));
        const int width = painter.fontMetrics().horizontalAdvance(m_word);
        painter.drawText(QRect(x, 0, width, height()), Qt::AlignVCenter, m_word);
        x += width + space;
    }
    painter.setFont(font());
    painter.setPen(palette().color(m_verdict ? QPalette::WindowText : QPalette::PlaceholderText));
    const QRect place(x, 0, width() - x - space, height());
    painter.drawText(place, Qt::AlignVCenter, fontMetrics().elidedText(m_reason, Qt::ElideRight, place.width()));
}

} // namespace waylight
