// SPDX-License-Identifier: MIT
#include "ui/panels/look.h"

#include "ui/render/icons.h"

#include <QApplication>
#include <QCoreApplication>
#include <QIconEngine>
#include <QLabel>
#include <QPainter>
#include <QPixmapCache>
#include <QToolButton>

namespace waylight {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("look", text);
}

/// Draws an icon in the colours of the application's palette at the moment it is asked for.
class ThemedIconEngine : public QIconEngine {
public:
    explicit ThemedIconEngine(QString name) : m_name(std::move(name)) {}

    QIconEngine* clone() const override { return new ThemedIconEngine(m_name); }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        const qreal ratio = painter->device()->devicePixelRatioF();
        painter->drawPixmap(rect, drawn(qRound(std::min(rect.width(), rect.height()) * ratio), mode));
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override {
        return drawn(std::min(size.width(), size.height()), mode);
    }
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal) override {
        return pixmap(size, mode, state);
    }

private:
    QPixmap drawn(int devicePixels, QIcon::Mode mode) const {
        const QPalette palette = QApplication::palette();
        // On the colour of a selection, the lines for dark grounds are the ones that show.
        const bool onDark =
            palette.color(mode == QIcon::Selected ? QPalette::Highlight : QPalette::Window).lightness() < 128;
        const Theme theme = onDark ? Theme::darkTheme() : Theme::light();
        const QString key = QStringLiteral("waylight:%1:%2:%3:%4")
                                .arg(m_name)
                                .arg(devicePixels)
                                .arg(theme.dark)
                                .arg(mode == QIcon::Disabled);
        QPixmap pixmap;
        if (QPixmapCache::find(key, &pixmap))
            return pixmap;
        QImage image(devicePixels, devicePixels, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        painter.setOpacity(mode == QIcon::Disabled ? 0.4 : 1.0);
        painter.drawImage(image.rect(), iconImage(m_name, devicePixels, theme));
        painter.end();
        pixmap = QPixmap::fromImage(image);
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }

    QString m_name;
};

constexpr int markWidth = 3;

void letWrap(QLabel& label) {
    label.setTextFormat(Qt::PlainText);
    label.setWordWrap(true);
    QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    label.setSizePolicy(policy);
}

/// Keeps the height that its text needs at its width: layouts in a scroll area learn of a new width too late to ask.
class WrappingLabel : public QLabel {
public:
    using QLabel::QLabel;

protected:
    void resizeEvent(QResizeEvent* event) override {
        QLabel::resizeEvent(event);
        setMinimumHeight(std::max(0, heightForWidth(width())));
    }
};

} // namespace

Theme themeOf(const QPalette& palette) {
    return palette.color(QPalette::Window).lightness() < 128 ? Theme::darkTheme() : Theme::light();
}

QIcon icon(const QString& name) {
    return QIcon(new ThemedIconEngine(name));
}

QIcon icon(Outcome outcome) {
    switch (outcome) {
    case Outcome::Pass:
        return icon(QStringLiteral("check"));
    case Outcome::Block:
        return icon(QStringLiteral("block"));
    case Outcome::Unknown:
        break;
    }
    return icon(QStringLiteral("question"));
}

QIcon icon(Verdict verdict) {
    switch (verdict) {
    case Verdict::Allowed:
        return icon(Outcome::Pass);
    case Verdict::Blocked:
        return icon(Outcome::Block);
    case Verdict::Unknown:
        break;
    }
    return icon(Outcome::Unknown);
}

QIcon icon(Severity severity) {
    switch (severity) {
    case Severity::Error:
        return icon(QStringLiteral("error"));
    case Severity::Warning:
        return icon(QStringLiteral("warning"));
    case Severity::Note:
        break;
    }
    return icon(QStringLiteral("info"));
}

QColor statusColour(Outcome outcome, const Theme& theme) {
    switch (outcome) {
    case Outcome::Pass:
        return theme.allow;
    case Outcome::Block:
        return theme.deny;
    case Outcome::Unknown:
        break;
    }
    return theme.warn;
}

QColor statusColour(Verdict verdict, const Theme& theme) {
    switch (verdict) {
    case Verdict::Allowed:
        return theme.allow;
    case Verdict::Blocked:
        return theme.deny;
    case Verdict::Unknown:
        break;
    }
    return theme.warn;
}

QString word(Outcome outcome) {
    switch (outcome) {
    case Outcome::Pass:
        return tr("Passes");
    case Outcome::Block:
        return tr("Blocks");
    case Outcome::Unknown:
        break;
    }
    return tr("Unknown");
}

QString word(Verdict verdict) {
    switch (verdict) {
    case Verdict::Allowed:
        return tr("Allowed");
    case Verdict::Blocked:
        return tr("Blocked");
    case Verdict::Unknown:
        break;
    }
    return tr("Unknown");
}

QString word(Severity severity) {
    switch (severity) {
    case Severity::Error:
        return tr("Error");
    case Severity::Warning:
        return tr("Warning");
    case Severity::Note:
        break;
    }
    return tr("Note");
}

QToolButton* iconButton(const QString& iconName, const QString& objectName, const QString& text, QWidget* parent) {
    auto* button = named(new QToolButton(parent), objectName, text);
    button->setIcon(icon(iconName));
    button->setToolTip(text);
    button->setAutoRaise(true);
    return button;
}

QLabel* wrappingLabel(const QString& text, QWidget* parent) {
    auto* label = new WrappingLabel(text, parent);
    letWrap(*label);
    return label;
}

MarkedLabel::MarkedLabel(QWidget* parent) : QLabel(parent) {
    constexpr int room = markWidth + 6;
    letWrap(*this);
    setContentsMargins(room, 0, 0, 0);
}

void MarkedLabel::setMark(const QColor& colour) {
    m_mark = colour;
    update();
}

void MarkedLabel::paintEvent(QPaintEvent* event) {
    QLabel::paintEvent(event);
    QPainter(this).fillRect(QRect(0, 1, markWidth, height() - 2), m_mark);
}

void MarkedLabel::resizeEvent(QResizeEvent* event) {
    QLabel::resizeEvent(event);
    setMinimumHeight(std::max(0, heightForWidth(width())));
}

QLabel* hintLabel(const QString& text, QWidget* parent) {
    QLabel* label = wrappingLabel(text, parent);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

} // namespace waylight
