// SPDX-License-Identifier: MIT
#include "core/network/walk.h"

#include <algorithm>
#include <functional>

// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html
namespace waylight {

const CompiledInterface* Walk::interfaceOf(const CompiledLoadBalancer::Target& target, const CompiledVpc& vpc) const {
    if (target.address)
        return m_network.interfaceAt(vpc, *target.address);
    const auto* instance = m_network.find<CompiledInstance>(target.instance);
    return instance && !instance->interfaces.empty()
               ? m_network.find<CompiledInterface>(instance->interfaces.front().second)
               : nullptr;
}

/// A load balancer's interface in one zone: a listener accepts, and one of the targets must get it and answer.
Arrival Walk::throughBalancer(const CompiledInterface& entry, const Packet& packet) {
    m_staysLocal = false;
    const auto* balancer = m_network.find<CompiledLoadBalancer>(entry.owner);
    const auto* subnet = m_network.find<CompiledSubnet>(entry.subnet);
    const auto* vpc = subnet ? m_network.find<CompiledVpc>(subnet->vpc) : nullptr;
    if (!balancer || !vpc)
        return cannotTell(Code::BalancerUnknown, packet, entry.self);
    enter(balancer->resource);
    if (!balancer->active)
        return blocked(Code::BalancerState, packet, balancer->resource);
    const auto port =
        std::find_if(balancer->ports.begin(), balancer->ports.end(), [&](const CompiledLoadBalancer::Port& each) {
            return (each.port == packet.destinationPort || each.port == 0) &&
                   ((packet.protocol.isTcp() && each.tcp) || (packet.protocol.isUdp() && each.udp));
        });
    if (port == balancer->ports.end())
        return blocked(Code::BalancerNoListener, packet, balancer->resource);
    if (port->targets.empty() && !port->known)
        return cannotTell(Code::BalancerUnknown, packet, balancer->resource, -1, port->listener);
    if (port->targets.empty())
        return blocked(Code::BalancerNoTarget, packet, balancer->resource, -1, port->listener);
    std::vector<const CompiledLoadBalancer::Target*> targets;
    std::vector<const CompiledLoadBalancer::Target*>
        elsewhere; // what is between them and the balancer is not in the design
    for (const auto& target : port->targets) {
        const CompiledInterface* to = interfaceOf(target, *vpc);
        const auto* home = to ? m_network.find<CompiledSubnet>(to->subnet) : nullptr;
        const Handle zone = target.zone != noHandle ? target.zone : home ? home->zone : noHandle;
        const bool eligible = balancer->crossZone || target.everyZone || zone == subnet->zone;
        if (to && !home && (eligible || zone == noHandle))
            elsewhere.push_back(&target);
        else if (eligible)
            targets.push_back(&target);
    }
    // Fail open: where no target is healthy, all of them get packets.
    const auto isHealthy = [](const auto* target) { return target->healthy; };
    if (std::any_of(targets.begin(), targets.end(), isHealthy) ||
        std::any_of(elsewhere.begin(), elsewhere.end(), isHealthy)) {
        std::erase_if(targets, std::not_fn(isHealthy));
        std::erase_if(elsewhere, std::not_fn(isHealthy));
    }
    const bool allKnown = port->known && elsewhere.empty();
    if (targets.empty() && !allKnown)
        return cannotTell(Code::BalancerUnknown, packet, balancer->resource, -1, port->listener);
    if (targets.empty())
        return blocked(Code::BalancerNoTargetInZone, packet, balancer->resource, -1, port->listener);
    // One that answers is enough; else one of which it is not known.
    const CompiledLoadBalancer::Target* chosen = nullptr;
    Outcome best = Outcome::Block;
    for (const auto* target : targets) {
        if (best == Outcome::Pass)
            break;
        Walk trial = *this;
        trial.m_steps = nullptr;
        trial.m_blocked = trial.m_unknown = false;
        trial.toTarget(*balancer, *target, entry, packet);
        if (trial.outcome() == Outcome::Pass || (trial.outcome() == Outcome::Unknown && best == Outcome::Block)) {
            chosen = target;
            best = trial.outcome();
        }
    }
    if (!chosen && !allKnown)
        return cannotTell(Code::BalancerUnknown, packet, balancer->resource, -1, port->listener);
    toTarget(*balancer, chosen ? *chosen : *targets.front(), entry, packet);
    return {.kind = Arrival::Kind::Answered, .packet = packet, .interface = &entry};
}

/// To a target, back to the load balancer, and from there to the client.
void Walk::toTarget(const CompiledLoadBalancer& balancer, const CompiledLoadBalancer::Target& target,
                    const CompiledInterface& entry, const Packet& packet) {
    const auto& subnet = *m_network.find<CompiledSubnet>(entry.subnet);
    const auto& vpc = *m_network.find<CompiledVpc>(subnet.vpc);
    const CompiledInterface* to = interfaceOf(target, vpc);
    Packet inside = packet;
    inside.destinationPort = target.port;
    if (!target.keepsClient) {
        inside.source = entry.primary(packet.destination.family()).value_or(packet.source);
        if (inside.protocol.hasPorts()) {
            inside.sourcePort = 1024;
            inside.sourceSpan = 65535 - 1024;
        }
    }
    const auto address = target.address ? target.address : to ? to->primary(packet.destination.family()) : std::nullopt;
    if (!address) {
        unknown(Code::BalancerUnknown, packet, balancer.resource, -1, target.instance);
        return;
    }
    inside.destination = *address;
    pass(Code::BalancerForwards, packet, balancer.resource, -1, noHandle, *address);
    // The target's rules may name the load balancer's groups, whether or not it sees the client's address; never the
    // client's groups.
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
    const Carrier identity{.sender = &entry, .via = target.keepsClient ? Carrier::Via::Internet : Carrier::Via::Vpc};
    Arrival there =
        to && to->subnet == subnet.self ? deliver(*to, subnet.self, inside, identity) : leave(subnet, inside, identity);
    if (there.kind != Arrival::Kind::Interface || stopped())
        return;
    if (target.keepsClient && there.packet.source != inside.source) { // a NAT gateway on the way gets the reply instead
        block(Code::ReplyAstray, there.packet, m_place);
        return;
    }
    // The reply: the target's interface hands it to the load balancer, also when it is addressed to the client.
    m_direction = Direction::Return;
    Packet reply = there.packet.reply();
    enter(*there.interface);
    if (!there.interface->groups.empty())
        pass(Code::GroupTracked, reply, there.interface->groups.front());
    if (!target.keepsClient) {
        const Arrival back = onward(*there.interface, reply, {.sender = there.interface});
        if (back.kind != Arrival::Kind::Lost && back.interface != &entry)
            block(Code::ReplyAstray, back.packet, m_place);
        if (back.kind == Arrival::Kind::Lost)
            return;
    } else if (there.interface->subnet != subnet.self) {
        if (const auto* home = m_network.find<CompiledSubnet>(there.interface->subnet)) {
            enter(home->self);
            checkAcl(*home, TrafficDirection::Outbound, reply);
        }
        enter(subnet.self);
        checkAcl(subnet, TrafficDirection::Inbound, reply);
    }
    if (stopped())
        return;
    enter(balancer.resource);
    pass(Code::BalancerReturns, reply, balancer.resource);
    checkReply(onward(entry, packet.reply(), {.sender = &entry}));
}

} // namespace waylight
