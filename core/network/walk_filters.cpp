// SPDX-License-Identifier: MIT
#include "core/network/walk.h"

#include <algorithm>

namespace waylight {
namespace {

/// What the scan of an interface's security groups has found while no rule allows.
struct GroupScan {
    bool anyRules = false;
    bool referenceLost = false;   ///< a rule for this traffic names a group, and the packet's sender is not told any more
    bool referencingOff = false;  ///< the sender is a member, but the transit gateway does not tell
    bool peerUnknown = false;     ///< a rule names a group of a peer that is not in the design
    Handle missingGroup = noHandle;
    Handle missingList = noHandle;
};

} // namespace

void Walk::checkAcl(const CompiledSubnet& subnet, TrafficDirection way, const Packet& packet) {
    const CompiledAcl* acl = m_network.aclOf(subnet);
    if (!acl) {
        unknown(Code::AclMissing, packet, subnet.self, static_cast<int>(way));
        return;
    }
    const bool outbound = way == TrafficDirection::Outbound;
    const AclDecision decision = aclDecision(outbound ? acl->outbound : acl->inbound, packet, outbound ? packet.destination : packet.source);
    const Handle side = outbound ? noHandle : acl->self; // tells the two directions apart in the step
    if (decision.allows)
        pass(Code::AclAllows, packet, acl->self, decision.index, side);
    else
        block(decision.partly ? Code::AclDeniesPart : decision.index < 0 ? Code::AclMatchesNothing : Code::AclDenies, packet, acl->self, decision.index, side);
}

bool Walk::namesGroups(const CompiledInterface& interface, TrafficDirection way) const {
    return std::any_of(interface.groups.begin(), interface.groups.end(), [&](Handle handle) {
        const auto* group = m_network.find<CompiledGroup>(handle);
        return group && (way == TrafficDirection::Outbound ? group->egress : group->ingress).namesGroups;
    });
}

/// The interface that a packet goes to by its private address: in the same VPC, or through a peering that the route names.
const CompiledInterface* Walk::destinationInterface(const CompiledInterface& from, const Packet& packet) const {
    const auto* subnet = m_network.find<CompiledSubnet>(from.subnet);
    const auto* vpc = subnet ? m_network.find<CompiledVpc>(subnet->vpc) : nullptr;
    if (!vpc)
        return nullptr;
    if (const CompiledInterface* found = m_network.interfaceAt(*vpc, packet.destination))
        return found;
    const CompiledTable* table = m_network.tableOf(*subnet);
    const auto found = table ? table->lookup.find(packet.destination) : RouteLookup::Found();
    const auto* peering = found ? m_network.find<CompiledPeering>(found.route->target) : nullptr;
    if (!peering || !peering->active || !peering->sameRegion)
        return nullptr;
    const auto* peer = m_network.find<CompiledVpc>(peering->sides[peering->sides[0].vpc == vpc->self ? 1 : 0].vpc);
    return peer ? m_network.interfaceAt(*peer, packet.destination) : nullptr;
}

/// `carrier.sender` is the other end: the sender of an inbound packet, the receiver of an outbound one.
void Walk::checkGroups(const CompiledInterface& interface, TrafficDirection way, const Packet& packet, const Carrier& carrier) {
    const bool outbound = way == TrafficDirection::Outbound;
    const Handle side = outbound ? noHandle : interface.self; // tells the two directions apart in the step
    if (interface.groups.empty()) {
        if (interface.groupsApply)
            unknown(Code::GroupsUnknown, packet, interface.self, -1, side);
        else
            pass(Code::GroupNotApplied, packet, interface.self, -1, side);
        return;
    }
    const IpAddress& remote = outbound ? packet.destination : packet.source;
    GroupScan scan;
    Handle first = noHandle;
    for (const Handle handle : interface.groups) {
        const auto* group = m_network.find<CompiledGroup>(handle);
        if (!group) {
            scan.missingGroup = handle;
            continue;
        }
        if (first == noHandle)
            first = handle;
        const RuleList& list = outbound ? group->egress : group->ingress;
        scan.anyRules |= !list.rules.empty();
        for (const FilterRule& rule : list.rules) {
            if (!rule.coversProtocol(packet) || !rule.coversPorts(packet))
                continue;
            if (rule.peer == FilterRule::Peer::Group) {
                const bool member = carrier.sender && std::find(carrier.sender->groups.begin(), carrier.sender->groups.end(), rule.base) != carrier.sender->groups.end();
                if (member && carrier.references) {
                    pass(Code::GroupAllows, packet, handle, rule.index, side);
                    return;
                }
                scan.referencingOff |= member;
                scan.referenceLost |= !outbound && !carrier.sender && carrier.via != Carrier::Via::Peering;
                scan.peerUnknown |= !outbound && !carrier.sender && carrier.via == Carrier::Via::Peering && !m_network.find<CompiledGroup>(rule.base);
            } else if (rule.peer == FilterRule::Peer::UnknownList) {
                scan.missingList = rule.base;
            } else if (list.containsPeer(rule, remote)) {
                pass(Code::GroupAllows, packet, handle, rule.index, side);
                return;
            }
        }
    }
    if (scan.missingGroup != noHandle)
        unknown(Code::GroupMissing, packet, scan.missingGroup, -1, interface.self);
    else if (scan.missingList != noHandle)
        unknown(Code::GroupListMissing, packet, first, -1, scan.missingList);
    else if (scan.peerUnknown)
        unknown(Code::GroupOfPeerUnknown, packet, first, -1, side);
    else
        block(!scan.anyRules ? Code::GroupHasNoRules : scan.referencingOff ? Code::GroupReferencingOff : scan.referenceLost ? Code::GroupReferenceLost : Code::GroupMismatch, packet, first, -1, side);
}

} // namespace waylight
