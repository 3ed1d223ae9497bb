// SPDX-License-Identifier: MIT
#include "core/edit/paste_links.h"

#include "core/edit/addresses.h"
#include "core/edit/balancer.h"
#include "core/edit/connection.h"
#include "core/edit/membership.h"
#include "core/model/references.h"

#include <algorithm>

namespace waylight::edit {
namespace {

class Settler {
public:
    Settler(Topology& topology, std::vector<Id>& pasted, const Topology& before)
        : m_topology(topology), m_pasted(pasted), m_before(before), m_isPasted(pasted.begin(), pasted.end()) {}

    std::vector<LostReference> settle() {
        for (const Id& id : m_pasted)
            dropLost(id);
        completeEndpoints();
        completeBalancers();
        dropLooseInterfaces();
        for (const Id& id : m_pasted)
            giveGroup(id);
        return std::move(m_lost);
    }

private:
    /// True when something that was pasted may refer to something that was there.
    bool fits(const Resource& resource, const Resource& target) const {
        const Id& id = base(target).id;
        if (std::holds_alternative<TransitGatewayAttachment>(target))
            return false; // of another gateway
        if (std::holds_alternative<RouteTable>(resource) &&
            (std::holds_alternative<TransitGateway>(target) || std::holds_alternative<VpcPeering>(target)))
            return !joinsBetween(m_topology, vpcOf(m_topology, resource), id).empty();
        const Id there = vpcOf(m_topology, target);
        if (there.empty())
            return true;
        const Id here = vpcOf(m_topology, resource);
        return here.empty() || here == there;
    }

    void dropLost(const Id& id) {
        Resource resource = *m_topology.find(id);
        std::set<Id> lost;
        forEachReference(resource, [&](const Reference& reference) {
            if (m_isPasted.contains(reference.target) || reference.target == "local")
                return;
            const ResourcePtr target = m_before.find(reference.target);
            if (!target || (reference.kind && *reference.kind != target->index()) || !fits(resource, *target))
                lost.insert(reference.target);
        });
        if (auto* group = std::get_if<TargetGroup>(&resource))
            std::erase_if(group->targets, [&](const Target& each) { return isLostTarget(*group, each); });
        for (const Id& target : lost) {
            resource = withReference(resource, target, {});
            const LostReference what{wholeName(id), nameOf(m_before, target)};
            if (std::find(m_lost.begin(), m_lost.end(), what) == m_lost.end())
                m_lost.push_back(what);
        }
        if (!(resource == *m_topology.find(id)))
            m_topology.set(std::move(resource));
    }

    /// An instance of another VPC, or none; addresses and what is outside the design stay.
    bool isLostTarget(const TargetGroup& group, const Target& target) const {
        if (group.targetType != "instance" || m_isPasted.contains(target.target))
            return false;
        const Instance* instance = m_topology.get<Instance>(target.target);
        return !instance || (group.vpc && vpcOf(m_topology, *instance) != group.vpc.id);
    }

    std::string wholeName(const Id& id) const {
        const Id whole = wholeOf(m_topology, id);
        return nameOf(m_topology, whole.empty() ? id : whole);
    }

    void erase(const std::set<Id>& gone) {
        if (gone.empty())
            return;
        for (const Id& id : gone) {
            m_topology.erase(id);
            m_isPasted.erase(id);
        }
        std::erase_if(m_pasted, [&](const Id& id) { return gone.contains(id); });
        for (const Id& id : m_pasted) {
            Resource resource = *m_topology.find(id);
            for (const Id& each : gone)
                resource = withReference(resource, each, {});
            if (!(resource == *m_topology.find(id)))
                m_topology.set(std::move(resource));
        }
    }

    /// The interfaces of an endpoint are in its subnets.
    void completeEndpoints() {
        std::set<Id> gone;
        for (const Id& id : m_pasted)
            if (const auto* endpoint = m_topology.get<VpcEndpoint>(id))
                for (const auto& ref : endpoint->interfaces)
                    if (const auto* interface = m_topology.get(ref);
                        interface && !refersTo(endpoint->subnets, interface->subnet.id))
                        gone.insert(ref.id);
        erase(gone);
    }

    void completeBalancers() {
        const std::vector<Id> pasted = m_pasted;
        for (const Id& id : pasted) {
            const auto* found = m_topology.get<LoadBalancer>(id);
            if (!found)
                continue;
            LoadBalancer balancer = *found;
            if (balancer.subnets.empty())
                balancer.subnets = subnetInEachZone(m_topology, balancer.vpc.id,
                                                    balancer.scheme == LoadBalancerScheme::InternetFacing);
            if (const Id group = defaultGroup(m_topology, balancer.vpc.id); balancer.groups.empty() && !group.empty())
                balancer.groups = {group};
            m_topology.set(std::move(balancer));
            fitInterfaces(m_topology, id);
        }
        std::erase_if(m_pasted, [&](const Id& id) { return !m_topology.contains(id); });
    }

    void dropLooseInterfaces() {
        std::set<Id> gone;
        for (const Id& id : m_pasted)
            if (const auto* interface = m_topology.get<NetworkInterface>(id);
                interface && !m_topology.get(interface->subnet))
                gone.insert(id);
        erase(gone);
    }

    void giveGroup(const Id& id) {
        const auto* found = m_topology.get<NetworkInterface>(id);
        if (!found || !found->groups.empty() || found->host().empty())
            return;
        NetworkInterface interface = *found;
        if (const Id group = defaultGroup(m_topology, vpcOf(m_topology, interface)); !group.empty())
            interface.groups = {group};
        m_topology.set(std::move(interface));
    }

    Topology& m_topology;
    std::vector<Id>& m_pasted;
    const Topology& m_before;
    std::set<Id> m_isPasted;
    std::vector<LostReference> m_lost;
};

} // namespace

std::vector<LostReference> settleLinks(Topology& topology, std::vector<Id>& pasted, const Topology& before) {
    return Settler(topology, pasted, before).settle();
}

} // namespace waylight::edit
