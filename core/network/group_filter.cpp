// SPDX-License-Identifier: MIT
#include "core/network/group_filter.h"

#include <algorithm>

namespace waylight {
namespace {

/// What the scan of an interface's security groups has found while no rule allows.
struct GroupScan {
    bool anyRules = false;
    bool referenceLost = false; ///< a rule for this traffic names a group, and the packet's sender is not told any more
    bool referencingOff = false; ///< the sender is a member, but the transit gateway does not tell
    bool peerUnknown = false;    ///< a rule names a group of a peer that is not in the design
    Handle first = noHandle;     ///< the first group that is in the design
    Handle missingGroup = noHandle;
    Handle missingList = noHandle;

    Code refusal() const {
        return !anyRules        ? Code::GroupHasNoRules
               : referencingOff ? Code::GroupReferencingOff
               : referenceLost  ? Code::GroupReferenceLost
                                : Code::GroupMismatch;
    }
};

bool isMember(const CompiledInterface* interface, Handle group) {
    return interface && std::find(interface->groups.begin(), interface->groups.end(), group) != interface->groups.end();
}

/// The first rule that allows the packet, or null.
const FilterRule* allowingRule(const RuleList& list, bool outbound, const Packet& packet, const OtherEnd& other,
                               GroupScan& scan) {
    const IpAddress& remote = outbound ? packet.destination : packet.source;
    const FilterRule* found = nullptr;
    list.anyCandidate(packet, [&](const FilterRule& rule) {
        if (!rule.coversProtocol(packet) || !rule.coversPorts(packet))
            return false;
        bool allows = false;
        if (rule.peer == FilterRule::Peer::Group) {
            const bool member = isMember(other.interface, rule.base);
            allows = member && other.references;
            scan.referencingOff |= member;
            scan.referenceLost |= !outbound && !other.interface && !other.byPeering;
            scan.peerUnknown |= !outbound && !other.interface && other.unknownPeer;
        } else if (rule.peer == FilterRule::Peer::UnknownList) {
            scan.missingList = rule.base;
        } else {
            allows = list.containsPeer(rule, remote);
        }
        if (allows)
            found = &rule;
        return allows;
    });
    return found;
}

/// `groupAt(i)` is the i-th of `count` groups, or null.
template <class GroupAt>
GroupDecision decided(std::size_t count, GroupAt groupAt, const CompiledInterface& interface, TrafficDirection way,
                      const Packet& packet, const OtherEnd& other) {
    const bool outbound = way == TrafficDirection::Outbound;
    const Handle side = outbound ? noHandle : interface.self; // tells the two directions apart in the step
    if (interface.groups.empty())
        return {interface.groupsApply ? Outcome::Unknown : Outcome::Pass,
                interface.groupsApply ? Code::GroupsUnknown : Code::GroupNotApplied, interface.self, -1, side};
    GroupScan scan;
    for (std::size_t i = 0; i < count; ++i)
        if (const CompiledGroup* group = groupAt(i))
            (outbound ? group->egress : group->ingress).prefetch();
    for (std::size_t i = 0; i < count; ++i) {
        const CompiledGroup* group = groupAt(i);
        if (!group) {
            scan.missingGroup = interface.groups[std::min(i, interface.groups.size() - 1)];
            continue;
        }
        if (scan.first == noHandle)
            scan.first = group->self;
        const RuleList& list = outbound ? group->egress : group->ingress;
        scan.anyRules |= !list.rules.empty();
        if (const FilterRule* rule = allowingRule(list, outbound, packet, other, scan))
            return {Outcome::Pass, Code::GroupAllows, group->self, rule->index, side};
    }
    if (scan.missingGroup != noHandle)
        return {Outcome::Unknown, Code::GroupMissing, scan.missingGroup, -1, interface.self};
    if (scan.missingList != noHandle)
        return {Outcome::Unknown, Code::GroupListMissing, scan.first, -1, scan.missingList};
    if (scan.peerUnknown)
        return {Outcome::Unknown, Code::GroupOfPeerUnknown, scan.first, -1, side};
    return {Outcome::Block, scan.refusal(), scan.first, -1, side};
}

} // namespace

GroupDecision groupDecision(const NetworkIndex& network, const CompiledInterface& interface, TrafficDirection way,
                            const Packet& packet, const OtherEnd& other) {
    return decided(
        interface.groups.size(), [&](std::size_t i) { return network.find<CompiledGroup>(interface.groups[i]); },
        interface, way, packet, other);
}

Outcome groupOutcome(std::span<const CompiledGroup* const> groups, const CompiledInterface& interface,
                     TrafficDirection way, const Packet& packet, const OtherEnd& other) {
    return decided(
               groups.size(), [&](std::size_t i) { return groups[i]; }, interface, way, packet, other)
        .outcome;
}

bool namesGroups(const NetworkIndex& network, const CompiledInterface& interface, TrafficDirection way) {
    return std::any_of(interface.groups.begin(), interface.groups.end(), [&](Handle handle) {
        const auto* group = network.find<CompiledGroup>(handle);
        return group && (way == TrafficDirection::Outbound ? group->egress : group->ingress).namesGroups;
    });
}

const CompiledInterface* destinationInterface(const NetworkIndex& network, const CompiledInterface& from,
                                              const Packet& packet) {
    const auto* subnet = network.find<CompiledSubnet>(from.subnet);
    const auto* vpc = subnet ? network.find<CompiledVpc>(subnet->vpc) : nullptr;
    if (!vpc)
        return nullptr;
    if (const CompiledInterface* found = network.interfaceAt(*vpc, packet.destination))
        return found;
    const CompiledTable* table = network.tableOf(*subnet);
    const auto found = table ? table->lookup.find(packet.destination) : RouteLookup::Found();
    const auto* peering = found ? network.find<CompiledPeering>(found.route->target) : nullptr;
    if (!peering || !peering->active || !peering->sameRegion)
        return nullptr;
    const auto* peer = network.find<CompiledVpc>(peering->sides[peering->sides[0].vpc == vpc->self ? 1 : 0].vpc);
    return peer ? network.interfaceAt(*peer, packet.destination) : nullptr;
}

} // namespace waylight
