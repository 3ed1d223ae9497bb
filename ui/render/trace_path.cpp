// SPDX-License-Identifier: MIT
#include "ui/render/trace_path.h"

#include <algorithm>

namespace waylight {
namespace {

bool holds(const Picture& picture, const PictureBox* container, const PictureBox* box) {
    for (int at = box->parent; at >= 0; at = picture.boxes()[static_cast<std::size_t>(at)].parent)
        if (&picture.boxes()[static_cast<std::size_t>(at)] == container)
            return true;
    return false;
}

} // namespace

int blockedHop(const Trace& trace) {
    const auto blocks = [](const Hop& hop) { return std::any_of(hop.checks.begin(), hop.checks.end(), [](const Check& check) { return check.outcome == Outcome::Block; }); };
    return static_cast<int>(std::find_if(trace.hops.begin(), trace.hops.end(), blocks) - trace.hops.begin());
}

std::vector<const PictureBox*> tracePlaces(const Picture& picture, const Trace& trace) {
    std::vector<const PictureBox*> places;
    const PictureBox* here = nullptr;
    const auto source = std::find_if(trace.hops.begin(), trace.hops.end(), [&](const Hop& hop) { return hop.kind != "dns" && picture.box(hop.resource); });
    if (source != trace.hops.end())
        here = picture.box(source->resource);
    for (const Hop& hop : trace.hops) {
        const PictureBox* box = hop.kind == "dns" ? here : picture.box(hop.resource);
        if (box && !(here && holds(picture, box, here)))
            here = box;
        places.push_back(here);
    }
    return places;
}

std::vector<TraceLeg> traceLegs(const Picture& picture, const Trace& trace) {
    const auto places = tracePlaces(picture, trace);
    std::vector<TraceLeg> legs;
    for (std::size_t i = 1; i < places.size(); ++i) {
        if (!places[i] || !places[i - 1] || places[i] == places[i - 1])
            continue;
        legs.push_back({static_cast<int>(i), trace.hops[i].direction, places[i - 1], places[i], lineBetween(picture, places[i - 1]->id, places[i]->id)});
    }
    return legs;
}

} // namespace waylight
