// SPDX-License-Identifier: MIT
#include "tests/support/naive_journey.h"

#include <algorithm>

namespace naive {
namespace {

constexpr int mostGateways = 8;

/// The attachment of a VPC to a transit gateway that works, or null (deleted ones stay in dumps).
const TransitGatewayAttachment* attachmentOf(const Topology& topology, const Id& vpc, const Id& gateway) {
    const TransitGatewayAttachment* found = nullptr;
    topology.forEach<TransitGatewayAttachment>([&](const TransitGatewayAttachment& each) {
        if (!found && each.attachmentType == AttachmentType::Vpc && each.resource.id == vpc &&
            each.transitGateway.id == gateway && isAvailable(each.state))
            found = &each;
    });
    return found;
}

/// The subnets of an attachment in the order of their zones.
std::vector<const Subnet*> subnetsOf(const Topology& topology, const TransitGatewayAttachment& attachment) {
    std::vector<const Subnet*> subnets;
    for (const Ref<Subnet>& ref : attachment.subnets)
        if (const Subnet* subnet = topology.get(ref))
            subnets.push_back(subnet);
    std::stable_sort(subnets.begin(), subnets.end(),
                     [](const Subnet* a, const Subnet* b) { return a->availabilityZone < b->availabilityZone; });
    return subnets;
}

const Subnet* inZone(const std::vector<const Subnet*>& subnets, const std::string& zone) {
    const auto found = std::find_if(subnets.begin(), subnets.end(),
                                    [&](const Subnet* each) { return each->availabilityZone == zone; });
    return found == subnets.end() ? nullptr : *found;
}

const TransitGatewayRouteTable* tableOfAttachment(const Topology& topology, const Id& gateway, const Id& attachment) {
    const TransitGatewayRouteTable* found = nullptr;
    topology.forEach<TransitGatewayRouteTable>([&](const TransitGatewayRouteTable& each) {
        if (!found && each.transitGateway.id == gateway &&
            std::find(each.associations.begin(), each.associations.end(), Ref<TransitGatewayAttachment>(attachment)) !=
                each.associations.end())
            found = &each;
    });
    return found;
}

} // namespace

/// Peering is not transitive: only what comes from one VPC's addresses and goes to the other's (1.8).
void Journey::throughPeering(const VpcPeering& peering, const Vpc& vpc) {
    visit(peering.id);
    if (!peering.isActive())
        return block("peering-state");
    const bool isRequester = peering.requester.id == vpc.id;
    if (!isRequester && peering.accepter.id != vpc.id)
        return block("peering-other-vpc");
    if (!contains(blocksOf(vpc), m_packet.source))
        return block("peering-not-transitive");
    const Vpc* peer = m_topology.get(isRequester ? peering.accepter : peering.requester);
    const std::vector<Cidr> blocks = peer          ? blocksOf(*peer)
                                     : isRequester ? peering.accepterCidrs
                                                   : peering.requesterCidrs;
    const bool known = peer || !blocks.empty();
    if (known && !contains(blocks, m_packet.destination))
        return block("peering-destination");
    if (!peer)
        return stopUnknown("unknown-peer");
    m_fromOutside = true;
    m_sender = m_middlebox = Id();
    if (!m_isReply)
        m_peerings.push_back(peering.id);
    deliver(peer->id);
}

/// From a VPC to a transit gateway, by the attachment's interface in the same zone (1.8; placement of ACLs: 1.7).
void Journey::throughTransitGateway(const TransitGateway& gateway, const Vpc& vpc, const std::string& zone) {
    visit(gateway.id);
    if (!isAvailable(gateway.state))
        return block("tgw-state");
    const TransitGatewayAttachment* attachment = attachmentOf(m_topology, vpc.id, gateway.id);
    if (!attachment)
        return block("tgw-not-attached");
    const std::vector<const Subnet*> subnets = subnetsOf(m_topology, *attachment);
    const Subnet* entrance = inZone(subnets, zone);
    if (!entrance)
        return subnets.size() < attachment->subnets.size() ? stopUnknown("unknown-attachment-subnet")
                                                           : block("tgw-zone");
    if (passesAcl(*entrance, false))
        atTransitGateway(gateway.id, attachment->id, zone);
}

/// By the table that the attachment is associated with, to another attachment.
void Journey::atTransitGateway(const Id& gateway, const Id& from, const std::string& zone) {
    m_sender = m_middlebox = Id();
    m_fromOutside = true;
    if (++m_gatewaysVisited > mostGateways)
        return block("loop");
    const TransitGatewayRouteTable* table = tableOfAttachment(m_topology, gateway, from);
    if (!table)
        return block("tgw-no-association");
    visit(table->id);
    const Choice choice = chooseTransitRoute(m_topology, *table, m_packet.destination);
    if (choice.kind == Choice::NoRoute || choice.kind == Choice::Blackhole)
        return block(choice.kind == Choice::NoRoute ? "tgw-no-route" : "tgw-blackhole");
    const TransitGatewayAttachment* to =
        choice.kind == Choice::Unknown ? nullptr : m_topology.get<TransitGatewayAttachment>(choice.target);
    if (!to)
        return stopUnknown("unknown-tgw-route");
    visit(to->id);
    if (!isAvailable(to->state))
        return block("tgw-attachment-state");
    switch (to->attachmentType) {
    case AttachmentType::Vpc:
        if (!m_isReply)
            m_passages.push_back({gateway, from, to->id});
        return intoVpc(*to, zone);
    case AttachmentType::Vpn:
        return ontoVpn(*to, gateway);
    case AttachmentType::Peering:
    case AttachmentType::TgwPeering: {
        const Id other = to->resource.id == gateway ? to->transitGateway.id : to->resource.id;
        const TransitGateway* next = m_topology.get<TransitGateway>(other);
        if (!next)
            return stopUnknown("unknown-tgw-peer");
        visit(other);
        m_passages.push_back({gateway, from, to->id});
        return isAvailable(next->state) ? atTransitGateway(other, to->id, {}) : block("tgw-state");
    }
    default:
        return stopUnknown("unknown-attachment-type");
    }
}

/// Zone affinity: into the VPC in the zone where the packet was; else in the first one.
void Journey::intoVpc(const TransitGatewayAttachment& attachment, const std::string& zone) {
    if (!m_topology.get<Vpc>(attachment.resource.id))
        return stopUnknown("unknown-attached-vpc");
    const std::vector<const Subnet*> subnets = subnetsOf(m_topology, attachment);
    const Subnet* exit = inZone(subnets, zone);
    if (!exit && subnets.size() < attachment.subnets.size())
        return stopUnknown("unknown-attachment-subnet");
    if (subnets.empty())
        return stopUnknown("unknown-attachment-subnet");
    leaveSubnet(exit ? *exit : *subnets.front());
}

void Journey::ontoVpn(const TransitGatewayAttachment& attachment, const Id& gateway) {
    const VpnConnection* connection = m_topology.get<VpnConnection>(attachment.resource.id);
    if (!connection)
        return stopUnknown("unknown-vpn");
    visit(connection->id);
    switch (vpnCarries(m_topology, *connection, m_packet.destination)) {
    case Carries::No:
        return block("vpn-not-carried");
    case Carries::NotKnown:
        return stopUnknown("unknown-vpn-networks");
    case Carries::Yes:
        break;
    }
    m_isReply ? block("reply-to-another") : arrive({End::VpnAttachment, attachment.id, gateway});
}

void Journey::throughVpnGateway(const VpnGateway& gateway, const Vpc& vpc) {
    visit(gateway.id);
    if (gateway.vpc.id != vpc.id)
        return block("vgw-not-attached");
    if (!isAvailable(gateway.state))
        return block("vgw-state");
    if (!usesEdgeAppliance(gateway.id, vpc))
        return block("edge-asymmetric");
    Carries carries = Carries::No;
    m_topology.forEach<VpnConnection>([&](const VpnConnection& each) {
        const Carries one =
            each.vpnGateway.id == gateway.id ? vpnCarries(m_topology, each, m_packet.destination) : Carries::No;
        if (one == Carries::Yes || (one == Carries::NotKnown && carries == Carries::No))
            carries = one;
    });
    if (carries == Carries::No)
        return block("vpn-not-carried");
    if (carries == Carries::NotKnown)
        return stopUnknown("unknown-vpn-networks");
    m_isReply ? block("reply-to-another") : arrive({End::VpnGateway, gateway.id, {}});
}

void Journey::inByVpnGateway(const VpnGateway& gateway) {
    visit(gateway.id);
    m_fromOutside = true;
    byGatewayTable(gateway.id, gateway.vpc.id, false);
}

/// 1.2: what comes in by a gateway goes by the gateway's own table, when it has one; else to the local route.
void Journey::byGatewayTable(const Id& gateway, const Id& vpcId, bool fromInternet) {
    const RouteTable* table = gatewayTable(m_topology, gateway);
    const Vpc* vpc = m_topology.get<Vpc>(vpcId);
    if (!table || !vpc)
        return deliver(vpcId);
    visit(table->id);
    const Choice choice = chooseRoute(m_topology, *table, *vpc, m_packet.destination);
    if (choice.kind == Choice::Unknown)
        return stopUnknown("unknown-route");
    if (choice.kind != Choice::Found)
        return block(choice.kind == Choice::Blackhole ? "blackhole" : "no-route");
    if (choice.target == "local")
        return deliver(vpcId);
    const NetworkInterface* middlebox = targetInterface(m_topology, choice.target);
    const auto* endpoint = m_topology.get<VpcEndpoint>(choice.target);
    if (!middlebox && (!endpoint || endpoint->type != EndpointType::GatewayLoadBalancer))
        return stopUnknown("unknown-target");
    if (!middlebox)
        return throughLoadBalancerEndpoint(*endpoint, *vpc);
    if (fromInternet && !hasPublicAddress(m_topology, *middlebox))
        return block("middlebox-not-public");
    throughMiddlebox(*middlebox);
}

/// The interface or endpoint to which a gateway's table sends packets for an address of others; empty: it has no such
/// table, or delivers.
Id Journey::edgeAppliance(const Id& gateway, const Vpc& vpc, const IpAddress& destination) const {
    const RouteTable* table = gatewayTable(m_topology, gateway);
    const Choice choice = table ? chooseRoute(m_topology, *table, vpc, destination) : Choice();
    if (choice.kind != Choice::Found || choice.target == "local")
        return {};
    const NetworkInterface* interface = targetInterface(m_topology, choice.target);
    if (interface)
        return hasAddress(*interface, destination) ? Id() : interface->id;
    return m_topology.contains(choice.target) ? choice.target : Id();
}

/// 1.3: a gateway endpoint serves tcp and pings from inside its VPC, and answers from the service's addresses.
void Journey::throughGatewayEndpoint(const VpcEndpoint& endpoint, const Vpc& vpc) {
    visit(endpoint.id);
    if (!isAvailable(endpoint.state))
        return block("endpoint-state");
    if (endpoint.vpc.id != vpc.id || m_fromOutside || m_isReply)
        return block("endpoint-outsider"); // G5
    if (!m_packet.protocol.isTcp() && !m_packet.protocol.isIcmp())
        return block("endpoint-protocol"); // G10
    const PrefixList* list = listNamed(m_topology, endpoint.service);
    if (!list)
        return stopUnknown("unknown-prefix-list");
    if (!contains(list->cidrs, m_packet.destination))
        return block("endpoint-not-the-service");
    arrive({End::Service, endpoint.id, {}});
}

/// A gateway load balancer endpoint is transparent: the packet goes on by the table of the endpoint's subnet.
void Journey::throughLoadBalancerEndpoint(const VpcEndpoint& endpoint, const Vpc& vpc) {
    visit(endpoint.id);
    m_appliances[m_isReply].push_back(endpoint.id);
    if (!isAvailable(endpoint.state))
        return block("endpoint-state");
    if (endpoint.vpc.id != vpc.id)
        return block("endpoint-outsider");
    const Subnet* subnet = endpoint.subnets.empty() ? nullptr : m_topology.get(endpoint.subnets.front());
    if (!subnet)
        return stopUnknown("unknown-endpoint-subnet");
    if (subnet->id != m_sender && !passesAcl(*subnet, false))
        return;
    m_middlebox = Id();
    m_hidden = true;
    leaveSubnet(*subnet);
}

/// An interface as the target of a route: it forwards what is not its own, unless the source/destination check forbids
/// it.
void Journey::throughMiddlebox(const NetworkInterface& interface) {
    if (hasAddress(interface, m_packet.destination))
        return arriveAt(interface);
    const Subnet* subnet = m_topology.get(interface.subnet);
    if (!subnet)
        return stopUnknown("unknown-subnet");
    if (subnet->id != m_sender && !passesAcl(*subnet, false))
        return;
    if (!m_isReply && !passesGroups(interface, true))
        return;
    if (!isRunning(interface))
        return;
    if (interface.sourceDestCheck)
        return visit(interface.id), block("source-dest-check");
    m_middlebox = interface.id;
    m_appliances[m_isReply].push_back(interface.id);
    m_hidden = true;
    leaveInterface(interface);
}

} // namespace naive
