// SPDX-License-Identifier: MIT
#include "tests/support/naive_filters.h"

#include <algorithm>

using namespace waylight;

namespace naive {
namespace {

using Groups = std::vector<Ref<SecurityGroup>>;

/// -1 is "from the start" as a first port and "to the end" as a last one.
bool portsMatch(std::optional<int> from, std::optional<int> to, int port) {
    return port >= std::max(from.value_or(0), 0) && port <= (to.value_or(-1) < 0 ? 65535 : *to);
}

/// -1 is any type or code; a code without a type matches nothing.
bool icmpMatches(std::optional<int> type, std::optional<int> code, int sentType) {
    const int anyOrType = type.value_or(-1);
    const int anyOrCode = code.value_or(-1);
    if (anyOrType < 0)
        return anyOrCode < 0;
    return anyOrType == sentType && anyOrCode <= 0;
}

bool ruleCoversPorts(const SecurityGroupRule& rule, const Packet& packet) {
    if (rule.protocol.isAll())
        return true;
    if (rule.protocol != packet.protocol)
        return false;
    if (packet.protocol.isIcmp())
        return icmpMatches(rule.fromPort, rule.toPort, packet.icmpType);
    return !packet.protocol.hasPorts() || portsMatch(rule.fromPort, rule.toPort, packet.destinationPorts.first);
}

Outcome rulePeer(const Topology& topology, const SecurityGroupRule& rule, const IpAddress& peer,
                 const Groups& peerGroups) {
    bool matches = rule.cidr && rule.cidr->contains(peer);
    if (rule.prefixList) {
        const PrefixList* list = topology.get(rule.prefixList);
        if (!list)
            return Outcome::Unknown;
        matches = contains(list->cidrs, peer);
    }
    if (rule.group)
        matches = std::find(peerGroups.begin(), peerGroups.end(), rule.group) != peerGroups.end();
    return matches ? Outcome::Pass : Outcome::Block;
}

bool entryMatches(const AclEntry& entry, bool egress, const Packet& packet, int port) {
    const IpAddress& peer = egress ? packet.destination : packet.source;
    const std::optional<Cidr>& block = peer.isV4() ? entry.cidr : entry.ipv6Cidr;
    if (entry.egress != egress || !block || !block->contains(peer))
        return false;
    if (entry.protocol.isAll())
        return true;
    if (entry.protocol != packet.protocol)
        return false;
    if (packet.protocol.isIcmp())
        return icmpMatches(entry.icmpType, entry.icmpCode, packet.icmpType);
    return !packet.protocol.hasPorts() || portsMatch(entry.fromPort, entry.toPort, port);
}

bool allowsPort(const std::vector<AclEntry>& inOrder, bool egress, const Packet& packet, int port) {
    for (const AclEntry& entry : inOrder)
        if (entryMatches(entry, egress, packet, port))
            return entry.action == RuleAction::Allow;
    return false;
}

} // namespace

Outcome securityGroups(const Topology& topology, const NetworkInterface& interface, bool inbound, const Packet& packet,
                       const Groups& peerGroups) {
    if (interface.groups.empty())
        return interface.interfaceType == "interface" ? Outcome::Unknown : Outcome::Pass;
    Outcome outcome = Outcome::Block;
    for (const Ref<SecurityGroup>& ref : interface.groups) {
        const SecurityGroup* group = topology.get(ref);
        if (!group) {
            outcome = Outcome::Unknown;
            continue;
        }
        for (const SecurityGroupRule& rule : inbound ? group->ingress : group->egress) {
            const Outcome peer =
                ruleCoversPorts(rule, packet)
                    ? rulePeer(topology, rule, inbound ? packet.source : packet.destination, peerGroups)
                    : Outcome::Block;
            if (peer == Outcome::Pass)
                return peer;
            if (peer == Outcome::Unknown)
                outcome = peer;
        }
    }
    return outcome;
}

Outcome networkAcl(const NetworkAcl& acl, bool egress, const Packet& packet) {
    std::vector<AclEntry> entries = acl.entries;
    std::stable_sort(entries.begin(), entries.end(),
                     [](const AclEntry& a, const AclEntry& b) { return a.number < b.number; });
    // The answer changes only where an entry's ports begin or have ended.
    std::vector<int> ports = {packet.destinationPorts.first};
    for (const AclEntry& entry : entries) {
        ports.push_back(entry.fromPort.value_or(0));
        ports.push_back(entry.toPort.value_or(65535) + 1);
    }
    for (const int port : ports)
        if (port >= packet.destinationPorts.first && port <= packet.destinationPorts.last &&
            !allowsPort(entries, egress, packet, port))
            return Outcome::Block;
    return Outcome::Pass;
}

} // namespace naive
