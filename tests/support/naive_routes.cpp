// SPDX-License-Identifier: MIT
#include "tests/support/naive_routes.h"

#include <algorithm>

using namespace waylight;

namespace naive {
namespace {

/// The order among routes with equal blocks.
enum Rank { Local, Static, List, Propagated, PropagatedVpn };

/// A route with one block.
struct Candidate {
    Cidr block;
    Rank rank = Static;
    Id target;
    bool blackhole = false;
};

bool comesByItself(const Route& route) {
    return route.origin == RouteOrigin::Propagated || route.origin == RouteOrigin::Advertised;
}

bool isLocalBlock(const Vpc& vpc, const Cidr& block) {
    const std::vector<Cidr> blocks = blocksOf(vpc);
    return std::any_of(blocks.begin(), blocks.end(), [&](const Cidr& local) { return local.contains(block); });
}

/// R2: one local route for each block of the VPC, unless a route with that destination is stored in its place.
void addLocalRoutes(const RouteTable& table, const Vpc& vpc, std::vector<Candidate>& candidates) {
    for (const Cidr& block : blocksOf(vpc)) {
        const bool replaced = std::any_of(table.routes.begin(), table.routes.end(), [&](const Route& route) {
            return route.destination == block && !comesByItself(route) && route.state != RouteState::Filtered;
        });
        if (!replaced)
            candidates.push_back({block, Local, "local", false});
    }
}

bool addressTypeCovers(const std::string& ipAddressType, IpFamily family) {
    if (ipAddressType == "dualstack")
        return true;
    return (ipAddressType == "ipv6") == (family == IpFamily::V6);
}

/// G2: a gateway endpoint's route from its service's prefix list. False when the list is not known.
bool addEndpointRoutes(const Topology& topology, const RouteTable& table, const IpAddress& destination,
                       std::vector<Candidate>& candidates) {
    bool known = true;
    topology.forEach<VpcEndpoint>([&](const VpcEndpoint& endpoint) {
        const bool associated = std::find(endpoint.routeTables.begin(), endpoint.routeTables.end(),
                                          Ref<RouteTable>(table.id)) != endpoint.routeTables.end();
        if (endpoint.type != EndpointType::Gateway || !associated ||
            !addressTypeCovers(endpoint.ipAddressType, destination.family()))
            return;
        const PrefixList* list = listNamed(topology, endpoint.service);
        known = known && list;
        if (list)
            for (const Cidr& block : list->cidrs)
                candidates.push_back({block, List, endpoint.id, false});
    });
    return known;
}

/// The routes that are stored, with prefix lists expanded. False when a list is not known.
bool addStoredRoutes(const Topology& topology, const RouteTable& table, const Vpc& vpc,
                     std::vector<Candidate>& candidates) {
    bool known = true;
    for (const Route& route : table.routes) {
        const bool blackhole = route.state == RouteState::Blackhole;
        if (route.state == RouteState::Filtered)
            continue;
        if (route.destination) {
            const bool propagated = comesByItself(route);
            if (!propagated || !isLocalBlock(vpc, *route.destination)) // R5
                candidates.push_back(
                    {*route.destination, propagated ? Propagated : Static, route.target.id, blackhole});
            continue;
        }
        const PrefixList* list = topology.get(route.prefixList);
        known = known && list;
        if (list)
            for (const Cidr& block : list->cidrs)
                candidates.push_back({block, List, route.target.id, blackhole});
    }
    return known;
}

/// R4 and R7: the longest block, then the lowest rank; two prefix lists with one block and different targets are not
/// decided.
Choice best(const std::vector<Candidate>& candidates, const IpAddress& destination) {
    const Candidate* winner = nullptr;
    for (const Candidate& each : candidates)
        if (each.block.contains(destination) &&
            (!winner || each.block.length() > winner->block.length() ||
             (each.block.length() == winner->block.length() && each.rank < winner->rank)))
            winner = &each;
    if (!winner)
        return {Choice::NoRoute, {}};
    for (const Candidate& each : candidates)
        if (winner->rank == List && each.rank == List && each.block == winner->block && each.target != winner->target)
            return {Choice::Unknown, {}};
    return {winner->blackhole ? Choice::Blackhole : Choice::Found, winner->target};
}

bool worksAsVpcAttachment(const TransitGatewayAttachment& attachment) {
    return attachment.attachmentType == AttachmentType::Vpc && isAvailable(attachment.state);
}

/// The blocks that an attachment makes known to a table that it propagates to. None: they are not in the design.
std::optional<std::vector<Cidr>> propagatedBlocks(const Topology& topology,
                                                  const TransitGatewayAttachment& attachment) {
    if (!isAvailable(attachment.state))
        return std::vector<Cidr>();
    if (worksAsVpcAttachment(attachment)) {
        const Vpc* vpc = topology.get<Vpc>(attachment.resource.id);
        return vpc ? std::optional(blocksOf(*vpc)) : std::nullopt;
    }
    if (attachment.attachmentType == AttachmentType::Peering || attachment.attachmentType == AttachmentType::TgwPeering)
        return std::vector<Cidr>(); // known by static routes only
    if (attachment.attachmentType != AttachmentType::Vpn)
        return std::nullopt;
    const VpnConnection* connection = topology.get<VpnConnection>(attachment.resource.id);
    if (!connection)
        return std::nullopt;
    std::vector<Cidr> blocks;
    if (connection->staticRoutesOnly) {
        for (const VpnRoute& route : connection->routes)
            if (route.destination && isAvailable(route.state))
                blocks.push_back(*route.destination);
        return blocks;
    }
    const CustomerGateway* customer = topology.get(connection->customerGateway);
    return customer && !customer->cidrs.empty() ? std::optional(customer->cidrs) : std::nullopt;
}

} // namespace

Choice chooseRoute(const Topology& topology, const RouteTable& table, const Vpc& vpc, const IpAddress& destination) {
    std::vector<Candidate> candidates;
    addLocalRoutes(table, vpc, candidates);
    const bool endpointsKnown = addEndpointRoutes(topology, table, destination, candidates);
    const bool listsKnown = addStoredRoutes(topology, table, vpc, candidates);
    const Choice choice = best(candidates, destination);
    return (endpointsKnown && listsKnown) || choice.target == "local" ? choice : Choice{Choice::Unknown, {}};
}

Choice chooseTransitRoute(const Topology& topology, const TransitGatewayRouteTable& table,
                          const IpAddress& destination) {
    std::vector<Candidate> candidates;
    bool allKnown = !isUnknown(table, "routes") && !isUnknown(table, "propagations");
    for (const TransitGatewayRoute& route : table.routes) {
        const bool blackhole = route.state == RouteState::Blackhole || !route.attachment;
        if (route.destination)
            candidates.push_back({*route.destination, Static, route.attachment.id, blackhole});
        else if (const PrefixList* list = topology.get(route.prefixList))
            for (const Cidr& block : list->cidrs)
                candidates.push_back({block, List, route.attachment.id, blackhole});
        else
            return {Choice::Unknown, {}};
    }
    for (const Ref<TransitGatewayAttachment>& ref : table.propagations) {
        const TransitGatewayAttachment* attachment = topology.get(ref);
        const std::optional<std::vector<Cidr>> blocks =
            attachment ? propagatedBlocks(topology, *attachment) : std::nullopt;
        allKnown = allKnown && blocks;
        for (const Cidr& block : blocks.value_or(std::vector<Cidr>()))
            candidates.push_back(
                {block, worksAsVpcAttachment(*attachment) ? Propagated : PropagatedVpn, ref.id, false});
    }
    const Choice choice = best(candidates, destination);
    return choice.kind == Choice::NoRoute && !allKnown ? Choice{Choice::Unknown, {}} : choice;
}

Carries vpnCarries(const Topology& topology, const VpnConnection& connection, const IpAddress& destination) {
    if (!isAvailable(connection.state))
        return Carries::No; // that both tunnels are down is a reading of the moment
    std::vector<Cidr> networks;
    if (connection.staticRoutesOnly) {
        for (const VpnRoute& route : connection.routes)
            if (route.destination && isAvailable(route.state))
                networks.push_back(*route.destination);
        return contains(networks, destination) ? Carries::Yes : Carries::No;
    }
    if (const CustomerGateway* customer = topology.get(connection.customerGateway))
        networks = customer->cidrs;
    topology.forEach<RouteTable>([&](const RouteTable& table) {
        for (const Route& route : table.routes)
            if (route.origin == RouteOrigin::Propagated && route.destination && connection.vpnGateway &&
                route.target.id == connection.vpnGateway.id)
                networks.push_back(*route.destination);
    });
    if (networks.empty())
        return Carries::NotKnown;
    return contains(networks, destination) ? Carries::Yes : Carries::No;
}

} // namespace naive
