// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/picture.h"
#include "core/trace/timeline.h"
#include "ui/render/theme.h"

#include <QPainter>

#include <optional>
#include <set>

namespace waylight {

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
    QRectF visible{}; ///< where captions stand if there is room; null: anywhere
};

/// Draws a picture and what is on top of it, without the background. The painter's units are canvas units. The canvas,
/// the minimap, exports and print all use this. `scale` is device pixels per canvas unit and decides the level of
/// detail; `clip` is the part of the canvas to draw, in canvas units.
void paintPicture(QPainter& painter, const Picture& picture, const Theme& theme, double scale, const QRectF& clip,
                  const Overlay& overlay = {});

/// Only what is on top: trace, selection, problems, drop target. A hovered element's dimming is not among it.
void paintOverlay(QPainter& painter, const Picture& picture, const Theme& theme, double scale, const Overlay& overlay);

/// The part of the canvas that a trace's marks and captions need around the picture.
QRectF paintedBounds(const Picture& picture, const Overlay& overlay);

/// Only what moves: the packet of a frame. Cheap enough for every animation frame. `unit` is that of the overlay.
void paintPacket(QPainter& painter, const Picture& picture, const Theme& theme, const Trace& trace, const Frame& frame,
                 double unit = 1);

/// Where a frame's packet is, in canvas units; none when nothing that it passes is drawn.
std::optional<QPointF> packetPosition(const Picture& picture, const Trace& trace, const Frame& frame);

} // namespace waylight
