// SPDX-License-Identifier: MIT
#pragma once

#include "ui/render/callouts.h"
#include "ui/render/trace_path.h"

namespace waylight {

/// Where an overlay's trace goes and where its captions stand: what takes long to work out and is the same for all
/// frames of an animation between two steps. It points into the picture.
struct TraceGeometry {
    std::vector<const PictureBox*> places; ///< for each hop; see `tracePlaces`
    std::vector<TraceLeg> legs;
    std::vector<const PictureConnector*> connectors; ///< that the legs run along
    std::vector<Callout> callouts;
};

/// Empty when the overlay has no trace.
TraceGeometry geometryOf(const Picture& picture, const Theme& theme, const Overlay& overlay);

/// Where a frame's packet is, in canvas units; none when nothing that it passes is drawn.
std::optional<QPointF> packetPosition(const TraceGeometry& geometry, const Frame& frame);

} // namespace waylight
