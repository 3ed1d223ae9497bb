// SPDX-License-Identifier: MIT
#include "ui/shell/template_card.h"

#include "core/drawing/picture.h"
#include "ui/panels/look.h"
#include "ui/render/painter.h"

#include <QEvent>
#include <QPainter>
#include <QPainterPath>
#include <QTextLayout>

namespace waylight {
namespace {

constexpr QSize cardSize(300, 268);
constexpr int previewHeight = 150;
constexpr int padding = 12;
constexpr int radius = 8;

/// Draws text in at most `lines` lines, the last one elided; returns the height used.
int drawLines(QPainter& painter, const QString& text, const QRect& place, int lines) {
    QTextLayout layout(text, painter.font());
    layout.beginLayout();
    int y = place.y();
    for (int drawn = 0; drawn < lines; ++drawn) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(place.width());
        const bool last = drawn + 1 == lines && line.textStart() + line.textLength() < text.size();
        const QString words =
            last ? painter.fontMetrics().elidedText(text.mid(line.textStart()), Qt::ElideRight, place.width())
                 : text.mid(line.textStart(), line.textLength());
        painter.drawText(QRect(place.x(), y, place.width(), painter.fontMetrics().height()),
                         Qt::AlignLeft | Qt::AlignVCenter, words);
        y += painter.fontMetrics().lineSpacing();
    }
    layout.endLayout();
    return y - place.y();
}

} // namespace

TemplateCard::TemplateCard(const Template& shown, QWidget* parent)
    : QAbstractButton(parent), m_design(shown.design), m_description(shown.description) {
    setText(shown.title);
    setAccessibleName(shown.title);
    setAccessibleDescription(shown.description);
    setToolTip(shown.description);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setFixedSize(cardSize);
}

QSize TemplateCard::sizeHint() const {
    return cardSize;
}

void TemplateCard::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        m_preview = {};
    QAbstractButton::changeEvent(event);
}

void TemplateCard::drawPreview() {
    const Theme theme = themeOf(palette());
    const Picture picture = draw(m_design);
    const QRectF bounds = paintedBounds(picture, {});
    const QSize size(cardSize.width() - 2, previewHeight);
    m_preview = QPixmap(size * devicePixelRatioF());
    m_preview.setDevicePixelRatio(devicePixelRatioF());
    m_preview.fill(theme.canvas);
    if (bounds.isEmpty())
        return;
    const double scale = std::min(
        {(size.width() - 2.0 * padding) / bounds.width(), (size.height() - 2.0 * padding) / bounds.height(), 1.0});
    QPainter painter(&m_preview);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(size.width() / 2.0, size.height() / 2.0);
    painter.scale(scale, scale);
    painter.translate(-bounds.center());
    paintPicture(painter, picture, theme, scale * devicePixelRatioF(), bounds);
}

void TemplateCard::paintEvent(QPaintEvent*) {
    if (m_preview.isNull())
        drawPreview();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme theme = themeOf(palette());
    const bool active = hasFocus() || underMouse();
    const QRectF frame = QRectF(rect()).adjusted(1, 1, -1, -1);
    QPainterPath outline;
    outline.addRoundedRect(frame, radius, radius);
    painter.fillPath(outline, palette().color(QPalette::Base));
    painter.setClipPath(outline);
    painter.drawPixmap(1, 1, m_preview);
    painter.setClipping(false);
    painter.setPen(QPen(active ? theme.selection : theme.outline, hasFocus() ? 3 : active ? 2 : 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(outline);
    painter.setPen(QPen(theme.outline, 1));
    painter.drawLine(QPointF(2, previewHeight + 1.5), QPointF(width() - 2, previewHeight + 1.5));

    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    painter.setPen(palette().color(QPalette::WindowText));
    QRect place(padding, previewHeight + padding, width() - 2 * padding, 0);
    place.translate(0, drawLines(painter, text(), place, 2) + 4);
    painter.setFont(font());
    painter.setPen(theme.mutedText);
    const int lines = (height() - padding - place.y()) / painter.fontMetrics().lineSpacing();
    drawLines(painter, m_description, place, lines);
}

} // namespace waylight
