// SPDX-License-Identifier: MIT
#include "ui/panels/code_edit.h"

#include "ui/panels/code_margin.h"
#include "ui/panels/code_typing.h"

#include <QFontDatabase>
#include <QHelpEvent>
#include <QPainter>
#include <QTextBlock>
#include <QToolTip>

namespace waylight {
namespace {

/// A box round more lines than these is no help any more.
constexpr int mostBoxedLines = 12;

} // namespace

CodeEdit::CodeEdit(QWidget* parent) : QPlainTextEdit(parent), m_margin(new CodeMargin(*this)) {
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setStyleHint(QFont::Monospace);
    setFont(font);
    setLineWrapMode(NoWrap);
    setTabStopDistance(fontMetrics().horizontalAdvance(QLatin1Char(' ')) * 2);
    const auto widen = [this] { setViewportMargins(m_margin->neededWidth(), 0, 0, 0); };
    connect(this, &QPlainTextEdit::blockCountChanged, this, widen);
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, &CodeEdit::showSelections);
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect& rect, int dy) {
        if (dy)
            m_margin->scroll(0, dy);
        else
            m_margin->update(0, rect.y(), m_margin->width(), rect.height());
    });
    widen();
}

void CodeEdit::resizeEvent(QResizeEvent* event) {
    QPlainTextEdit::resizeEvent(event);
    const QRect inside = contentsRect();
    m_margin->setGeometry(inside.left(), inside.top(), m_margin->neededWidth(), inside.height());
}

void CodeEdit::changeEvent(QEvent* event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showSelections();
}

void CodeEdit::setMarks(const QList<Mark>& marks) {
    m_marks = marks;
    showSelections();
    m_margin->update();
}

void CodeEdit::setReasons(const QList<Reason>& reasons) {
    m_reasons = reasons;
    viewport()->update();
    m_margin->update();
}

void CodeEdit::showSelections() {
    QList<QTextEdit::ExtraSelection> selections;
    QTextEdit::ExtraSelection line;
    line.cursor = textCursor();
    line.cursor.clearSelection();
    line.format.setBackground(palette().color(QPalette::AlternateBase));
    line.format.setProperty(QTextFormat::FullWidthSelection, true);
    selections << line;
    addBrackets(selections);
    const Theme theme = themeOf(palette());
    for (const Mark& mark : m_marks) {
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
        selection.format.setUnderlineColor(colourOf(mark.severity, theme));
        selections << selection;
    }
    setExtraSelections(selections);
}

void CodeEdit::addBrackets(QList<QTextEdit::ExtraSelection>& selections) const {
    const auto pair = typing::bracketsAt(toPlainText(), textCursor().position());
    if (!pair)
        return;
    const Theme theme = themeOf(palette());
    for (const int position : {pair->one, pair->other}) {
        if (position < 0)
            continue;
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(document());
        selection.cursor.setPosition(position);
        selection.cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor);
        QColor ground = pair->other < 0 ? theme.deny : theme.active;
        ground.setAlpha(70);
        selection.format.setBackground(ground);
        selection.format.setFontWeight(QFont::Bold);
        selections << selection;
    }
}

void CodeEdit::paintEvent(QPaintEvent* event) {
    QPlainTextEdit::paintEvent(event);
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Reason& reason : m_reasons)
        if (reason.end > reason.begin)
            paintBox(painter, reason);
}

/// A box round each line of the part, without the white space before it.
void CodeEdit::paintBox(QPainter& painter, const Reason& reason) const {
    QColor colour = colourOf(reason.sign, themeOf(palette()));
    painter.setPen(QPen(colour, 1.4, reason.sign == Sign::Passes ? Qt::DashLine : Qt::SolidLine));
    colour.setAlpha(22);
    painter.setBrush(colour);
    const int last = std::max(0, document()->characterCount() - 1);
    int lines = 0;
    for (QTextBlock block = document()->findBlock(std::min(reason.begin, last));
         block.isValid() && block.position() < reason.end && lines < mostBoxedLines; block = block.next(), ++lines) {
        if (!block.isVisible() || !block.layout())
            continue;
        const QString text = block.text();
        int from = std::max(0, reason.begin - block.position());
        int to = std::min(static_cast<int>(text.size()), reason.end - block.position());
        while (from < to && text[from].isSpace())
            ++from;
        if (from >= to)
            continue;
        const QTextLine line = block.layout()->lineForTextPosition(from);
        if (!line.isValid())
            continue;
        const QPointF origin = blockBoundingGeometry(block).translated(contentOffset()).topLeft();
        const qreal left = line.cursorToX(from), right = line.cursorToX(to);
        painter.drawRoundedRect(
            QRectF(origin.x() + left - 1.5, origin.y() + line.y() + 0.5, right - left + 3, line.height() - 1), 3, 3);
    }
}

void CodeEdit::goTo(int position) {
    QTextCursor cursor = textCursor();
    cursor.setPosition(std::clamp(position, 0, std::max(0, document()->characterCount() - 1)));
    setTextCursor(cursor);
    centerCursor();
    setFocus();
}

void CodeEdit::step(int direction) {
    QList<int> places;
    for (const Mark& mark : m_marks)
        places << mark.begin;
    if (places.isEmpty())
        return;
    std::sort(places.begin(), places.end());
    const int here = textCursor().position();
    if (direction > 0) {
        const auto next = std::upper_bound(places.begin(), places.end(), here);
        goTo(next == places.end() ? places.front() : *next);
    } else {
        const auto next = std::lower_bound(places.begin(), places.end(), here);
        goTo(next == places.begin() ? places.back() : *std::prev(next));
    }
    QToolTip::showText(viewport()->mapToGlobal(cursorRect().bottomLeft()), sentenceAt(textCursor().position()), this);
}

QString CodeEdit::sentenceAt(int position) const {
    QStringList sentences;
    for (const Mark& mark : m_marks)
        if (position >= mark.begin && position <= std::max(mark.end, mark.begin + 1))
            sentences << mark.sentence;
    for (const Reason& reason : m_reasons)
        if (position >= reason.begin && position < reason.end)
            sentences << reason.sentence;
    return sentences.join(QLatin1Char('\n'));
}

void CodeEdit::replaceText(const QString& text) {
    QTextCursor cursor(document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(text);
}

bool CodeEdit::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_F8) {
        event->accept(); // here it is about the policy's own problems
        return true;
    }
    if (event->type() != QEvent::ToolTip)
        return QPlainTextEdit::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int position = cursorForPosition(viewport()->mapFrom(this, help->pos())).position();
    QToolTip::showText(help->globalPos(), sentenceAt(position), this);
    return true;
}

/// Tab indents; after Escape it goes to the next widget, so that the keyboard can leave.
bool CodeEdit::isTabForMoving(const QKeyEvent& event) {
    if (event.key() != Qt::Key_Tab && event.key() != Qt::Key_Backtab) {
        if (event.key() != Qt::Key_Shift)
            m_tabMoves = event.key() == Qt::Key_Escape;
        return false;
    }
    return std::exchange(m_tabMoves, false);
}

void CodeEdit::keyPressEvent(QKeyEvent* event) {
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (isTabForMoving(*event)) {
        QWidget::focusNextPrevChild(event->key() == Qt::Key_Tab); // the base class would keep the focus
        return;
    }
    const int revision = document()->revision();
    QTextCursor cursor = textCursor();
    if (event->key() == Qt::Key_F8) {
        step(event->modifiers() & Qt::ShiftModifier ? -1 : 1);
        return;
    }
    if (plain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        typing::insertLine(cursor);
        setTextCursor(cursor);
        ensureCursorVisible();
    } else if (plain && event->key() == Qt::Key_Tab) {
        typing::indent(cursor);
    } else if (event->key() == Qt::Key_Backtab) {
        typing::unindent(cursor);
    } else if (plain && event->key() == Qt::Key_Backspace && typing::removePair(cursor)) {
    } else if (plain && event->text().size() == 1 && typing::insertPaired(cursor, event->text().front())) {
        setTextCursor(cursor);
    } else {
        QPlainTextEdit::keyPressEvent(event);
    }
    if (document()->revision() != revision)
        emit typed();
}

} // namespace waylight
