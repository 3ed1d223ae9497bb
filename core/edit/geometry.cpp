// SPDX-License-Identifier: MIT
#include "core/edit/geometry.h"

#include "core/drawing/arrange.h"
#include "core/edit/parents.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace waylight::edit {
namespace {

using namespace metrics;

/// From a container's top to what it holds: the title, and a little air.
constexpr int contentTop = titleHeight + grid;

Rect translated(Rect rect, int dx, int dy) {
    rect.x += dx;
    rect.y += dy;
    return rect;
}

bool overlap(const Rect& a, const Rect& b, int margin) {
    return a.x < b.right() + margin && b.x < a.right() + margin && a.y < b.bottom() + margin &&
           b.y < a.bottom() + margin;
}

bool isOnBorder(const Topology& topology, const Id& id) {
    const ResourcePtr resource = topology.find(id);
    return resource && typeInfo(*resource).drawn == Drawn::Border && topology.get<Vpc>(parentOf(topology, id));
}

bool isArea(const Design& design, const Id& id) {
    const Note* note = design.notes.find(id);
    return note && note->area;
}

Point originOf(const Design& design, const Id& container) {
    const auto rect = absoluteRect(design.topology, design.layout, container);
    return rect ? Point{rect->x, rect->y} : Point{};
}

/// The place nearest to `wanted` where nothing of `others` is closer than a grid step; looked for to the right and
/// below.
Rect freeSpot(const Rect& wanted, const std::vector<Rect>& others) {
    const auto isFree = [&](const Rect& rect) {
        return std::none_of(others.begin(), others.end(),
                            [&](const Rect& other) { return overlap(rect, other, grid); });
    };
    if (isFree(wanted))
        return wanted;
    // Only places that touch a neighbour on the right or below can be the nearest.
    std::vector<int> xs{wanted.x};
    std::vector<int> ys{wanted.y};
    for (const Rect& other : others) {
        xs.push_back(std::max(wanted.x, other.right() + padding));
        ys.push_back(std::max(wanted.y, other.bottom() + padding));
    }
    Rect best;
    long bestDistance = -1;
    for (const int x : xs) {
        for (const int y : ys) {
            const Rect candidate{x, y, wanted.width, wanted.height};
            const long distance = std::labs(long(x) - wanted.x) + std::labs(long(y) - wanted.y);
            if ((bestDistance < 0 || distance < bestDistance) && isFree(candidate)) {
                best = candidate;
                bestDistance = distance;
            }
        }
    }
    return best;
}

/// The rectangle with its middle on the nearest side of a container of this size (both relative to the container).
Rect onNearestSide(Rect rect, const Rect& container) {
    const int x = rect.x + rect.width / 2;
    const int y = rect.y + rect.height / 2;
    const int toLeft = std::abs(x), toRight = std::abs(container.width - x);
    const int toTop = std::abs(y), toBottom = std::abs(container.height - y);
    const int nearest = std::min({toLeft, toRight, toTop, toBottom});
    if (nearest == toRight || nearest == toLeft) {
        rect.x = (nearest == toRight ? container.width : 0) - rect.width / 2;
        rect.y = std::clamp(rect.y, 0, std::max(0, container.height - rect.height));
    } else {
        rect.y = (nearest == toBottom ? container.height : 0) - rect.height / 2;
        rect.x = std::clamp(rect.x, 0, std::max(0, container.width - rect.width));
    }
    return rect;
}

/// The free place nearest to a symbol on a side of a container, along that side; where it is when the side is full.
Rect freeSpotAlongSide(const Rect& wanted, const Rect& container, const std::vector<Rect>& others) {
    const int middle = wanted.x + wanted.width / 2;
    const bool upright = middle == 0 || middle == container.width;
    const int room = upright ? container.height - wanted.height : container.width - wanted.width;
    for (int step = 0; step <= room; step += grid)
        for (const int by : {step, -step}) {
            const Rect spot = upright ? translated(wanted, 0, by) : translated(wanted, by, 0);
            const int at = upright ? spot.y : spot.x;
            if (at >= 0 && at <= room && std::none_of(others.begin(), others.end(), [&](const Rect& other) {
                    return overlap(spot, other, grid);
                }))
                return spot;
        }
    return wanted;
}

} // namespace

Design withCompleteLayout(Design design) {
    design.layout = completedLayout(design);
    return design;
}

int snapped(int value) {
    return static_cast<int>(std::lround(static_cast<double>(value) / grid)) * grid;
}

Rect newBox(const Design& design, const Id& id) {
    const DrawnTree tree = drawnTree(design);
    const int node = tree.find(id);
    if (node < 0)
        return {};
    const Size size = symbolSize(tree.nodes[static_cast<std::size_t>(node)]);
    return emptyContainer(tree.nodes[static_cast<std::size_t>(node)].kind)
        .value_or(Rect{0, 0, size.width, size.height});
}

std::optional<Rect> emptyContainer(std::optional<Kind> kind) {
    if (kind == kindOf<Region>)
        return Rect{0, 0, 640, 448};
    if (kind == kindOf<Vpc>)
        return Rect{0, 0, 512, 320};
    if (kind == kindOf<Subnet>)
        return Rect{0, 0, 2 * padding + symbolWidth, contentTop + padding + symbolHeight};
    return std::nullopt;
}

std::vector<Id> drawnIn(const Design& design, const Id& container) {
    std::vector<Id> ids;
    const Parents parents(design.topology);
    for (const auto& [id, rect] : design.layout)
        if (id != container && parents.of(id) == container && !isArea(design, id))
            ids.push_back(id);
    return ids;
}

std::optional<Rect> contentBounds(const Design& design, const Id& container) {
    std::optional<Rect> bounds;
    for (const Id& child : drawnIn(design, container)) {
        const auto rect = absoluteRect(design.topology, design.layout, child);
        if (!rect || isOnBorder(design.topology, child))
            continue;
        if (!bounds) {
            bounds = rect;
            continue;
        }
        const int right = std::max(bounds->right(), rect->right());
        const int bottom = std::max(bounds->bottom(), rect->bottom());
        bounds->x = std::min(bounds->x, rect->x);
        bounds->y = std::min(bounds->y, rect->y);
        bounds->width = right - bounds->x;
        bounds->height = bottom - bounds->y;
    }
    if (bounds)
        *bounds = {bounds->x - padding, bounds->y - contentTop, bounds->width + 2 * padding,
                   bounds->height + contentTop + padding};
    return bounds;
}

void resizeBox(Design& design, const Id& id, const Rect& change) {
    const Rect before = *design.layout.find(id);
    const Rect after{before.x + change.x, before.y + change.y, change.width, change.height};
    design.layout.set(id, after);
    for (const Id& child : drawnIn(design, id)) {
        const Rect rect = *design.layout.find(child);
        Rect placed = translated(rect, -change.x, -change.y);
        if (isOnBorder(design.topology, child)) {
            // What stood on a side stays on that side.
            if (std::abs(rect.x + rect.width / 2 - before.width) <= grid)
                placed.x = after.width - rect.width / 2;
            if (std::abs(rect.y + rect.height / 2 - before.height) <= grid)
                placed.y = after.height - rect.height / 2;
            if (std::abs(rect.x + rect.width / 2) <= grid)
                placed.x = -rect.width / 2;
            if (std::abs(rect.y + rect.height / 2) <= grid)
                placed.y = -rect.height / 2;
            placed = onNearestSide(placed, after);
        }
        design.layout.set(child, placed);
    }
}

void keepOnBorder(Design& design, const Id& id) {
    const Rect* rect = design.layout.find(id);
    const Rect* container = design.layout.find(parentOf(design.topology, id));
    if (rect && container && isOnBorder(design.topology, id))
        design.layout.set(id, onNearestSide(*rect, *container));
}

void put(Design& design, const Id& id, Point position, const Rect& size) {
    const Id container = parentOf(design.topology, id);
    const Point origin = originOf(design, container);
    Rect rect{snapped(position.x - origin.x), snapped(position.y - origin.y), size.width, size.height};
    std::vector<Rect> others;
    for (const Id& other : drawnIn(design, container))
        if (other != id)
            others.push_back(*design.layout.find(other));
    if (const Rect* outer = design.layout.find(container); outer && isOnBorder(design.topology, id)) {
        rect = freeSpotAlongSide(onNearestSide(rect, *outer), *outer, others);
    } else {
        if (outer) {
            rect.x = std::max(rect.x, padding);
            rect.y = std::max(rect.y, contentTop);
        }
        rect = freeSpot(rect, others);
    }
    design.layout.set(id, rect);
}

void placeContainerRound(Design& design, const Id& container, const Rect& seen) {
    if (!container.empty() && !design.layout.contains(container))
        put(design, container, {seen.x - padding, seen.y - 2 * padding},
            {0, 0, seen.width + 2 * padding, seen.height + 3 * padding});
}

void putWhereSeen(Design& design, const Id& id, const Rect& seen) {
    if (const Id container = parentOf(design.topology, id); parsedZoneId(container))
        placeContainerRound(design, container, seen);
    put(design, id, {seen.x, seen.y}, seen);
}

Point freeCorner(const Design& design, const Id& container, const Rect& absolute) {
    const Point origin = originOf(design, container);
    Rect rect{snapped(absolute.x - origin.x), snapped(absolute.y - origin.y), absolute.width, absolute.height};
    if (!container.empty()) {
        rect.x = std::max(rect.x, padding);
        rect.y = std::max(rect.y, contentTop);
    }
    std::vector<Rect> others;
    for (const Id& other : drawnIn(design, container))
        others.push_back(*design.layout.find(other));
    const Rect spot = freeSpot(rect, others);
    return {origin.x + spot.x, origin.y + spot.y};
}

void dropStalePlaces(Design& design) {
    std::set<Id> zones;
    design.topology.forEach<Subnet>([&](const Subnet& subnet) {
        if (!subnet.availabilityZone.empty())
            zones.insert(zoneId(subnet.vpc.id, subnet.availabilityZone));
    });
    std::vector<Id> stale;
    for (const auto& [id, rect] : design.layout)
        if (!design.topology.contains(id) && !design.notes.contains(id) && !zones.contains(id))
            stale.push_back(id);
    for (const Id& id : stale)
        design.layout.erase(id);
}

} // namespace waylight::edit
