// SPDX-License-Identifier: MIT
#include "core/edit/paste_places.h"

#include "core/edit/geometry.h"

#include <algorithm>
#include <set>

namespace waylight::edit {
namespace {

constexpr int beside = 3 * metrics::grid;

/// A stranger's numbers within what can be added up.
Rect sane(const Rect& rect) {
    constexpr int farthest = 1'000'000, largest = 100'000;
    return {std::clamp(rect.x, -farthest, farthest), std::clamp(rect.y, -farthest, farthest),
            std::clamp(rect.width, metrics::grid, largest), std::clamp(rect.height, metrics::grid, largest)};
}

Rect united(const Rect& a, const Rect& b) {
    const int x = std::min(a.x, b.x), y = std::min(a.y, b.y);
    return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

bool isOnBorder(const Topology& topology, const Id& id) {
    const ResourcePtr resource = topology.find(id);
    return resource && typeInfo(*resource).drawn == Drawn::Border && topology.get<Vpc>(parentOf(topology, id));
}

/// Root ids of the design with their rectangles in the part.
std::vector<std::pair<Id, Rect>> rootRects(const Design& design, const Design& part, const Layout& places,
                                           const Roots& roots) {
    std::vector<std::pair<Id, Rect>> rects;
    for (const auto& [from, to] : roots) {
        const Rect* rect = places.find(from);
        // A design as a whole has its roots in Regions; a part's are absolute.
        const auto absolute = part.topology.contains(parentOf(part.topology, from))
                                  ? absoluteRect(part.topology, places, from)
                                  : std::nullopt;
        rects.emplace_back(to, sane(absolute ? *absolute : rect ? *rect : newBox(design, to)));
    }
    return rects;
}

void placeInside(Design& design, const Layout& places, const NewIds& ids, const Roots& roots) {
    std::set<Id> outer;
    for (const auto& root : roots)
        outer.insert(root.first);
    for (const auto& [id, rect] : places) {
        const auto at = ids.find(id);
        const auto to = at != ids.end() ? std::optional(at->second) : renamedZone(id, ids, design.topology);
        if (to && !outer.contains(id))
            design.layout.set(*to, sane(rect));
    }
}

} // namespace

Design withPlaces(Design design, const Design& part, const NewIds& ids, const Roots& roots,
                  std::optional<Point> position) {
    const Layout places = part.layout.empty() ? completedLayout(part) : part.layout;
    const auto rects = rootRects(design, part, places, roots);
    if (rects.empty())
        return withCompleteLayout(std::move(design));
    Rect all = rects.front().second;
    for (const auto& [id, rect] : rects)
        all = united(all, rect);
    const Point by = position ? Point{position->x - all.x, position->y - all.y} : Point{beside, beside};
    std::map<Id, std::vector<std::pair<Id, Rect>>> groups; // by container
    for (auto [id, rect] : rects) {
        rect.x += by.x;
        rect.y += by.y;
        if (isOnBorder(design.topology, id))
            putWhereSeen(design, id, rect);
        else
            groups[parentOf(design.topology, id)].emplace_back(id, rect);
    }
    for (const auto& [container, members] : groups) {
        Rect group = members.front().second;
        for (const auto& [id, rect] : members)
            group = united(group, rect);
        placeContainerRound(design, container, group);
        const Point corner = freeCorner(design, container, group);
        const auto outer = absoluteRect(design.topology, design.layout, container).value_or(Rect{});
        for (const auto& [id, rect] : members)
            design.layout.set(id, {rect.x - group.x + corner.x - outer.x, rect.y - group.y + corner.y - outer.y,
                                   rect.width, rect.height});
    }
    placeInside(design, places, ids, roots);
    return withCompleteLayout(std::move(design));
}

} // namespace waylight::edit
