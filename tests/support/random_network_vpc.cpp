// SPDX-License-Identifier: MIT
#include "tests/support/random_network_maker.h"

namespace random_network {
void Maker::addSite(Site& site) {
    Vpc vpc = fresh<Vpc>(site.id, &site);
    vpc.cidrs = site.blocks;
    if (site.dualStack)
        vpc.ipv6Cidrs = {block(ipv6Start(site) + ":/56")};
    add(vpc);
    addGateways(site);
    addAcls(site);
    addGroups(site);
    for (int i = 0, tables = 2 + m_dice.below(3); i < tables; ++i) {
        RouteTable table = fresh<RouteTable>("rtb-" + std::to_string(site.number) + '-' + std::to_string(i), &site);
        table.vpc = site.id;
        table.main = i == 0 && m_dice.chance(97);
        site.tables.push_back(add(table));
    }
    for (int i = 0, subnets = 2 + m_dice.below(4); i < subnets; ++i)
        addSubnet(site, i);
    if (m_dice.chance(50))
        addZonalNat(site);
    if (m_dice.chance(15))
        addRegionalNat(site);
    if (m_dice.chance(40))
        addMiddlebox(site);
    addEndpoints(site);
    if (m_dice.chance(40))
        addBalancer(site);
}

void Maker::addGateways(Site& site) {
    const std::string number = std::to_string(site.number);
    InternetGateway internet = fresh<InternetGateway>("igw-" + number, &site);
    if (m_dice.chance(90))
        internet.vpc = site.id;
    site.internetGateway = add(internet);
    EgressOnlyInternetGateway egress = fresh<EgressOnlyInternetGateway>("eigw-" + number, &site);
    if (m_dice.chance(95))
        egress.vpc = site.id;
    site.egressOnly = add(egress);
    if (!m_dice.chance(50))
        return;
    VpnGateway vpn = fresh<VpnGateway>("vgw-" + number, &site);
    if (m_dice.chance(95))
        vpn.vpc = site.id;
    vpn.state = state("deleting");
    site.vpnGateway = add(vpn);
    if (m_dice.chance(90))
        addVpn("vpn-" + number, site.vpnGateway, {});
}

void Maker::addVpn(const std::string& id, const Id& vpnGateway, const Id& transitGateway) {
    CustomerGateway customer = fresh<CustomerGateway>("cgw-" + id);
    if (m_dice.chance(80))
        customer.cidrs = {block("192.168.0.0/16"), block("172.20.0.0/16"), block("2001:db8:aa::/48")};
    VpnConnection connection = fresh<VpnConnection>(id);
    connection.vpnGateway = vpnGateway;
    connection.transitGateway = transitGateway;
    connection.customerGateway = m_dice.chance(97) ? add(customer) : "cgw-gone";
    connection.staticRoutesOnly = m_dice.chance(40);
    for (const char* network : {"192.168.0.0/18", "172.20.0.0/16"}) {
        VpnRoute known;
        known.destination = block(network);
        known.state = state("deleted");
        connection.routes.push_back(known);
    }
    connection.state = state("deleted");
    if (m_dice.chance(30))
        connection.tunnelStates = {m_dice.chance(30) ? "DOWN" : "UP", m_dice.chance(30) ? "UP" : "DOWN"};
    add(connection);
}

void Maker::addSubnet(Site& site, int index) {
    const std::string number = std::to_string(site.number) + '-' + std::to_string(index);
    Subnet subnet = fresh<Subnet>("subnet-" + number, &site);
    subnet.vpc = site.id;
    subnet.cidr = block(site.start + std::to_string(index) + ".0/24");
    if (site.dualStack)
        subnet.ipv6Cidr = block(ipv6Start(site) + std::to_string(index) + "::/64");
    subnet.availabilityZone = site.region + static_cast<char>('a' + m_dice.below(3));
    if (m_dice.chance(75))
        subnet.routeTable = m_dice.chance(98) ? m_dice.oneOf(site.tables) : "rtb-gone";
    if (m_dice.chance(30))
        subnet.networkAcl = m_dice.chance(98) ? m_dice.oneOf(site.acls) : "acl-gone";
    site.subnets.push_back(add(subnet));
    for (int i = 0, hosts = 1 + m_dice.below(3); i < hosts; ++i)
        addHost(site, number + '-' + std::to_string(i), index, 10 + i);
}

NetworkInterface Maker::interfaceAt(Site& site, const std::string& id, int subnet, int host) {
    NetworkInterface made = fresh<NetworkInterface>(id, &site);
    made.subnet = site.subnets[static_cast<std::size_t>(subnet)];
    PrivateAddress own;
    own.address = *IpAddress::parse(site.start + std::to_string(subnet) + '.' + std::to_string(host));
    made.addresses = {own};
    if (site.dualStack && m_dice.chance(80))
        made.ipv6Addresses = {
            *IpAddress::parse(ipv6Start(site) + std::to_string(subnet) + "::" + std::to_string(host))};
    return made;
}

void Maker::addHost(Site& site, const std::string& number, int subnet, int host) {
    NetworkInterface interface = interfaceAt(site, "eni-" + number, subnet, host);
    interface.groups = someGroups(site);
    if (m_dice.chance(1))
        interface.subnet = "subnet-gone";
    if (m_dice.chance(10)) {
        const char* const types[] = {"lambda", "lambda",          "lambda",
                                     "lambda", "transit_gateway", "gateway_load_balancer_endpoint"};
        interface.interfaceType = m_dice.oneOf(types);
    } else if (m_dice.chance(95)) {
        Instance instance = fresh<Instance>("i-" + number, &site);
        instance.platform = m_dice.chance(20) ? "windows" : "";
        instance.state = m_dice.chance(2) ? "stopped" : m_dice.chance(50) ? "running" : "";
        interface.instance = add(instance);
        site.instances.push_back(interface.instance.id);
    }
    if (m_dice.chance(15)) {
        PrivateAddress second;
        second.address = *IpAddress::parse(site.start + std::to_string(subnet) + '.' + std::to_string(host + 100));
        interface.addresses.push_back(second);
    }
    if (m_dice.chance(40))
        interface.addresses[static_cast<std::size_t>(m_dice.below(static_cast<int>(interface.addresses.size())))]
            .publicIp = freshPublic();
    else if (m_dice.chance(20))
        addElastic(interface);
    site.interfaces.push_back(add(interface));
}

void Maker::addElastic(const NetworkInterface& interface) {
    ElasticIp elastic = fresh<ElasticIp>(serial("eipalloc-"));
    elastic.publicIp = freshPublic();
    elastic.interface = interface.id;
    if (m_dice.chance(60))
        elastic.privateIp = interface.addresses.back().address;
    add(elastic);
}

void Maker::addZonalNat(Site& site) {
    int subnet = m_dice.below(static_cast<int>(site.subnets.size()));
    for (int i = 0; i < static_cast<int>(site.subnets.size()) && m_dice.chance(85); ++i)
        if (m_topology.get<Subnet>(site.subnets[static_cast<std::size_t>(i)])->routeTable.id == site.tables.front())
            subnet = i;
    NatGateway nat = fresh<NatGateway>("nat-" + std::to_string(site.number), &site);
    nat.subnet = m_dice.chance(98) ? site.subnets[static_cast<std::size_t>(subnet)] : "subnet-gone";
    nat.connectivity = m_dice.chance(20) ? Connectivity::Private : Connectivity::Public;
    nat.state = state("deleted");
    NetworkInterface interface = interfaceAt(site, "eni-nat-" + std::to_string(site.number), subnet, 5);
    interface.interfaceType = "nat_gateway";
    interface.ipv6Addresses.clear();
    NatAddress address;
    address.privateIp = interface.addresses.front().address;
    if (nat.connectivity == Connectivity::Public) {
        ElasticIp elastic = fresh<ElasticIp>("eipalloc-nat-" + std::to_string(site.number));
        elastic.publicIp = freshPublic();
        address.allocation = elastic.id;
        if (m_dice.chance(50))
            address.publicIp = elastic.publicIp;
        add(elastic);
    }
    if (m_dice.chance(80))
        address.interface = add(interface);
    nat.addresses = {address};
    site.nats.push_back(add(nat));
}

void Maker::addRegionalNat(Site& site) {
    NatGateway nat = fresh<NatGateway>("nat-regional-" + std::to_string(site.number), &site);
    nat.availabilityMode = AvailabilityMode::Regional;
    nat.vpc = site.id;
    nat.connectivity = m_dice.chance(5) ? Connectivity::Private : Connectivity::Public;
    nat.autoProvisionZones = m_dice.chance(40) ? "disabled" : "";
    for (const char zone : {'a', 'b'}) {
        NatAddress address;
        address.publicIp = freshPublic();
        address.availabilityZone = site.region + zone;
        nat.addresses.push_back(address);
    }
    if (m_dice.chance(60)) {
        RouteTable table = fresh<RouteTable>("rtb-regional-" + std::to_string(site.number), &site);
        table.vpc = site.id;
        if (m_dice.chance(90))
            table.routes = {route(Cidr::all(IpFamily::V4), site.internetGateway)};
        nat.routeTable = m_dice.chance(95) ? add(table) : "rtb-gone";
    }
    site.nats.push_back(add(nat));
}

void Maker::addMiddlebox(Site& site) {
    const int subnet = m_dice.below(static_cast<int>(site.subnets.size()));
    const std::string id = "box-" + std::to_string(site.number);
    Instance instance = fresh<Instance>("i-" + id, &site);
    instance.state = m_dice.chance(4) ? "stopped" : "";
    NetworkInterface interface = interfaceAt(site, "eni-" + id, subnet, 6);
    interface.instance = add(instance);
    interface.groups = {m_dice.chance(80) ? site.groups[0] : m_dice.oneOf(site.groups)};
    interface.sourceDestCheck = m_dice.chance(15);
    if (m_dice.chance(60))
        interface.addresses.front().publicIp = freshPublic();
    site.interfaces.push_back(add(interface));
    site.middleboxes = {interface.id, instance.id};
}

} // namespace random_network
