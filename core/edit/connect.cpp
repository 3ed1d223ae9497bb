// SPDX-License-Identifier: MIT
#include "core/base/message_ids.h"
#include "core/edit/edits.h"
#include "core/edit/membership.h"
#include "core/model/effective_routes.h"

#include <algorithm>

namespace waylight::edit {
namespace {

/// What connecting would do: the sentence, and the resource as it would be afterwards.
struct Connection {
    Message says;
    std::vector<Resource> changed;
};
using Outcome = Result<Connection>;

/// Tells which of two elements is which, whatever the order of the gesture.
template <class A, class B>
bool pairOf(const Topology& topology, const Id& from, const Id& to, const A*& a, const B*& b) {
    a = topology.get<A>(from);
    b = topology.get<B>(to);
    if (!a || !b) {
        a = topology.get<A>(to);
        b = topology.get<B>(from);
    }
    return a && b;
}

template <class Refs>
bool refersTo(const Refs& refs, const Id& id) {
    return std::any_of(refs.begin(), refs.end(), [&](const auto& ref) { return ref.id == id; });
}

Message already(const ResourceBase& a, const ResourceBase& b) { return message(MessageId::AlreadyConnected, displayName(a), displayName(b)); }
Message otherVpc(const ResourceBase& a, const ResourceBase& b) { return message(MessageId::OtherVpc, displayName(a), displayName(b)); }

Outcome associate(const Topology& topology, const Subnet& subnet, const RouteTable& table) {
    if (subnet.vpc != table.vpc)
        return otherVpc(subnet, table);
    if (const RouteTable* applies = routeTableOf(topology, subnet); subnet.routeTable && applies == &table)
        return already(subnet, table);
    Subnet after = subnet;
    after.routeTable = table.id;
    return Connection{message(MessageId::SubnetWillUseTable, displayName(subnet), displayName(table)), {after}};
}

Outcome associate(const Topology&, const Subnet& subnet, const NetworkAcl& acl) {
    if (subnet.vpc != acl.vpc)
        return otherVpc(subnet, acl);
    if (subnet.networkAcl.id == acl.id)
        return already(subnet, acl);
    Subnet after = subnet;
    after.networkAcl = acl.id;
    return Connection{message(MessageId::SubnetWillUseAcl, displayName(subnet), displayName(acl)), {after}};
}

Outcome associate(const Topology&, const RouteTable& table, const VpcEndpoint& endpoint) {
    if (endpoint.type != EndpointType::Gateway)
        return message(MessageId::InterfaceEndpointHasNoRoute, displayName(endpoint));
    if (table.vpc != endpoint.vpc)
        return otherVpc(table, endpoint);
    if (refersTo(endpoint.routeTables, table.id))
        return already(table, endpoint);
    VpcEndpoint after = endpoint;
    after.routeTables.emplace_back(table.id);
    return Connection{message(MessageId::TableWillReachEndpoint, displayName(table), displayName(endpoint)), {after}};
}

/// The table with its default route to `target`, in place of the one it may have.
Outcome routeTo(const Topology& topology, const RouteTable& table, const Resource& target) {
    const ResourceBase& gateway = base(target);
    if (vpcOf(topology, target) != table.vpc.id)
        return otherVpc(table, gateway);
    RouteTable after = table;
    const Cidr everywhere = Cidr::all(IpFamily::V4);
    auto route = std::find_if(after.routes.begin(), after.routes.end(), [&](const Route& each) { return each.destination == everywhere; });
    if (route != after.routes.end() && route->target.id == gateway.id && route->state == RouteState::Active)
        return already(table, gateway);
    if (route == after.routes.end())
        route = after.routes.insert(after.routes.end(), Route{.destination = everywhere, .prefixList = {}, .target = {}, .extra = {}});
    route->target = gateway.id;
    route->state = RouteState::Active;
    return Connection{message(MessageId::TableWillRouteTo, displayName(table), displayName(gateway)), {after}};
}

Outcome join(const Topology& topology, const Instance& instance, const SecurityGroup& group) {
    const auto interfaces = interfacesOf(topology, instance.id);
    if (interfaces.empty())
        return message(MessageId::InstanceWithoutInterface, displayName(instance));
    if (vpcOf(topology, instance) != group.vpc.id)
        return otherVpc(instance, group);
    NetworkInterface primary = *interfaces.front();
    if (refersTo(primary.groups, group.id))
        return already(instance, group);
    primary.groups.emplace_back(group.id);
    return Connection{message(MessageId::InstanceWillJoinGroup, displayName(instance), displayName(group)), {primary}};
}

const InstanceProfile* profileOf(const Topology& topology, const Id& role) {
    const InstanceProfile* found = nullptr;
    topology.forEach<InstanceProfile>([&](const InstanceProfile& profile) {
        if (!found && refersTo(profile.roles, role))
            found = &profile;
    });
    return found;
}

Outcome actAs(const Topology& topology, const Instance& instance, const Role& role) {
    Connection connection{message(MessageId::InstanceWillActAs, displayName(instance), displayName(role)), {}};
    InstanceProfile profile;
    if (const InstanceProfile* existing = profileOf(topology, role.id)) {
        profile = *existing;
    } else {
        profile.id = freeId(topology, typeInfo(kindOf<InstanceProfile>).idPrefix);
        profile.name = displayName(role);
        profile.account = role.account;
        profile.roles = {role.id};
        connection.changed.emplace_back(profile);
    }
    if (instance.profile.id == profile.id)
        return already(instance, role);
    Instance after = instance;
    after.profile = profile.id;
    connection.changed.emplace_back(std::move(after));
    return connection;
}

Outcome attach(const Topology& topology, const InternetGateway& gateway, const Vpc& vpc) {
    if (gateway.vpc.id == vpc.id)
        return already(gateway, vpc);
    if (gateway.vpc)
        return message(MessageId::UsedInVpc, displayName(gateway), nameOf(topology, gateway.vpc.id));
    const auto plan = planFor(topology, kindOf<InternetGateway>, vpc.id);
    if (!plan)
        return plan.error();
    InternetGateway after = gateway;
    after.vpc = vpc.id;
    after.region = vpc.region;
    return Connection{message(MessageId::GatewayWillAttach, displayName(gateway), displayName(vpc)), {after}};
}

/// A subnet has no way of its own to a gateway: names the table to use instead.
Message byRouteTable(const Topology& topology, const Subnet& subnet, const Id& gateway) {
    const RouteTable* table = routeTableOf(topology, subnet);
    return message(MessageId::ConnectsByRouteTable, nameOf(topology, gateway), table ? displayName(*table) : std::string("?"));
}

Outcome connection(const Topology& topology, const Id& from, const Id& to) {
    const Subnet* subnet = nullptr;
    const RouteTable* table = nullptr;
    const NetworkAcl* acl = nullptr;
    const VpcEndpoint* endpoint = nullptr;
    const InternetGateway* internetGateway = nullptr;
    const NatGateway* nat = nullptr;
    const Instance* instance = nullptr;
    const SecurityGroup* group = nullptr;
    const Role* role = nullptr;
    const Vpc* vpc = nullptr;
    for (const Id& id : {from, to})
        if (!topology.contains(id))
            return message(MessageId::NothingThere, nameOf(topology, id));
    if (pairOf(topology, from, to, subnet, table))
        return associate(topology, *subnet, *table);
    if (pairOf(topology, from, to, subnet, acl))
        return associate(topology, *subnet, *acl);
    if (pairOf(topology, from, to, table, endpoint))
        return associate(topology, *table, *endpoint);
    if (pairOf(topology, from, to, table, internetGateway))
        return routeTo(topology, *table, *internetGateway);
    if (pairOf(topology, from, to, table, nat))
        return routeTo(topology, *table, *nat);
    if (pairOf(topology, from, to, instance, group))
        return join(topology, *instance, *group);
    if (pairOf(topology, from, to, instance, role))
        return actAs(topology, *instance, *role);
    if (pairOf(topology, from, to, internetGateway, vpc))
        return attach(topology, *internetGateway, *vpc);
    if (pairOf(topology, from, to, subnet, endpoint) || pairOf(topology, from, to, subnet, internetGateway) || pairOf(topology, from, to, subnet, nat))
        return byRouteTable(topology, *subnet, subnet->id == from ? to : from);
    return message(MessageId::NothingConnects, nameOf(topology, from), nameOf(topology, to));
}

template <class Refs>
void dropRef(Refs& refs, const Id& id) {
    std::erase_if(refs, [&](const auto& ref) { return ref.id == id; });
}

/// The text by which a route's connector names it.
std::string destinationText(const Route& route) {
    return route.destination ? route.destination->toString() : route.prefixList.id;
}

Result<Resource> withoutRoutes(const RouteTable& table, const Id& target, const std::string& label, const Message& refusal) {
    RouteTable after = table;
    const bool named = std::any_of(table.routes.begin(), table.routes.end(), [&](const Route& each) { return each.target.id == target && destinationText(each) == label; });
    std::erase_if(after.routes, [&](const Route& each) { return each.target.id == target && (!named || destinationText(each) == label); });
    if (after == table)
        return refusal;
    return Resource(std::move(after));
}

Result<Resource> withoutGroup(const Topology& topology, const Instance& instance, const SecurityGroup& group, const Message& refusal) {
    for (const NetworkInterface* each : interfacesOf(topology, instance.id)) {
        if (!refersTo(each->groups, group.id))
            continue;
        if (each->groups.size() == 1)
            return message(MessageId::LastSecurityGroup, displayName(group), displayName(instance));
        NetworkInterface after = *each;
        dropRef(after.groups, group.id);
        return Resource(std::move(after));
    }
    return refusal;
}

/// The resource that said the connection, without it.
Result<Resource> disconnection(const Topology& topology, const Id& from, const Id& to, const std::string& label) {
    const Subnet* subnet = nullptr;
    const RouteTable* table = nullptr;
    const NetworkAcl* acl = nullptr;
    const VpcEndpoint* endpoint = nullptr;
    const InternetGateway* internetGateway = nullptr;
    const NatGateway* nat = nullptr;
    const Instance* instance = nullptr;
    const SecurityGroup* group = nullptr;
    const Role* role = nullptr;
    const Message refusal = message(MessageId::NotConnected, nameOf(topology, from), nameOf(topology, to));
    if (pairOf(topology, from, to, subnet, table) && subnet->routeTable.id == table->id) {
        Subnet after = *subnet;
        after.routeTable = {};
        return Resource(std::move(after));
    }
    if (pairOf(topology, from, to, subnet, acl) && subnet->networkAcl.id == acl->id) {
        Subnet after = *subnet;
        after.networkAcl = {};
        return Resource(std::move(after));
    }
    if (pairOf(topology, from, to, table, endpoint) && refersTo(endpoint->routeTables, table->id)) {
        VpcEndpoint after = *endpoint;
        dropRef(after.routeTables, table->id);
        return Resource(std::move(after));
    }
    if (pairOf(topology, from, to, table, internetGateway))
        return withoutRoutes(*table, internetGateway->id, label, refusal);
    if (pairOf(topology, from, to, table, nat))
        return withoutRoutes(*table, nat->id, label, refusal);
    if (pairOf(topology, from, to, instance, group))
        return withoutGroup(topology, *instance, *group, refusal);
    if (pairOf(topology, from, to, instance, role) && instance->profile) {
        Instance after = *instance;
        after.profile = {};
        return Resource(std::move(after));
    }
    return refusal;
}

} // namespace

DropPreview previewConnect(const Design& design, const Id& from, const Id& to) {
    const Outcome outcome = connection(design.topology, from, to);
    return outcome ? DropPreview{true, outcome->says} : DropPreview{false, outcome.error().message};
}

Result<Design> connected(const Design& design, const Id& from, const Id& to) {
    const Outcome outcome = connection(design.topology, from, to);
    if (!outcome)
        return outcome.error();
    Design after = design;
    for (const Resource& resource : outcome->changed)
        after.topology.set(resource);
    return after;
}

Result<Design> disconnected(const Design& design, const PictureConnector& connector) {
    Result<Resource> changed = disconnection(design.topology, connector.from, connector.to, connector.label);
    if (!changed)
        return changed.error();
    Design after = design;
    after.topology.set(*std::move(changed));
    return after;
}

} // namespace waylight::edit
