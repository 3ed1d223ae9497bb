// SPDX-License-Identifier: MIT
#include "ui/panels/minimap.h"

#include "ui/document/document.h"
#include "ui/panels/look.h"
#include "ui/render/painter.h"

#include <QApplication>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace waylight {
namespace {

constexpr int redrawMilliseconds = 120;
constexpr double margin = 8; ///< pixels round the picture
constexpr double largestScale = 0.3;
constexpr double zoomPerNotch = 1.2;
constexpr double blocksOnly = 0.001; ///< a scale at which the painter leaves out all words and icons

QRectF rectOf(const Rect& rect) {
    return QRectF(rect.x, rect.y, rect.width, rect.height);
}

} // namespace

Minimap::Minimap(Document& document, QWidget* parent) : QWidget(parent), m_document(document) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleDescription(
        tr("The whole design in small. The outline lists the same for keyboard and screen reader."));
    m_timer.setSingleShot(true);
    m_timer.setInterval(redrawMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &Minimap::redraw);
    connect(&m_document, &Document::designChanged, this, &Minimap::schedule);
    connect(&m_document, &Document::findingsChanged, this, qOverload<>(&Minimap::update));
    connect(&m_document, &Document::traceChanged, this, qOverload<>(&Minimap::update));
}

void Minimap::schedule() {
    if (isVisible() && !m_timer.isActive())
        m_timer.start();
}

void Minimap::setVisibleArea(const QRectF& area) {
    m_visible = area;
    update();
}

QPointF Minimap::toMap(QPointF canvasPoint) const {
    return m_origin + canvasPoint * m_scale;
}

QPointF Minimap::toCanvas(QPointF mapPoint) const {
    return (mapPoint - m_origin) / m_scale;
}

void Minimap::place() {
    const QRectF bounds = rectOf(m_document.picture().bounds());
    if (bounds.isEmpty())
        return;
    m_scale =
        std::min({largestScale, (width() - 2 * margin) / bounds.width(), (height() - 2 * margin) / bounds.height()});
    m_origin = rect().toRectF().center() - bounds.center() * m_scale;
}

void Minimap::redraw() {
    place();
    const qreal ratio = devicePixelRatioF();
    m_map = QPixmap(size() * ratio);
    m_map.setDevicePixelRatio(ratio);
    const Theme theme = themeOf(QApplication::palette());
    m_map.fill(theme.canvas);
    QPainter painter(&m_map);
    painter.translate(m_origin);
    painter.scale(m_scale, m_scale);
    const Picture& picture = m_document.picture();
    paintPicture(painter, picture, theme, blocksOnly, rectOf(picture.bounds()).adjusted(-50, -50, 50, 50));
    painter.end();
    update();
}

void Minimap::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.drawPixmap(0, 0, m_map);
    paintMarks(painter);
    paintFrame(painter);
}

/// A triangle for a problem, an octagon for what blocks the request.
void Minimap::paintMarks(QPainter& painter) const {
    const Theme theme = themeOf(QApplication::palette());
    const auto mark = [&](const Id& id, const QColor& colour, const QPolygonF& shape) {
        const PictureBox* box = m_document.picture().box(id);
        if (!box)
            return std::optional<QPointF>();
        const QRectF rect = rectOf(box->rect);
        const QPointF at = toMap(box->role == BoxRole::Symbol ? rect.center() : rect.topRight());
        painter.setPen(QPen(theme.canvas, 1.5));
        painter.setBrush(colour);
        painter.drawPolygon(shape.translated(at));
        return std::optional(at);
    };
    const QPolygonF triangle{QPointF(0, -5), QPointF(5, 4), QPointF(-5, 4)};
    for (const Finding& finding : m_document.findings())
        if (!finding.approved && finding.severity != Severity::Note)
            mark(finding.resource, theme.warn, triangle);
    QPolygonF octagon;
    for (int corner = 0; corner < 8; ++corner)
        octagon << QPointF(std::cos((corner + 0.5) * M_PI / 4), std::sin((corner + 0.5) * M_PI / 4)) * 7;
    if (const auto& trace = m_document.trace())
        for (const Check& blocker : trace->blockers)
            if (const auto at = mark(blocker.resource, theme.deny, octagon)) {
                painter.setPen(QPen(theme.canvas, 1.6));
                painter.drawLine(*at + QPointF(-2.2, -2.2), *at + QPointF(2.2, 2.2));
                painter.drawLine(*at + QPointF(-2.2, 2.2), *at + QPointF(2.2, -2.2));
            }
}

void Minimap::paintFrame(QPainter& painter) const {
    if (m_visible.isEmpty() || m_map.isNull())
        return;
    const Theme theme = themeOf(QApplication::palette());
    const QRectF frame = QRectF(toMap(m_visible.topLeft()), toMap(m_visible.bottomRight()));
    QPainterPath outside;
    outside.addRect(rect());
    QPainterPath inside;
    inside.addRect(frame);
    QColor veil = theme.dark ? QColor(0, 0, 0, 110) : QColor(60, 70, 80, 46);
    painter.fillPath(outside.subtracted(inside), veil);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.selection, 2));
    painter.drawRect(frame.intersected(QRectF(rect()).adjusted(1, 1, -1, -1)));
    if (hasFocus())
        painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
}

void Minimap::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    place();
    schedule();
}

void Minimap::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    redraw();
}

void Minimap::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        schedule();
}

void Minimap::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    const QPointF at = toCanvas(event->position());
    // Inside the frame it is taken hold of; elsewhere it comes to the pointer.
    m_grip = m_visible.contains(at) ? m_visible.center() - at : QPointF();
    emit centreRequested(at + m_grip);
}

void Minimap::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons() & Qt::LeftButton)
        emit centreRequested(toCanvas(event->position()) + m_grip);
}

void Minimap::keyPressEvent(QKeyEvent* event) {
    const QPointF step(m_visible.width() / 5, m_visible.height() / 5);
    const QPointF middle = m_visible.center();
    switch (event->key()) {
    case Qt::Key_Left:
        return emit centreRequested(middle - QPointF(step.x(), 0));
    case Qt::Key_Right:
        return emit centreRequested(middle + QPointF(step.x(), 0));
    case Qt::Key_Up:
        return emit centreRequested(middle - QPointF(0, step.y()));
    case Qt::Key_Down:
        return emit centreRequested(middle + QPointF(0, step.y()));
    case Qt::Key_Plus:
        return emit zoomRequested(zoomPerNotch);
    case Qt::Key_Minus:
        return emit zoomRequested(1 / zoomPerNotch);
    default:
        QWidget::keyPressEvent(event);
    }
}

void Minimap::wheelEvent(QWheelEvent* event) {
    event->accept();
    emit zoomRequested(std::pow(zoomPerNotch, event->angleDelta().y() / 120.0));
}

} // namespace waylight
