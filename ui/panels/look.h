// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/diagnostic.h"
#include "core/trace/trace.h"
#include "ui/render/theme.h"

#include <QIcon>
#include <QLabel>
#include <QString>

class QAction;
class QToolButton;
class QWidget;

/// How panels look: icons and status colours that follow the palette, so that a change of theme reaches all of them.
namespace waylight {

/// The theme that goes with a palette: dark when its window colour is.
Theme themeOf(const QPalette& palette);

/// An icon of our family. It is drawn anew for the palette, size and pixel density at hand.
QIcon icon(const QString& name);

QIcon icon(Outcome outcome);
QIcon icon(Verdict verdict);
QIcon icon(Severity severity);

/// The colour of a status, for marks and borders; text stays in the text colour.
QColor statusColour(Outcome outcome, const Theme& theme);
QColor statusColour(Verdict verdict, const Theme& theme);

QString word(Outcome outcome);
QString word(Verdict verdict);
QString word(Severity severity);

inline QString qString(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// Gives a widget its stable object name and what a screen reader says for it.
template <class W>
W* named(W* widget, const QString& objectName, const QString& accessibleName) {
    widget->setObjectName(objectName);
    widget->setAccessibleName(accessibleName);
    return widget;
}

/// A flat tool button that shows an icon and says what it does in its tooltip.
QToolButton* iconButton(const QString& iconName, const QString& objectName, const QString& text, QWidget* parent);

/// A word-wrapping label that never makes its panel wider than it is.
QLabel* wrappingLabel(const QString& text, QWidget* parent);

/// A word-wrapping label with a bar of a colour at its left, which says how serious it is.
class MarkedLabel : public QLabel {
public:
    explicit MarkedLabel(QWidget* parent);
    void setMark(const QColor& colour);
    const QColor& mark() const { return m_mark; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QColor m_mark;
};

/// A label in the muted colour of hints and notes.
QLabel* hintLabel(const QString& text, QWidget* parent);

} // namespace waylight
