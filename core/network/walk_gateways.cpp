// SPDX-License-Identifier: MIT
#include "core/network/walk.h"

#include <algorithm>

namespace waylight {
namespace {

bool within(const std::vector<Cidr>& blocks, const IpAddress& address) {
    return std::any_of(blocks.begin(), blocks.end(), [&](const Cidr& block) { return block.contains(address); });
}

} // namespace

/// VPC Block Public Access: whatever routes and groups say, it stops what comes from and goes to the internet.
bool Walk::checkPublicAccess(const CompiledVpc& vpc, Handle subnet, Handle gateway, const Packet& packet,
                             bool startedOutside, bool egressOnlyGateway) {
    const auto excluded = vpc.publicAccessOfSubnets.find(subnet);
    const PublicAccess access = excluded != vpc.publicAccessOfSubnets.end() ? excluded->second : vpc.publicAccess;
    const bool open = access == PublicAccess::Open || (access == PublicAccess::EgressOnly && !startedOutside) ||
                      (access == PublicAccess::IngressBlocked && !startedOutside && egressOnlyGateway);
    if (!open)
        block(Code::PublicAccessBlocked, packet, vpc.self, -1, gateway);
    return open;
}

/// A gateway route table that brings packets for an address through a middlebox: packets from there must leave through
/// it too. https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html
void Walk::checkEdge(Handle gateway, const CompiledVpc& vpc, const Packet& packet, const Carrier& carrier) {
    if (carrier.nat && carrier.nat->regional)
        return; // its addresses are in no subnet, so no route brings packets for them elsewhere
    const auto edge = vpc.edgeTables.find(gateway);
    const auto* table = edge == vpc.edgeTables.end() ? nullptr : m_network.find<CompiledTable>(edge->second);
    const auto found = table ? table->lookup.find(packet.source) : RouteLookup::Found();
    if (!found || found.route->local || found.route->blackhole)
        return;
    const auto is = [&](const CompiledInterface* interface) {
        return interface && (interface->self == found.route->target ||
                             (interface->instance != noHandle && interface->instance == found.route->target));
    };
    if (found.route->target != carrier.through && !is(m_network.find<CompiledInterface>(carrier.through)) &&
        !is(m_network.interfaceAt(vpc, packet.source)))
        block(Code::EdgeBypassed, packet, table->self, found.route->index, found.route->target);
}

// --- internet gateway

/// The checks on the way out, before the translation; false: the packet goes no further.
bool Walk::leavesPublicly(const CompiledInternetGateway& gateway, const CompiledVpc& vpc, const Packet& packet,
                          const Carrier& carrier) {
    if (gateway.vpc != vpc.self)
        block(Code::GatewayDetached, packet, gateway.self, -1, vpc.self);
    if (isRfc1918(packet.destination) || isRfc6598(packet.destination)) {
        block(isRfc1918(packet.destination) ? Code::GatewayPrivateDestination1918 : Code::GatewayPrivateDestination6598,
              packet, gateway.self);
        return false;
    }
    if (!vpc.contains(packet.source) && !carrier.nat) {
        block(Code::GatewaySpoofed, packet, gateway.self, -1, vpc.self);
        return false;
    }
    checkEdge(gateway.self, vpc, packet, carrier);
    return !stopped();
}

Arrival Walk::throughInternetGateway(const CompiledInternetGateway& gateway, const CompiledVpc& vpc, Handle subnet,
                                     Packet packet, const Carrier& carrier) {
    enter(gateway.self);
    if (!leavesPublicly(gateway, vpc, packet, carrier))
        return lost(packet);
    const CompiledInterface* sender = carrier.nat ? nullptr : m_network.interfaceAt(vpc, packet.source);
    const bool afterNat =
        !carrier.nat && m_nat.nat && m_direction == Direction::Forward && m_nat.nat->privateAddress == packet.source;
    checkPublicAccess(vpc, sender ? sender->subnet : subnet, gateway.self, packet, m_direction == Direction::Return,
                      carrier.nat || afterNat);
    if (stopped())
        return lost(packet);
    if (!packet.source.isV4()) {
        pass(Code::GatewayForwards6, packet, gateway.self);
        return atPublicAddress(packet, gateway.self);
    }
    const auto address = carrier.nat ? carrier.nat->publicAddress
                         : afterNat  ? m_nat.nat->publicAddress
                         : sender    ? sender->publicAddressOf(packet.source)
                                     : std::nullopt;
    if (address) {
        pass(Code::GatewayTranslates, packet, gateway.self, -1, noHandle, *address);
        packet.source = *address;
    } else if (m_network.find<CompiledInterface>(carrier.through)) {
        return cannotTell(Code::MiddleboxTranslation, packet, carrier.through);
    } else if (!(carrier.nat && carrier.nat->isPublic)) { // a public NAT gateway without an address has said so already
        block(Code::GatewayNoPublicAddress, packet, gateway.self, -1, sender ? sender->self : noHandle);
    }
    if (stopped())
        return lost(packet);
    return atPublicAddress(packet, carrier.nat ? carrier.nat->self : gateway.self);
}

/// A packet outside, to a public address: back into a VPC of the design, or away.
Arrival Walk::atPublicAddress(const Packet& packet, Handle translatedBy) {
    if (m_network.publicOwner(packet.destination))
        return fromInternet(packet, m_direction);
    return {.kind = Arrival::Kind::Internet, .packet = packet, .translatedBy = translatedBy};
}

Arrival Walk::fromInternet(const Packet& packet, Direction direction) {
    m_direction = direction;
    if (direction == Direction::Forward && !m_asker && m_crossings == 0)
        m_asked = packet;
    const PublicOwner* owner = m_network.publicOwner(packet.destination);
    if (tooFar() || !owner) {
        enter(m_network.internet);
        return blocked(owner ? Code::RouteLoop : Code::GatewayNobody, packet, m_network.internet);
    }
    const auto* nat = m_network.find<CompiledNat>(owner->natGateway);
    const auto* to = m_network.find<CompiledInterface>(owner->interface);
    const auto* subnet = m_network.find<CompiledSubnet>(nat ? nat->subnet : to->subnet);
    const auto* vpc = m_network.find<CompiledVpc>(nat && nat->regional ? nat->vpc : subnet ? subnet->vpc : noHandle);
    const auto* gateway = vpc ? m_network.find<CompiledInternetGateway>(vpc->internetGateway) : nullptr;
    if (to && vpc && m_egressOnly != noHandle && direction == Direction::Return && !packet.destination.isV4()) {
        enter(m_egressOnly);
        pass(Code::EgressOnlyReturns, packet, m_egressOnly);
        return deliver(*to, noHandle, packet, {.via = Carrier::Via::Internet});
    }
    if (!vpc && to) {
        enter(*to);
        return cannotTell(Code::SubnetMissing, packet, to->self, -1, subnet ? subnet->vpc : to->subnet);
    }
    if (!gateway) {
        enter(vpc ? vpc->self : owner->interface != noHandle ? owner->interface : owner->natGateway);
        return blocked(Code::GatewayMissing, packet, m_place);
    }
    enter(gateway->self);
    if (nat) {
        if (!isSessionOf(*nat)) {
            enter(nat->self);
            return blocked(Code::NatNoSession, packet, nat->self);
        }
        Packet inside = packet;
        inside.destination = nat->privateAddress.value_or(packet.destination);
        pass(Code::GatewayDelivers, packet, gateway->self, -1, noHandle, inside.destination);
        const bool inSubnet = nat->privateAddress && !nat->regional;
        return inSubnet ? fromEdge(gateway->self, *vpc, inside, {.via = Carrier::Via::Internet})
                        : intoNat(*nat, noHandle, inside);
    }
    return intoVpc(*to, *gateway, *vpc, packet);
}

Arrival Walk::intoVpc(const CompiledInterface& to, const CompiledInternetGateway& gateway, const CompiledVpc& vpc,
                      const Packet& packet) {
    if (isRfc1918(packet.source) || isRfc6598(packet.source))
        block(isRfc1918(packet.source) ? Code::GatewayPrivateSource1918 : Code::GatewayPrivateSource6598, packet,
              gateway.self);
    checkPublicAccess(vpc, to.subnet, gateway.self, packet, m_direction == Direction::Forward, false);
    if (stopped())
        return lost(packet);
    Packet inside = packet;
    inside.destination = m_network.publicOwner(packet.destination)->privateAddress;
    pass(Code::GatewayDelivers, packet, gateway.self, -1, noHandle, inside.destination);
    if (!vpc.contains(inside.destination))
        return blocked(Code::GatewayOutsideVpc, inside, gateway.self, -1, vpc.self);
    return fromEdge(gateway.self, vpc, inside, {.via = Carrier::Via::Internet});
}

/// A packet that a gateway brings into its VPC: the gateway route table may send it to a middlebox first.
Arrival Walk::fromEdge(Handle gateway, const CompiledVpc& vpc, const Packet& packet, const Carrier& carrier) {
    const auto edge = vpc.edgeTables.find(gateway);
    const auto* table = edge == vpc.edgeTables.end() ? nullptr : m_network.find<CompiledTable>(edge->second);
    if (!table)
        return toHost(vpc, noHandle, packet, carrier, vpc.self);
    const auto found = table->lookup.find(packet.destination);
    if (!found)
        return blocked(Code::NoRoute, packet, table->self);
    if (found.route->blackhole)
        return blocked(Code::RouteBlackhole, packet, table->self, found.route->index, found.route->target);
    pass(Code::EdgeRouteFound, packet, table->self, found.route->index, found.route->target);
    if (found.route->local)
        return toHost(vpc, noHandle, packet, carrier, vpc.self);
    if (const auto* endpoint = m_network.find<CompiledEndpoint>(found.route->target))
        return throughAppliances(*endpoint, noHandle, packet, carrier);
    const auto* middlebox = m_network.find<CompiledInterface>(found.route->target);
    if (const auto* instance = m_network.find<CompiledInstance>(found.route->target);
        instance && !instance->interfaces.empty())
        middlebox = m_network.find<CompiledInterface>(instance->interfaces.front().second);
    if (!middlebox)
        return cannotTell(Code::RouteTargetMissing, packet, found.route->target);
    const bool isPublic = std::any_of(middlebox->addresses.begin(), middlebox->addresses.end(),
                                      [](const auto& pair) { return pair.publicAddress != 0; });
    if (packet.destination.isV4() && gateway == vpc.internetGateway && !isPublic && !middlebox->has(packet.destination))
        block(Code::EdgeTargetNotPublic, packet, table->self, found.route->index, middlebox->self);
    return stopped() ? lost(packet) : throughMiddlebox(*middlebox, noHandle, packet, carrier);
}

// --- egress-only internet gateway

Arrival Walk::throughEgressOnly(const CompiledEgressOnlyGateway& gateway, const CompiledVpc& vpc,
                                const CompiledSubnet& from, const Packet& packet) {
    enter(gateway.self);
    if (gateway.vpc != vpc.self)
        block(Code::GatewayDetached, packet, gateway.self, -1, vpc.self);
    if (packet.source.isV4())
        return blocked(Code::EgressOnlyFamily, packet, gateway.self);
    if (!vpc.contains(packet.source))
        return blocked(Code::GatewaySpoofed, packet, gateway.self, -1, vpc.self);
    if (m_direction == Direction::Return)
        return blocked(Code::EgressOnlyInbound, packet, gateway.self);
    const CompiledInterface* sender = m_network.interfaceAt(vpc, packet.source);
    checkPublicAccess(vpc, sender ? sender->subnet : from.self, gateway.self, packet, false, true);
    if (stopped())
        return lost(packet);
    pass(Code::EgressOnlyForwards, packet, gateway.self);
    m_egressOnly = gateway.self;
    return atPublicAddress(packet, gateway.self);
}

// --- peering

Arrival Walk::throughPeering(const CompiledPeering& peering, const CompiledVpc& from, const Packet& packet,
                             Carrier carrier) {
    enter(peering.self);
    if (tooFar())
        return blocked(Code::RouteLoop, packet, peering.self);
    if (!peering.active)
        block(Code::PeeringState, packet, peering.self);
    const int mine = peering.sides[0].vpc == from.self ? 0 : peering.sides[1].vpc == from.self ? 1 : -1;
    if (mine < 0)
        return blocked(Code::PeeringOtherVpc, packet, peering.self, -1, from.self);
    if (!from.contains(packet.source))
        block(Code::PeeringSourceElsewhere, packet, peering.self, -1, from.self);
    if (stopped())
        return lost(packet);
    const CompiledPeering::Side& side = peering.sides[1 - mine];
    const auto* peer = m_network.find<CompiledVpc>(side.vpc);
    const std::vector<Cidr>& blocks = peer ? peer->cidrs : side.cidrs;
    if (!within(blocks, packet.destination) && !(blocks.empty() && !peer))
        return blocked(Code::PeeringOutside, packet, peering.self, -1, side.vpc);
    if (!peer)
        return cannotTell(Code::PeerUnknown, packet, peering.self, -1, side.vpc);
    pass(Code::PeeringForwards, packet, peering.self, -1, side.vpc);
    if (carrier.nat)
        m_natPeering = peering.self;
    carrier.via = Carrier::Via::Peering;
    carrier.nat = nullptr;
    if (!peering.sameRegion)
        carrier.sender = nullptr;
    return toHost(*peer, noHandle, packet, carrier, peer->self);
}

Arrival Walk::fromUnknownPeer(const CompiledPeering& peering, const Packet& packet) {
    m_direction = Direction::Forward;
    enter(peering.self);
    if (!peering.active)
        return blocked(Code::PeeringState, packet, peering.self);
    const int known = m_network.find<CompiledVpc>(peering.sides[0].vpc) ? 0 : 1;
    const auto* vpc = m_network.find<CompiledVpc>(peering.sides[known].vpc);
    unknown(Code::PeerUnknown, packet, peering.self, -1, peering.sides[1 - known].vpc);
    if (!vpc)
        return lost(packet);
    if (!vpc->contains(packet.destination))
        return blocked(Code::PeeringOutside, packet, peering.self, -1, vpc->self);
    return toHost(*vpc, noHandle, packet, {.via = Carrier::Via::Peering, .unknownPeer = true}, vpc->self);
}

// --- virtual private gateway

Arrival Walk::throughVpn(const CompiledVpnGateway& gateway, const CompiledVpc& from, const Packet& packet,
                         const Carrier& carrier) {
    enter(gateway.self);
    if (gateway.vpc != from.self)
        block(Code::VpnDetached, packet, gateway.self, -1, from.self);
    if (!gateway.available)
        block(Code::VpnState, packet, gateway.self);
    checkEdge(gateway.self, from, packet, carrier);
    return stopped() ? lost(packet) : overLinks(gateway.self, gateway.links, from.vpnBlocks, packet);
}

Arrival Walk::overLinks(Handle gateway, const std::vector<VpnLink>& links, const std::vector<Cidr>& learned,
                        const Packet& packet) {
    const bool anyUp = std::any_of(links.begin(), links.end(), [](const VpnLink& link) { return link.up; });
    if (!links.empty() && !anyUp)
        return blocked(Code::VpnState, packet, links.front().connection);
    const auto way = std::find_if(links.begin(), links.end(), [&](const VpnLink& link) {
        return link.up &&
               (within(link.networks, packet.destination) || (link.dynamic && within(learned, packet.destination)));
    });
    if (way == links.end()) {
        const auto open = std::find_if(links.begin(), links.end(), [&](const VpnLink& link) {
            return link.up && link.dynamic && link.networks.empty() && learned.empty();
        });
        return open == links.end() ? blocked(Code::VpnNoConnection, packet, gateway)
                                   : cannotTell(Code::VpnRoutesUnknown, packet, gateway, -1, open->connection);
    }
    pass(Code::VpnForwards, packet, gateway, -1, way->connection);
    return {.kind = Arrival::Kind::OnPremises,
            .packet = packet,
            .gateway = gateway,
            .customerGateway = way->customerGateway};
}

Arrival Walk::fromPremises(Handle gateway, const Packet& packet, Direction direction) {
    m_direction = direction;
    if (direction == Direction::Forward)
        m_asked = packet;
    enter(gateway);
    if (const auto* attachment = m_network.find<CompiledAttachment>(gateway)) {
        const auto* transitGateway = m_network.find<CompiledTransitGateway>(attachment->gateway);
        if (!transitGateway)
            return cannotTell(Code::TransitUnknown, packet, attachment->gateway);
        if (!attachment->available)
            return blocked(Code::TransitAttachmentState, packet, gateway);
        pass(Code::VpnReturns, packet, gateway);
        return transit(*transitGateway, *attachment, noHandle, packet, {.via = Carrier::Via::Transit});
    }
    const auto* vpn = m_network.find<CompiledVpnGateway>(gateway);
    const auto* vpc = vpn ? m_network.find<CompiledVpc>(vpn->vpc) : nullptr;
    if (!vpc)
        return cannotTell(Code::RouteTargetMissing, packet, gateway);
    pass(Code::VpnReturns, packet, gateway);
    if (!vpc->contains(packet.destination))
        return blocked(Code::NoHost, packet, vpc->self);
    return fromEdge(gateway, *vpc, packet, {.via = Carrier::Via::Vpn});
}

// --- endpoints that routes name

Arrival Walk::throughEndpoint(const CompiledEndpoint& endpoint, const CompiledSubnet& from, const Packet& packet,
                              Carrier carrier) {
    if (endpoint.type == EndpointType::GatewayLoadBalancer)
        return throughAppliances(endpoint, from.self, packet, carrier);
    enter(endpoint.self);
    if (endpoint.type != EndpointType::Gateway)
        return cannotTell(Code::EndpointKindUnsupported, packet, endpoint.self);
    if (m_direction == Direction::Return)
        return blocked(Code::EndpointNotForReplies, packet, endpoint.self);
    const bool wasBlocked = std::exchange(m_blocked, false);
    if (!endpoint.available)
        block(Code::EndpointState, packet, endpoint.self);
    if (endpoint.vpc != from.vpc)
        block(Code::EndpointOtherVpc, packet, endpoint.self, -1, endpoint.vpc);
    if (carrier.via != Carrier::Via::Vpc)
        block(Code::EndpointFromOutside, packet, endpoint.self);
    const bool echo = packet.protocol.isIcmp() && (packet.icmpType == 8 || packet.icmpType == 128);
    if (!packet.protocol.isTcp() && !echo)
        block(Code::EndpointProtocol, packet, endpoint.self);
    if (!m_blocked)
        pass(Code::EndpointForwards, packet, endpoint.self);
    m_blocked |= wasBlocked;
    if (stopped())
        return lost(packet);
    return {.kind = Arrival::Kind::GatewayEndpoint, .packet = packet, .gateway = endpoint.self};
}

Arrival Walk::replyThroughEndpoint(const CompiledEndpoint& endpoint, const Packet& reply) {
    m_direction = Direction::Return;
    enter(endpoint.self);
    if (!endpoint.blocks.empty() && !within(endpoint.blocks, reply.source))
        block(Code::EndpointSourceRestriction, reply, endpoint.self);
    else
        pass(Code::EndpointReturns, reply, endpoint.self);
    const auto* vpc = m_network.find<CompiledVpc>(endpoint.vpc);
    return stopped() || !vpc ? lost(reply) : toHost(*vpc, noHandle, reply, {}, endpoint.self);
}

/// A Gateway Load Balancer endpoint is transparent: what comes out of the appliances goes on by the table of its
/// subnet.
Arrival Walk::throughAppliances(const CompiledEndpoint& endpoint, Handle fromSubnet, const Packet& packet,
                                Carrier carrier) {
    enter(endpoint.self);
    const auto* subnet = m_network.find<CompiledSubnet>(endpoint.subnet);
    if (!endpoint.available)
        block(Code::EndpointState, packet, endpoint.self);
    if (stopped())
        return lost(packet);
    if (!subnet || endpoint.type != EndpointType::GatewayLoadBalancer)
        return cannotTell(Code::EndpointKindUnsupported, packet, endpoint.self);
    if (subnet->self != fromSubnet) {
        enter(subnet->self);
        checkAcl(*subnet, TrafficDirection::Inbound, packet);
        enter(endpoint.self);
    }
    if (stopped())
        return lost(packet);
    pass(Code::ApplianceEndpoint, packet, endpoint.self);
    carrier.sender = nullptr;
    carrier.nat = nullptr;
    carrier.through = endpoint.self;
    const auto* vpc = m_network.find<CompiledVpc>(subnet->vpc);
    const CompiledInterface* neighbour = vpc ? m_network.interfaceAt(*vpc, packet.destination) : nullptr;
    return neighbour && neighbour->subnet == subnet->self ? toHost(*vpc, subnet->self, packet, carrier, endpoint.self)
                                                          : leave(*subnet, packet, carrier);
}

} // namespace waylight
