// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/picture.h"
#include "core/trace/timeline.h"
#include "ui/render/theme.h"

#include <QPainter>

#include <memory>
#include <optional>
#include <set>

namespace waylight {

struct TraceGeometry; // ui/render/trace_geometry.h

/// What to show on top of a picture.
struct Overlay {
    const Trace* trace = nullptr; ///< its path is drawn, its blockers get badges and captions
    std::optional<Frame> frame; ///< the packet; none: the trace as a still (path up to the first blocker, then dashed)
    std::set<Id> selected;
    Id hovered;            ///< its relations stand out, the rest is dimmed; empty: nothing is
    std::set<Id> problems; ///< ids with a finding: they get a mark
    Id dropTarget;         ///< container that would accept (or refuse) a drop
    bool dropRefused = false;
    double unit =
        1; ///< size of a trace's marks and captions; above 1 they stay readable where the picture is shown small
    QRectF visible{};                                ///< where captions stand if there is room; null: anywhere
    bool packet = true;                              ///< false: the packet is painted apart
    std::shared_ptr<const TraceGeometry> geometry{}; ///< `geometryOf` this overlay; null: worked out at each painting
};

/// How a picture itself is painted, by the indices of its boxes and connectors. Worked out once and shared by all parts
/// that are painted.
struct PictureLook {
    std::vector<bool> boxesLeftOut, connectorsLeftOut; ///< empty: none
    std::vector<bool> relatedBoxes, relatedConnectors; ///< the others are dimmed; empty: none
    std::vector<bool> problems;                        ///< boxes with the mark of a finding; empty: none
    bool operator==(const PictureLook&) const = default;
};

/// Draws a picture and what is on top of it, without the background. The painter's units are canvas units. The canvas,
/// the minimap, exports and print all use this. `scale` is device pixels per canvas unit and decides the level of
/// detail; `clip` is the part of the canvas to draw, in canvas units.
void paintPicture(QPainter& painter, const Picture& picture, const Theme& theme, double scale, const QRectF& clip,
                  const Overlay& overlay = {});

/// The look that follows from an overlay: what a hovered element has to do with, and marks of problems.
PictureLook lookOf(const Picture& picture, const Overlay& overlay);
/// Only the picture. Parts that are painted apart fit together when they lie on the same device pixels.
void paintPicture(QPainter& painter, const Picture& picture, const PictureLook& look, const Theme& theme, double scale,
                  const QRectF& clip);
/// Only these connectors, as they are painted in a picture.
void paintConnectors(QPainter& painter, const std::vector<PictureConnector>& connectors, const Theme& theme,
                     double scale);

/// Only what is on top: trace, selection, drop target. What is outside `clip` may be left out; null: everything.
void paintOverlay(QPainter& painter, const Picture& picture, const Theme& theme, double scale, const Overlay& overlay,
                  const QRectF& clip = {});

/// The part of the canvas that a trace's marks and captions need around the picture.
QRectF paintedBounds(const Picture& picture, const Overlay& overlay);

/// Only what moves: the packet of a frame. Cheap enough for every animation frame. `unit` is that of the overlay.
void paintPacket(QPainter& painter, const Picture& picture, const Theme& theme, const Trace& trace, const Frame& frame,
                 double unit = 1);
void paintPacket(QPainter& painter, QPointF position, bool blocked, const Theme& theme, double unit = 1);

/// Where a frame's packet is, in canvas units; none when nothing that it passes is drawn.
std::optional<QPointF> packetPosition(const Picture& picture, const Trace& trace, const Frame& frame);

} // namespace waylight
