// SPDX-License-Identifier: MIT
#include "core/edit/ownership.h"

#include "core/edit/parents.h"
#include "core/model/balancer_interfaces.h"
#include "core/model/references.h"

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

} // namespace

Ownership::Ownership(const Topology& topology) : m_owned(ownership(topology)) {}

std::set<Id> Ownership::withOwned(const std::vector<Id>& ids) const {
    std::set<Id> found;
    std::vector<Id> open(ids.begin(), ids.end());
    while (!open.empty()) {
        const Id id = std::move(open.back());
        open.pop_back();
        if (id.empty() || !found.insert(id).second)
            continue;
        const auto [first, last] = m_owned.equal_range(id);
        for (auto at = first; at != last; ++at)
            open.push_back(at->second);
    }
    return found;
}

} // namespace waylight::edit
