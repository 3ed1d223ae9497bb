// SPDX-License-Identifier: MIT
#include "tests/support/naive_journey.h"

#include <algorithm>

namespace naive {
namespace {

bool listens(const Listener& listener, const Packet& packet) {
    const std::string& protocol = listener.protocol;
    const bool tcp = protocol == "TCP" || protocol == "TLS" || protocol == "TCP_UDP";
    const bool udp = protocol == "UDP" || protocol == "QUIC" || protocol == "TCP_UDP";
    return ((packet.protocol.isTcp() && tcp) || (packet.protocol.isUdp() && udp)) &&
           listener.port == packet.destinationPorts.first;
}

bool keepsClientAddress(const TargetGroup& group) {
    if (!group.preserveClientIp.empty())
        return group.preserveClientIp == "true";
    return group.targetType == "instance" || (group.protocol != "TCP" && group.protocol != "TLS");
}

bool isHealthy(const Target& target) {
    return target.health.empty() || target.health == "healthy";
}

/// The address of a target; none when its instance is not in the design.
std::optional<IpAddress> addressOf(const Topology& topology, const TargetGroup& group, const Target& target) {
    if (group.targetType == "instance") {
        const NetworkInterface* interface = primaryInterface(topology, target.target);
        return interface ? primaryAddress(*interface, IpFamily::V4) : std::nullopt;
    }
    const Result<IpAddress> parsed = IpAddress::parse(target.target);
    return parsed ? std::optional(*parsed) : std::nullopt;
}

/// The subnet of a group's VPC that has an address, or null.
const Subnet* subnetWith(const Topology& topology, const Id& vpc, const IpAddress& address) {
    const Subnet* found = nullptr;
    topology.forEach<Subnet>([&](const Subnet& each) {
        if (each.vpc.id == vpc && each.cidr && each.cidr->contains(address))
            found = &each;
    });
    return found;
}

/// The zone of a target: as told, else that of the subnet with its address; `all`, outside the VPC and not told: every zone.
bool isInZone(const Topology& topology, const TargetGroup& group, const Target& target, const std::string& zone) {
    if (!target.availabilityZone.empty())
        return target.availabilityZone == "all" || target.availabilityZone == zone;
    const NetworkInterface* instance = group.targetType == "instance" ? primaryInterface(topology, target.target) : nullptr;
    if (instance && !topology.get(instance->subnet))
        return true; // its zone is not told: it may be this one
    const std::optional<IpAddress> address = addressOf(topology, group, target);
    const Subnet* subnet = address ? subnetWith(topology, group.vpc.id, *address) : nullptr;
    return !subnet || subnet->availabilityZone == zone;
}

} // namespace

/// The targets that a load balancer's interface sends a packet to: those of its zone unless it crosses zones; the
/// healthy ones, or all when none is.
std::vector<std::pair<TargetGroup, Target>> Journey::targetsFor(const NetworkInterface& interface,
                                                                const LoadBalancer& balancer) {
    const Subnet* subnet = m_topology.get(interface.subnet);
    std::vector<std::pair<TargetGroup, Target>> targets;
    bool anyHealthy = false;
    m_topology.forEach<Listener>([&](const Listener& listener) {
        if (listener.loadBalancer.id != balancer.id || !listens(listener, m_packet))
            return;
        for (const Ref<TargetGroup>& ref : listener.targetGroups) {
            const TargetGroup* group = m_topology.get(ref);
            if (!group)
                m_missingTargets = true;
            for (const Target& target : group ? group->targets : std::vector<Target>())
                if (balancer.crossZone || (subnet && isInZone(m_topology, *group, target, subnet->availabilityZone))) {
                    targets.emplace_back(*group, target);
                    anyHealthy = anyHealthy || isHealthy(target);
                }
        }
    });
    if (anyHealthy)
        std::erase_if(targets, [](const auto& each) { return !isHealthy(each.second); });
    return targets;
}

/// One target that can be reached and answers is enough.
void Journey::balance(const NetworkInterface& interface, const LoadBalancer& balancer) {
    visit(balancer.id);
    if (!balancer.state.empty() && balancer.state != "active")
        return block("nlb-state");
    bool listening = false;
    m_topology.forEach<Listener>([&](const Listener& each) {
        listening = listening || (each.loadBalancer.id == balancer.id && listens(each, m_packet));
    });
    if (!listening)
        return block("nlb-no-listener");
    const auto targets = targetsFor(interface, balancer);
    if (targets.empty())
        return m_missingTargets ? stopUnknown("unknown-target-group") : block("nlb-no-target");
    std::optional<NaiveVerdict> best;
    const auto rank = [](const NaiveVerdict& verdict) {
        return verdict.verdict == "allowed" ? 0 : verdict.verdict == "unknown" ? 1 : 2;
    };
    for (const auto& [group, target] : targets) {
        Journey branch = *this;
        branch.sendTo(interface, group, target);
        if (!best || rank(branch.m_verdict) < rank(*best))
            best = branch.m_verdict;
    }
    if (m_missingTargets && best->verdict == "blocked")
        return stopUnknown("unknown-target-group");
    m_verdict = *best;
    m_stopped = true;
}

void Journey::sendTo(const NetworkInterface& interface, const TargetGroup& group, const Target& target) {
    const std::optional<IpAddress> address = addressOf(m_topology, group, target);
    const NetworkInterface* instance =
        group.targetType == "instance" ? primaryInterface(m_topology, target.target) : nullptr;
    if (!address || (instance && vpcOf(m_topology, *instance).empty()))
        return stopUnknown("unknown-target");
    const bool keeps = keepsClientAddress(group);
    m_sessions.push_back({interface.id, m_packet.destination, {}, m_packet, {}, keeps});
    m_appliances[0].clear();
    m_source = interface.id; // rules of the target may name the load balancer's groups, never the client's
    m_hidden = false;
    if (!keeps) {
        m_packet.source = m_packet.destination;
        m_startedOutside = false;
        m_peerings.clear();
        m_passages.clear();
        if (m_packet.protocol.hasPorts())
            m_packet.sourcePorts = {1024, 65535};
    }
    const int port = target.port.value_or(group.port);
    m_packet.destination = *address;
    m_packet.destinationPorts = {port, port};
    m_fromOutside = false;
    m_sender = m_middlebox = Id();
    leaveInterface(interface);
}

/// The reply is at the load balancer, which puts its own address in the target's place. A target whose client's address
/// was kept gives its reply back to the load balancer by itself, across the borders of the two subnets.
void Journey::backThroughBalancer() {
    const Session ended = *session();
    m_appliances[1].clear(); // what leaves now is the load balancer's own packet
    const NetworkInterface& interface = *m_topology.get<NetworkInterface>(ended.device);
    const Subnet& subnet = *m_topology.get(interface.subnet);
    if (ended.direct && m_end.kind == End::Interface) {
        const NetworkInterface& target = *m_topology.get<NetworkInterface>(m_end.id);
        const Subnet& there = *m_topology.get(target.subnet);
        if (there.id != subnet.id && !(passesAcl(there, true) && passesAcl(subnet, false)))
            return;
    }
    m_sessions.pop_back();
    m_packet.source = ended.before.destination;
    m_packet.sourcePorts = ended.before.destinationPorts;
    m_packet.destination = ended.before.source;
    m_packet.destinationPorts = ended.before.sourcePorts;
    m_fromOutside = false;
    m_sender = m_middlebox = Id();
    leaveInterface(interface);
}

} // namespace naive
