// SPDX-License-Identifier: MIT
#include "core/base/message_ids.h"
#include "core/edit/edits.h"
#include "core/edit/geometry.h"
#include "core/edit/join.h"
#include "core/edit/membership.h"
#include "core/edit/parents.h"

#include <algorithm>
#include <set>

namespace waylight::edit {
namespace {

/// True when the container means where the resource already is: its parent, or for parts of a VPC a zone of that VPC.
bool isAt(const Topology& topology, const Id& id, const Id& container) {
    const Id parent = parentOf(topology, id);
    if (parent == container)
        return true;
    const ResourcePtr resource = topology.find(id);
    if (!resource)
        return false;
    const auto zone = parsedZoneId(container);
    if (zone && zone->vpc == parent && resource->index() != kindOf<Subnet>)
        return true;
    // A zone's subnet dropped on the bare VPC stays in its zone, and what is on a border may be moved across it.
    if (std::holds_alternative<Subnet>(*resource))
        return std::get<Subnet>(*resource).vpc.id == container;
    if (typeInfo(*resource).drawn == Drawn::Border)
        return container == parentOf(topology, parent) || Parents(topology).isInside(container, parent);
    return container.empty() && typeInfo(*resource).regional && topology.get<Region>(parent);
}

struct Move {
    Id id;
    Plan plan;
};

/// The moves that change membership, or the first refusal.
Result<std::vector<Move>> movesInto(const Design& design, const std::vector<Id>& ids, const Id& container) {
    const Topology& topology = design.topology;
    const Parents parents(topology);
    std::vector<Move> moves;
    for (const Id& id : outermost(topology, ids)) {
        if (id == container || parents.isInside(container, id))
            return message(MessageId::CannotMoveIntoItself, nameOf(topology, id));
        if (isAt(topology, id, container))
            continue;
        const ResourcePtr resource = topology.find(id);
        if (!resource && parsedZoneId(id))
            return message(MessageId::ZoneCannotMove);
        if (!resource)
            return message(MessageId::NothingThere, id);
        Result<Plan> plan = planForMove(topology, *resource, container);
        if (!plan)
            return plan.error();
        moves.push_back({id, *std::move(plan)});
    }
    return moves;
}

} // namespace

Design moved(const Design& design, const std::vector<Id>& ids, int dx, int dy) {
    Design after = withCompleteLayout(design);
    for (const Id& id : outermost(design.topology, ids)) {
        const Rect* rect = after.layout.find(id);
        if (!rect)
            continue;
        after.layout.set(id, {rect->x + dx, rect->y + dy, rect->width, rect->height});
        keepOnBorder(after, id);
    }
    return withCompleteLayout(std::move(after));
}

DropPreview previewReparent(const Design& design, const std::vector<Id>& ids, const Id& container) {
    const auto moves = movesInto(design, ids, container);
    if (!moves)
        return {false, moves.error().message};
    if (moves->empty()) {
        const Id parent = ids.empty() ? container : parentOf(design.topology, ids.front());
        return {true, parent.empty() ? message(MessageId::StaysOutside)
                                     : message(MessageId::StaysHere, nameOf(design.topology, parent))};
    }
    if (moves->size() > 1)
        return {true, message(MessageId::SeveralBecomeMembers, std::to_string(moves->size()),
                              nameOf(design.topology, container))};
    return {true, moves->front().plan.says};
}

Result<Design> reparented(const Design& design, const std::vector<Id>& ids, const Id& container, int dx, int dy) {
    auto moves = movesInto(design, ids, container);
    if (!moves)
        return moves.error();
    Design after = withCompleteLayout(design);
    std::set<Id> joining;
    for (const Move& move : *moves) {
        // Planned again, because the one before may have taken the address or block.
        const auto plan = planForMove(after.topology, *after.topology.find(move.id), container);
        if (!plan)
            return plan.error();
        auto seen = absoluteRect(after.topology, after.layout, move.id);
        join(after.topology, move.id, *plan);
        joining.insert(move.id);
        if (!seen)
            continue;
        seen->x += dx;
        seen->y += dy;
        after.layout.erase(move.id);
        putWhereSeen(after, move.id, *seen);
    }
    std::vector<Id> staying;
    for (const Id& id : outermost(design.topology, ids))
        if (!joining.contains(id))
            staying.push_back(id);
    dropStalePlaces(after);
    return moved(after, staying, dx, dy);
}

Design resized(const Design& design, const Id& id, const Rect& absolute) {
    Design after = withCompleteLayout(design);
    const auto before = absoluteRect(after.topology, after.layout, id);
    if (!before)
        return after;
    Rect wanted = absolute;
    if (const auto content = contentBounds(after, id)) {
        const int right = std::max(wanted.right(), content->right());
        const int bottom = std::max(wanted.bottom(), content->bottom());
        wanted.x = std::min(wanted.x, content->x);
        wanted.y = std::min(wanted.y, content->y);
        wanted.width = right - wanted.x;
        wanted.height = bottom - wanted.y;
    }
    wanted.width = std::max(wanted.width, metrics::symbolWidth);
    wanted.height = std::max(wanted.height, metrics::symbolHeight);
    resizeBox(after, id, {wanted.x - before->x, wanted.y - before->y, wanted.width, wanted.height});
    return withCompleteLayout(std::move(after));
}

} // namespace waylight::edit
