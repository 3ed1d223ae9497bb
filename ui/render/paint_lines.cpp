// SPDX-License-Identifier: MIT
#include "ui/render/paint_parts.h"

#include <QFontMetricsF>
#include <QLineF>

#include <cmath>

namespace waylight {
namespace {

struct ConnectorLook {
    QColor color;
    double width = 1.5;
    double dash = 0; ///< length of a stroke; 0: solid
    double space = 0;
    bool arrow = false;
};

ConnectorLook lookOf(const PictureConnector& connector, const Theme& theme) {
    switch (connector.role) {
    case ConnectorRole::Association:
        if (connector.implicit)
            return {theme.outline.darker(theme.dark ? 90 : 115), 1.25, 4, 5, false};
        return {theme.connector, 1.25, 0, 0, false};
    case ConnectorRole::Route:
        return {theme.connector, 1.75, 0, 0, true};
    case ConnectorRole::EndpointRoute:
        return {theme.endpointRoute, 1.75, 0, 0, true};
    case ConnectorRole::Attachment:
        if (connector.implicit)
            return {theme.outline.darker(theme.dark ? 90 : 115), 2.5, 4, 5, false};
        return {theme.connector, 2.5, 0, 0, false};
    case ConnectorRole::Uses:
        break;
    }
    return {theme.connector, 1.25, 7, 5, true};
}

} // namespace

QPainterPath roundedPath(const std::vector<Point>& points, double radius) {
    QPainterPath path;
    if (points.empty())
        return path;
    path.moveTo(points.front().x, points.front().y);
    for (std::size_t i = 1; i + 1 < points.size(); ++i) {
        const QPointF corner(points[i].x, points[i].y);
        const QLineF in(corner, QPointF(points[i - 1].x, points[i - 1].y));
        const QLineF out(corner, QPointF(points[i + 1].x, points[i + 1].y));
        const double r = std::min({radius, in.length() / 2, out.length() / 2});
        if (r < 0.5) {
            path.lineTo(corner);
            continue;
        }
        path.lineTo(in.pointAt(r / in.length()));
        path.quadTo(corner, out.pointAt(r / out.length()));
    }
    path.lineTo(points.back().x, points.back().y);
    return path;
}

void addDashes(const PaintContext& context, const QLineF& line, double dash, double space, QList<QLineF>& strokes) {
    const double length = line.length();
    if (length < 1)
        return;
    // A whole number of periods, so that both ends of the line are strokes.
    const int spaces = std::max(0, static_cast<int>(std::lround((length - dash) / (dash + space))));
    const double period = spaces > 0 ? (length - dash) / spaces : length;
    for (int i = 0; i <= spaces; ++i) {
        const QLineF stroke(line.pointAt(i * period / length),
                            line.pointAt(std::min(1.0, (i * period + dash) / length)));
        const QRectF around = QRectF(stroke.p1(), stroke.p2()).normalized().adjusted(-3, -3, 3, 3);
        if (context.visible.isNull() || context.visible.intersects(around))
            strokes << stroke;
    }
}

void paintDashedFrame(PaintContext& context, const QRectF& rect, double radius, double dash, double space) {
    const double r = std::min({radius, rect.width() / 2, rect.height() / 2});
    QList<QLineF> strokes;
    addDashes(context, QLineF(rect.left() + r, rect.top(), rect.right() - r, rect.top()), dash, space, strokes);
    addDashes(context, QLineF(rect.left() + r, rect.bottom(), rect.right() - r, rect.bottom()), dash, space, strokes);
    addDashes(context, QLineF(rect.left(), rect.top() + r, rect.left(), rect.bottom() - r), dash, space, strokes);
    addDashes(context, QLineF(rect.right(), rect.top() + r, rect.right(), rect.bottom() - r), dash, space, strokes);
    context.painter.drawLines(strokes);
    const QSizeF corner(2 * r, 2 * r);
    context.painter.setBrush(Qt::NoBrush);
    context.painter.drawArc(QRectF(rect.topLeft(), corner), 90 * 16, 90 * 16);
    context.painter.drawArc(QRectF(rect.topRight() - QPointF(2 * r, 0), corner), 0, 90 * 16);
    context.painter.drawArc(QRectF(rect.bottomLeft() - QPointF(0, 2 * r), corner), 180 * 16, 90 * 16);
    context.painter.drawArc(QRectF(rect.bottomRight() - QPointF(2 * r, 2 * r), corner), 270 * 16, 90 * 16);
}

void paintArrowHead(PaintContext& context, const std::vector<Point>& points, const QColor& color, double size) {
    if (points.size() < 2)
        return;
    const QPointF tip(points.back().x, points.back().y);
    const Point before = points[points.size() - 2];
    const QLineF back(tip, QPointF(before.x, before.y));
    if (back.length() < 1)
        return;
    const QPointF along = (back.p2() - back.p1()) / back.length() * size;
    const QPointF across(-along.y() * 0.5, along.x() * 0.5);
    context.painter.setPen(Qt::NoPen);
    context.painter.setBrush(color);
    context.painter.drawPolygon(QPolygonF{tip, tip + along + across, tip + along - across});
}

void paintConnector(PaintContext& context, const PictureConnector& connector) {
    if (connector.points.size() < 2)
        return;
    const ConnectorLook look = lookOf(connector, context.theme);
    QPainter& painter = context.painter;
    QPen pen(look.color, look.width);
    painter.setBrush(Qt::NoBrush);
    if (context.scale < 0.25) {
        pen.setCosmetic(true);
        pen.setWidthF(1);
        painter.setPen(pen);
        QPolygon line;
        for (const Point& point : connector.points)
            line << QPoint(point.x, point.y);
        painter.drawPolyline(line);
        return;
    }
    painter.setPen(pen);
    if (look.dash > 0) {
        QList<QLineF> strokes;
        for (std::size_t i = 0; i + 1 < connector.points.size(); ++i)
            addDashes(context,
                      QLineF(connector.points[i].x, connector.points[i].y, connector.points[i + 1].x,
                             connector.points[i + 1].y),
                      look.dash, look.space, strokes);
        painter.drawLines(strokes);
    } else {
        painter.drawPath(roundedPath(connector.points));
    }
    if (look.arrow) {
        paintArrowHead(context, connector.points, look.color, 8);
        return;
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(look.color);
    for (const Point& end : {connector.points.front(), connector.points.back()})
        painter.drawEllipse(QPointF(end.x, end.y), 2.5, 2.5);
}

void paintConnectorLabel(PaintContext& context, const PictureConnector& connector) {
    if (connector.labelRect.width == 0 || context.scale < detail::words)
        return;
    const ConnectorLook look = lookOf(connector, context.theme);
    QPainter& painter = context.painter;
    const QRectF room = toQt(connector.labelRect);
    const QFont font = context.theme.font(11);
    const QFontMetricsF metrics(font);
    const QString label = QString::fromStdString(connector.label);
    const QString text = metrics.horizontalAdvance(label) <= room.width() - 4
                             ? label
                             : metrics.elidedText(label, Qt::ElideMiddle, room.width() - 4);
    const double width = std::min(room.width(), metrics.horizontalAdvance(text) + 10);
    const QRectF pill(room.center().x() - width / 2, room.y(), width, room.height());
    painter.setPen(QPen(look.color, 0.75));
    painter.setBrush(context.theme.surface);
    painter.drawRoundedRect(pill, 7, 7);
    painter.setFont(font);
    painter.setPen(context.theme.text);
    painter.drawText(pill, Qt::AlignCenter | Qt::TextSingleLine, text);
}

} // namespace waylight
