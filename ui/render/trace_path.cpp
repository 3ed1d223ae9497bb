// SPDX-License-Identifier: MIT
#include "ui/render/trace_path.h"

#include "ui/render/paint_parts.h"

#include <algorithm>
#include <map>

namespace waylight {

int blockedHop(const Trace& trace) {
    const auto blocks = [](const Hop& hop) {
        return std::any_of(hop.checks.begin(), hop.checks.end(),
                           [](const Check& check) { return check.outcome == Outcome::Block; });
    };
    return static_cast<int>(std::find_if(trace.hops.begin(), trace.hops.end(), blocks) - trace.hops.begin());
}

namespace {

/// The table whose route a hop asks, when the request gets as far as that; within a subnet no table is asked.
const PictureBox* tableOf(const Picture& picture, const Hop& hop) {
    for (const Check& check : hop.checks) {
        if (check.stage == Stage::Route) {
            const PictureBox* asked = picture.box(check.resource);
            return asked && !isContainer(*asked) ? asked : nullptr;
        }
        if (check.outcome == Outcome::Block)
            return nullptr;
    }
    return nullptr;
}

} // namespace

std::vector<const PictureBox*> tracePlaces(const Picture& picture, const Trace& trace) {
    std::vector<const PictureBox*> places;
    std::map<Id, const PictureBox*> visited;
    const PictureBox* here = nullptr;
    const auto source = std::find_if(trace.hops.begin(), trace.hops.end(),
                                     [&](const Hop& hop) { return hop.kind != "dns" && picture.box(hop.resource); });
    if (source != trace.hops.end())
        here = picture.box(source->resource);
    for (const Hop& hop : trace.hops) {
        const PictureBox* box = hop.kind == "dns" ? here : picture.box(hop.resource);
        if (box && isContainer(*box)) {
            const PictureBox* table = tableOf(picture, hop);
            const auto before = visited.find(hop.resource);
            box = table ? table : before != visited.end() ? before->second : here;
            if (box)
                visited.emplace(hop.resource, box);
        }
        here = box ? box : here;
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
        legs.push_back({static_cast<int>(i), trace.hops[i].direction, places[i - 1], places[i],
                        lineBetween(picture, places[i - 1]->id, places[i]->id)});
    }
    return legs;
}

} // namespace waylight
