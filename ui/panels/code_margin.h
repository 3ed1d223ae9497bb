// SPDX-License-Identifier: MIT
#pragma once

#include "ui/panels/code_edit.h"

class QTextBlock;

namespace waylight {

/// The column to the left of a text: line numbers, a bar for what is wrong in a line, and the signs of statements. Its
/// tooltips say what both are about.
class CodeMargin : public QWidget {
public:
    explicit CodeMargin(CodeEdit& edit);

    int neededWidth() const;
    QSize sizeHint() const override { return {neededWidth(), 0}; }
    /// What the mouse would be told at a height; empty: nothing.
    QString sentenceAt(int y) const;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    void paintLine(QPainter& painter, const QTextBlock& block, int top) const;
    QTextBlock blockAtHeight(int y) const;
    int digitsWidth() const;

    CodeEdit& m_edit;
};

QColor colourOf(Severity severity, const Theme& theme);
QColor colourOf(CodeEdit::Sign sign, const Theme& theme);

} // namespace waylight
