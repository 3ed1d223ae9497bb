// SPDX-License-Identifier: MIT
#include "ui/render/paint_parts.h"
#include "ui/render/whole_pixels.h"

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

namespace {

/// The device pixels of a line without width, clipped; an empty rectangle when it is outside.
QRect pixelsOf(const QTransform& toDevice, const Point& a, const Point& b, const QRect& clip) {
    const QPointF from = toDevice.map(QPointF(a.x, a.y));
    const QPointF to = toDevice.map(QPointF(b.x, b.y));
    const auto pixel = [](double at) { return static_cast<int>(std::floor(at)); };
    const QPoint first(pixel(std::min(from.x(), to.x())), pixel(std::min(from.y(), to.y())));
    const QPoint last(pixel(std::max(from.x(), to.x())), pixel(std::max(from.y(), to.y())));
    return QRect(first, last) & clip;
}

bool isUpright(const Point& a, const Point& b) {
    return a.x == b.x || a.y == b.y;
}

void fillPixels(QPainter& painter, const QList<QRect>& rects, const QColor& colour) {
    const QTransform toDevice = painter.worldTransform();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setWorldTransform(QTransform());
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawRects(rects);
    painter.setWorldTransform(toDevice);
}

} // namespace

void paintThinConnectors(PaintContext& context, const std::vector<const PictureConnector*>& connectors) {
    QPainter& painter = context.painter;
    const QTransform toDevice = painter.worldTransform();
    const bool pixels = hasWholePixels(painter);
    const QRect clip = toDevice.mapRect(context.visible).toAlignedRect().adjusted(-1, -1, 1, 1);
    struct Batch {
        QColor colour;
        QList<QRect> rects;
        QList<QLine> lines;
    };
    std::vector<Batch> batches;
    const auto batchOf = [&](const QColor& colour) -> Batch& {
        for (Batch& batch : batches)
            if (batch.colour == colour)
                return batch;
        return batches.emplace_back(Batch{colour, {}, {}});
    };
    // In a fixed order, so that a crossing looks the same whichever connectors are painted.
    for (const ConnectorRole role : {ConnectorRole::Association, ConnectorRole::Route, ConnectorRole::EndpointRoute})
        for (const bool implicit : {true, false})
            batchOf(lookOf(PictureConnector{{}, {}, {}, role, {}, implicit, {}, {}}, context.theme).color);
    for (const PictureConnector* connector : connectors) {
        Batch& batch = batchOf(lookOf(*connector, context.theme).color);
        for (std::size_t i = 0; i + 1 < connector->points.size(); ++i) {
            const Point& a = connector->points[i];
            const Point& b = connector->points[i + 1];
            if (!pixels || context.visible.isNull() || !isUpright(a, b))
                batch.lines << QLine(a.x, a.y, b.x, b.y);
            else if (const QRect rect = pixelsOf(toDevice, a, b, clip); !rect.isEmpty())
                batch.rects << rect;
        }
    }
    painter.save();
    for (const Batch& batch : batches) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        QPen pen(batch.colour, 1);
        pen.setCosmetic(true);
        painter.setPen(pen);
        painter.drawLines(batch.lines);
        fillPixels(painter, batch.rects, batch.colour);
    }
    painter.restore();
}

namespace {

/// A frame's pixels, each once.
void addSides(const QRect& outer, int width, QList<QRect>& sides) {
    const QRect inner = outer.adjusted(width, width, -width, -width);
    if (inner.isEmpty()) {
        sides << outer;
        return;
    }
    sides << QRect(outer.left(), outer.top(), outer.width(), width)
          << QRect(outer.left(), inner.bottom() + 1, outer.width(), width)
          << QRect(outer.left(), inner.top(), width, inner.height())
          << QRect(inner.right() + 1, inner.top(), width, inner.height());
}

} // namespace

void paintThinFrames(PaintContext& context, const std::vector<QRectF>& rects, const QColor& colour, int width) {
    if (rects.empty())
        return;
    QPainter& painter = context.painter;
    painter.save();
    if (hasWholePixels(painter)) {
        QList<QRect> sides;
        for (const QRectF& rect : rects)
            addSides(painter.worldTransform().mapRect(rect).toAlignedRect(), width, sides);
        fillPixels(painter, sides, colour);
    } else {
        QPen pen(colour, width);
        pen.setCosmetic(true);
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawRects(rects.data(), static_cast<int>(rects.size()));
    }
    painter.restore();
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
