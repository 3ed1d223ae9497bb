// SPDX-License-Identifier: MIT
#include "core/base/message_ids.h"
#include "core/edit/connection.h"
#include "core/edit/edits.h"
#include "core/edit/membership.h"

namespace waylight::edit {
namespace {

template <class Refs>
void dropRef(Refs& refs, const Id& id) {
    std::erase_if(refs, [&](const auto& ref) { return ref.id == id; });
}

/// What disconnecting does: a resource without the connection, or removal of what made it.
struct Disconnection {
    std::vector<Resource> changed;
    std::vector<Id> removed;
};
using Without = Result<Disconnection>;

Without changedTo(Resource resource) {
    return Disconnection{{std::move(resource)}, {}};
}

/// The text by which a route's connector names it.
std::string destinationText(const Route& route) {
    return route.destination ? route.destination->toString() : route.prefixList.id;
}

/// The table without the route that the label names, or without all to these targets.
Without withoutRoutes(const RouteTable& table, const std::vector<Id>& targets, const std::string& label,
                      const Message& refusal) {
    RouteTable after = table;
    const auto leads = [&](const Route& route) {
        return std::find(targets.begin(), targets.end(), route.target.id) != targets.end();
    };
    const bool named = std::any_of(table.routes.begin(), table.routes.end(),
                                   [&](const Route& each) { return leads(each) && destinationText(each) == label; });
    std::erase_if(after.routes,
                  [&](const Route& each) { return leads(each) && (!named || destinationText(each) == label); });
    if (after == table)
        return refusal;
    return changedTo(std::move(after));
}

/// An instance's first interface that has the group, or all that a function has, without it.
Without withoutGroup(const Topology& topology, const ResourceBase& host, const SecurityGroup& group,
                     const Message& refusal) {
    Disconnection found;
    for (const NetworkInterface* each : interfacesOf(topology, host.id)) {
        if (!refersTo(each->groups, group.id))
            continue;
        if (each->groups.size() == 1)
            return message(MessageId::LastSecurityGroup, displayName(group), displayName(host));
        NetworkInterface after = *each;
        dropRef(after.groups, group.id);
        found.changed.emplace_back(std::move(after));
        if (each->instance)
            break;
    }
    if (found.changed.empty())
        return refusal;
    return found;
}

/// Without the interface in the subnet, but for the last one.
Without withoutSubnet(const Topology& topology, const LambdaFunction& function, const Subnet& subnet,
                      const Message& refusal) {
    const auto interfaces = interfacesOf(topology, function.id);
    for (const NetworkInterface* each : interfaces)
        if (each->subnet.id == subnet.id && interfaces.size() > 1)
            return Disconnection{{}, {each->id}};
    return refusal;
}

/// The load balancer's target group that names the instance, without it.
Without withoutTarget(const Topology& topology, const LoadBalancer& balancer, const Instance& instance,
                      const Message& refusal) {
    std::vector<std::string> names{instance.id};
    for (const NetworkInterface* interface : interfacesOf(topology, instance.id))
        for (const PrivateAddress& each : interface->addresses)
            if (each.address)
                names.push_back(each.address->toString());
    Without found = refusal;
    topology.forEach<Listener>([&](const Listener& listener) {
        for (const auto& ref : listener.targetGroups) {
            const TargetGroup* group = topology.get(ref);
            if (found || !group || listener.loadBalancer.id != balancer.id)
                continue;
            TargetGroup after = *group;
            std::erase_if(after.targets, [&](const Target& each) {
                return std::find(names.begin(), names.end(), each.target) != names.end();
            });
            if (!(after == *group))
                found = changedTo(std::move(after));
        }
    });
    return found;
}

/// Without what a line between a table and something says: that the table routes what comes from there, or sends to it.
Without withoutTable(const Topology& topology, const RouteTable& table, const Id& other, const std::string& label,
                     const Message& refusal) {
    const Subnet* subnet = topology.get<Subnet>(other);
    if (subnet && subnet->routeTable.id == table.id) {
        Subnet after = *subnet;
        after.routeTable = {};
        return changedTo(std::move(after));
    }
    const VpcEndpoint* endpoint = topology.get<VpcEndpoint>(other);
    if (endpoint && refersTo(endpoint->routeTables, table.id)) {
        VpcEndpoint after = *endpoint;
        dropRef(after.routeTables, table.id);
        return changedTo(std::move(after));
    }
    std::vector<Id> targets{other};
    for (const NetworkInterface* interface : interfacesOf(topology, other))
        targets.push_back(interface->id);
    return withoutRoutes(table, targets, label, refusal);
}

/// Without the edge association of a gateway, or of a regional NAT gateway with its own table.
Without withoutEdge(const Topology& topology, const RouteTable& table, const Id& gateway, const Message& refusal) {
    if (refersTo(table.gateways, gateway)) {
        RouteTable after = table;
        dropRef(after.gateways, gateway);
        return changedTo(std::move(after));
    }
    const NatGateway* nat = topology.get<NatGateway>(gateway);
    if (!nat || nat->routeTable.id != table.id)
        return refusal;
    NatGateway after = *nat;
    after.routeTable = {};
    return changedTo(std::move(after));
}

/// What the connection was, to be taken away.
Without disconnection(const Topology& topology, const Id& from, const Id& to, const std::string& label) {
    const Message refusal = message(MessageId::NotConnected, nameOf(topology, from), nameOf(topology, to));
    if (const RouteTable* table = topology.get<RouteTable>(to))
        if (Without without = withoutEdge(topology, *table, from, refusal))
            return without;
    for (const auto& [table, other] :
         {std::pair(topology.get<RouteTable>(from), to), std::pair(topology.get<RouteTable>(to), from)})
        if (table)
            return withoutTable(topology, *table, other, label, refusal);
    const Subnet* subnet = nullptr;
    const NetworkAcl* acl = nullptr;
    const Instance* instance = nullptr;
    const SecurityGroup* group = nullptr;
    const Role* role = nullptr;
    const LoadBalancer* balancer = nullptr;
    if (pairOf(topology, from, to, subnet, acl) && subnet->networkAcl.id == acl->id) {
        Subnet after = *subnet;
        after.networkAcl = {};
        return changedTo(std::move(after));
    }
    if (pairOf(topology, from, to, instance, group))
        return withoutGroup(topology, *instance, *group, refusal);
    if (pairOf(topology, from, to, instance, role) && instance->profile) {
        Instance after = *instance;
        after.profile = {};
        return changedTo(std::move(after));
    }
    const LambdaFunction* function = nullptr;
    if (pairOf(topology, from, to, function, group))
        return withoutGroup(topology, *function, *group, refusal);
    if (pairOf(topology, from, to, function, subnet))
        return withoutSubnet(topology, *function, *subnet, refusal);
    if (pairOf(topology, from, to, function, role) && function->role.id == role->id) {
        LambdaFunction after = *function;
        after.role = {};
        return changedTo(std::move(after));
    }
    if (pairOf(topology, from, to, balancer, instance))
        return withoutTarget(topology, *balancer, *instance, refusal);
    if (const auto joins = joinsBetween(topology, from, to); !joins.empty())
        return Disconnection{{}, joins};
    return refusal;
}

} // namespace

Result<Design> disconnected(const Design& design, const PictureConnector& connector) {
    const Without without = disconnection(design.topology, connector.from, connector.to, connector.label);
    if (!without)
        return without.error();
    if (!without->removed.empty())
        return removed(design, without->removed);
    Design after = design;
    for (const Resource& resource : without->changed)
        after.topology.set(resource);
    return after;
}

} // namespace waylight::edit
