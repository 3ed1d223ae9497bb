// SPDX-License-Identifier: MIT
#include "core/trace/timeline.h"

#include <algorithm>

namespace waylight {
namespace {

constexpr double travelSeconds = 1.0;
constexpr double checkSeconds = 0.4;

/// A stretch of playback: travelling to a hop, or waiting at one of its checks.
struct Stretch {
    double start = 0;
    double length = 0;
    Id from;
    Id to;
    int hop = 0;
    int check = -1;
    Direction direction = Direction::Forward;
    bool blocked = false;
};

/// Where the packet is during a hop: a look-up happens at the source, before anything travels.
std::vector<Id> placesOf(const Trace& trace) {
    std::vector<Id> places;
    for (const Hop& hop : trace.hops) {
        if (hop.kind != "dns")
            places.push_back(hop.resource);
        else if (!places.empty())
            places.push_back(places.back());
        else {
            const auto source =
                std::find_if(trace.hops.begin(), trace.hops.end(), [](const Hop& each) { return each.kind != "dns"; });
            places.push_back(source == trace.hops.end() ? hop.resource : source->resource);
        }
    }
    return places;
}

std::vector<Stretch> stretchesOf(const Trace& trace) {
    const std::vector<Id> places = placesOf(trace);
    std::vector<Stretch> stretches;
    double now = 0;
    const auto add = [&](Stretch stretch, double length) {
        stretch.start = now;
        stretch.length = length;
        now += length;
        stretches.push_back(std::move(stretch));
    };
    for (std::size_t i = 0; i < trace.hops.size(); ++i) {
        const Hop& hop = trace.hops[i];
        const Stretch here{.from = places[i], .to = places[i], .hop = static_cast<int>(i), .direction = hop.direction};
        if (i > 0 && places[i] != places[i - 1]) {
            Stretch travel = here;
            travel.from = places[i - 1];
            add(travel, travelSeconds);
        }
        for (std::size_t j = 0; j < hop.checks.size(); ++j) {
            Stretch wait = here;
            wait.check = static_cast<int>(j);
            wait.blocked = hop.checks[j].outcome == Outcome::Block;
            add(wait, checkSeconds);
            if (wait.blocked)
                return stretches;
        }
    }
    return stretches;
}

double endOf(const std::vector<Stretch>& stretches) {
    return stretches.empty() ? 0 : stretches.back().start + stretches.back().length;
}

double eased(double t) {
    return t * t * (3 - 2 * t);
}

} // namespace

double duration(const Trace& trace) {
    return endOf(stretchesOf(trace));
}

Frame frameAt(const Trace& trace, double seconds) {
    const std::vector<Stretch> stretches = stretchesOf(trace);
    const double end = endOf(stretches);
    const double now = std::clamp(seconds, 0.0, end);
    if (stretches.empty()) {
        Frame frame;
        frame.finished = true;
        if (!trace.hops.empty())
            frame.from = frame.to = placesOf(trace).back();
        return frame;
    }
    const auto after = std::upper_bound(stretches.begin(), stretches.end(), now,
                                        [](double t, const Stretch& each) { return t < each.start; });
    const Stretch& at = after == stretches.begin() ? stretches.front() : *std::prev(after);
    const bool travelling = at.from != at.to;
    Frame frame{at.from,    at.to,     travelling ? eased((now - at.start) / at.length) : 1.0,
                at.hop,     at.check,  at.direction,
                at.blocked, now >= end};
    if (frame.finished)
        frame.from = frame.to;
    return frame;
}

std::vector<double> stepTimes(const Trace& trace) {
    std::vector<double> times;
    for (const Stretch& stretch : stretchesOf(trace))
        if (stretch.check >= 0)
            times.push_back(stretch.start);
    return times;
}

} // namespace waylight
