// SPDX-License-Identifier: MIT
#include "tests/support/random_network_maker.h"

namespace random_network {
void Maker::addTransitGateway(int number) {
    const std::string id = "tgw-" + std::to_string(number);
    TransitGateway gateway = fresh<TransitGateway>(id);
    const char* const words[] = {"enable", "enable", "disable", ""};
    gateway.state = state("deleting");
    gateway.securityGroupReferencing = m_dice.oneOf(words);
    if (m_dice.chance(99))
        add(gateway);
    m_transitGateways.push_back(id);
    for (const Site& site : m_sites)
        if (m_dice.chance(number > 0 && m_topology.contains("tgw-0-attach-" + site.id) ? 35 : 75)) {
            TransitGatewayAttachment attachment = fresh<TransitGatewayAttachment>(id + "-attach-" + site.id);
            attachment.transitGateway = id;
            attachment.resource = site.id;
            attachment.subnets = oneInEachZone(site);
            attachment.state = state("deleted");
            attachment.securityGroupReferencing = m_dice.chance(70) ? "" : m_dice.oneOf(words);
            add(attachment);
        }
    if (m_dice.chance(15))
        addDeadEnd(id);
    if (m_dice.chance(50)) {
        addVpn("vpn-" + id, {}, id);
        TransitGatewayAttachment attachment = fresh<TransitGatewayAttachment>(id + "-attach-vpn");
        attachment.transitGateway = id;
        attachment.attachmentType = AttachmentType::Vpn;
        attachment.resource = m_dice.chance(97) ? "vpn-" + id : "vpn-gone";
        attachment.state = state("deleted");
        add(attachment);
    }
}

void Maker::addDeadEnd(const Id& gateway) {
    TransitGatewayAttachment attachment = fresh<TransitGatewayAttachment>(gateway + "-attach-dead");
    attachment.transitGateway = gateway;
    attachment.attachmentType = m_dice.chance(70) ? AttachmentType::Vpc : AttachmentType::DirectConnectGateway;
    attachment.resource = "vpc-gone";
    attachment.subnets = {"subnet-gone"};
    add(attachment);
}

std::vector<Ref<Subnet>> Maker::oneInEachZone(const Site& site) {
    std::vector<Ref<Subnet>> subnets;
    std::vector<std::string> zones;
    for (const Id& id : site.subnets) {
        const std::string& zone = m_topology.get<Subnet>(id)->availabilityZone;
        if (std::find(zones.begin(), zones.end(), zone) == zones.end() && m_dice.chance(90)) {
            zones.push_back(zone);
            subnets.emplace_back(id);
        }
    }
    if (subnets.empty())
        subnets.emplace_back(site.subnets.front());
    if (m_dice.chance(2))
        subnets.back() = "subnet-gone";
    return subnets;
}

void Maker::addTransitPeering() {
    if (m_transitGateways.size() < 2 || !m_dice.chance(80))
        return;
    TransitGatewayAttachment attachment = fresh<TransitGatewayAttachment>("tgw-attach-peer");
    attachment.transitGateway = m_transitGateways[0];
    attachment.attachmentType = m_dice.chance(50) ? AttachmentType::Peering : AttachmentType::TgwPeering;
    attachment.resource = m_dice.chance(88) ? m_transitGateways[1] : "tgw-gone";
    attachment.state = state("deleted");
    add(attachment);
}

void Maker::addTransitTables() {
    for (const Id& gateway : m_transitGateways)
        for (int i = 0, tables = 1 + m_dice.below(2); i < tables; ++i)
            addTransitTable(gateway, i, tables);
}

void Maker::addTransitTable(const Id& gateway, int index, int tables) {
    TransitGatewayRouteTable table = fresh<TransitGatewayRouteTable>("rtb-" + gateway + '-' + std::to_string(index));
    table.transitGateway = gateway;
    std::vector<Id> attachments;
    m_topology.forEach<TransitGatewayAttachment>([&](const TransitGatewayAttachment& each) {
        const bool peer = each.id == "tgw-attach-peer";
        if (each.transitGateway.id != gateway && !(peer && each.resource.id == gateway))
            return;
        attachments.push_back(each.id);
        // The last table takes what no earlier one took, so that no attachment is in two tables.
        if (m_associated.count(gateway + each.id) == 0 &&
            (index + 1 == tables ? m_dice.chance(96) : m_dice.chance(50))) {
            m_associated.insert(gateway + each.id);
            table.associations.emplace_back(each.id);
        }
        if (!peer && m_dice.chance(85))
            table.propagations.emplace_back(each.id);
    });
    for (const Site& site : m_sites)
        if (std::find(attachments.begin(), attachments.end(), "tgw-attach-peer") != attachments.end() &&
            !m_topology.contains(gateway + "-attach-" + site.id) && m_dice.chance(80)) {
            table.routes.emplace_back();
            table.routes.back().destination = site.blocks.front();
            table.routes.back().attachment = "tgw-attach-peer";
        }
    const char* const destinations[] = {"10.0.0.0/8", "10.1.0.0/16",     "10.2.1.0/24",
                                        "0.0.0.0/0",  "192.168.0.0/16",  "172.20.4.0/24",
                                        "::/0",       "2001:db8:2::/48", "10.0.0.0/16"};
    for (int i = 0, routes = m_dice.below(4); i < routes && !attachments.empty(); ++i) {
        TransitGatewayRoute made;
        made.destination = block(m_dice.oneOf(destinations));
        if (std::any_of(table.routes.begin(), table.routes.end(),
                        [&](const TransitGatewayRoute& each) { return each.destination == made.destination; }))
            continue;
        if (m_dice.chance(90))
            made.attachment = m_dice.chance(97) ? m_dice.oneOf(attachments) : "tgw-attach-gone";
        made.state = m_dice.chance(5) ? RouteState::Blackhole : RouteState::Active;
        table.routes.push_back(made);
    }
    if (!attachments.empty() && m_dice.chance(20)) {
        TransitGatewayRoute made;
        made.prefixList = m_dice.chance(90) ? "pl-branches" : "pl-gone";
        made.attachment = m_dice.oneOf(attachments);
        table.routes.push_back(made);
    }
    add(table);
}

} // namespace random_network
