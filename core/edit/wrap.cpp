// SPDX-License-Identifier: MIT
#include "core/edit/wrap.h"

#include "core/base/message_ids.h"
#include "core/edit/geometry.h"
#include "core/edit/parents.h"

#include <algorithm>

namespace waylight::edit {
namespace {

using namespace metrics;

bool overlap(const Rect& a, const Rect& b) {
    return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

/// Around all of them, with the room that a container has for its title and its border.
std::optional<Rect> wrapping(const Design& design, const std::vector<Id>& ids) {
    std::optional<Rect> all;
    for (const Id& id : ids) {
        const auto rect = absoluteRect(design.topology, design.layout, id);
        if (!rect)
            continue;
        if (!all)
            all = rect;
        const int right = std::max(all->right(), rect->right()), bottom = std::max(all->bottom(), rect->bottom());
        all->x = std::min(all->x, rect->x);
        all->y = std::min(all->y, rect->y);
        all->width = right - all->x;
        all->height = bottom - all->y;
    }
    if (!all)
        return all;
    const int top = titleHeight + grid;
    return Rect{all->x - padding, all->y - top, all->width + 2 * padding, all->height + top + padding};
}

/// True when the elements can be wrapped where they are: they are in `container`, and nothing else is between them.
bool isRoomAround(const Design& design, const std::vector<Id>& ids, const Id& container, const Rect& rect) {
    const Parents parents(design.topology);
    if (std::any_of(ids.begin(), ids.end(), [&](const Id& id) { return parents.of(id) != container; }))
        return false;
    for (const Id& other : drawnIn(design, container))
        if (std::find(ids.begin(), ids.end(), other) == ids.end())
            if (const auto there = absoluteRect(design.topology, design.layout, other); there && overlap(*there, rect))
                return false;
    return true;
}

Result<Placed> wrappedBy(const Design& design, const std::vector<Id>& ids, Kind kind, const Id& container) {
    const auto rect = wrapping(design, ids);
    if (!rect)
        return message(MessageId::NothingThere, ids.empty() ? Id() : ids.front());
    Result<Placed> made = placed(design, kind, container, {rect->x, rect->y});
    if (!made)
        return made;
    Design after = made->design;
    const Id parent = parentOf(after.topology, made->id);
    const bool inPlace = isRoomAround(design, ids, parent, *rect);
    after.layout.erase(made->id);
    const Point corner = inPlace ? Point{rect->x, rect->y} : freeCorner(after, parent, *rect);
    const Rect outer = absoluteRect(after.topology, after.layout, parent).value_or(Rect{});
    after.layout.set(made->id, {corner.x - outer.x, corner.y - outer.y, rect->width, rect->height});
    Result<Design> joined = reparented(after, ids, made->id, corner.x - rect->x, corner.y - rect->y);
    if (!joined)
        return joined.error();
    const Parents parents(joined->topology);
    for (const Id& id : ids)
        if (!parents.isInside(id, made->id))
            return message(MessageId::NotPlaceable, typeInfo(kind).label);
    return Placed{*std::move(joined), made->id};
}

} // namespace

Result<Placed> wrapped(const Design& design, const std::vector<Id>& ids) {
    const Design whole = withCompleteLayout(design);
    const std::vector<Id> outer = outermost(whole.topology, ids);
    std::optional<Diagnostic> refusal;
    for (const Kind kind : {kindOf<Subnet>, kindOf<Vpc>, kindOf<Region>}) {
        Id container = outer.empty() ? Id() : parentOf(whole.topology, outer.front());
        for (bool top = false; !top; container = parentOf(whole.topology, container)) {
            top = container.empty();
            Result<Placed> after = wrappedBy(whole, outer, kind, container);
            if (after)
                return after;
            if (!refusal || after.error().message.id != MessageId::NotPlaceable)
                refusal = after.error();
        }
    }
    return *std::move(refusal);
}

} // namespace waylight::edit
