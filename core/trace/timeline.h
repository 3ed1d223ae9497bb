// SPDX-License-Identifier: MIT
#pragma once

#include "core/trace/trace.h"

namespace waylight {

/// One moment of a trace's playback.
struct Frame {
    Id from;             ///< the packet is on its way from this resource …
    Id to;               ///< … to this one; equal while it waits at a check
    double progress = 0; ///< 0 at `from` to 1 at `to`, eased
    int hop = 0;         ///< index of the hop that it travels to or waits at
    int check = -1;      ///< index of the check it waits at; -1 while travelling
    Direction direction = Direction::Forward;
    bool blocked = false; ///< it has met its first blocker and stays there
    bool finished = false;

    bool operator==(const Frame&) const = default;
};

/// How long playback takes, in seconds at speed 1: one second a hop, 0.4 s a check; it ends at the first blocker.
double duration(const Trace& trace);

/// The moment at `seconds`, clamped to 0 … duration. Pure: play, pause, step, scrub and exports all call it.
Frame frameAt(const Trace& trace, double seconds);

/// The seconds at which playback arrives at each check up to the end, for stepping.
std::vector<double> stepTimes(const Trace& trace);

} // namespace waylight
