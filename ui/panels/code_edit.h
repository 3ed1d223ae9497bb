// SPDX-License-Identifier: MIT
#pragma once

#include "ui/panels/look.h"

#include <QPlainTextEdit>

#include <optional>

namespace waylight {

class CodeMargin;

/// A text editor in a fixed-width font: line numbers, wavy lines under what is wrong, a box round what decides, signs
/// beside lines, matching brackets, and the habits of typing JSON.
class CodeEdit : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit CodeEdit(QWidget* parent);

    /// A part of the text that is wrong, in characters.
    struct Mark {
        int begin = 0;
        int end = 0;
        Severity severity = Severity::Error;
        QString sentence;
    };
    void setMarks(const QList<Mark>& marks);
    const QList<Mark>& marks() const { return m_marks; }

    /// What stands beside a line.
    enum class Sign : std::uint8_t { Matches, Denies, Passes, Unknown };
    /// A statement: its sign stands at the line of `position`, and the part that decided is boxed.
    struct Reason {
        int position = 0;
        Sign sign = Sign::Passes;
        int begin = 0; ///< of the part; equal to `end`: none
        int end = 0;
        QString sentence;
    };
    void setReasons(const QList<Reason>& reasons);
    const QList<Reason>& reasons() const { return m_reasons; }

    /// Puts the cursor at a character and brings it into view.
    void goTo(int position);
    /// Goes to the next (1) or previous (-1) mark, round the end.
    void step(int direction);
    /// What the mouse would be told at a character; empty: nothing.
    QString sentenceAt(int position) const;
    /// Replaces the whole text, as one step that can be undone.
    void replaceText(const QString& text);

signals:
    void typed(); ///< a key changed the text

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    friend class CodeMargin; // which goes along with the lines

    void showSelections();
    void addBrackets(QList<QTextEdit::ExtraSelection>& selections) const;
    void paintBox(QPainter& painter, const Reason& reason) const;
    bool isTabForMoving(const QKeyEvent& event);

    CodeMargin* m_margin;
    QList<Mark> m_marks;
    QList<Reason> m_reasons;
    bool m_tabMoves = false; ///< Escape was pressed: the next Tab leaves the editor
};

} // namespace waylight
