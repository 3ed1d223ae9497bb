// SPDX-License-Identifier: MIT
#include "core/network/filters.h"

#include "core/base/diagnostic.h"
#include "core/base/message_ids.h"

#include <algorithm>

namespace waylight {
namespace {

const char* word(TrafficDirection direction) {
    return direction == TrafficDirection::Inbound ? "inbound" : "outbound";
}

/// Whether a rule's peer covers the other end; none when that is not known.
std::optional<bool> peerMatches(const Topology& topology, const SecurityGroupRule& rule, const Peer& peer) {
    if (rule.cidr)
        return rule.cidr->contains(peer.address);
    if (rule.group) {
        if (!peer.interface)
            return false;
        const auto& groups = peer.interface->groups;
        return std::find(groups.begin(), groups.end(), rule.group) != groups.end();
    }
    if (const PrefixList* list = topology.get(rule.prefixList))
        return std::any_of(list->cidrs.begin(), list->cidrs.end(), [&](const Cidr& block) { return block.contains(peer.address); });
    if (rule.prefixList)
        return std::nullopt;
    return false;
}

/// "443 from 10.0.0.0/16": how messages name a rule.
std::string ruleText(const SecurityGroupRule& rule) {
    std::string text = rule.protocol.toString();
    if (rule.fromPort && rule.toPort && !rule.protocol.isAll())
        text += ' ' + (*rule.fromPort == *rule.toPort ? std::to_string(*rule.fromPort) : std::to_string(*rule.fromPort) + '-' + std::to_string(*rule.toPort));
    return text + ' ' + (rule.cidr ? rule.cidr->toString() : rule.group ? rule.group.id : rule.prefixList.id);
}

std::string packetText(const Packet& packet, TrafficDirection direction) {
    return direction == TrafficDirection::Outbound ? packet.toString() : packet.toString() + " from " + packet.source.toString();
}

bool icmpMatches(std::optional<int> type, std::optional<int> code, const Packet& packet) {
    const int wantedType = type.value_or(-1);
    const int wantedCode = code.value_or(-1);
    if (wantedType == -1)
        return wantedCode == -1;
    return wantedType == packet.icmpType && (wantedCode == -1 || wantedCode == packet.icmpCode);
}

/// One group's say: a rule that allows, or null; `lostReference` and `unknownList` tell why nothing matched.
struct GroupScan {
    const SecurityGroupRule* allowing = nullptr;
    std::size_t index = 0;
    bool referencesOnly = false;
    bool unknownList = false;
};

GroupScan scan(const Topology& topology, const std::vector<SecurityGroupRule>& rules, const Packet& packet, const Peer& peer) {
    GroupScan result;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        const SecurityGroupRule& rule = rules[i];
        if (!rule.protocol.covers(packet.protocol) || !portsMatch(rule.protocol, rule.fromPort, rule.toPort, packet))
            continue;
        const auto matches = peerMatches(topology, rule, peer);
        if (!matches)
            result.unknownList = true;
        else if (*matches)
            return {&rule, i, false, false};
        else if (rule.group && !peer.interface && !isRfc1918(peer.address))
            result.referencesOnly = true;
    }
    return result;
}

} // namespace

bool portsMatch(Protocol protocol, std::optional<int> from, std::optional<int> to, const Packet& packet) {
    if (protocol.isAll())
        return true;
    if (protocol.isIcmp())
        return icmpMatches(from, to, packet);
    if (!protocol.hasPorts())
        return true;
    const int first = from.value_or(-1) < 0 ? 0 : *from;
    const int last = to.value_or(-1) < 0 ? 65535 : *to;
    return packet.destinationPort >= first && packet.destinationPort <= last;
}

Answer securityGroupAnswer(const Topology& topology, const NetworkInterface& interface, TrafficDirection direction, const Packet& packet, const Peer& peer) {
    const bool outbound = direction == TrafficDirection::Outbound;
    const std::string field = outbound ? "/egress" : "/ingress";
    if (interface.groups.empty()) {
        if (interface.interfaceType != "interface")
            return {Outcome::Pass, "ENI_SG_RULES_MATCH", interface.id, "/groups", message(MessageId::SecurityGroupNotApplied, interface.id)};
        return {Outcome::Unknown, "UNKNOWN_RESOURCE", interface.id, "/groups", message(MessageId::SecurityGroupNone, displayName(interface))};
    }
    const SecurityGroup* first = nullptr;
    std::optional<Answer> unknown;
    bool anyRules = false;
    bool lostReference = false;
    for (const auto& ref : interface.groups) {
        const SecurityGroup* group = topology.get(ref);
        if (!group) {
            unknown = {Outcome::Unknown, "UNKNOWN_RESOURCE", ref.id, field, message(MessageId::SecurityGroupMissing, ref.id, displayName(interface))};
            continue;
        }
        if (!first)
            first = group;
        const auto& rules = outbound ? group->egress : group->ingress;
        anyRules |= !rules.empty();
        const GroupScan found = scan(topology, rules, packet, peer);
        if (found.allowing)
            return {Outcome::Pass, "ENI_SG_RULES_MATCH", group->id, joinedPointer(field, found.index),
                    message(MessageId::SecurityGroupAllows, displayName(*group), word(direction), packetText(packet, direction), ruleText(*found.allowing))};
        lostReference |= found.referencesOnly;
        if (found.unknownList)
            unknown = {Outcome::Unknown, "UNKNOWN_RESOURCE", group->id, field, message(MessageId::SecurityGroupMissing, group->id, displayName(interface))};
    }
    if (unknown)
        return *unknown;
    if (!anyRules)
        return {Outcome::Block, "SG_HAS_NO_RULES", first->id, field, message(MessageId::SecurityGroupNoRules, displayName(*first), word(direction), packetText(packet, direction))};
    if (lostReference)
        return {Outcome::Block, "SG_REFERENCES_NOT_PRESERVED", first->id, field, message(MessageId::SecurityGroupReferenceLost, displayName(*first), word(direction), peer.address.toString())};
    return {Outcome::Block, "ENI_SG_RULES_MISMATCH", first->id, field, message(MessageId::SecurityGroupNoMatch, displayName(*first), word(direction), packetText(packet, direction))};
}

Answer networkAclAnswer(const NetworkAcl* acl, const Subnet& subnet, TrafficDirection direction, const Packet& packet) {
    if (!acl)
        return {Outcome::Unknown, "UNKNOWN_RESOURCE", subnet.id, "/networkAclId", message(MessageId::AclMissing, displayName(subnet))};
    const bool outbound = direction == TrafficDirection::Outbound;
    const IpAddress& remote = outbound ? packet.destination : packet.source;
    const AclEntry* decider = nullptr;
    for (const AclEntry& entry : acl->entries) {
        if (entry.egress != outbound || (decider && decider->number <= entry.number) || !entry.protocol.covers(packet.protocol))
            continue;
        const auto& block = remote.isV4() ? entry.cidr : entry.ipv6Cidr;
        if (!block || !block->contains(remote))
            continue;
        const bool ports = entry.protocol.isIcmp() ? icmpMatches(entry.icmpType, entry.icmpCode, packet) : portsMatch(entry.protocol, entry.fromPort, entry.toPort, packet);
        if (ports)
            decider = &entry;
    }
    const std::string what = packetText(packet, direction);
    if (!decider)
        return {Outcome::Block, "SUBNET_ACL_RESTRICTION", acl->id, "/entries", message(MessageId::AclNoMatch, displayName(*acl), word(direction), what)};
    const auto index = static_cast<std::size_t>(decider - acl->entries.data());
    const bool allows = decider->action == RuleAction::Allow;
    return {allows ? Outcome::Pass : Outcome::Block, allows ? "SUBNET_ACL_ALLOWS" : "SUBNET_ACL_RESTRICTION", acl->id, joinedPointer("/entries", index),
            message(allows ? MessageId::AclAllows : MessageId::AclDenies, displayName(*acl), word(direction), what, std::to_string(decider->number))};
}

} // namespace waylight
