// SPDX-License-Identifier: MIT
#include "core/base/message_ids.h"
#include "core/edit/connection.h"
#include "core/edit/edits.h"
#include "core/edit/geometry.h"
#include "core/edit/membership.h"
#include "core/model/effective_routes.h"

namespace waylight::edit {

Message already(const ResourceBase& a, const ResourceBase& b) {
    return message(MessageId::AlreadyConnected, displayName(a), displayName(b));
}
Message otherVpc(const ResourceBase& a, const ResourceBase& b) {
    return message(MessageId::OtherVpc, displayName(a), displayName(b));
}

namespace {

using edit::connects;

Outcome connects(const Topology& topology, const Subnet& subnet, const RouteTable& table) {
    if (subnet.vpc != table.vpc)
        return otherVpc(subnet, table);
    if (const RouteTable* applies = routeTableOf(topology, subnet); subnet.routeTable && applies == &table)
        return already(subnet, table);
    Subnet after = subnet;
    after.routeTable = table.id;
    return Connection{message(MessageId::SubnetWillUseTable, displayName(subnet), displayName(table)), {after}};
}

Outcome connects(const Topology&, const Subnet& subnet, const NetworkAcl& acl) {
    if (subnet.vpc != acl.vpc)
        return otherVpc(subnet, acl);
    if (subnet.networkAcl.id == acl.id)
        return already(subnet, acl);
    Subnet after = subnet;
    after.networkAcl = acl.id;
    return Connection{message(MessageId::SubnetWillUseAcl, displayName(subnet), displayName(acl)), {after}};
}

Outcome connects(const Topology& topology, const Instance& instance, const SecurityGroup& group) {
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

Outcome connects(const Topology& topology, const Instance& instance, const Role& role) {
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

/// A detached gateway is attached to the VPC.
template <class Gateway>
requires std::is_same_v<Gateway, InternetGateway> || std::is_same_v<Gateway, EgressOnlyInternetGateway> ||
    std::is_same_v<Gateway, VpnGateway>
        Outcome connects(const Topology& topology, const Gateway& gateway, const Vpc& vpc) {
    if (gateway.vpc.id == vpc.id)
        return already(gateway, vpc);
    if (gateway.vpc)
        return message(MessageId::UsedInVpc, displayName(gateway), nameOf(topology, gateway.vpc.id));
    const auto plan = planFor(topology, kindOf<Gateway>, vpc.id);
    if (!plan)
        return plan.error();
    Gateway after = gateway;
    after.vpc = vpc.id;
    after.region = vpc.region;
    return Connection{message(MessageId::GatewayWillAttach, displayName(gateway), displayName(vpc)), {after}};
}

/// A subnet has no way of its own to a gateway: names the table to use instead.
template <class Target>
Outcome connects(const Topology& topology, const Subnet& subnet, const Target& target) {
    const RouteTable* table = routeTableOf(topology, subnet);
    return message(MessageId::ConnectsByRouteTable, displayName(target),
                   table ? displayName(*table) : std::string("?"));
}

template <class A, class B>
struct Pair {};
/// What can be connected, or has a reason of its own why not.
using Pairs =
    std::tuple<Pair<Subnet, RouteTable>, Pair<Subnet, NetworkAcl>, Pair<RouteTable, VpcEndpoint>,
               Pair<RouteTable, InternetGateway>, Pair<RouteTable, EgressOnlyInternetGateway>,
               Pair<RouteTable, NatGateway>, Pair<RouteTable, VpnGateway>, Pair<RouteTable, VpcPeering>,
               Pair<RouteTable, TransitGateway>, Pair<RouteTable, Instance>, Pair<RouteTable, NetworkInterface>,
               Pair<Instance, SecurityGroup>, Pair<Instance, Role>, Pair<LoadBalancer, Instance>,
               Pair<LambdaFunction, SecurityGroup>, Pair<LambdaFunction, Role>, Pair<LambdaFunction, Subnet>,
               Pair<InternetGateway, Vpc>, Pair<EgressOnlyInternetGateway, Vpc>, Pair<VpnGateway, Vpc>, Pair<Vpc, Vpc>,
               Pair<Vpc, TransitGateway>, Pair<TransitGateway, TransitGateway>, Pair<VpnGateway, CustomerGateway>,
               Pair<TransitGateway, CustomerGateway>, Pair<Subnet, VpcEndpoint>, Pair<Subnet, InternetGateway>,
               Pair<Subnet, EgressOnlyInternetGateway>, Pair<Subnet, NatGateway>, Pair<Subnet, VpnGateway>,
               Pair<Subnet, VpcPeering>, Pair<Subnet, TransitGateway>>;

/// A zone is a part of its VPC's box.
Id meant(const Topology& topology, const Id& id) {
    const auto zone = parsedZoneId(id);
    return zone && !topology.contains(id) ? zone->vpc : id;
}

Outcome connection(const Topology& topology, const Id& from, const Id& to) {
    for (const Id& id : {from, to})
        if (!topology.contains(id))
            return message(MessageId::NothingThere, nameOf(topology, id));
    Outcome outcome = message(MessageId::NothingConnects, nameOf(topology, from), nameOf(topology, to));
    const auto tryPair = [&]<class A, class B>(Pair<A, B>) {
        const A* a = nullptr;
        const B* b = nullptr;
        if (!pairOf(topology, from, to, a, b))
            return false;
        outcome = connects(topology, *a, *b);
        return true;
    };
    std::apply([&](auto... pairs) { (tryPair(pairs) || ...); }, Pairs());
    return outcome;
}

/// What became drawn by connecting stands between the two that it joins.
Design withNewPlaces(const Design& before, Design after, const std::vector<Resource>& changed, const Id& from,
                     const Id& to) {
    for (const Resource& resource : changed) {
        const Id& id = base(resource).id;
        const bool drawn = typeInfo(resource).drawn != Drawn::Hidden && typeInfo(resource).drawn != Drawn::Attached;
        if (!drawn || before.topology.contains(id))
            continue;
        after.layout = completedLayout(before);
        const auto a = absoluteRect(before.topology, after.layout, from);
        const auto b = absoluteRect(before.topology, after.layout, to);
        const Rect size = newBox(after, id);
        if (a && b)
            put(after, id,
                {(a->x + a->right() + b->x + b->right()) / 4 - size.width / 2,
                 (a->y + a->bottom() + b->y + b->bottom()) / 4 - size.height / 2},
                size);
        after = withCompleteLayout(std::move(after));
    }
    return after;
}

} // namespace

DropPreview previewConnect(const Design& design, const Id& from, const Id& to) {
    const Outcome outcome = connection(design.topology, meant(design.topology, from), meant(design.topology, to));
    return outcome ? DropPreview{true, outcome->says} : DropPreview{false, outcome.error().message};
}

Result<Design> connected(const Design& design, const Id& from, const Id& to) {
    const Id a = meant(design.topology, from);
    const Id b = meant(design.topology, to);
    const Outcome outcome = connection(design.topology, a, b);
    if (!outcome)
        return outcome.error();
    Design after = design;
    for (const Resource& resource : outcome->changed)
        after.topology.set(resource);
    return withNewPlaces(design, std::move(after), outcome->changed, a, b);
}

} // namespace waylight::edit
