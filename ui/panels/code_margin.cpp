// SPDX-License-Identifier: MIT
#include "ui/panels/code_margin.h"

#include <QHelpEvent>
#include <QPainter>
#include <QTextBlock>
#include <QToolTip>

namespace waylight {
namespace {

constexpr int padding = 5;
constexpr int signSize = 13;

/// A shape for each sign, so that it is told without its colour.
void paintSign(QPainter& painter, const QRectF& place, CodeEdit::Sign sign, const Theme& theme) {
    const QColor colour = colourOf(sign, theme);
    if (sign == CodeEdit::Sign::Passes) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawEllipse(place.center(), 2.2, 2.2);
        return;
    }
    painter.setPen(QPen(colour, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    const QRectF in = place.adjusted(2, 2, -2, -2);
    if (sign == CodeEdit::Sign::Matches) {
        painter.drawPolyline(QPolygonF{{in.left(), in.center().y()},
                                       {in.left() + in.width() * 0.38, in.bottom() - 1},
                                       {in.right(), in.top() + 1}});
    } else if (sign == CodeEdit::Sign::Denies) {
        painter.drawLine(in.topLeft(), in.bottomRight());
        painter.drawLine(in.topRight(), in.bottomLeft());
    } else {
        const QFont plain = painter.font();
        QFont font = plain;
        font.setWeight(QFont::Bold);
        painter.setFont(font);
        painter.drawText(place.adjusted(-4, -4, 4, 4), Qt::AlignCenter, QStringLiteral("?"));
        painter.setFont(plain);
    }
}

} // namespace

QColor colourOf(Severity severity, const Theme& theme) {
    return severity == Severity::Error ? theme.deny : severity == Severity::Warning ? theme.warn : theme.active;
}

QColor colourOf(CodeEdit::Sign sign, const Theme& theme) {
    switch (sign) {
    case CodeEdit::Sign::Matches:
        return theme.allow;
    case CodeEdit::Sign::Denies:
        return theme.deny;
    case CodeEdit::Sign::Unknown:
        return theme.warn;
    case CodeEdit::Sign::Passes:
        break;
    }
    return theme.mutedText;
}

CodeMargin::CodeMargin(CodeEdit& edit) : QWidget(&edit), m_edit(edit) {}

int CodeMargin::digitsWidth() const {
    const int digits = std::max(2, static_cast<int>(QString::number(m_edit.blockCount()).size()));
    return m_edit.fontMetrics().horizontalAdvance(QLatin1Char('9')) * digits;
}

int CodeMargin::neededWidth() const {
    return 3 * padding + signSize + digitsWidth();
}

QTextBlock CodeMargin::blockAtHeight(int y) const {
    for (QTextBlock block = m_edit.firstVisibleBlock(); block.isValid(); block = block.next())
        if (m_edit.blockBoundingGeometry(block).translated(m_edit.contentOffset()).bottom() > y)
            return block;
    return {};
}

void CodeMargin::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(event->rect(), m_edit.palette().color(QPalette::AlternateBase));
    painter.setFont(m_edit.font());
    for (QTextBlock block = m_edit.firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF place = m_edit.blockBoundingGeometry(block).translated(m_edit.contentOffset());
        if (place.top() > event->rect().bottom())
            break;
        paintLine(painter, block, qRound(place.top()));
    }
}

void CodeMargin::paintLine(QPainter& painter, const QTextBlock& block, int top) const {
    const Theme theme = themeOf(m_edit.palette());
    const int height = m_edit.fontMetrics().lineSpacing();
    const bool current = block.blockNumber() == m_edit.textCursor().blockNumber();
    painter.setPen(m_edit.palette().color(current ? QPalette::Text : QPalette::PlaceholderText));
    painter.drawText(QRect(0, top, padding + digitsWidth(), height), Qt::AlignRight | Qt::AlignVCenter,
                     QString::number(block.blockNumber() + 1));
    std::optional<Severity> worst;
    for (const CodeEdit::Mark& mark : m_edit.marks())
        if (block.contains(mark.begin))
            worst = std::max(worst.value_or(Severity::Note), mark.severity);
    if (worst)
        painter.fillRect(QRect(0, top + 1, 3, height - 2), colourOf(*worst, theme));
    const QRectF place(2 * padding + digitsWidth(), top + (height - signSize) / 2.0, signSize, signSize);
    for (const CodeEdit::Reason& reason : m_edit.reasons())
        if (block.contains(reason.position))
            paintSign(painter, place, reason.sign, theme);
}

QString CodeMargin::sentenceAt(int y) const {
    const QTextBlock block = blockAtHeight(y);
    QStringList sentences;
    for (const CodeEdit::Reason& reason : m_edit.reasons())
        if (block.isValid() && block.contains(reason.position))
            sentences << reason.sentence;
    for (const CodeEdit::Mark& mark : m_edit.marks())
        if (block.isValid() && block.contains(mark.begin))
            sentences << mark.sentence;
    return sentences.join(QLatin1Char('\n'));
}

bool CodeMargin::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QToolTip::showText(help->globalPos(), sentenceAt(help->pos().y()), this);
    return true;
}

} // namespace waylight
