// SPDX-License-Identifier: MIT
#include "ui/render/trace_geometry.h"

#include "ui/render/paint_parts.h"

#include <algorithm>
#include <set>

namespace waylight {
namespace {

std::vector<const PictureConnector*> connectorsAlong(const Picture& picture, const std::vector<TraceLeg>& legs) {
    std::set<std::pair<Id, Id>> ends;
    for (const TraceLeg& leg : legs) {
        ends.emplace(leg.from->id, leg.to->id);
        ends.emplace(leg.to->id, leg.from->id);
    }
    std::vector<const PictureConnector*> found;
    if (!ends.empty())
        for (const PictureConnector& connector : picture.connectors())
            if (ends.contains({connector.from, connector.to}))
                found.push_back(&connector);
    return found;
}

QPointF along(const std::vector<Point>& points, double progress) {
    double length = 0;
    for (std::size_t i = 0; i + 1 < points.size(); ++i)
        length += QLineF(points[i].x, points[i].y, points[i + 1].x, points[i + 1].y).length();
    double left = length * std::clamp(progress, 0.0, 1.0);
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const QLineF part(points[i].x, points[i].y, points[i + 1].x, points[i + 1].y);
        if (left <= part.length() && part.length() > 0)
            return part.pointAt(left / part.length());
        left -= part.length();
    }
    return {static_cast<double>(points.back().x), static_cast<double>(points.back().y)};
}

QPointF restingPlace(const PictureBox& box) {
    return toQt(box.rect).center() - QPointF(0, isContainer(box) ? 0 : box.rect.height * 0.18);
}

/// `lineOf(hop)`: the points of the leg that leads to a hop.
template <class LineOf>
std::optional<QPointF> packetAt(const std::vector<const PictureBox*>& places, const Frame& frame, LineOf lineOf) {
    const auto hop = static_cast<std::size_t>(std::max(0, frame.hop));
    if (hop >= places.size() || !places[hop])
        return std::nullopt;
    const PictureBox* to = places[hop];
    const PictureBox* from = hop > 0 && places[hop - 1] && frame.from != frame.to ? places[hop - 1] : to;
    if (from == to)
        return restingPlace(*to);
    const std::vector<Point> line = lineOf(*from, *to, static_cast<int>(hop));
    return line.size() >= 2 ? along(line, frame.progress) : toQt(to->rect).center();
}

} // namespace

TraceGeometry geometryOf(const Picture& picture, const Theme& theme, const Overlay& overlay) {
    if (!overlay.trace)
        return {};
    TraceGeometry geometry{tracePlaces(picture, *overlay.trace), traceLegs(picture, *overlay.trace), {}, {}};
    geometry.connectors = connectorsAlong(picture, geometry.legs);
    geometry.callouts = calloutsOf(picture, theme, overlay);
    return geometry;
}

std::optional<QPointF> packetPosition(const TraceGeometry& geometry, const Frame& frame) {
    return packetAt(geometry.places, frame, [&](const PictureBox&, const PictureBox&, int hop) {
        const auto leg = std::find_if(geometry.legs.begin(), geometry.legs.end(),
                                      [&](const TraceLeg& each) { return each.hop == hop; });
        return leg == geometry.legs.end() ? std::vector<Point>() : leg->points;
    });
}

std::optional<QPointF> packetPosition(const Picture& picture, const Trace& trace, const Frame& frame) {
    return packetAt(tracePlaces(picture, trace), frame, [&](const PictureBox& from, const PictureBox& to, int) {
        return lineBetween(picture, from.id, to.id);
    });
}

} // namespace waylight
