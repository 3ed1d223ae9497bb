// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/picture.h"
#include "core/trace/timeline.h"

namespace waylight {

/// The way from one place of a trace to the next, as it is drawn.
struct TraceLeg {
    int hop = 0; ///< the hop that it leads to
    Direction direction = Direction::Forward;
    const PictureBox* from = nullptr;
    const PictureBox* to = nullptr;
    std::vector<Point> points; ///< from border to border
};

/// For each hop the box at which its packet is drawn. A container is no place: at its subnet's border the packet is
/// drawn at the route table that says where it goes next, on the way back where it was on the way out, else where it
/// was before.
std::vector<const PictureBox*> tracePlaces(const Picture& picture, const Trace& trace);

/// The legs of a trace in path order.
std::vector<TraceLeg> traceLegs(const Picture& picture, const Trace& trace);

/// Index of the hop of the first block; the number of hops when there is none.
int blockedHop(const Trace& trace);

} // namespace waylight
