// SPDX-License-Identifier: MIT
#pragma once

#include <QPlainTextEdit>
#include <QSyntaxHighlighter>

namespace waylight {

/// A text editor in a fixed-width font with line numbers, and wavy lines under what is wrong.
class CodeEdit : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit CodeEdit(QWidget* parent);

    /// A part of the text that is wrong, in characters.
    struct Mark {
        int begin = 0;
        int end = 0;
        QColor colour;
        QString sentence;
    };
    void setMarks(const QList<Mark>& marks);
    const QList<Mark>& marks() const { return m_marks; }
    /// Puts the cursor at a character and brings it into view.
    void goTo(int position);

    int marginWidth() const;
    void paintMargin(QPaintEvent* event);

signals:
    void focusLeft();

protected:
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    QWidget* m_margin;
    QList<Mark> m_marks;
};

/// Colours JSON: names, texts, numbers, and the words Allow and Deny.
class JsonHighlighter : public QSyntaxHighlighter {
    Q_OBJECT

public:
    using QSyntaxHighlighter::QSyntaxHighlighter;

protected:
    void highlightBlock(const QString& text) override;
};

} // namespace waylight
