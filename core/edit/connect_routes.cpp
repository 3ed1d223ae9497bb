// SPDX-License-Identifier: MIT
#include "core/base/message_ids.h"
#include "core/edit/connection.h"
#include "core/edit/membership.h"

namespace waylight::edit {
namespace {

using Blocks = std::vector<Cidr>;

Blocks everything(IpFamily family = IpFamily::V4) {
    return {Cidr::all(family)};
}

std::string listed(const Blocks& blocks) {
    std::string text;
    for (const Cidr& block : blocks)
        text += (text.empty() ? "" : ", ") + block.toString();
    return text;
}

/// The table with routes to `target`, in place of those that it has to the same destinations.
Outcome withRoutes(const RouteTable& table, const ResourceBase& target, const Blocks& destinations) {
    RouteTable after = table;
    for (const Cidr& destination : destinations) {
        auto route = std::find_if(after.routes.begin(), after.routes.end(),
                                  [&](const Route& each) { return each.destination == destination; });
        if (route == after.routes.end())
            route = after.routes.insert(after.routes.end(),
                                        Route{.destination = destination, .prefixList = {}, .target = {}, .extra = {}});
        route->target = target.id;
        route->state = RouteState::Active;
        route->origin = RouteOrigin::Static;
    }
    if (after == table)
        return already(table, target);
    return Connection{
        message(MessageId::TableWillRouteTo, displayName(table), displayName(target), listed(destinations)), {after}};
}

/// A target in the table's own VPC.
template <class T>
Outcome withRoutesInside(const Topology& topology, const RouteTable& table, const T& target,
                         const Blocks& destinations) {
    if (vpcOf(topology, target) != table.vpc.id)
        return otherVpc(table, target);
    return withRoutes(table, target, destinations);
}

/// The networks behind the customer gateways that a VPN gateway is connected with.
Blocks customerNetworks(const Topology& topology, const VpnGateway& gateway) {
    Blocks blocks;
    const auto add = [&](const Cidr& block) {
        if (std::find(blocks.begin(), blocks.end(), block) == blocks.end())
            blocks.push_back(block);
    };
    topology.forEach<VpnConnection>([&](const VpnConnection& vpn) {
        if (vpn.vpnGateway.id != gateway.id)
            return;
        for (const VpnRoute& route : vpn.routes)
            if (route.destination)
                add(*route.destination);
        if (const CustomerGateway* customer = topology.get(vpn.customerGateway); customer && !vpn.staticRoutesOnly)
            for (const Cidr& block : customer->cidrs)
                add(block);
    });
    return blocks;
}

/// The blocks of one side of a peering connection that the other side can use: IPv6 only where it has IPv6 itself.
Blocks peerBlocks(const Topology& topology, const Ref<Vpc>& peer, const Blocks& told, const Ref<Vpc>& own) {
    Blocks blocks = told;
    if (const Vpc* vpc = topology.get(peer)) {
        blocks = vpc->cidrs;
        blocks.insert(blocks.end(), vpc->ipv6Cidrs.begin(), vpc->ipv6Cidrs.end());
    }
    if (const Vpc* vpc = topology.get(own); vpc && vpc->ipv6Cidrs.empty())
        std::erase_if(blocks, [](const Cidr& block) { return block.family() == IpFamily::V6; });
    return blocks;
}

} // namespace

Outcome connects(const Topology& topology, const RouteTable& table, const InternetGateway& gateway) {
    return withRoutesInside(topology, table, gateway, everything());
}

Outcome connects(const Topology& topology, const RouteTable& table, const EgressOnlyInternetGateway& gateway) {
    return withRoutesInside(topology, table, gateway, everything(IpFamily::V6));
}

Outcome connects(const Topology& topology, const RouteTable& table, const NatGateway& nat) {
    return withRoutesInside(topology, table, nat, everything());
}

Outcome connects(const Topology& topology, const RouteTable& table, const VpnGateway& gateway) {
    const Blocks networks = customerNetworks(topology, gateway);
    return withRoutesInside(topology, table, gateway, networks.empty() ? everything() : networks);
}

Outcome connects(const Topology& topology, const RouteTable& table, const VpcPeering& peering) {
    if (table.vpc != peering.requester && table.vpc != peering.accepter)
        return message(MessageId::TableOutsidePeering, displayName(table), nameOf(topology, table.vpc.id),
                       displayName(peering));
    const bool asks = table.vpc == peering.requester;
    const Blocks blocks = peerBlocks(topology, asks ? peering.accepter : peering.requester,
                                     asks ? peering.accepterCidrs : peering.requesterCidrs, table.vpc);
    if (blocks.empty())
        return message(MessageId::PeeringBlocksUnknown, displayName(peering));
    return withRoutes(table, peering, blocks);
}

Outcome connects(const Topology& topology, const RouteTable& table, const TransitGateway& gateway) {
    if (joinsBetween(topology, table.vpc.id, gateway.id).empty())
        return message(MessageId::VpcNotAttached, displayName(table), nameOf(topology, table.vpc.id),
                       displayName(gateway));
    return withRoutes(table, gateway, everything());
}

Outcome connects(const Topology& topology, const RouteTable& table, const Instance& instance) {
    const auto interfaces = interfacesOf(topology, instance.id);
    if (interfaces.empty())
        return message(MessageId::InstanceWithoutInterface, displayName(instance));
    NetworkInterface primary = *interfaces.front();
    primary.name = displayName(instance);
    return connects(topology, table, primary);
}

Outcome connects(const Topology& topology, const RouteTable& table, const NetworkInterface& interface) {
    if (vpcOf(topology, interface) == table.vpc.id && interface.sourceDestCheck)
        return message(MessageId::MiddleboxChecks, displayName(interface));
    return withRoutesInside(topology, table, interface, everything());
}

Outcome connects(const Topology& topology, const RouteTable& table, const VpcEndpoint& endpoint) {
    if (endpoint.type == EndpointType::GatewayLoadBalancer)
        return withRoutesInside(topology, table, endpoint, everything());
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

} // namespace waylight::edit
