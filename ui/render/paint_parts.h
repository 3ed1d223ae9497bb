// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/picture.h"
#include "ui/render/theme.h"

#include <QPainter>
#include <QLineF>
#include <QPainterPath>

namespace waylight {

/// Below these scales (device pixels per canvas unit) details are left out: first the words of symbols, then arrow
/// heads and the kinds of lines, then icons.
namespace detail {
inline constexpr double words = 0.5;
inline constexpr double lines = 0.25;
inline constexpr double icons = 0.15;
} // namespace detail

/// What the painter's parts share.
struct PaintContext {
    QPainter& painter;
    const Theme& theme;
    double scale = 1;
    QRectF visible{}; ///< what is outside need not be painted; null: everything is visible
};

inline QRectF toQt(const Rect& rect) {
    return QRectF(rect.x, rect.y, rect.width, rect.height);
}
inline bool isContainer(const PictureBox& box) {
    return isContainer(box.role);
}

/// A polyline with rounded corners.
QPainterPath roundedPath(const std::vector<Point>& points, double radius = 7);
/// The strokes of a dashed line. Unlike a dashed pen's, they do not depend on what is clipped away, so that tiles fit.
void addDashes(const PaintContext& context, const QLineF& line, double dash, double space, QList<QLineF>& strokes);
/// A dashed rectangle with rounded, solid corners.
void paintDashedFrame(PaintContext& context, const QRectF& rect, double radius, double dash, double space);

/// An arrow head at the end of a line.
void paintArrowHead(PaintContext& context, const std::vector<Point>& points, const QColor& color, double size);

void paintContainer(PaintContext& context, const PictureBox& box);
/// A titled area: seen through to what is below it, so that it shows inside containers too.
void paintArea(PaintContext& context, const PictureBox& box);
/// Titles keep their size on screen when the picture is small, so they are painted over everything else then. Those
/// that would cover the title of a container around them are left out, whichever part of the picture is painted.
void paintContainerTitles(PaintContext& context, const Picture& picture, const std::vector<int>& containers);
/// The mark of a finding.
void paintProblem(PaintContext& context, const PictureBox& box);
void paintSymbol(PaintContext& context, const PictureBox& box);
/// What it costs, on its lower border.
void paintPrice(PaintContext& context, const PictureBox& box);
void paintConnector(PaintContext& context, const PictureConnector& connector);
/// In small, below `detail::lines`: lines of one device pixel, colour after colour.
void paintThinConnectors(PaintContext& context, const std::vector<const PictureConnector*>& connectors);
/// Frames of so many device pixels.
void paintThinFrames(PaintContext& context, const std::vector<QRectF>& rects, const QColor& colour, int width = 2);
void paintConnectorLabel(PaintContext& context, const PictureConnector& connector);

} // namespace waylight
