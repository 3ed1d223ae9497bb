// SPDX-License-Identifier: MIT
#include "core/network/walk.h"

#include <algorithm>

// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
namespace waylight {
namespace {

const Cidr nat64(IpAddress::v6(0x0064ff9b00000000ULL, 0), 96);

} // namespace

/// The checks on the way in; false: the packet goes no further.
bool Walk::natServes(const CompiledNat& nat, const CompiledSubnet& from, const Packet& packet, const Carrier& carrier) {
    if (m_direction == Direction::Return) {
        block(Code::NatNoSession, packet, nat.self);
        return false;
    }
    const auto* home = m_network.find<CompiledSubnet>(nat.subnet);
    const Handle vpc = nat.regional ? nat.vpc : home ? home->vpc : noHandle;
    if (vpc != noHandle && vpc != from.vpc)
        block(Code::NatOtherVpc, packet, nat.self, -1, from.vpc);
    const bool startedOutside = carrier.via == Carrier::Via::Internet && !m_asker;
    if (startedOutside || carrier.via == Carrier::Via::Peering || carrier.via == Carrier::Via::Vpn)
        block(Code::NatSourceElsewhere, packet, nat.self);
    if (!nat.available)
        block(Code::NatState, packet, nat.self);
    const bool translates6 = nat64.contains(packet.destination);
    if ((!packet.protocol.hasPorts() && packet.protocol != Protocol::icmp() &&
         !(translates6 && packet.protocol.isIcmp())) ||
        (!packet.destination.isV4() && !translates6))
        block(Code::NatProtocol, packet, nat.self);
    if ((nat.isPublic && !nat.publicAddress) || (nat.regional && !nat.isPublic))
        block(Code::NatNoPublicAddress, packet, nat.self);
    if (nat.regional && nat.onlyOwnZones && std::find(nat.zones.begin(), nat.zones.end(), from.zone) == nat.zones.end())
        block(Code::NatZone, packet, nat.self, -1, from.zone);
    if (translates6 && !stopped()) {
        unknown(Code::Nat64Unknown, packet, nat.self);
        return false;
    }
    if (!packet.destination.isV4())
        return false;
    if (!nat.regional && !home) {
        unknown(Code::NatSubnetMissing, packet, nat.self, -1, nat.subnet);
        return false;
    }
    return !stopped();
}

Arrival Walk::throughNat(const CompiledNat& nat, const CompiledSubnet& from, Packet packet, const Carrier& carrier) {
    if (isSessionOf(nat) && nat.privateAddress == packet.destination)
        return intoNat(nat, from.self, packet);
    const auto* home = nat.regional ? nullptr : m_network.find<CompiledSubnet>(nat.subnet);
    if (home && home != &from) {
        enter(home->self);
        checkAcl(*home, TrafficDirection::Inbound, packet);
    }
    enter(nat.self);
    if (stopped() || !natServes(nat, from, packet, carrier))
        return lost(packet);
    m_nat = {&nat, packet.source, packet.sourcePort, packet.sourceSpan};
    const Packet before = packet;
    packet.source = nat.privateAddress.value_or(packet.source);
    if (packet.protocol.hasPorts()) { // it takes any of its own ports
        packet.sourcePort = 1024;
        packet.sourceSpan = 65535 - 1024;
    }
    pass(Code::NatTranslates, before, nat.self, -1, noHandle, nat.publicAddress.value_or(packet.source));
    const auto* vpc = m_network.find<CompiledVpc>(home ? home->vpc : from.vpc);
    if (!vpc)
        return cannotTell(Code::SubnetMissing, packet, nat.self, -1, nat.subnet);
    return goOnFromNat(nat, *vpc, packet);
}

Arrival Walk::goOnFromNat(const CompiledNat& nat, const CompiledVpc& vpc, const Packet& packet) {
    const bool out = m_direction == Direction::Forward;
    if (!nat.regional) {
        const auto* home = m_network.find<CompiledSubnet>(nat.subnet);
        const CompiledInterface* neighbour = m_network.interfaceAt(vpc, packet.destination);
        if (neighbour && neighbour->subnet == home->self) {
            enter(home->self);
            pass(Code::SameSubnet, packet, home->self);
            return deliver(*neighbour, home->self, packet, {});
        }
        return leave(*home, packet, {.nat = out ? &nat : nullptr});
    }
    if (!out)
        return toHost(vpc, noHandle, packet, {}, vpc.self);
    const auto* table = m_network.find<CompiledTable>(nat.table);
    if (!table && nat.table != noHandle)
        return cannotTell(Code::TableMissing, packet, nat.self, -1, nat.table);
    const auto found = table ? table->lookup.find(packet.destination) : RouteLookup::Found();
    if (table && !found)
        return blocked(Code::NoRoute, packet, table->self);
    const Handle target = table ? found.route->target : vpc.internetGateway;
    const auto* gateway = m_network.find<CompiledInternetGateway>(target);
    if (!gateway)
        return target == noHandle ? blocked(Code::GatewayMissing, packet, vpc.self)
                                  : cannotTell(Code::RouteTargetUnsupported, packet, target);
    if (table)
        pass(Code::RouteFound, packet, table->self, found.route->index, target);
    return throughInternetGateway(*gateway, vpc, noHandle, packet, {.nat = &nat});
}

/// The reply to what a NAT gateway sent, to its private address.
Arrival Walk::intoNat(const CompiledNat& nat, Handle fromSubnet, const Packet& packet) {
    const auto* home = nat.regional ? nullptr : m_network.find<CompiledSubnet>(nat.subnet);
    if (home && home->self != fromSubnet) {
        enter(home->self);
        checkAcl(*home, TrafficDirection::Inbound, packet);
        if (stopped())
            return lost(packet);
    }
    enter(nat.self);
    Packet inside = packet;
    inside.destination = m_nat.client;
    inside.destinationPort = m_nat.port;
    inside.destinationSpan = m_nat.span;
    pass(Code::NatReturns, packet, nat.self, -1, noHandle, inside.destination);
    const auto* vpc = m_network.find<CompiledVpc>(home ? home->vpc : nat.vpc);
    return vpc ? goOnFromNat(nat, *vpc, inside) : cannotTell(Code::SubnetMissing, inside, nat.self, -1, nat.vpc);
}

} // namespace waylight
