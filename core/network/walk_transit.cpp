// SPDX-License-Identifier: MIT
#include "core/network/walk.h"

#include <algorithm>

// How a packet crosses transit gateways: https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html, and
// where network ACLs see it: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html
namespace waylight {

bool Walk::keepsReferences(const CompiledTransitGateway& gateway, const CompiledAttachment& attachment) const {
    return gateway.referencing && attachment.referencing.value_or(true);
}

Arrival Walk::intoTransit(const CompiledTransitGateway& gateway, const CompiledSubnet& from, const Packet& packet,
                          Carrier carrier) {
    enter(gateway.self);
    if (!gateway.available)
        return blocked(Code::TransitState, packet, gateway.self);
    const auto at = gateway.attachmentOfVpc.find(from.vpc);
    const auto* attachment =
        at == gateway.attachmentOfVpc.end() ? nullptr : m_network.find<CompiledAttachment>(at->second);
    if (!attachment)
        return blocked(Code::TransitNotAttached, packet, gateway.self, -1, from.vpc);
    if (attachment->subnets.empty())
        return cannotTell(Code::TransitUnknown, packet, attachment->self);
    const auto inZone = std::find_if(attachment->subnets.begin(), attachment->subnets.end(), [&](Handle handle) {
        return m_network.find<CompiledSubnet>(handle)->zone == from.zone;
    });
    if (inZone == attachment->subnets.end() && !attachment->allSubnets)
        return cannotTell(Code::TransitUnknown, packet, attachment->self);
    if (inZone == attachment->subnets.end())
        block(Code::TransitZone, packet, attachment->self, -1, from.zone);
    if (stopped())
        return lost(packet);
    const CompiledSubnet& entry =
        *m_network.find<CompiledSubnet>(inZone == attachment->subnets.end() ? attachment->subnets.front() : *inZone);
    enter(entry.self);
    checkAcl(entry, TrafficDirection::Inbound, packet);
    if (stopped())
        return lost(packet);
    carrier.via = Carrier::Via::Transit;
    carrier.nat = nullptr;
    carrier.references &= keepsReferences(gateway, *attachment);
    return transit(gateway, *attachment, from.zone, packet, carrier);
}

/// From an attachment through the gateway's table for it; `zone` is where the packet left a VPC, if it did.
Arrival Walk::transit(const CompiledTransitGateway& gateway, const CompiledAttachment& in, Handle zone,
                      const Packet& packet, Carrier carrier) {
    enter(gateway.self);
    if (tooFar())
        return blocked(Code::RouteLoop, packet, gateway.self);
    if (!gateway.available)
        return blocked(Code::TransitState, packet, gateway.self);
    const auto at = gateway.tableOf.find(in.self);
    if (at == gateway.tableOf.end())
        return blocked(Code::TransitNoAssociation, packet, in.self, -1, gateway.self);
    const auto* table = m_network.find<CompiledTransitTable>(at->second);
    if (!table)
        return cannotTell(Code::TransitRoutesUnknown, packet, at->second);
    if (table->listMissing)
        return cannotTell(Code::TransitRoutesUnknown, packet, table->self);
    const std::int32_t number = table->intervals.find(packet.destination);
    if (number < 0)
        return table->known ? blocked(Code::TransitNoRoute, packet, table->self)
                            : cannotTell(Code::TransitRoutesUnknown, packet, table->self);
    const CompiledTransitTable::Entry& entry = table->entries[static_cast<std::size_t>(number)];
    if (entry.blackhole)
        return blocked(Code::TransitBlackhole, packet, table->self, entry.index);
    pass(Code::TransitRouteFound, packet, table->self, entry.index, entry.attachment);
    const auto* out = m_network.find<CompiledAttachment>(entry.attachment);
    if (!out)
        return cannotTell(Code::TransitUnknown, packet, entry.attachment);
    if (!out->available)
        return blocked(Code::TransitAttachmentState, packet, out->self);
    return outOfTransit(gateway, *out, zone, packet, carrier);
}

Arrival Walk::outOfTransit(const CompiledTransitGateway& gateway, const CompiledAttachment& out, Handle zone,
                           const Packet& packet, Carrier carrier) {
    if (out.type == AttachmentType::Vpn && out.vpn.connection == noHandle)
        return cannotTell(Code::TransitUnknown, packet, out.self, -1, out.resource);
    if (out.type == AttachmentType::Vpn)
        return overLinks(out.self, {out.vpn}, {}, packet);
    if (out.type == AttachmentType::Peering) {
        const auto* other =
            m_network.find<CompiledTransitGateway>(out.gateway == gateway.self ? out.resource : out.gateway);
        if (!other)
            return cannotTell(Code::TransitUnknown, packet, out.self, -1, out.resource);
        carrier.sender = nullptr;
        return transit(*other, out, noHandle, packet, carrier);
    }
    if (out.type != AttachmentType::Vpc)
        return cannotTell(Code::TransitDestinationUnknown, packet, out.self);
    const auto* vpc = m_network.find<CompiledVpc>(out.resource);
    // Zone affinity: the packet stays in its zone where the attachment has a subnet there.
    const auto same = std::find_if(out.subnets.begin(), out.subnets.end(),
                                   [&](Handle handle) { return m_network.find<CompiledSubnet>(handle)->zone == zone; });
    if (!vpc || out.subnets.empty() || (same == out.subnets.end() && !out.allSubnets))
        return cannotTell(Code::TransitUnknown, packet, out.self, -1, out.resource);
    const CompiledSubnet& exit =
        *m_network.find<CompiledSubnet>(same == out.subnets.end() ? out.subnets.front() : *same);
    pass(Code::TransitDelivers, packet, gateway.self, -1, exit.self);
    carrier.references &= keepsReferences(gateway, out);
    const CompiledInterface* neighbour = m_network.interfaceAt(*vpc, packet.destination);
    if (neighbour && neighbour->subnet == exit.self)
        return toHost(*vpc, exit.self, packet, carrier, vpc->self);
    return leave(exit, packet, carrier);
}

} // namespace waylight
