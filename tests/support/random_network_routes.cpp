// SPDX-License-Identifier: MIT
#include "tests/support/random_network_maker.h"

namespace random_network {
bool Maker::isTableOf(const Id& table, const Site& site, const std::vector<Id>& elements) {
    const auto uses = [&](const Ref<Subnet>& ref) {
        const Ref<RouteTable>& own = m_topology.get(ref)->routeTable;
        return (own ? own.id : site.tables.front()) == table;
    };
    for (const Id& id : elements) {
        if (const auto* interface = m_topology.get<NetworkInterface>(id); interface && uses(interface->subnet))
            return true;
        if (const auto* nat = m_topology.get<NatGateway>(id); nat && m_topology.get(nat->subnet) && uses(nat->subnet))
            return true;
        if (const auto* endpoint = m_topology.get<VpcEndpoint>(id);
            endpoint && m_topology.get(endpoint->subnets.front()) && uses(endpoint->subnets.front()))
            return true;
    }
    return false;
}

Id Maker::wayOut(const Site& site, const Id& table) {
    const bool isPublic = table == site.tables.front();
    const int roll = isPublic && m_dice.chance(70) ? 0 : m_dice.below(100);
    const auto mayUse = [&](const std::vector<Id>& elements) {
        return !elements.empty() && (!isTableOf(table, site, elements) || m_dice.chance(8));
    };
    if (roll < 25)
        return site.internetGateway;
    if (roll < 55 && mayUse(site.nats))
        return m_dice.oneOf(site.nats);
    if (roll < 72 && !m_transitGateways.empty())
        return m_dice.oneOf(m_transitGateways);
    if (roll < 82 && mayUse(site.middleboxes))
        return m_dice.oneOf(site.middleboxes);
    if (roll < 92 && mayUse(site.balancerEndpoints))
        return site.balancerEndpoints.front();
    if (roll < 94 && !site.vpnGateway.empty())
        return site.vpnGateway;
    if (roll == 94)
        return "eni-gone";
    if (roll == 95)
        return m_dice.oneOf(m_sites).internetGateway;
    return site.internetGateway;
}

Id Maker::wayTo(const Site& from, const Site& to) {
    std::vector<Id> ways;
    for (const Id& gateway : m_transitGateways)
        if ((m_topology.contains(gateway + "-attach-" + from.id) &&
             (m_topology.contains(gateway + "-attach-" + to.id) || m_topology.contains("tgw-attach-peer"))) ||
            m_dice.chance(15))
            ways.push_back(gateway);
    for (const Id& id : m_peerings) {
        const VpcPeering& peering = *m_topology.get<VpcPeering>(id);
        const bool joins = (peering.requester.id == from.id && peering.accepter.id == to.id) ||
                           (peering.requester.id == to.id && peering.accepter.id == from.id);
        if (joins)
            ways.push_back(id);
        else if ((peering.requester.id == from.id || peering.accepter.id == from.id || m_dice.chance(5)) &&
                 m_dice.chance(8))
            ways.push_back(id);
    }
    return ways.empty() || m_dice.chance(8) ? Id() : m_dice.oneOf(ways);
}

void Maker::addRoutes(Site& site) {
    for (const Id& id : site.tables) {
        std::vector<Route> routes;
        addDefaultRoutes(site, id, routes);
        for (const Site& other : m_sites)
            if (other.start != site.start)
                addRoutesTo(site, other, routes);
        addNearRoutes(site, routes);
        addFarRoutes(site, routes);
        addOddRoutes(site, routes);
        for (Route& each : routes)
            if (m_dice.chance(4))
                each.state = m_dice.chance(75) ? RouteState::Blackhole : RouteState::Filtered;
        change<RouteTable>(id, [&](RouteTable& table) { table.routes = routes; });
    }
    if (m_dice.chance(25))
        addGatewayTable(site, site.internetGateway);
    if (!site.vpnGateway.empty() && m_dice.chance(25))
        addGatewayTable(site, site.vpnGateway);
}

void Maker::addDefaultRoutes(Site& site, const Id& table, std::vector<Route>& routes) {
    if (m_dice.chance(88))
        routes.push_back(route(Cidr::all(IpFamily::V4), wayOut(site, table)));
    if (site.dualStack && m_dice.chance(85))
        routes.push_back(route(Cidr::all(IpFamily::V6), m_dice.chance(50) ? site.egressOnly : wayOut(site, table)));
}

void Maker::addRoutesTo(Site& site, const Site& other, std::vector<Route>& routes) {
    if (const Id way = wayTo(site, other); !way.empty())
        routes.push_back(route(other.blocks.front(), way));
    if (m_dice.chance(20))
        if (const Id way = wayTo(site, other); !way.empty())
            routes.push_back(route(block(other.start + "1.0/24"), way));
    if (other.dualStack && m_dice.chance(70))
        if (const Id way = wayTo(site, other); !way.empty())
            routes.push_back(route(block(ipv6Start(other) + ":/56"), way));
}

void Maker::addNearRoutes(Site& site, std::vector<Route>& routes) {
    std::vector<Id> targets = site.middleboxes;
    targets.insert(targets.end(), site.balancerEndpoints.begin(), site.balancerEndpoints.end());
    for (const Id& nat : site.nats) // a regional one has no private address to be answered at
        if (m_topology.get<NatGateway>(nat)->availabilityMode == AvailabilityMode::Zonal)
            targets.push_back(nat);
    if (!targets.empty() && m_dice.chance(20))
        routes.push_back(route(m_topology.get<Subnet>(m_dice.oneOf(site.subnets))->cidr, m_dice.oneOf(targets)));
    if (!targets.empty() && m_dice.chance(5))
        routes.push_back(route(site.blocks.front(), m_dice.oneOf(targets)));
    else if (m_dice.chance(10))
        routes.push_back(route(site.blocks.front(), "local", RouteOrigin::Local));
    if (!site.balancerEndpoints.empty() && site.dualStack && m_dice.chance(15))
        routes.push_back(
            route(m_topology.get<Subnet>(m_dice.oneOf(site.subnets))->ipv6Cidr, site.balancerEndpoints.front()));
}

void Maker::addFarRoutes(Site& site, std::vector<Route>& routes) {
    std::vector<Id> ways;
    for (const Id& gateway : m_transitGateways)
        if (m_topology.contains(gateway + "-attach-" + site.id) || m_dice.chance(15))
            ways.push_back(gateway);
    if (!site.vpnGateway.empty())
        ways.insert(ways.end(), 2, site.vpnGateway);
    if (ways.empty())
        return;
    if (m_dice.chance(60))
        routes.push_back(route(block("192.168.0.0/16"), m_dice.oneOf(ways)));
    if (m_dice.chance(30))
        routes.push_back(route(block("2001:db8:aa::/48"), m_dice.oneOf(ways)));
    for (const char* list : {"pl-corp", "pl-branches", "pl-gone"})
        if (m_dice.chance(list == std::string("pl-gone") ? 2 : 12)) {
            routes.push_back(route(std::nullopt, m_dice.oneOf(ways)));
            routes.back().prefixList = list;
        }
    if (site.vpnGateway.empty())
        return;
    for (const std::string& network : {std::string("172.20.0.0/16"), std::string("192.168.0.0/17"),
                                       site.start + "1.0/24", std::string("10.0.0.0/8")})
        if (m_dice.chance(20))
            routes.push_back(route(block(network), site.vpnGateway,
                                   m_dice.chance(90) ? RouteOrigin::Propagated : RouteOrigin::Advertised));
}

void Maker::addOddRoutes(Site& site, std::vector<Route>& routes) {
    if (!m_dice.chance(12))
        return;
    const Site& other = m_dice.oneOf(m_sites);
    std::vector<Id> targets = {other.egressOnly, other.vpnGateway, "vpce-s3-" + std::to_string(other.number),
                               "vpce-s3-" + std::to_string(site.number)};
    targets.insert(targets.end(), other.nats.begin(), other.nats.end());
    std::erase_if(targets, [&](const Id& id) { return !m_topology.contains(id); });
    for (const char* destination : {"93.184.216.0/24", "52.216.0.0/16", "198.51.100.0/25"})
        if (m_dice.chance(50))
            routes.push_back(route(block(destination), m_dice.oneOf(targets)));
}

void Maker::addGatewayTable(Site& site, const Id& gateway) {
    RouteTable table = fresh<RouteTable>("rtb-edge-" + gateway, &site);
    table.vpc = site.id;
    table.gateways = {gateway};
    std::vector<Id> targets = site.middleboxes;
    targets.insert(targets.end(), site.balancerEndpoints.begin(), site.balancerEndpoints.end());
    for (const Id& subnet : site.subnets)
        if (!targets.empty() && m_dice.chance(40))
            table.routes.push_back(route(m_topology.get<Subnet>(subnet)->cidr, m_dice.oneOf(targets)));
    if (!targets.empty() && m_dice.chance(15))
        table.routes.push_back(route(site.blocks.front(), m_dice.oneOf(targets)));
    if (!table.routes.empty() && m_dice.chance(10))
        table.routes.front().state = RouteState::Blackhole;
    add(table);
}

} // namespace random_network
