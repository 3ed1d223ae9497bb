// SPDX-License-Identifier: MIT
#include "core/network/walk.h"

namespace waylight {

void Walk::checkAcl(const CompiledSubnet& subnet, TrafficDirection way, const Packet& packet) {
    const CompiledAcl* acl = m_network.aclOf(subnet);
    if (!acl || !acl->known) {
        unknown(Code::AclMissing, packet, acl ? acl->self : subnet.self, static_cast<int>(way));
        return;
    }
    const bool outbound = way == TrafficDirection::Outbound;
    const AclDecision decision =
        aclDecision(outbound ? acl->outbound : acl->inbound, packet, outbound ? packet.destination : packet.source);
    const Handle side = outbound ? noHandle : acl->self; // tells the two directions apart in the step
    if (decision.allows)
        pass(Code::AclAllows, packet, acl->self, decision.index, side);
    else
        block(decision.partly      ? Code::AclDeniesPart
              : decision.index < 0 ? Code::AclMatchesNothing
                                   : Code::AclDenies,
              packet, acl->self, decision.index, side);
}

/// `carrier.sender` is the other end: the sender of an inbound packet, the receiver of an outbound one.
void Walk::checkGroups(const CompiledInterface& interface, TrafficDirection way, const Packet& packet,
                       const Carrier& carrier) {
    const GroupDecision decision = groupDecision(m_network, interface, way, packet, otherEnd(carrier));
    add(decision.outcome, decision.code, packet, decision.culprit, decision.index, decision.other);
}

void Walk::checkGroupsOfSender(const CompiledInterface& sender, const Packet& packet) {
    checkGroups(sender, TrafficDirection::Outbound, packet,
                {.sender = namesGroups(m_network, sender, TrafficDirection::Outbound)
                               ? destinationInterface(m_network, sender, packet)
                               : nullptr});
}

} // namespace waylight
