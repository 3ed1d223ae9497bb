// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/random_network.h"

#include <algorithm>
#include <set>
#include <string>

namespace random_network {

using namespace waylight;

inline const char* const homeRegion = "us-east-1";
inline const char* const accounts[] = {"111122223333", "444455556666"};
inline constexpr int rulePorts[] = {22, 80, 443, 1024, 5432, 8080, 32768, 49152};

inline Cidr block(const std::string& text) {
    return *Cidr::parse(text);
}

inline Route route(std::optional<Cidr> destination, const Id& target, RouteOrigin origin = RouteOrigin::Static) {
    Route made;
    made.destination = destination;
    made.target = target;
    made.origin = origin;
    return made;
}

/// What is known of a VPC while the network grows.
struct Site {
    Id id;
    std::string region;
    int number = 0; ///< in its IPv6 block
    std::string start;
    bool dualStack = false;
    std::vector<Cidr> blocks; ///< IPv4
    std::vector<Id> subnets, tables, groups, acls, instances, interfaces;
    Id internetGateway, egressOnly, vpnGateway;
    std::vector<Id> nats, middleboxes, balancerEndpoints;
};

/// Builds one network; what is added later refers to what was added before.
class Maker {
public:
    explicit Maker(unsigned seed) : m_dice(seed) {}

    Topology make();

private:
    template <class T>
    T fresh(const std::string& id, const Site* site = nullptr) {
        T resource;
        resource.id = id;
        resource.region = site ? site->region : homeRegion;
        resource.account = m_dice.chance(90) ? accounts[0] : accounts[1];
        return resource;
    }
    template <class T>
    Id add(T resource) {
        Id id = resource.id;
        m_topology.set(Resource(std::move(resource)));
        return id;
    }
    template <class T, class Change>
    void change(const Id& id, Change change) {
        T resource = *m_topology.get<T>(id);
        change(resource);
        add(std::move(resource));
    }
    std::string serial(const char* prefix) { return prefix + std::to_string(m_serial++); }
    IpAddress freshPublic() { return IpAddress::v4(0x36000000u + static_cast<unsigned>(m_serial++)); }
    /// A state: mostly one that works.
    std::string state(const char* broken, const char* working = "available") {
        return m_dice.chance(4) ? broken : m_dice.chance(50) ? working : "";
    }
    std::string ipv6Start(const Site& site) const { return "2001:db8:" + std::to_string(site.number + 1) + ':'; }

    // random_network.cpp: the whole
    void addLists();
    Site site(int number, const std::string& region);
    void addPeerings();
    void addPeering(const Site& a, const Site* b);
    void addBlockPublicAccess();

    // random_network_filters.cpp: network ACLs and security groups
    void addAcls(Site& site);
    void addEntries(NetworkAcl& acl, bool egress);
    AclEntry oddEntry(int number, bool egress);
    void addGroups(Site& site);
    SecurityGroupRule rule(Protocol protocol, const char* cidr);
    SecurityGroupRule oddRule();
    std::vector<Ref<SecurityGroup>> someGroups(const Site& site);

    // random_network_vpc.cpp: a VPC with its gateways and hosts
    void addSite(Site& site);
    void addGateways(Site& site);
    void addVpn(const std::string& id, const Id& vpnGateway, const Id& transitGateway);
    void addSubnet(Site& site, int index);
    NetworkInterface interfaceAt(Site& site, const std::string& id, int subnet, int host);
    void addHost(Site& site, const std::string& number, int subnet, int host);
    void addElastic(const NetworkInterface& interface);
    void addZonalNat(Site& site);
    void addRegionalNat(Site& site);
    void addMiddlebox(Site& site);

    // random_network_endpoints.cpp: endpoints and load balancers
    void addEndpoints(Site& site);
    void addInterfaceEndpoint(Site& site);
    void addBalancer(Site& site);
    void addListener(Site& site, const Id& balancer, const std::string& protocol);
    void addTarget(Site& site, TargetGroup& group);

    // random_network_transit.cpp: transit gateways
    void addTransitGateway(int number);
    /// An attachment whose other end is not in the design, or of a type that is not modelled.
    void addDeadEnd(const Id& gateway);
    std::vector<Ref<Subnet>> oneInEachZone(const Site& site);
    void addTransitPeering();
    void addTransitTables();
    void addTransitTable(const Id& gateway, int index, int tables);

    // random_network_routes.cpp: route tables
    /// True when subnets with one of these elements use the table: a default route to it would run in a circle.
    bool isTableOf(const Id& table, const Site& site, const std::vector<Id>& elements);
    /// A target for a route to everywhere.
    Id wayOut(const Site& site, const Id& table);
    /// A target for a route to another VPC, or none.
    Id wayTo(const Site& from, const Site& to);
    void addRoutes(Site& site);
    void addDefaultRoutes(Site& site, const Id& table, std::vector<Route>& routes);
    void addRoutesTo(Site& site, const Site& other, std::vector<Route>& routes);
    /// Routes inside the VPC: in place of the local one, or to a subnet (R2, R3).
    void addNearRoutes(Site& site, std::vector<Route>& routes);
    /// Routes to networks on premises, by prefix lists, and propagated ones.
    void addFarRoutes(Site& site, std::vector<Route>& routes);
    /// Routes that AWS would refuse, or whose target belongs to somebody else.
    void addOddRoutes(Site& site, std::vector<Route>& routes);
    void addGatewayTable(Site& site, const Id& gateway);

    Dice m_dice;
    Topology m_topology;
    int m_serial = 1;
    std::vector<Site> m_sites;
    std::vector<Id> m_peerings, m_transitGateways;
    std::set<std::string> m_associated; ///< gateway and attachment
};

} // namespace random_network
