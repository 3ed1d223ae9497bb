// SPDX-License-Identifier: MIT
#include "core/base/message_ids.h"
#include "core/edit/connection.h"
#include "core/edit/fresh.h"
#include "core/edit/membership.h"
#include "core/model/effective_routes.h"

#include <map>
#include <optional>

namespace waylight::edit {
namespace {

/// An attachment, connection or peering that was taken away stays in AWS's lists for a while.
bool isGone(const std::string& state) {
    constexpr std::string_view words[] = {"delet", "fail", "reject", "expired"}; // deleting, deleted, …
    return std::any_of(std::begin(words), std::end(words),
                       [&](std::string_view word) { return state.starts_with(word); });
}

std::optional<Message> regionsDiffer(const ResourceBase& a, const ResourceBase& b) {
    if (a.region == b.region || a.region.empty() || b.region.empty())
        return std::nullopt;
    return message(MessageId::OtherRegion, displayName(a), a.region, displayName(b), b.region);
}

/// Blocks of two VPCs that overlap; none when all are apart.
std::optional<std::pair<Cidr, Cidr>> overlapOf(const Vpc& a, const Vpc& b) {
    for (const auto& [own, others] : {std::pair(&a.cidrs, &b.cidrs), std::pair(&a.ipv6Cidrs, &b.ipv6Cidrs)})
        for (const Cidr& block : *own)
            for (const Cidr& other : *others)
                if (block.overlaps(other))
                    return std::pair(block, other);
    return std::nullopt;
}

/// The first route table of a transit gateway, or a new one.
TransitGatewayRouteTable firstTableOf(const Topology& topology, const TransitGateway& gateway) {
    const TransitGatewayRouteTable* first = nullptr;
    topology.forEach<TransitGatewayRouteTable>([&](const TransitGatewayRouteTable& table) {
        if (!first && table.transitGateway.id == gateway.id)
            first = &table;
    });
    if (first)
        return *first;
    auto table = fresh<TransitGatewayRouteTable>(topology, gateway.region, gateway.account);
    table.transitGateway = gateway.id;
    return table;
}

/// The blocks of the VPCs attached to a transit gateway.
std::vector<Cidr> blocksBehind(const Topology& topology, const TransitGateway& gateway) {
    std::vector<Cidr> blocks;
    topology.forEach<TransitGatewayAttachment>([&](const TransitGatewayAttachment& attachment) {
        const Vpc* vpc = topology.get<Vpc>(attachment.resource.id);
        if (vpc && attachment.transitGateway.id == gateway.id && !isGone(attachment.state))
            blocks.insert(blocks.end(), vpc->cidrs.begin(), vpc->cidrs.end());
    });
    return blocks;
}

/// The gateway's first table, associated with the peering attachment and with routes through it to the VPCs of the
/// other.
TransitGatewayRouteTable tableTowards(const Topology& topology, const TransitGateway& gateway,
                                      const TransitGateway& other, const Id& attachment) {
    TransitGatewayRouteTable table = firstTableOf(topology, gateway);
    table.associations.emplace_back(attachment);
    for (const Cidr& block : blocksBehind(topology, other))
        if (std::none_of(table.routes.begin(), table.routes.end(),
                         [&](const TransitGatewayRoute& each) { return each.destination == block; }))
            table.routes.push_back({.destination = block, .prefixList = {}, .attachment = attachment, .extra = {}});
    return table;
}

template <class Gateway>
Result<VpnConnection> vpnBetween(const Topology& topology, const Gateway& gateway, const CustomerGateway& customer) {
    if (!joinsBetween(topology, gateway.id, customer.id).empty())
        return already(gateway, customer);
    if (auto refusal = regionsDiffer(gateway, customer))
        return *std::move(refusal);
    auto vpn = fresh<VpnConnection>(topology, gateway.region, gateway.account);
    vpn.customerGateway = customer.id;
    return vpn;
}

} // namespace

std::vector<Ref<Subnet>> subnetInEachZone(const Topology& topology, const Id& vpc, bool preferPublic) {
    std::map<std::string, const Subnet*> byZone;
    topology.forEach<Subnet>([&](const Subnet& subnet) {
        if (subnet.vpc.id != vpc)
            return;
        const Subnet*& chosen = byZone[subnet.availabilityZone];
        if (!chosen ||
            (isPublicSubnet(topology, subnet) == preferPublic && isPublicSubnet(topology, *chosen) != preferPublic))
            chosen = &subnet;
    });
    std::vector<Ref<Subnet>> subnets;
    for (const auto& [zone, subnet] : byZone)
        subnets.emplace_back(subnet->id);
    return subnets;
}

std::vector<Id> joinsBetween(const Topology& topology, const Id& from, const Id& to) {
    std::vector<Id> joins;
    const auto add = [&](const ResourceBase& join, const std::string& state, const Id& a, const Id& b) {
        if (!isGone(state) && ((a == from && b == to) || (a == to && b == from)))
            joins.push_back(join.id);
    };
    topology.forEach<TransitGatewayAttachment>(
        [&](const TransitGatewayAttachment& each) { add(each, each.state, each.resource.id, each.transitGateway.id); });
    topology.forEach<VpcPeering>([&](const VpcPeering& each) {
        add(each, each.state, each.requester.id, each.accepter.id);
        // The symbol stands for the connection: each of its lines means the whole.
        add(each, {}, each.id, each.requester.id);
        add(each, {}, each.id, each.accepter.id);
    });
    topology.forEach<VpnConnection>([&](const VpnConnection& each) {
        add(each, each.state, each.vpnGateway ? each.vpnGateway.id : each.transitGateway.id, each.customerGateway.id);
    });
    return joins;
}

Outcome connects(const Topology& topology, const Vpc& vpc, const Vpc& other) {
    if (vpc.id == other.id)
        return message(MessageId::NothingConnects, displayName(vpc), displayName(other));
    if (!joinsBetween(topology, vpc.id, other.id).empty())
        return already(vpc, other);
    if (const auto blocks = overlapOf(vpc, other))
        return message(MessageId::VpcsOverlap, displayName(vpc), displayName(other), blocks->first.toString(),
                       blocks->second.toString());
    auto peering = fresh<VpcPeering>(topology, vpc.region, vpc.account);
    peering.requester = vpc.id;
    peering.accepter = other.id;
    if (other.account != vpc.account)
        peering.accepterAccount = other.account;
    if (other.region != vpc.region)
        peering.accepterRegion = other.region;
    return Connection{message(MessageId::VpcsWillPeer, displayName(vpc), displayName(other)), {peering}};
}

Outcome connects(const Topology& topology, const Vpc& vpc, const TransitGateway& gateway) {
    if (!joinsBetween(topology, vpc.id, gateway.id).empty())
        return already(vpc, gateway);
    if (auto refusal = regionsDiffer(vpc, gateway))
        return *std::move(refusal);
    auto attachment = fresh<TransitGatewayAttachment>(topology, gateway.region, vpc.account);
    attachment.name = displayName(vpc);
    attachment.transitGateway = gateway.id;
    attachment.resource = vpc.id;
    attachment.subnets = subnetInEachZone(topology, vpc.id, false);
    if (attachment.subnets.empty())
        return message(MessageId::VpcWithoutSubnets, displayName(vpc));
    TransitGatewayRouteTable table = firstTableOf(topology, gateway);
    table.associations.emplace_back(attachment.id);
    table.propagations.emplace_back(attachment.id);
    std::string names;
    for (const auto& subnet : attachment.subnets)
        names += (names.empty() ? "" : ", ") + nameOf(topology, subnet.id);
    return Connection{message(MessageId::VpcWillAttach, displayName(vpc), displayName(gateway), names),
                      {attachment, table}};
}

Outcome connects(const Topology& topology, const TransitGateway& gateway, const TransitGateway& other) {
    if (gateway.id == other.id)
        return message(MessageId::NothingConnects, displayName(gateway), displayName(other));
    if (!joinsBetween(topology, gateway.id, other.id).empty())
        return already(gateway, other);
    auto attachment = fresh<TransitGatewayAttachment>(topology, gateway.region, gateway.account);
    attachment.name = displayName(gateway) + " - " + displayName(other);
    attachment.attachmentType = AttachmentType::Peering;
    attachment.transitGateway = gateway.id;
    attachment.resource = other.id;
    const TransitGatewayRouteTable here = tableTowards(topology, gateway, other, attachment.id);
    Topology withHere = topology; // so that a new table there gets another id
    withHere.set(here);
    const TransitGatewayRouteTable there = tableTowards(withHere, other, gateway, attachment.id);
    return Connection{message(MessageId::GatewaysWillPeer, displayName(gateway), displayName(other)),
                      {attachment, here, there}};
}

Outcome connects(const Topology& topology, const VpnGateway& gateway, const CustomerGateway& customer) {
    const Result<VpnConnection> made = vpnBetween(topology, gateway, customer);
    if (!made)
        return made.error();
    VpnConnection vpn = *made;
    vpn.vpnGateway = gateway.id;
    return Connection{message(MessageId::VpnWillConnect, displayName(gateway), displayName(customer)), {vpn}};
}

Outcome connects(const Topology& topology, const TransitGateway& gateway, const CustomerGateway& customer) {
    const Result<VpnConnection> made = vpnBetween(topology, gateway, customer);
    if (!made)
        return made.error();
    VpnConnection vpn = *made;
    vpn.transitGateway = gateway.id;
    auto attachment = fresh<TransitGatewayAttachment>(topology, gateway.region, gateway.account);
    attachment.name = displayName(customer);
    attachment.attachmentType = AttachmentType::Vpn;
    attachment.transitGateway = gateway.id;
    attachment.resource = vpn.id;
    TransitGatewayRouteTable table = firstTableOf(topology, gateway);
    table.associations.emplace_back(attachment.id);
    table.propagations.emplace_back(attachment.id);
    return Connection{message(MessageId::VpnWillConnect, displayName(gateway), displayName(customer)),
                      {vpn, attachment, table}};
}

} // namespace waylight::edit
