// SPDX-License-Identifier: MIT
#include "core/edit/align.h"

#include "core/edit/geometry.h"
#include "core/edit/parents.h"

#include <algorithm>

namespace waylight::edit {
namespace {

struct Placed {
    Id id;
    Rect rect; ///< absolute
};

std::vector<Placed> placedOf(const Design& design, const std::vector<Id>& ids) {
    std::vector<Placed> placed;
    for (const Id& id : outermost(design.topology, ids))
        if (const auto rect = absoluteRect(design.topology, design.layout, id))
            placed.push_back({id, *rect});
    return placed;
}

void moveBy(Design& design, const Id& id, int dx, int dy) {
    const Rect rect = *design.layout.find(id);
    design.layout.set(id, {rect.x + dx, rect.y + dy, rect.width, rect.height});
    keepOnBorder(design, id);
}

int Rect::*startOf(Direction direction) {
    return direction == Direction::Across ? &Rect::x : &Rect::y;
}
int Rect::*sizeOf(Direction direction) {
    return direction == Direction::Across ? &Rect::width : &Rect::height;
}

Direction directionOf(Alignment alignment) {
    const bool across = alignment == Alignment::Left || alignment == Alignment::Centre || alignment == Alignment::Right;
    return across ? Direction::Across : Direction::Down;
}

/// How far from the start of a span of this size the line is that is aligned.
int lineWithin(Alignment alignment, int size) {
    if (alignment == Alignment::Left || alignment == Alignment::Top)
        return 0;
    return alignment == Alignment::Right || alignment == Alignment::Bottom ? size : size / 2;
}

void shift(Design& design, const Id& id, Direction direction, int by) {
    direction == Direction::Across ? moveBy(design, id, by, 0) : moveBy(design, id, 0, by);
}

} // namespace

Design aligned(const Design& design, const std::vector<Id>& ids, Alignment alignment) {
    Design after = withCompleteLayout(design);
    const std::vector<Placed> elements = placedOf(after, ids);
    if (elements.size() < 2)
        return design;
    const auto start = startOf(directionOf(alignment));
    const auto size = sizeOf(directionOf(alignment));
    int first = elements.front().rect.*start;
    int last = first;
    for (const Placed& each : elements) {
        first = std::min(first, each.rect.*start);
        last = std::max(last, each.rect.*start + each.rect.*size);
    }
    const int line = first + lineWithin(alignment, last - first);
    for (const Placed& each : elements)
        shift(after, each.id, directionOf(alignment),
              line - (each.rect.*start + lineWithin(alignment, each.rect.*size)));
    return withCompleteLayout(std::move(after));
}

Design distributed(const Design& design, const std::vector<Id>& ids, Direction direction) {
    Design after = withCompleteLayout(design);
    std::vector<Placed> elements = placedOf(after, ids);
    if (elements.size() < 3)
        return design;
    const auto start = startOf(direction);
    const auto size = sizeOf(direction);
    std::stable_sort(elements.begin(), elements.end(), [&](const Placed& a, const Placed& b) {
        return a.rect.*start * 2 + a.rect.*size < b.rect.*start * 2 + b.rect.*size;
    });
    int filled = 0;
    for (const Placed& each : elements)
        filled += each.rect.*size;
    const int span = elements.back().rect.*start + elements.back().rect.*size - elements.front().rect.*start - filled;
    const int gaps = static_cast<int>(elements.size()) - 1;
    const int room = span > 0 ? span : gaps * metrics::gap;
    int sizes = 0;
    for (std::size_t i = 0; i < elements.size(); ++i) {
        // Counted from the first, so that what does not divide evenly is spread over all gaps.
        const int wanted = elements.front().rect.*start + sizes + room * static_cast<int>(i) / gaps;
        shift(after, elements[i].id, direction, wanted - elements[i].rect.*start);
        sizes += elements[i].rect.*size;
    }
    return withCompleteLayout(std::move(after));
}

} // namespace waylight::edit
