// SPDX-License-Identifier: MIT
#include "core/edit/edits.h"
#include "core/edit/geometry.h"
#include "core/edit/ownership.h"
#include "core/model/references.h"

#include <algorithm>

namespace waylight::edit {
namespace {

/// The resource without references to `doomed`. A route whose target goes stays and is a blackhole.
Resource withoutReferences(Resource resource, const std::set<Id>& doomed) {
    if (auto* table = std::get_if<RouteTable>(&resource)) {
        const auto meant = [&](const Route& route) { return doomed.contains(route.prefixList.id); };
        table->routes.erase(std::remove_if(table->routes.begin(), table->routes.end(), meant), table->routes.end());
        for (Route& route : table->routes)
            if (doomed.contains(route.target.id))
                route.state = RouteState::Blackhole;
        std::erase_if(table->gateways, [&](const auto& gateway) { return doomed.contains(gateway.id); });
        std::erase_if(table->propagating, [&](const auto& gateway) { return doomed.contains(gateway.id); });
        return resource;
    }
    if (auto* table = std::get_if<TransitGatewayRouteTable>(&resource))
        for (TransitGatewayRoute& route : table->routes)
            if (doomed.contains(route.attachment.id)) {
                route.attachment = {};
                route.state = RouteState::Blackhole;
            }
    if (auto* group = std::get_if<TargetGroup>(&resource))
        std::erase_if(group->targets, [&](const Target& each) { return doomed.contains(each.target); });
    std::set<Id> targets;
    forEachReference(resource, [&](const Reference& reference) {
        if (doomed.contains(reference.target))
            targets.insert(reference.target);
    });
    for (const Id& target : targets)
        resource = withReference(resource, target, {});
    return resource;
}

/// The public addresses that an interface had by an elastic IP which goes.
Resource withoutPublicAddresses(Resource resource, const std::set<IpAddress>& released) {
    if (auto* interface = std::get_if<NetworkInterface>(&resource))
        for (PrivateAddress& address : interface->addresses)
            if (address.publicIp && released.contains(*address.publicIp))
                address.publicIp.reset();
    return resource;
}

bool isApprovalOf(const Id& approval, const std::set<Id>& doomed) {
    const auto colon = approval.find(':');
    return colon != Id::npos && doomed.contains(approval.substr(colon + 1));
}

} // namespace

Design removed(const Design& design, const std::vector<Id>& ids) {
    Design after = withCompleteLayout(design);
    const std::set<Id> doomed = Ownership(design.topology).withOwned(ids);
    std::set<IpAddress> released;
    for (const Id& id : doomed)
        if (const auto* elasticIp = design.topology.get<ElasticIp>(id); elasticIp && elasticIp->publicIp)
            released.insert(*elasticIp->publicIp);
    for (const Id& id : doomed) {
        after.topology.erase(id);
        after.notes.erase(id);
    }
    std::vector<Resource> changed;
    after.topology.forEachResource([&](const ResourcePtr& resource) {
        Resource without = withoutPublicAddresses(withoutReferences(*resource, doomed), released);
        if (!(without == *resource))
            changed.push_back(std::move(without));
    });
    for (Resource& resource : changed)
        after.topology.set(std::move(resource));
    std::vector<Id> approvals;
    for (const auto& [id, approval] : after.approvals)
        if (isApprovalOf(id, doomed))
            approvals.push_back(id);
    for (const Id& id : approvals)
        after.approvals.erase(id);
    dropStalePlaces(after);
    return after;
}

} // namespace waylight::edit
