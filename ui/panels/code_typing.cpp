// SPDX-License-Identifier: MIT
#include "ui/panels/code_typing.h"

#include <QTextBlock>
#include <QTextDocument>

namespace waylight::typing {
namespace {

constexpr QLatin1String step("  ");
constexpr QLatin1String opening("{[");
constexpr QLatin1String closing("}]");

QString indentOf(const QString& line) {
    qsizetype length = 0;
    while (length < line.size() && (line[length] == u' ' || line[length] == u'\t'))
        ++length;
    return line.left(length);
}

QChar characterAt(const QTextCursor& cursor, int offset) {
    return cursor.document()->characterAt(cursor.position() + offset);
}

/// Nothing but the end of something follows: a closing partner would not get in the way.
bool isAtEnd(QChar next) {
    return next.isNull() || next.isSpace() || next == QChar::ParagraphSeparator || closing.contains(next) ||
           next == u',' || next == u':';
}

bool isOpening(QChar character) {
    return opening.contains(character) || character == u'"';
}

/// Whoever types over lines wants them gone, as in any other editor.
void replaceLines(QTextCursor& cursor, QChar character) {
    cursor.beginEditBlock();
    cursor.removeSelectedText();
    if (!insertPaired(cursor, character))
        cursor.insertText(character);
    cursor.endEditBlock();
}

} // namespace

bool isInText(const QString& line, int column) {
    bool inside = false;
    for (int i = 0; i < column && i < line.size(); ++i) {
        if (line[i] == u'\\' && inside)
            ++i;
        else if (line[i] == u'"')
            inside = !inside;
    }
    return inside;
}

void insertLine(QTextCursor& cursor) {
    const QString before = cursor.block().text().left(cursor.positionInBlock());
    const QString indent = indentOf(before);
    const QString trimmed = before.trimmed();
    const bool opens = !trimmed.isEmpty() && opening.contains(trimmed.back());
    cursor.beginEditBlock();
    cursor.removeSelectedText();
    const bool closes = closing.contains(characterAt(cursor, 0));
    cursor.insertText(QLatin1Char('\n') + indent + (opens ? QString(step) : QString()));
    if (opens && closes) {
        const int here = cursor.position();
        cursor.insertText(QLatin1Char('\n') + indent);
        cursor.setPosition(here);
    }
    cursor.endEditBlock();
}

bool insertPaired(QTextCursor& cursor, QChar character) {
    if (isOpening(character) && cursor.selectedText().contains(QChar::ParagraphSeparator)) {
        replaceLines(cursor, character);
        return true;
    }
    const bool inText = isInText(cursor.block().text(), cursor.positionInBlock());
    const QChar next = characterAt(cursor, 0);
    const bool closes = character == u'"' ? inText : closing.contains(character) && !inText;
    if (closes && next == character && !cursor.hasSelection()) {
        cursor.movePosition(QTextCursor::NextCharacter);
        return true;
    }
    const auto kind = opening.indexOf(character);
    if (inText || (kind < 0 && character != u'"'))
        return false;
    if (!cursor.hasSelection() && !isAtEnd(next))
        return false;
    const QChar partner = kind < 0 ? QChar(u'"') : QChar(closing[kind]);
    cursor.insertText(character + cursor.selectedText() + partner);
    cursor.movePosition(QTextCursor::PreviousCharacter);
    return true;
}

bool removePair(QTextCursor cursor) {
    const QChar before = characterAt(cursor, -1);
    const auto kind = opening.indexOf(before);
    const QChar partner = kind >= 0 ? QChar(closing[kind]) : before == u'"' ? before : QChar();
    if (cursor.hasSelection() || cursor.atStart() || partner.isNull() || characterAt(cursor, 0) != partner)
        return false;
    cursor.beginEditBlock();
    cursor.deleteChar();
    cursor.deletePreviousChar();
    cursor.endEditBlock();
    return true;
}

void indent(QTextCursor cursor) {
    if (!cursor.hasSelection()) {
        cursor.insertText(step);
        return;
    }
    const int end = cursor.selectionEnd();
    QTextCursor line(cursor.document()->findBlock(cursor.selectionStart()));
    cursor.beginEditBlock();
    for (QTextBlock block = line.block(); block.isValid() && block.position() < end; block = block.next())
        QTextCursor(block).insertText(step);
    cursor.endEditBlock();
}

void unindent(QTextCursor cursor) {
    const int end = std::max(cursor.selectionEnd(), cursor.selectionStart() + 1);
    QTextBlock block = cursor.document()->findBlock(cursor.selectionStart());
    cursor.beginEditBlock();
    for (; block.isValid() && block.position() < end; block = block.next()) {
        const auto length = std::min<qsizetype>(indentOf(block.text()).size(), step.size());
        QTextCursor line(block);
        line.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor, static_cast<int>(length));
        line.removeSelectedText();
    }
    cursor.endEditBlock();
}

std::optional<BracketPair> bracketsAt(const QString& text, int position) {
    const auto isBracket = [&](int at) {
        return at >= 0 && at < text.size() && (opening.contains(text[at]) || closing.contains(text[at]));
    };
    const int at = isBracket(position) ? position : isBracket(position - 1) ? position - 1 : -1;
    if (at < 0)
        return std::nullopt;
    // One pass from the beginning: only so is it known which brackets are inside of texts.
    std::vector<int> open;
    bool inText = false;
    for (int i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (inText && c == u'\\') {
            ++i;
        } else if (c == u'"' || (inText && (c == u'\n' || c == QChar::ParagraphSeparator))) {
            inText = c == u'"' && !inText;
        } else if (inText) {
            if (i == at)
                return std::nullopt;
        } else if (opening.contains(c)) {
            open.push_back(i);
        } else if (closing.contains(c)) {
            const bool fits = !open.empty() && opening.indexOf(text[open.back()]) == closing.indexOf(c);
            const int partner = fits ? open.back() : -1;
            if (i == at)
                return BracketPair{at, partner};
            if (partner == at)
                return BracketPair{at, i};
            if (fits)
                open.pop_back();
        }
    }
    return inText && at >= text.size() ? std::nullopt : std::optional(BracketPair{at, -1});
}

} // namespace waylight::typing
