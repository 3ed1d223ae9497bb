// SPDX-License-Identifier: MIT
#include "core/edit/geometry.h"
#include "core/edit/ownership.h"
#include "core/edit/parents.h"
#include "core/edit/paste.h"

#include <algorithm>

namespace waylight::edit {
namespace {

/// What joins networks is copied with all that it joins, or not at all.
bool isHalf(const Resource& resource, const std::set<Id>& chosen) {
    std::vector<Id> ends;
    if (const auto* attachment = std::get_if<TransitGatewayAttachment>(&resource))
        ends = {attachment->transitGateway.id, attachment->resource.id};
    if (const auto* peering = std::get_if<VpcPeering>(&resource))
        ends = {peering->requester.id, peering->accepter.id};
    if (const auto* vpn = std::get_if<VpnConnection>(&resource))
        ends = {vpn->customerGateway.id, vpn->vpnGateway ? vpn->vpnGateway.id : vpn->transitGateway.id};
    return std::any_of(ends.begin(), ends.end(), [&](const Id& end) { return !chosen.contains(end); });
}

/// `absoluteRect` of something that has a place, without its search for an instance's interfaces.
Rect absoluteOf(const Parents& parents, const Layout& layout, const Id& id) {
    Rect rect = *layout.find(id);
    constexpr int deepest = 5; // more containers than that are a circle of wrong references
    Id at = id;
    for (int depth = 0; depth < deepest; ++depth) {
        const auto zone = parsedZoneId(at);
        at = zone ? zone->vpc : parents.of(at);
        const Rect* outer = at.empty() ? nullptr : layout.find(at);
        if (!outer)
            break;
        rect.x += outer->x;
        rect.y += outer->y;
    }
    return rect;
}

} // namespace

Design copied(const Design& design, const std::vector<Id>& ids) {
    const Design whole = withCompleteLayout(design);
    const std::set<Id> chosen = Ownership(design.topology).withOwned(ids);
    Design part;
    std::vector<ResourcePtr> resources;
    for (const Id& id : chosen)
        if (ResourcePtr resource = design.topology.find(id); resource && !isHalf(*resource, chosen))
            resources.push_back(std::move(resource));
    part.topology = Topology::fromResources(std::move(resources));
    for (const Id& id : ids)
        if (const Note* note = design.notes.find(id))
            part.notes.set(id, *note);
    const Parents parents(part.topology);
    const Parents allParents(design.topology);
    for (const auto& [id, rect] : whole.layout) {
        const auto zone = parsedZoneId(id);
        const bool isIn =
            zone ? part.topology.contains(zone->vpc) : part.topology.contains(id) || part.notes.contains(id);
        if (!isIn)
            continue;
        const Id parent = zone ? zone->vpc : parents.of(id);
        const auto parentZone = parsedZoneId(parent);
        const bool stays = part.topology.contains(parentZone ? parentZone->vpc : parent);
        part.layout.set(id, stays ? rect : absoluteOf(allParents, whole.layout, id));
    }
    return part;
}

} // namespace waylight::edit
