// SPDX-License-Identifier: MIT
#include "core/network/filters.h"

#include <algorithm>

namespace waylight {
namespace {

std::uint32_t maskOf(int length) {
    return length == 0 ? 0 : ~std::uint32_t{0} << (32 - length);
}

void setBlock(FilterRule& rule, RuleList& list, const Cidr& block) {
    if (block.family() == IpFamily::V4) {
        rule.peer = FilterRule::Peer::V4;
        rule.mask = maskOf(block.length());
        rule.base = block.address().v4Value() & rule.mask;
        return;
    }
    rule.peer = FilterRule::Peer::V6;
    rule.base = static_cast<std::uint32_t>(list.blocks.size());
    list.blocks.push_back(block);
}

/// Ports as AWS's JSON gives them: -1 at either end leaves that end open.
void setPorts(FilterRule& rule, std::optional<int> from, std::optional<int> to) {
    rule.from = static_cast<std::uint16_t>(from.value_or(-1) < 0 ? 0 : *from);
    rule.to = static_cast<std::uint16_t>(to.value_or(-1) < 0 ? 65535 : *to);
}

/// False for a rule that matches nothing: a code without a type.
bool setIcmp(FilterRule& rule, std::optional<int> type, std::optional<int> code) {
    if (type.value_or(-1) < 0 && code.value_or(-1) >= 0)
        return false;
    rule.from = type.value_or(-1) < 0 ? FilterRule::anyIcmp : static_cast<std::uint16_t>(*type);
    rule.to = code.value_or(-1) < 0 ? FilterRule::anyIcmp : static_cast<std::uint16_t>(*code);
    return true;
}

void setPeer(FilterRule& rule, RuleList& list, const Topology& topology, const SecurityGroupRule& from,
             HandleMap& handles) {
    if (from.cidr) {
        setBlock(rule, list, *from.cidr);
    } else if (from.group) {
        rule.peer = FilterRule::Peer::Group;
        rule.base = handles.intern(from.group.id);
        list.namesGroups = true;
    } else if (const PrefixList* prefixes = topology.get(from.prefixList); prefixes && !isUnknown(*prefixes, "cidrs")) {
        rule.peer = FilterRule::Peer::List;
        rule.base = static_cast<std::uint32_t>(list.blocks.size());
        rule.mask = static_cast<std::uint32_t>(prefixes->cidrs.size());
        list.blocks.insert(list.blocks.end(), prefixes->cidrs.begin(), prefixes->cidrs.end());
    } else if (from.prefixList) {
        rule.peer = FilterRule::Peer::UnknownList;
        rule.base = handles.intern(from.prefixList.id);
    }
}

} // namespace

void RuleList::seal() {
    rules.shrink_to_fit();
    heads.assign((rules.size() + RuleHeads::count - 1) / RuleHeads::count, {});
    for (std::size_t i = 0; i < RuleHeads::count * heads.size(); ++i) {
        RuleHeads& head = heads[i / RuleHeads::count];
        const std::size_t at = i % RuleHeads::count;
        head.protocol[at] = RuleHeads::noProtocol;
        if (i >= rules.size())
            continue;
        const FilterRule& rule = rules[i];
        const bool ports = rule.protocol >= 0 && Protocol::number(rule.protocol).hasPorts();
        head.protocol[at] = rule.protocol < 0 ? RuleHeads::anyProtocol : rule.protocol;
        head.from[at] = RuleHeads::packed(ports ? rule.from : 0);
        head.to[at] = RuleHeads::packed(ports ? rule.to : 65535);
    }
}

bool RuleList::containsOther(const FilterRule& rule, const IpAddress& address) const {
    switch (rule.peer) {
    case FilterRule::Peer::V6:
        return blocks[rule.base].contains(address);
    case FilterRule::Peer::List:
        return std::any_of(blocks.begin() + rule.base, blocks.begin() + rule.base + rule.mask,
                           [&](const Cidr& block) { return block.contains(address); });
    case FilterRule::Peer::V4:
    case FilterRule::Peer::Group:
    case FilterRule::Peer::UnknownList:
    case FilterRule::Peer::Nobody:
        break;
    }
    return false;
}

RuleList compiledRules(const Topology& topology, const std::vector<SecurityGroupRule>& rules, HandleMap& handles) {
    RuleList list;
    list.rules.reserve(rules.size());
    for (std::size_t i = 0; i < rules.size(); ++i) {
        const SecurityGroupRule& from = rules[i];
        FilterRule rule;
        rule.protocol = static_cast<std::int16_t>(from.protocol.value());
        rule.index = static_cast<std::uint16_t>(i);
        if (!from.protocol.isIcmp())
            setPorts(rule, from.fromPort, from.toPort);
        else if (!setIcmp(rule, from.fromPort, from.toPort))
            continue;
        setPeer(rule, list, topology, from, handles);
        list.rules.push_back(rule);
    }
    list.seal();
    return list;
}

RuleList compiledEntries(const NetworkAcl& acl, TrafficDirection direction) {
    RuleList list;
    std::vector<std::pair<int, FilterRule>> ordered;
    for (std::size_t i = 0; i < acl.entries.size(); ++i) {
        const AclEntry& entry = acl.entries[i];
        if (entry.egress != (direction == TrafficDirection::Outbound))
            continue;
        for (const auto* block : {&entry.cidr, &entry.ipv6Cidr}) {
            FilterRule rule;
            rule.protocol = static_cast<std::int16_t>(entry.protocol.value());
            rule.index = static_cast<std::uint16_t>(i);
            rule.allows = entry.action == RuleAction::Allow;
            if (!entry.protocol.isIcmp())
                setPorts(rule, entry.fromPort, entry.toPort);
            if (!*block || (entry.protocol.isIcmp() && !setIcmp(rule, entry.icmpType, entry.icmpCode)))
                continue;
            setBlock(rule, list, **block);
            ordered.emplace_back(entry.number, rule);
        }
    }
    std::stable_sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [number, rule] : ordered)
        list.rules.push_back(rule);
    list.seal();
    return list;
}

namespace {

struct PortSpan {
    int first, last;
};

PortSpan portsOf(const FilterRule& rule) {
    return rule.protocol < 0 ? PortSpan{0, 65535} : PortSpan{rule.from, rule.to};
}

/// Takes `covered` out of the spans; true when there was something of it.
bool takeOut(std::vector<PortSpan>& spans, const PortSpan& covered) {
    std::vector<PortSpan> rest;
    bool found = false;
    for (const PortSpan& span : spans) {
        if (covered.last < span.first || covered.first > span.last) {
            rest.push_back(span);
            continue;
        }
        found = true;
        if (span.first < covered.first)
            rest.push_back({span.first, covered.first - 1});
        if (covered.last < span.last)
            rest.push_back({covered.last + 1, span.last});
    }
    spans = std::move(rest);
    return found;
}

/// Each entry decides about the ports that the ones before it left open. All ports may be used, so one that is denied
/// makes connections fail at random.
AclDecision rangeDecision(const RuleList& entries, const Packet& packet, const IpAddress& remote) {
    std::vector<PortSpan> open{{packet.destinationPort, packet.destinationPort + packet.destinationSpan}};
    std::optional<int> allowing;
    std::optional<int> denying;
    entries.anyCandidate(packet, [&](const FilterRule& rule) {
        if (rule.coversProtocol(packet) && entries.containsPeer(rule, remote) && takeOut(open, portsOf(rule))) {
            auto& decider = rule.allows ? allowing : denying;
            if (!decider)
                decider = rule.index;
        }
        return open.empty();
    });
    if (!denying && open.empty())
        return {true, allowing.value_or(-1), false};
    return {false, denying.value_or(-1), allowing.has_value()};
}

} // namespace

AclDecision aclDecision(const RuleList& entries, const Packet& packet, const IpAddress& remote) {
    const int last = packet.destinationPort + packet.destinationSpan;
    const bool range = packet.destinationSpan > 0 && packet.protocol.hasPorts();
    AclDecision decision;
    bool several = false; // entries that cover parts of the range
    entries.anyCandidate(packet, [&](const FilterRule& rule) {
        if (!rule.coversProtocol(packet) || (!range && !rule.coversPorts(packet)) ||
            !entries.containsPeer(rule, remote))
            return false;
        const PortSpan ports = portsOf(rule);
        if (range && (ports.last < packet.destinationPort || ports.first > last))
            return false;
        several = range && (ports.first > packet.destinationPort || ports.last < last);
        decision = {rule.allows, rule.index, false};
        return true;
    });
    return several ? rangeDecision(entries, packet, remote) : decision;
}

} // namespace waylight
