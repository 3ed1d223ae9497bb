// SPDX-License-Identifier: MIT
#include "ui/panels/code_edit.h"

#include "ui/panels/look.h"

#include <QApplication>
#include <QFontDatabase>
#include <QHelpEvent>
#include <QPainter>
#include <QRegularExpression>
#include <QTextBlock>
#include <QToolTip>

namespace waylight {
namespace {

constexpr int marginPadding = 6;

class Margin : public QWidget {
public:
    explicit Margin(CodeEdit* edit) : QWidget(edit), m_edit(edit) {}
    QSize sizeHint() const override { return {m_edit->marginWidth(), 0}; }

protected:
    void paintEvent(QPaintEvent* event) override { m_edit->paintMargin(event); }

private:
    CodeEdit* m_edit;
};

} // namespace

CodeEdit::CodeEdit(QWidget* parent) : QPlainTextEdit(parent), m_margin(new Margin(this)) {
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setLineWrapMode(NoWrap);
    setTabStopDistance(fontMetrics().horizontalAdvance(QLatin1Char(' ')) * 2);
    connect(this, &QPlainTextEdit::blockCountChanged, this, [this] { setViewportMargins(marginWidth(), 0, 0, 0); });
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect& rect, int dy) {
        if (dy)
            m_margin->scroll(0, dy);
        else
            m_margin->update(0, rect.y(), m_margin->width(), rect.height());
    });
    setViewportMargins(marginWidth(), 0, 0, 0);
}

int CodeEdit::marginWidth() const {
    const int digits = std::max(2, static_cast<int>(QString::number(blockCount()).size()));
    return 2 * marginPadding + fontMetrics().horizontalAdvance(QLatin1Char('9')) * digits;
}

void CodeEdit::resizeEvent(QResizeEvent* event) {
    QPlainTextEdit::resizeEvent(event);
    const QRect inside = contentsRect();
    m_margin->setGeometry(inside.left(), inside.top(), marginWidth(), inside.height());
}

void CodeEdit::paintMargin(QPaintEvent* event) {
    QPainter painter(m_margin);
    painter.fillRect(event->rect(), palette().color(QPalette::AlternateBase));
    painter.setFont(font());
    painter.setPen(palette().color(QPalette::PlaceholderText));
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF place = blockBoundingGeometry(block).translated(contentOffset());
        if (place.top() > event->rect().bottom())
            break;
        painter.drawText(QRectF(0, place.top(), m_margin->width() - marginPadding, fontMetrics().lineSpacing()),
                         Qt::AlignRight | Qt::AlignVCenter, QString::number(block.blockNumber() + 1));
    }
}

void CodeEdit::setMarks(const QList<Mark>& marks) {
    m_marks = marks;
    QList<QTextEdit::ExtraSelection> selections;
    for (const Mark& mark : marks) {
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(document());
        const int last = std::max(0, document()->characterCount() - 1);
        const int begin = std::clamp(mark.begin, 0, last);
        selection.cursor.setPosition(begin);
        selection.cursor.setPosition(std::clamp(mark.end, begin, last), QTextCursor::KeepAnchor);
        // Something missing has no characters of its own: mark the one before it.
        if (!selection.cursor.hasSelection())
            selection.cursor.movePosition(QTextCursor::PreviousCharacter, QTextCursor::KeepAnchor);
        selection.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        selection.format.setUnderlineColor(mark.colour);
        selections << selection;
    }
    setExtraSelections(selections);
}

void CodeEdit::goTo(int position) {
    QTextCursor cursor = textCursor();
    cursor.setPosition(std::clamp(position, 0, std::max(0, document()->characterCount() - 1)));
    setTextCursor(cursor);
    centerCursor();
    setFocus();
}

bool CodeEdit::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return QPlainTextEdit::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int position = cursorForPosition(viewport()->mapFrom(this, help->pos())).position();
    for (const Mark& mark : m_marks) {
        if (position >= mark.begin && position <= mark.end) {
            QToolTip::showText(help->globalPos(), mark.sentence, this);
            return true;
        }
    }
    QToolTip::hideText();
    return true;
}

void CodeEdit::focusOutEvent(QFocusEvent* event) {
    QPlainTextEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason)
        emit focusLeft();
}

void JsonHighlighter::highlightBlock(const QString& text) {
    static const QRegularExpression token(QStringLiteral(
        R"re((?<name>"(?:[^"\\]|\\.)*")(?=\s*:)|(?<text>"(?:[^"\\]|\\.)*"?)|(?<number>-?\b\d+(?:\.\d+)?\b)|(?<word>\b(?:true|false|null)\b))re"));
    const Theme theme = themeOf(QApplication::palette());
    for (auto matches = token.globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        QTextCharFormat format;
        const QString whole = match.captured();
        if (match.hasCaptured(u"name")) {
            format.setForeground(theme.active);
        } else if (whole == QLatin1String("\"Allow\"") || whole == QLatin1String("\"Deny\"")) {
            format.setForeground(whole == QLatin1String("\"Deny\"") ? theme.deny : theme.allow);
            format.setFontWeight(QFont::Bold);
        } else if (!match.hasCaptured(u"text")) {
            format.setForeground(theme.warn);
        } else {
            continue;
        }
        setFormat(static_cast<int>(match.capturedStart()), static_cast<int>(match.capturedLength()), format);
    }
}

} // namespace waylight
