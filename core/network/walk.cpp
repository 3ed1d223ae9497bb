// SPDX-License-Identifier: MIT
#include "core/network/walk.h"

namespace waylight {
namespace {

/// Where AWS's own link-local services live: no route leads there.
/// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
const Cidr reserved4(IpAddress::v4(0xA9FEA800), 22);               // 169.254.168.0/22
const Cidr reserved6(IpAddress::v6(0xfd000ec200000000ULL, 0), 32); // fd00:ec2::/32

bool isReserved(const IpAddress& address) {
    return reserved4.contains(address) || reserved6.contains(address);
}

} // namespace

void Walk::enter(const CompiledInterface& interface) {
    if (!m_steps)
        return; // nobody will see where it was
    m_place = interface.instance != noHandle && m_network.find<CompiledInstance>(interface.instance)
                  ? interface.instance
                  : interface.self;
}

bool Walk::startsFlows(const CompiledInterface& interface, const Packet& packet) {
    if (!interface.hostRuns)
        block(Code::SourceStopped, packet, interface.instance);
    if (interface.role == InterfaceRole::Endpoint)
        block(Code::EndpointStartsNothing, packet, interface.self);
    if (interface.role == InterfaceRole::Nat || interface.role == InterfaceRole::Silent)
        block(Code::NatStartsNothing, packet, interface.self);
    if (interface.sourceDestinationCheck && !interface.has(packet.source))
        block(Code::SourceAddress, packet, interface.self);
    return !stopped();
}

Arrival Walk::fromInterface(const CompiledInterface& interface, const Packet& packet, Direction direction) {
    m_direction = direction;
    enter(interface);
    const Carrier carrier{.sender = &interface};
    if (direction == Direction::Forward) {
        m_asked = packet;
        m_asker = &interface;
        if (!startsFlows(interface, packet))
            return lost(packet);
        if (m_firstGroups)
            checkGroupsOfSender(interface, packet);
        if (stopped())
            return lost(packet);
    } else if (!interface.groups.empty()) {
        pass(Code::GroupTracked, packet, interface.groups.front());
    }
    return onward(interface, packet, carrier);
}

/// A packet that an interface has put on the wire: to a neighbour in its subnet, or to the router.
Arrival Walk::onward(const CompiledInterface& sender, const Packet& packet, Carrier carrier) {
    const auto* subnet = m_network.find<CompiledSubnet>(sender.subnet);
    const auto* vpc = subnet ? m_network.find<CompiledVpc>(subnet->vpc) : nullptr;
    if (!vpc)
        return cannotTell(Code::SubnetMissing, packet, sender.self, -1, subnet ? subnet->vpc : sender.subnet);
    const CompiledInterface* neighbour = m_network.interfaceAt(*vpc, packet.destination);
    const bool toNat = m_nat.nat && isSessionOf(*m_nat.nat) && m_nat.nat->subnet == sender.subnet &&
                       m_nat.nat->privateAddress == packet.destination;
    if (toNat || (neighbour && neighbour->subnet == sender.subnet)) {
        enter(subnet->self);
        pass(Code::SameSubnet, packet, subnet->self);
        return toHost(*vpc, subnet->self, packet, carrier, subnet->self);
    }
    return leave(*subnet, packet, carrier);
}

Arrival Walk::leave(const CompiledSubnet& from, const Packet& packet, Carrier carrier) {
    enter(from.self);
    if (tooFar())
        return blocked(Code::RouteLoop, packet, from.self);
    checkAcl(from, TrafficDirection::Outbound, packet);
    if (stopped())
        return lost(packet);
    const auto* returnsTo =
        m_direction == Direction::Return && m_nat.nat && m_nat.nat->privateAddress == packet.destination
            ? m_network.find<CompiledPeering>(m_natPeering)
            : nullptr;
    const auto* vpc = returnsTo ? m_network.find<CompiledVpc>(from.vpc) : nullptr;
    if (vpc && (returnsTo->sides[0].vpc == from.vpc || returnsTo->sides[1].vpc == from.vpc))
        return throughPeering(*returnsTo, *vpc, packet, carrier); // "return to sender": no route is needed
    const CompiledTable* table = m_network.tableOf(from);
    if (!table)
        return cannotTell(Code::TableMissing, packet, from.self, -1, from.table);
    const RouteLookup::Found found = table->lookup.find(packet.destination);
    if (isReserved(packet.destination))
        return blocked(Code::RouteReserved, packet, table->self);
    if (!table->lookup.unknownPrefixLists().empty() && !(found && found.route->local))
        return cannotTell(Code::RouteListMissing, packet, table->self, -1, table->lookup.unknownPrefixLists().front());
    if (!found)
        return withoutRoute(*table, from, packet, carrier);
    if (found.route->uncertain)
        return cannotTell(Code::RouteListMissing, packet, table->self, -1,
                          found.route->local ? table->self : found.route->target);
    if (found.route->blackhole)
        return blocked(Code::RouteBlackhole, packet, table->self, found.route->index, found.route->target);
    if (found.rival) {
        add(Outcome::Unknown, Code::RouteIndeterminate, packet, table->self, found.route->index, found.rival->target);
        return lost(packet);
    }
    const bool byEndpoint = found.route->source == EffectiveRoute::Source::Endpoint;
    pass(byEndpoint ? Code::RouteToEndpoint : Code::RouteFound, packet, table->self, found.route->index,
         found.route->target);
    return follow(*found.route, *table, from, packet, carrier);
}

Arrival Walk::follow(const CompiledRoute& route, const CompiledTable& table, const CompiledSubnet& from,
                     const Packet& packet, Carrier carrier) {
    if (route.local)
        return deliverLocally(table, from, packet, carrier);
    m_staysLocal = false;
    const auto* vpc = m_network.find<CompiledVpc>(from.vpc);
    const Compiled* target = m_network.compiled[route.target].get();
    if (!vpc || !target)
        return cannotTell(Code::RouteTargetMissing, packet, route.target);
    switch (target->kind) {
    case Compiled::Kind::InternetGateway:
        return throughInternetGateway(static_cast<const CompiledInternetGateway&>(*target), *vpc, from.self, packet,
                                      carrier);
    case Compiled::Kind::EgressOnlyGateway:
        return throughEgressOnly(static_cast<const CompiledEgressOnlyGateway&>(*target), *vpc, from, packet);
    case Compiled::Kind::NatGateway:
        return throughNat(static_cast<const CompiledNat&>(*target), from, packet, carrier);
    case Compiled::Kind::Endpoint:
        return throughEndpoint(static_cast<const CompiledEndpoint&>(*target), from, packet, carrier);
    case Compiled::Kind::Peering:
        return throughPeering(static_cast<const CompiledPeering&>(*target), *vpc, packet, carrier);
    case Compiled::Kind::TransitGateway:
        return intoTransit(static_cast<const CompiledTransitGateway&>(*target), from, packet, carrier);
    case Compiled::Kind::VpnGateway:
        return throughVpn(static_cast<const CompiledVpnGateway&>(*target), *vpc, packet, carrier);
    case Compiled::Kind::Interface:
        return throughMiddlebox(static_cast<const CompiledInterface&>(*target), from.self, packet, carrier);
    case Compiled::Kind::Instance:
        if (const auto& interfaces = static_cast<const CompiledInstance&>(*target).interfaces; !interfaces.empty())
            if (const auto* first = m_network.find<CompiledInterface>(interfaces.front().second))
                return throughMiddlebox(*first, from.self, packet, carrier);
        return cannotTell(Code::RouteTargetMissing, packet, route.target);
    default:
        return cannotTell(Code::RouteTargetUnsupported, packet, route.target);
    }
}

Arrival Walk::withoutRoute(const CompiledTable& table, const CompiledSubnet& from, const Packet& packet,
                           const Carrier& carrier) {
    const auto* endpoint = m_network.find<CompiledEndpoint>(m_fallback);
    const bool served = endpoint && m_direction == Direction::Forward && endpoint->vpc == from.vpc;
    block(Code::NoRoute, packet, table.self, -1, served ? m_fallback : noHandle);
    return served && !stopped() ? throughEndpoint(*endpoint, from, packet, carrier) : lost(packet);
}

Arrival Walk::deliverLocally(const CompiledTable& table, const CompiledSubnet& from, const Packet& packet,
                             const Carrier& carrier) {
    const auto* vpc = m_network.find<CompiledVpc>(from.vpc);
    if (!vpc || !vpc->contains(packet.destination))
        return blocked(Code::LocalOutsideVpc, packet, table.self);
    return toHost(*vpc, from.self, packet, carrier, table.self);
}

/// To whoever has the address in a VPC: an interface, or the NAT gateway whose translation the packet answers.
Arrival Walk::toHost(const CompiledVpc& vpc, Handle fromSubnet, const Packet& packet, const Carrier& carrier,
                     Handle culprit) {
    if (m_nat.nat && isSessionOf(*m_nat.nat) && m_nat.nat->privateAddress == packet.destination)
        return intoNat(*m_nat.nat, fromSubnet, packet);
    const CompiledInterface* to = m_network.interfaceAt(vpc, packet.destination);
    return to ? deliver(*to, fromSubnet, packet, carrier) : blocked(Code::NoHost, packet, culprit);
}

/// To an interface of the VPC that the packet is in; `fromSubnet` is where it was put on the wire, if in a subnet.
Arrival Walk::deliver(const CompiledInterface& to, Handle fromSubnet, const Packet& packet, const Carrier& carrier) {
    if (const auto* subnet = m_network.find<CompiledSubnet>(to.subnet); subnet && subnet->self != fromSubnet) {
        enter(subnet->self);
        checkAcl(*subnet, TrafficDirection::Inbound, packet);
        if (stopped())
            return lost(packet);
    }
    return arrive(to, packet, carrier);
}

Arrival Walk::arrive(const CompiledInterface& to, const Packet& packet, const Carrier& carrier) {
    enter(to);
    const bool last = m_direction == Direction::Forward && !std::exchange(m_lastGroups, true);
    if (last)
        m_leftOut = {.kind = Arrival::Kind::Interface, .packet = packet, .interface = &to, .sender = otherEnd(carrier)};
    else if (m_direction == Direction::Forward)
        checkGroups(to, TrafficDirection::Inbound, packet, carrier);
    else if (m_direction == Direction::Return && !to.groups.empty())
        pass(Code::GroupTracked, packet, to.groups.front());
    if (stopped())
        return lost(packet);
    if (to.role == InterfaceRole::LoadBalancer && m_direction == Direction::Forward)
        return throughBalancer(to, packet);
    if (m_direction == Direction::Forward && !answers(to, packet))
        return lost(packet);
    return {.kind = Arrival::Kind::Interface, .packet = packet, .interface = &to};
}

/// What is behind an interface does not answer everything that its filters let through; false: the walk ends here.
bool Walk::answers(const CompiledInterface& to, const Packet& packet) {
    if (to.role == InterfaceRole::Nat || to.role == InterfaceRole::Silent)
        block(Code::NatDoesNotAnswer, packet, to.self);
    if (to.role == InterfaceRole::Endpoint) {
        m_staysLocal = false;
        const auto* endpoint = m_network.find<CompiledEndpoint>(to.owner);
        if (endpoint && !endpoint->available)
            block(Code::EndpointState, packet, endpoint->self);
        if (endpoint &&
            std::find(endpoint->badZones.begin(), endpoint->badZones.end(), to.subnet) != endpoint->badZones.end())
            block(Code::EndpointZone, packet, endpoint->self, -1, to.subnet);
        const bool ofAws = !endpoint || endpoint->ofAws;
        if (packet.protocol.isIcmp() || (ofAws && !(packet.protocol.isTcp() && packet.destinationPort == 443)))
            block(Code::EndpointDoesNotAnswer, packet, to.self);
        else if (endpoint && !stopped())
            pass(Code::EndpointAnswers, packet, endpoint->self);
    }
    if (!to.hostRuns)
        block(Code::HostStopped, packet, to.instance);
    return !stopped();
}

/// An interface that a route names: the packet is for somebody behind it, unless it is for the interface itself.
Arrival Walk::throughMiddlebox(const CompiledInterface& middlebox, Handle fromSubnet, const Packet& packet,
                               Carrier carrier) {
    if (middlebox.has(packet.destination))
        return deliver(middlebox, fromSubnet, packet, carrier);
    if (tooFar())
        return blocked(Code::RouteLoop, packet, middlebox.self);
    if (const auto* subnet = m_network.find<CompiledSubnet>(middlebox.subnet); subnet && subnet->self != fromSubnet) {
        enter(subnet->self);
        checkAcl(*subnet, TrafficDirection::Inbound, packet);
    }
    enter(middlebox);
    if (m_direction == Direction::Forward)
        checkGroups(middlebox, TrafficDirection::Inbound, packet, carrier);
    if (!middlebox.hostRuns)
        block(Code::HostStopped, packet, middlebox.instance);
    if (middlebox.sourceDestinationCheck)
        block(Code::SourceDestinationCheck, packet, middlebox.self);
    if (stopped())
        return lost(packet);
    pass(Code::MiddleboxForwards, packet, middlebox.self);
    if (m_direction == Direction::Forward)
        checkGroupsOfSender(middlebox, packet);
    if (stopped())
        return lost(packet);
    carrier.sender = nullptr;
    carrier.nat = nullptr;
    carrier.through = middlebox.self;
    return onward(middlebox, packet, carrier);
}

/// A reply is one only to who asked, from the address that was asked.
void Walk::checkReply(const Arrival& back) {
    if (back.kind == Arrival::Kind::Lost || back.kind == Arrival::Kind::GatewayEndpoint)
        return;
    const bool toAsker = m_asker ? back.interface == m_asker
                                 : back.kind == Arrival::Kind::Internet || back.kind == Arrival::Kind::OnPremises;
    if (!toAsker || back.packet.destination != m_asked.source || back.packet.source != m_asked.destination)
        block(Code::ReplyAstray, back.packet, m_place);
}

Arrival Walk::comeBack(const Arrival& there) {
    m_crossings = 0;
    const Packet reply = there.packet.reply();
    Arrival back;
    switch (there.kind) {
    case Arrival::Kind::Interface:
        back = fromInterface(*there.interface, reply, Direction::Return);
        break;
    case Arrival::Kind::Internet:
        back = fromInternet(reply, Direction::Return);
        break;
    case Arrival::Kind::OnPremises:
        back = fromPremises(there.gateway, reply, Direction::Return);
        break;
    case Arrival::Kind::GatewayEndpoint:
        if (const auto* endpoint = m_network.find<CompiledEndpoint>(there.gateway))
            back = replyThroughEndpoint(*endpoint, reply);
        break;
    case Arrival::Kind::Answered:
    case Arrival::Kind::Lost:
        return {};
    }
    checkReply(back);
    return back;
}

PortRange ephemeralPorts(const CompiledInterface* client) {
    if (!client || client->role != InterfaceRole::Host)
        return {1024, 65535};
    return client->windows ? PortRange{49152, 65535} : PortRange{32768, 60999};
}

} // namespace waylight
