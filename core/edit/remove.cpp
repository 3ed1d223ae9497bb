// SPDX-License-Identifier: MIT
#include "core/edit/edits.h"
#include "core/edit/geometry.h"
#include "core/edit/parents.h"
#include "core/model/balancer_interfaces.h"
#include "core/model/references.h"

#include <algorithm>
#include <map>
#include <set>

namespace waylight::edit {
namespace {

/// What joins networks goes with either of them; a target group and an endpoint service with the only load balancer
/// that they have.
void addNetworkOwnership(const Topology& topology, std::multimap<Id, Id>& owned) {
    topology.forEach<TransitGatewayAttachment>([&](const TransitGatewayAttachment& attachment) {
        owned.emplace(attachment.transitGateway.id, attachment.id);
        owned.emplace(attachment.resource.id, attachment.id);
    });
    topology.forEach<TransitGatewayRouteTable>(
        [&](const TransitGatewayRouteTable& table) { owned.emplace(table.transitGateway.id, table.id); });
    topology.forEach<VpcPeering>([&](const VpcPeering& peering) {
        owned.emplace(peering.requester.id, peering.id);
        owned.emplace(peering.accepter.id, peering.id);
    });
    topology.forEach<VpnConnection>([&](const VpnConnection& vpn) {
        for (const Id& end : {vpn.vpnGateway.id, vpn.transitGateway.id, vpn.customerGateway.id})
            owned.emplace(end, vpn.id);
    });
    topology.forEach<BlockPublicAccessExclusion>(
        [&](const BlockPublicAccessExclusion& exclusion) { owned.emplace(exclusion.resource.id, exclusion.id); });
    topology.forEach<EndpointService>([&](const EndpointService& service) {
        if (service.loadBalancers.size() == 1)
            owned.emplace(service.loadBalancers.front().id, service.id);
    });
    for (const auto& [interface, balancer] : balancerInterfaces(topology))
        owned.emplace(balancer, interface->id);
    std::map<Id, std::set<Id>> balancers; // by target group
    topology.forEach<Listener>([&](const Listener& listener) {
        for (const auto& group : listener.targetGroups)
            balancers[group.id].insert(listener.loadBalancer.id);
    });
    for (const auto& [group, senders] : balancers)
        if (senders.size() == 1)
            owned.emplace(*senders.begin(), group);
}

/// Who goes when something goes: from an owner (resource or zone) to what lives in it or is part of it.
std::multimap<Id, Id> ownership(const Topology& topology) {
    std::multimap<Id, Id> owned;
    const Parents parents(topology);
    topology.forEachResource([&](const ResourcePtr& resource) {
        const Id& id = base(*resource).id;
        if (const Id container = parents.of(id); !container.empty())
            owned.emplace(container, id);
        forEachReference(*resource, [&](const Reference& reference) {
            // An unattached internet gateway is still one; what is only contained goes with its container above.
            if (reference.partOf || reference.container)
                owned.emplace(reference.target, id);
        });
    });
    topology.forEach<Subnet>(
        [&](const Subnet& subnet) { owned.emplace(zoneId(subnet.vpc.id, subnet.availabilityZone), subnet.id); });
    topology.forEach<NatGateway>([&](const NatGateway& nat) {
        for (const NatAddress& address : nat.addresses) {
            owned.emplace(nat.id, address.allocation.id);
            owned.emplace(nat.id, address.interface.id);
        }
    });
    topology.forEach<VpcEndpoint>([&](const VpcEndpoint& endpoint) {
        for (const auto& interface : endpoint.interfaces)
            owned.emplace(endpoint.id, interface.id);
    });
    topology.forEach<InstanceProfile>([&](const InstanceProfile& profile) {
        if (profile.roles.size() == 1)
            owned.emplace(profile.roles.front().id, profile.id);
    });
    addNetworkOwnership(topology, owned);
    return owned;
}

std::set<Id> closure(const Topology& topology, const std::vector<Id>& ids) {
    const auto owned = ownership(topology);
    std::set<Id> doomed;
    std::vector<Id> open(ids.begin(), ids.end());
    while (!open.empty()) {
        const Id id = std::move(open.back());
        open.pop_back();
        if (id.empty() || !doomed.insert(id).second)
            continue;
        const auto [first, last] = owned.equal_range(id);
        for (auto at = first; at != last; ++at)
            open.push_back(at->second);
    }
    return doomed;
}

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
    const std::set<Id> doomed = closure(design.topology, ids);
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
