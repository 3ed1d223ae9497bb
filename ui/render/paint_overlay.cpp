// SPDX-License-Identifier: MIT
#include "ui/render/icons.h"
#include "ui/render/paint_parts.h"
#include "ui/render/trace_geometry.h"
#include "ui/render/wrapped_text.h"

#include <QPainterPath>
#include <QRadialGradient>

#include <cmath>
#include <set>

namespace waylight {
namespace {

QColor colourOf(Outcome outcome, const Theme& theme) {
    return outcome == Outcome::Pass ? theme.allow : outcome == Outcome::Block ? theme.deny : theme.warn;
}

constexpr std::size_t manySelected = 100;

/// Words on a status colour: white on the dark ones, black on the light ones.
QColor wordsOn(const QColor& colour) {
    return colour.lightnessF() > 0.5 ? QColor("#10161C") : QColor("#FFFFFF");
}

/// A sign of its own shape for each outcome, so that colour is never alone: tick in a disc, cross in an octagon,
/// question mark in a diamond.
void paintSign(QPainter& painter, const Theme& theme, Outcome outcome, QPointF centre, double radius) {
    const QColor colour = colourOf(outcome, theme);
    QPolygonF shape;
    const int corners = outcome == Outcome::Block ? 8 : 4;
    for (int i = 0; i < corners; ++i) {
        const double angle = (i + (corners == 8 ? 0.5 : 0.0)) * 2 * M_PI / corners;
        shape << centre + QPointF(std::cos(angle), std::sin(angle)) * radius * 1.06;
    }
    painter.setPen(QPen(theme.surface, 2));
    painter.setBrush(colour);
    if (outcome == Outcome::Pass)
        painter.drawEllipse(centre, radius, radius);
    else
        painter.drawPolygon(shape);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(wordsOn(colour), radius / 4.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const double r = radius * 0.4;
    if (outcome == Outcome::Pass) {
        painter.drawPolyline(
            QPolygonF{centre + QPointF(-r, 0), centre + QPointF(-r / 4, r * 0.8), centre + QPointF(r, -r * 0.8)});
    } else if (outcome == Outcome::Block) {
        painter.drawLine(centre + QPointF(-r, -r), centre + QPointF(r, r));
        painter.drawLine(centre + QPointF(-r, r), centre + QPointF(r, -r));
    } else {
        painter.setFont(theme.font(static_cast<int>(radius * 1.3), true));
        painter.drawText(QRectF(centre - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius)), Qt::AlignCenter,
                         QStringLiteral("?"));
    }
}

/// A band of slanted strokes between the element and a second outline. Strokes, because pattern brushes neither scale
/// nor survive in SVG.
void paintHatched(QPainter& painter, const QRectF& rect, const QColor& colour) {
    constexpr double band = 6;
    constexpr double step = 7;
    const QRectF outer = rect.adjusted(-band, -band, band, band);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, 1.25));
    QList<QLineF> strokes;
    for (double x = rect.left() + step; x + band < rect.right() - step; x += step)
        strokes << QLineF(x, rect.top(), x + band, outer.top()) << QLineF(x, outer.bottom(), x + band, rect.bottom());
    for (double y = rect.top() + step; y + band < rect.bottom() - step; y += step)
        strokes << QLineF(outer.left(), y + band, rect.left(), y) << QLineF(rect.right(), y + band, outer.right(), y);
    painter.drawLines(strokes);
    painter.setPen(QPen(colour, 2));
    painter.drawRoundedRect(outer, 14, 14);
    painter.drawRoundedRect(rect, 9, 9);
}

class OverlayPainter {
public:
    OverlayPainter(PaintContext& context, const Picture& picture, const Overlay& overlay)
        : m_context(context), m_painter(context.painter), m_theme(context.theme), m_picture(picture),
          m_overlay(overlay), m_geometry(overlay.geometry) {
        if (overlay.trace && !m_geometry)
            m_geometry = std::make_shared<const TraceGeometry>(geometryOf(picture, context.theme, overlay));
    }

    void run() {
        paintDropTarget();
        // Of many in small the difference does not show.
        const bool plain = m_overlay.selected.size() > manySelected && m_context.scale < detail::words;
        std::vector<QRectF> frames;
        for (const Id& id : m_overlay.selected)
            if (const PictureBox* box = m_picture.box(id); box && isVisible(toQt(box->rect).adjusted(-8, -8, 8, 8))) {
                if (plain)
                    frames.push_back(toQt(box->rect));
                else
                    paintSelected(*box);
            }
        paintThinFrames(m_context, frames, m_theme.selection);
        if (m_overlay.trace)
            paintTrace(*m_overlay.trace);
    }

private:
    bool isVisible(const QRectF& rect) const {
        return m_context.visible.isNull() || m_context.visible.intersects(rect);
    }

    void outline(const QRectF& rect, const QPen& pen) {
        m_painter.setBrush(Qt::NoBrush);
        m_painter.setPen(pen);
        m_painter.drawRoundedRect(rect, 11, 11);
    }

    /// The outline of a container passes behind the symbols on its border.
    void paintSelected(const PictureBox& box) {
        const QRectF frame = toQt(box.rect).adjusted(-3, -3, 3, 3);
        m_painter.save();
        if (box.role != BoxRole::Symbol) {
            QPainterPath around;
            around.addRect(frame.adjusted(-4, -4, 4, 4));
            const auto own = static_cast<int>(&box - m_picture.boxes().data());
            for (const int index : m_picture.boxesTouching(box.rect)) {
                const PictureBox& other = m_picture.boxes()[static_cast<std::size_t>(index)];
                if (other.parent == own && other.role == BoxRole::Symbol) {
                    QPainterPath symbol;
                    symbol.addRect(toQt(other.rect));
                    around = around.subtracted(symbol);
                }
            }
            m_painter.setClipPath(around, Qt::IntersectClip);
        }
        outline(frame, QPen(m_theme.selection, 2));
        m_painter.restore();
    }

    void paintDropTarget() {
        const PictureBox* box = m_overlay.dropTarget.empty() ? nullptr : m_picture.box(m_overlay.dropTarget);
        if (!box)
            return;
        QColor colour = m_overlay.dropRefused ? m_theme.deny : m_theme.active;
        QPen pen(colour, 3);
        if (m_overlay.dropRefused)
            pen.setDashPattern({3, 2});
        const QColor line = colour;
        colour.setAlphaF(0.10F);
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(colour);
        m_painter.drawRoundedRect(toQt(box->rect), 10, 10);
        if (m_overlay.dropRefused) {
            colour = line;
            colour.setAlphaF(0.35F);
            m_painter.setBrush(QBrush(colour, Qt::BDiagPattern));
            m_painter.drawRoundedRect(toQt(box->rect), 10, 10);
        }
        outline(toQt(box->rect), pen);
    }

    /// The last hop that the request has come to.
    int reached(const Trace& trace) const {
        const int last = std::min(blockedHop(trace), static_cast<int>(trace.hops.size()) - 1);
        return m_overlay.frame ? std::min(last, m_overlay.frame->hop) : last;
    }

    bool hasTravelled(const TraceLeg& leg, int end) const {
        const bool onTheWay = m_overlay.frame && leg.hop == end && m_overlay.frame->from != m_overlay.frame->to;
        return leg.hop <= end && !onTheWay;
    }

    void paintLeg(const TraceLeg& leg, bool travelled) {
        const double unit = m_overlay.unit;
        QPen pen(travelled ? m_theme.active : m_theme.mutedText, (travelled ? 4.0 : 2.5) * unit, Qt::SolidLine,
                 travelled ? Qt::RoundCap : Qt::FlatCap, Qt::RoundJoin);
        if (!travelled)
            pen.setDashPattern({3, 2});
        const QPainterPath path = roundedPath(leg.points);
        m_painter.setBrush(Qt::NoBrush);
        if (!travelled) { // the dashes must not mix with the connector below
            m_painter.setPen(QPen(m_theme.surface, 5 * unit));
            m_painter.drawPath(path);
        }
        if (travelled) {
            QColor halo = m_theme.active;
            halo.setAlphaF(0.18F);
            m_painter.setPen(QPen(halo, 10 * unit, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
            m_painter.drawPath(path);
        }
        m_painter.setPen(pen);
        m_painter.drawPath(path);
        paintArrowHead(m_context, leg.points, pen.color(), (travelled ? 12 : 9) * unit);
    }

    void paintTrace(const Trace& trace) {
        const int end = reached(trace);
        const TraceGeometry& geometry = *m_geometry;
        const auto& legs = geometry.legs;
        std::set<std::pair<const PictureBox*, const PictureBox*>> painted;
        const auto isNew = [&](const TraceLeg& leg) { return painted.insert(std::minmax(leg.from, leg.to)).second; };
        std::vector<const TraceLeg*> travelled, ahead;
        for (const TraceLeg& leg : legs)
            if (hasTravelled(leg, end) && isNew(leg))
                travelled.push_back(&leg);
        for (const TraceLeg& leg : legs)
            if (!hasTravelled(leg, end) && isNew(leg))
                ahead.push_back(&leg);
        for (const TraceLeg* leg : ahead)
            paintLeg(*leg, false);
        for (const TraceLeg* leg : travelled)
            paintLeg(*leg, true);
        for (const PictureConnector* connector : geometry.connectors)
            paintConnectorLabel(m_context, *connector);
        paintBlockers(trace, end);
        for (const Callout& callout : geometry.callouts)
            paintLeader(callout);
        paintOrder(trace, end);
        for (const Callout& callout : geometry.callouts)
            paintCallout(callout);
        if (m_overlay.frame && m_overlay.packet)
            if (const auto position = packetPosition(geometry, *m_overlay.frame))
                paintPacket(m_painter, *position, m_overlay.frame->blocked, m_theme, m_overlay.unit);
    }

    bool shown(std::size_t hop, int check, int end) const {
        if (!m_overlay.frame)
            return true;
        return static_cast<int>(hop) < end || (static_cast<int>(hop) == end && check <= m_overlay.frame->check);
    }

    void paintBlockers(const Trace& trace, int end) {
        const auto& places = m_geometry->places;
        std::set<const PictureBox*> marked;
        for (std::size_t i = 0; i < trace.hops.size(); ++i)
            for (std::size_t j = 0; j < trace.hops[i].checks.size(); ++j) {
                const Check& check = trace.hops[i].checks[j];
                if (check.outcome != Outcome::Block || !shown(i, static_cast<int>(j), end))
                    continue;
                const PictureBox* own = m_picture.box(check.resource);
                for (const PictureBox* box : {own ? own : places[i]})
                    if (box && marked.insert(box).second) {
                        paintHatched(m_painter, toQt(box->rect), m_theme.deny);
                        m_signs[box] = Outcome::Block;
                    }
            }
    }

    /// Numbers in the order of the places, and a sign at each place that was passed.
    void paintOrder(const Trace& trace, int end) {
        const auto& places = m_geometry->places;
        std::map<const PictureBox*, int> order;
        for (std::size_t i = 0; i < places.size() && static_cast<int>(i) <= end; ++i) {
            if (!places[i])
                continue;
            order.try_emplace(places[i], static_cast<int>(order.size()) + 1);
            for (std::size_t j = 0; j < trace.hops[i].checks.size(); ++j) {
                const Check& check = trace.hops[i].checks[j];
                if (!shown(i, static_cast<int>(j), end) || check.outcome == Outcome::Block)
                    continue;
                const auto at = m_signs.try_emplace(places[i], check.outcome).first;
                if (at->second == Outcome::Pass)
                    at->second = check.outcome;
            }
        }
        for (const auto& [box, number] : order)
            paintNumber(toQt(box->rect).topLeft() + QPointF(2, 2), number);
        for (const auto& [box, outcome] : m_signs)
            paintSign(m_painter, m_theme, outcome,
                      toQt(box->rect).topRight() + QPointF(outcome == Outcome::Block ? 0 : -2, 2),
                      (outcome == Outcome::Block ? 15 : 10) * m_overlay.unit);
    }

    void paintNumber(QPointF centre, int number) {
        m_painter.save();
        m_painter.translate(centre);
        m_painter.scale(m_overlay.unit, m_overlay.unit);
        m_painter.setPen(QPen(m_theme.surface, 2));
        m_painter.setBrush(m_theme.active);
        m_painter.drawEllipse(QPointF(), 11, 11);
        m_painter.setPen(wordsOn(m_theme.active));
        m_painter.setFont(m_theme.font(12, true));
        m_painter.drawText(QRectF(-11, -11, 22, 22), Qt::AlignCenter, QString::number(number));
        m_painter.restore();
    }

    /// From the element's border to the callout's.
    void paintLeader(const Callout& callout) {
        m_painter.setPen(QPen(colourOf(callout.outcome, m_theme), 1.5 * callout.unit));
        m_painter.drawLine(leaderOf(toQt(callout.box->rect), callout.rect));
    }

    void paintCallout(const Callout& callout) {
        m_painter.save();
        m_painter.translate(callout.rect.topLeft());
        m_painter.scale(callout.unit, callout.unit);
        const QRectF rect(QPointF(), callout.rect.size() / callout.unit);
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(QColor(0, 0, 0, m_theme.dark ? 90 : 28));
        m_painter.drawRoundedRect(rect.translated(0, 2), 10, 10);
        m_painter.setPen(QPen(colourOf(callout.outcome, m_theme), 1.5));
        m_painter.setBrush(m_theme.surface);
        m_painter.drawRoundedRect(rect, 10, 10);
        paintSign(m_painter, m_theme, callout.outcome, rect.topLeft() + QPointF(21, 22), 10);
        m_painter.setPen(m_theme.text);
        paintWrapped(m_painter, rect.topLeft() + QPointF(Callout::inset + Callout::signRoom, Callout::inset),
                     callout.text, m_theme.font(Callout::fontSize), Callout::wordsWidth);
        m_painter.restore();
    }

    PaintContext& m_context;
    QPainter& m_painter;
    const Theme& m_theme;
    const Picture& m_picture;
    const Overlay& m_overlay;
    std::shared_ptr<const TraceGeometry> m_geometry;
    std::map<const PictureBox*, Outcome> m_signs;
};

} // namespace

void paintOverlay(QPainter& painter, const Picture& picture, const Theme& theme, double scale, const Overlay& overlay,
                  const QRectF& clip) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    PaintContext context{painter, theme, scale, clip};
    OverlayPainter(context, picture, overlay).run();
    painter.restore();
}

void paintPacket(QPainter& painter, const Picture& picture, const Theme& theme, const Trace& trace, const Frame& frame,
                 double unit) {
    if (const auto position = packetPosition(picture, trace, frame))
        paintPacket(painter, *position, frame.blocked, theme, unit);
}

void paintPacket(QPainter& painter, QPointF position, bool blocked, const Theme& theme, double unit) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(position);
    painter.scale(unit, unit);
    const QColor colour = blocked ? theme.deny : theme.active;
    QRadialGradient glow(QPointF(), 22);
    QColor faint = colour;
    faint.setAlphaF(0.55F);
    glow.setColorAt(0, faint);
    faint.setAlphaF(0);
    glow.setColorAt(1, faint);
    painter.setPen(Qt::NoPen);
    painter.setBrush(glow);
    painter.drawEllipse(QPointF(), 22, 22);
    painter.setPen(QPen(theme.surface, 2));
    painter.setBrush(colour);
    painter.drawEllipse(QPointF(), 7.5, 7.5);
    painter.restore();
}

} // namespace waylight
