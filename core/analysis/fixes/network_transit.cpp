// SPDX-License-Identifier: MIT
#include "core/analysis/fixes/network.h"
#include "core/base/message_ids.h"
#include "core/edit/connection.h"

#include <algorithm>

namespace waylight {
namespace {

template <class T>
bool refersTo(const std::vector<Ref<T>>& refs, const Id& id) {
    return std::any_of(refs.begin(), refs.end(), [&](const Ref<T>& ref) { return ref.id == id; });
}

TransitGatewayAttachment revived(const TransitGatewayAttachment& attachment) {
    TransitGatewayAttachment fixed = attachment;
    fixed.state = "available";
    return fixed;
}

void proposeState(FixMaker& make, const TransitGatewayAttachment& attachment) {
    if (!works(attachment.state))
        make.offer(message(MessageId::FixState, displayName(attachment), std::string("available")), opensNothing,
                   revived(attachment));
}

/// The VPC whose packets the gateway does not take: its attachment that was taken away, or a new one.
void proposeAttachment(FixMaker& make, const TransitGateway& gateway) {
    const auto& taken = make.blocked().taken;
    const auto* table = taken.empty() ? nullptr : make.topology().get<RouteTable>(taken.back().check.resource);
    const Vpc* vpc = table ? make.topology().get(table->vpc) : nullptr;
    if (!vpc)
        return;
    make.topology().forEach<TransitGatewayAttachment>([&](const TransitGatewayAttachment& each) {
        if (each.transitGateway.id == gateway.id && each.resource.id == vpc->id)
            proposeState(make, each);
    });
    const auto made = edit::connects(make.topology(), *vpc, gateway);
    if (!made)
        return;
    Design after = make.design();
    for (const Resource& changed : made->changed)
        after.topology.set(changed);
    make.offerDesign(message(MessageId::FixAttachVpc, displayName(*vpc), displayName(gateway)), opensNetwork,
                     std::move(after));
}

/// A subnet of the sender's zone: the sender's own, which is sure to be there.
void proposeZone(FixMaker& make, const TransitGatewayAttachment& attachment) {
    const auto& taken = make.blocked().taken;
    const auto* subnet = taken.empty() ? nullptr : make.topology().get<Subnet>(taken.back().place);
    if (!subnet)
        return;
    make.topology().forEach<Subnet>([&](const Subnet& each) {
        if (each.vpc != subnet->vpc || each.availabilityZone != subnet->availabilityZone)
            return;
        TransitGatewayAttachment fixed = attachment;
        fixed.subnets.emplace_back(each.id);
        make.offer(message(MessageId::FixAttachmentSubnet, displayName(each), displayName(attachment)), opensNothing,
                   fixed);
    });
}

void proposeAssociation(FixMaker& make, const TransitGatewayAttachment& attachment) {
    make.topology().forEach<TransitGatewayRouteTable>([&](const TransitGatewayRouteTable& table) {
        const bool here =
            table.transitGateway == attachment.transitGateway || table.transitGateway.id == attachment.resource.id;
        if (!here || refersTo(table.associations, attachment.id))
            return;
        TransitGatewayRouteTable fixed = table;
        fixed.associations.emplace_back(attachment.id);
        make.offer(message(MessageId::FixTransitAssociate, displayName(attachment), displayName(table)), opensNetwork,
                   fixed);
    });
}

/// The attachment that the packet came in by: another table may know the way.
void proposeOtherTransitTables(FixMaker& make, const TransitGatewayRouteTable& now) {
    for (const auto& ref : now.associations) {
        const TransitGatewayAttachment* attachment = make.topology().get(ref);
        if (!attachment || !make.blocked().packet ||
            !blockBehind(make.topology(), *attachment, make.blocked().packet->source))
            continue;
        make.topology().forEach<TransitGatewayRouteTable>([&](const TransitGatewayRouteTable& table) {
            if (table.transitGateway != now.transitGateway || table.id == now.id)
                return;
            TransitGatewayRouteTable without = now;
            std::erase_if(without.associations, [&](const auto& each) { return each == ref; });
            TransitGatewayRouteTable with = table;
            with.associations.push_back(ref);
            make.offer(message(MessageId::FixTransitAssociate, displayName(*attachment), displayName(table)),
                       opensOutward, without, with);
        });
    }
}

class TransitTableFixes {
public:
    TransitTableFixes(FixMaker& make, const TransitGatewayRouteTable& table, const IpAddress& destination)
        : m_make(make), m_table(table), m_destination(destination), m_decides(stored()) {}

    void propose() {
        proposeWithout();
        m_make.topology().forEach<TransitGatewayAttachment>([&](const TransitGatewayAttachment& attachment) {
            if (attachment.transitGateway != m_table.transitGateway &&
                attachment.resource.id != m_table.transitGateway.id)
                return;
            const auto block = blockBehind(m_make.topology(), attachment, m_destination);
            if (block && !works(attachment.state))
                m_make.offer(message(MessageId::FixState, displayName(attachment), std::string("available")),
                             opensNothing, revived(attachment));
            if (block && !refersTo(m_table.propagations, attachment.id))
                propagate(attachment);
            const bool leadsOn = attachment.attachmentType == AttachmentType::Peering ||
                                 attachment.attachmentType == AttachmentType::TgwPeering ||
                                 m_make.isPublic(m_destination);
            if (block || leadsOn)
                route(attachment, block ? *block : destinationBlock());
        });
        proposeOtherTransitTables(m_make, m_table);
    }

private:
    std::optional<std::size_t> stored() const {
        const auto* compiled = m_make.index().find<CompiledTransitTable>(m_table.id);
        const std::int32_t entry = compiled ? compiled->intervals.find(m_destination) : -1;
        const std::int32_t index = entry < 0 ? -1 : compiled->entries[static_cast<std::size_t>(entry)].index;
        return index < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(index));
    }

    /// The VPC's block where one is known, everything for the internet.
    Cidr destinationBlock() const {
        if (const Vpc* vpc = m_make.vpcWith(m_destination))
            return *blockAround(*vpc, m_destination);
        return m_make.isPublic(m_destination) ? Cidr::all(m_destination.family())
                                              : Cidr(m_destination, m_destination.bits());
    }

    void proposeWithout() {
        if (!m_decides)
            return;
        const TransitGatewayRoute& route = m_table.routes[*m_decides];
        TransitGatewayRouteTable fixed = m_table;
        fixed.routes.erase(fixed.routes.begin() + static_cast<std::ptrdiff_t>(*m_decides));
        m_make.offer(message(MessageId::FixRouteRemove, displayName(m_table),
                             route.destination ? route.destination->toString() : route.prefixList.id),
                     opensAddress, fixed);
    }

    void propagate(const TransitGatewayAttachment& attachment) {
        TransitGatewayRouteTable fixed = m_table;
        fixed.propagations.emplace_back(attachment.id);
        m_make.offer(message(MessageId::FixPropagate, displayName(attachment), displayName(m_table)), opensNetwork,
                     fixed);
    }

    void route(const TransitGatewayAttachment& attachment, Cidr block) {
        TransitGatewayRouteTable fixed = m_table;
        const TransitGatewayRoute* now = m_decides ? &m_table.routes[*m_decides] : nullptr;
        if (now && now->attachment.id == attachment.id && now->state == RouteState::Active)
            return;
        const bool inPlace = now && (!now->destination || now->destination->length() >= block.length());
        TransitGatewayRoute made;
        made.attachment = attachment.id;
        if (inPlace) {
            made.destination = now->destination;
            made.prefixList = now->prefixList;
            fixed.routes[*m_decides] = made;
        } else {
            made.destination = block;
            fixed.routes.push_back(made);
        }
        const std::string destination = made.destination ? made.destination->toString() : made.prefixList.id;
        m_make.offer(message(inPlace ? MessageId::FixRouteTarget : MessageId::FixRoute, displayName(m_table),
                             destination, displayName(attachment)),
                     opensNetwork, fixed);
    }

    FixMaker& m_make;
    const TransitGatewayRouteTable& m_table;
    IpAddress m_destination;
    std::optional<std::size_t> m_decides;
};

// --- VPN

/// The network that packets for an address were sent to: the route's destination, or the address alone.
Cidr networkOf(const FixMaker& make, const IpAddress& address) {
    for (const TakenRoute& taken : make.blocked().taken) {
        const auto* table = make.topology().get<RouteTable>(taken.check.resource);
        const auto index = indexIn(taken.check.pointer, "/routes/");
        const auto destination =
            table && index && *index < table->routes.size() ? table->routes[*index].destination : std::nullopt;
        if (destination && destination->length() > 0 && destination->contains(address))
            return *destination;
    }
    return Cidr(address, address.bits());
}

void proposeState(FixMaker& make, const VpnConnection& connection) {
    if (works(connection.state))
        return;
    VpnConnection fixed = connection;
    fixed.state = "available";
    make.offer(message(MessageId::FixState, displayName(connection), fixed.state), opensNothing, fixed);
}

/// The connection learns the network of the destination: a static route, or a block of the customer's.
void proposeNetwork(FixMaker& make, const VpnConnection& connection) {
    if (!make.blocked().packet)
        return;
    const Cidr network = networkOf(make, make.blocked().packet->destination);
    if (connection.staticRoutesOnly) {
        VpnConnection fixed = connection;
        VpnRoute route;
        route.destination = network;
        std::erase_if(fixed.routes, [&](const VpnRoute& each) { return each.destination == network; });
        fixed.routes.push_back(route);
        make.offer(message(MessageId::FixVpnRoute, displayName(connection), network.toString()), opensNetwork, fixed);
    } else if (const CustomerGateway* customer = make.topology().get(connection.customerGateway)) {
        CustomerGateway fixed = *customer;
        fixed.cidrs.push_back(network);
        make.offer(message(MessageId::FixVpnRoute, displayName(*customer), network.toString()), opensNetwork, fixed);
    }
}

} // namespace

void proposeTransitRoutes(FixMaker& make, const TransitGatewayRouteTable& table, const IpAddress& destination) {
    TransitTableFixes(make, table, destination).propose();
}

void proposeTransit(FixMaker& make) {
    const std::string& code = make.check().code;
    if (const auto* gateway = make.topology().get<TransitGateway>(make.check().resource);
        gateway && code == "BAD_STATE_ATTACHMENT")
        proposeAttachment(make, *gateway);
    const auto* attachment = make.topology().get<TransitGatewayAttachment>(make.check().resource);
    if (attachment && code == "TGW_ROUTE_AZ_RESTRICTION")
        proposeZone(make, *attachment);
    if (attachment && code == "TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION")
        proposeAssociation(make, *attachment);
}

void proposeVpn(FixMaker& make) {
    const Id& culprit = make.check().resource;
    const auto* gateway = make.topology().get<VpnGateway>(culprit);
    const auto* attachment = make.topology().get<TransitGatewayAttachment>(culprit);
    const bool known = gateway || (attachment && attachment->attachmentType == AttachmentType::Vpn) ||
                       make.topology().get<VpnConnection>(culprit);
    if (!known)
        return;
    if (gateway && make.check().code == "BAD_STATE_ATTACHMENT" && !make.blocked().taken.empty())
        if (const auto* table = make.topology().get<RouteTable>(make.blocked().taken.back().check.resource)) {
            VpnGateway fixed = *gateway;
            fixed.vpc = table->vpc;
            make.offer(message(MessageId::FixAttachGateway, displayName(*gateway), make.nameOf(table->vpc.id)),
                       opensNetwork, fixed);
        }
    make.topology().forEach<VpnConnection>([&](const VpnConnection& connection) {
        if (connection.id != culprit && connection.vpnGateway.id != culprit &&
            !(attachment && attachment->resource.id == connection.id))
            return;
        proposeState(make, connection);
        proposeNetwork(make, connection);
    });
}

} // namespace waylight
