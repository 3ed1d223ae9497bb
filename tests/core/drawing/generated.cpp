// SPDX-License-Identifier: MIT
#include "tests/core/drawing/generated.h"

#include "core/drawing/layout.h"

using namespace waylight;

namespace {

Route defaultRoute(const Id& target) {
    Route route;
    route.destination = Cidr::all(IpFamily::V4);
    route.target = target;
    return route;
}

class Generator {
public:
    explicit Generator(unsigned seed) : m_random(seed) {}

    Design generate() {
        m_design.name = "generated";
        if (maybe())
            put<Internet>("internet", "");
        const unsigned regions = below(4);
        for (unsigned i = 0; i < std::max(1u, regions); ++i) {
            const std::string region = "us-test-" + std::to_string(i);
            if (regions > 0)
                put<Region>(region, "");
            addRegion(region);
        }
        addNetworks();
        for (unsigned i = below(4); i > 0; --i)
            put<Role>("role-" + next(), "");
        for (unsigned i = below(3); i > 0; --i)
            m_design.notes.set("note-" + next(), {"note-" + std::to_string(m_last), "Remember to look at this again", {}});
        return std::move(m_design);
    }

private:
    unsigned below(unsigned limit) { return m_random() % limit; }
    bool maybe() { return below(3) > 0; }
    std::string next() { return std::to_string(++m_last); }

    template <class T>
    T made(const Id& id, const std::string& region) {
        T resource;
        resource.id = id;
        resource.region = region;
        if (maybe())
            resource.name = std::string("name-of-something").substr(0, 3 + below(14)) + std::to_string(m_last);
        return resource;
    }
    template <class T>
    Id put(const Id& id, const std::string& region) {
        m_design.topology.set(Resource(made<T>(id, region)));
        return id;
    }

    void addRegion(const std::string& region) {
        for (unsigned i = below(4); i > 0; --i)
            addVpc(region);
        for (unsigned i = below(9); i > 0; --i)
            put<Bucket>("bucket-" + next(), region);
        for (unsigned i = below(3); i > 0; --i)
            put<DynamoTable>("table-" + next(), region);
        if (!maybe())
            put<Instance>("i-homeless-" + next(), region);
        if (!maybe())
            put<ElasticIp>("eipalloc-" + next(), region);
    }

    void addVpc(const std::string& region) {
        Vpc vpc = made<Vpc>("vpc-" + next(), region);
        vpc.cidrs = {*Cidr::parse("10.0.0.0/16")};
        m_design.topology.set(Resource(vpc));
        Id gateway;
        if (maybe()) {
            InternetGateway resource = made<InternetGateway>("igw-" + next(), region);
            resource.vpc = vpc.id;
            gateway = resource.id;
            m_design.topology.set(Resource(resource));
        }
        std::vector<Id> tables;
        for (unsigned i = below(6); i > 0; --i) {
            RouteTable table = made<RouteTable>("rtb-" + next(), region);
            table.vpc = vpc.id;
            table.main = tables.empty();
            if (!gateway.empty() && maybe())
                table.routes.push_back(defaultRoute(gateway));
            tables.push_back(table.id);
            m_design.topology.set(Resource(table));
        }
        for (unsigned i = below(8); i > 0; --i)
            addSubnet(region, vpc.id, tables);
        for (unsigned i = below(4); i > 0; --i) {
            VpcEndpoint endpoint = made<VpcEndpoint>("vpce-" + next(), region);
            endpoint.vpc = vpc.id;
            endpoint.service = "com.amazonaws." + region + (maybe() ? ".s3" : ".dynamodb");
            for (const Id& table : tables)
                if (maybe())
                    endpoint.routeTables.push_back(table);
            m_design.topology.set(Resource(endpoint));
        }
        for (unsigned i = below(5); i > 0; --i) {
            SecurityGroup group = made<SecurityGroup>("sg-" + next(), region);
            group.vpc = vpc.id;
            m_design.topology.set(Resource(group));
        }
    }

    void addSubnet(const std::string& region, const Id& vpc, const std::vector<Id>& tables) {
        Subnet subnet = made<Subnet>("subnet-" + next(), region);
        subnet.vpc = vpc;
        subnet.cidr = Cidr(IpAddress::v4(0x0A000000u + (static_cast<unsigned>(m_last) << 8)), 24);
        subnet.availabilityZone = below(5) ? region + static_cast<char>('a' + below(3)) : std::string();
        if (!tables.empty() && maybe())
            subnet.routeTable = tables[below(static_cast<unsigned>(tables.size()))];
        m_design.topology.set(Resource(subnet));
        for (unsigned i = below(7); i > 0; --i) {
            const Instance instance = made<Instance>("i-" + next(), region);
            m_design.topology.set(Resource(instance));
            NetworkInterface interface = made<NetworkInterface>("eni-" + next(), region);
            interface.subnet = subnet.id;
            interface.instance = instance.id;
            interface.addresses = {{.address = IpAddress::v4(0x0A000001u), .publicIp = std::nullopt, .extra = {}}};
            m_design.topology.set(Resource(interface));
        }
        if (!maybe()) {
            NatGateway nat = made<NatGateway>("nat-" + next(), region);
            nat.subnet = subnet.id;
            m_design.topology.set(Resource(nat));
            for (const Id& id : tables)
                if (RouteTable table = *m_design.topology.get<RouteTable>(id); maybe()) {
                    table.routes.push_back(defaultRoute(nat.id));
                    m_design.topology.set(Resource(table));
                }
        }
    }

    /// What is on the borders of VPCs and between them, in half of the designs.
    void addNetworks() {
        if (below(2))
            return;
        std::vector<Vpc> vpcs;
        m_design.topology.forEach<Vpc>([&](const Vpc& vpc) { vpcs.push_back(vpc); });
        Id lastCustomer, lastTransit;
        for (const Vpc& vpc : vpcs) {
            addAttached<EgressOnlyInternetGateway>("eigw-", vpc);
            const Id gateway = addAttached<VpnGateway>("vgw-", vpc);
            if (maybe())
                lastCustomer = put<CustomerGateway>("cgw-" + next(), vpc.region);
            if (!maybe())
                lastTransit = put<TransitGateway>("tgw-" + next(), vpc.region);
            addVpn(gateway, {}, lastCustomer, vpc.region);
            addVpn({}, lastTransit, lastCustomer, vpc.region);
            addAttachment(lastTransit, vpc.id, vpc.region);
            addPeering(vpc, vpcs[below(static_cast<unsigned>(vpcs.size()))]);
            addBalancer(vpc);
            addRoutes(vpc, {gateway, lastTransit});
        }
    }
    template <class Gateway>
    Id addAttached(const char* prefix, const Vpc& vpc) {
        Gateway gateway = made<Gateway>(prefix + next(), vpc.region);
        if (maybe())
            gateway.vpc = vpc.id;
        m_design.topology.set(Resource(gateway));
        return gateway.id;
    }
    void addVpn(const Id& gateway, const Id& transit, const Id& customer, const std::string& region) {
        VpnConnection vpn = made<VpnConnection>("vpn-" + next(), region);
        vpn.vpnGateway = gateway;
        vpn.transitGateway = transit;
        vpn.customerGateway = customer;
        m_design.topology.set(Resource(vpn));
    }
    void addAttachment(const Id& transit, const Id& resource, const std::string& region) {
        TransitGatewayAttachment attachment = made<TransitGatewayAttachment>("tgw-attach-" + next(), region);
        attachment.transitGateway = transit;
        attachment.resource = resource;
        attachment.state = maybe() ? "available" : "deleted";
        m_design.topology.set(Resource(attachment));
    }
    void addPeering(const Vpc& vpc, const Vpc& other) {
        VpcPeering peering = made<VpcPeering>("pcx-" + next(), vpc.region);
        peering.requester = vpc.id;
        peering.accepter = other.id;
        m_design.topology.set(Resource(peering));
    }
    void addBalancer(const Vpc& vpc) {
        LoadBalancer balancer = made<LoadBalancer>("lb-" + next(), vpc.region);
        balancer.vpc = vpc.id;
        TargetGroup group = made<TargetGroup>("tg-" + next(), vpc.region);
        m_design.topology.forEach<NetworkInterface>([&](const NetworkInterface& interface) {
            const Subnet* subnet = m_design.topology.get(interface.subnet);
            if (subnet && subnet->vpc.id == vpc.id && group.targets.size() < 4)
                group.targets.push_back({.target = interface.instance.id, .port = {}, .availabilityZone = {}, .health = {}, .extra = {}});
        });
        Listener listener = made<Listener>("listener-" + next(), vpc.region);
        listener.loadBalancer = balancer.id;
        listener.targetGroups = {group.id};
        m_design.topology.set(Resource(balancer));
        m_design.topology.set(Resource(group));
        m_design.topology.set(Resource(listener));
    }
    void addRoutes(const Vpc& vpc, const std::vector<Id>& targets) {
        std::vector<RouteTable> tables;
        m_design.topology.forEach<RouteTable>([&](const RouteTable& table) {
            if (table.vpc.id == vpc.id && below(2))
                tables.push_back(table);
        });
        for (RouteTable& table : tables) {
            table.routes.push_back(defaultRoute(targets[below(static_cast<unsigned>(targets.size()))]));
            m_design.topology.set(Resource(table));
        }
    }

    std::mt19937 m_random;
    Design m_design;
    int m_last = 0;
};

} // namespace

Design generatedDesign(unsigned seed) {
    return Generator(seed).generate();
}

Design largeDesign(int subnets, int instances) {
    std::vector<ResourcePtr> resources;
    const auto put = [&](auto resource) { resources.push_back(std::make_shared<const Resource>(std::move(resource))); };
    Region region;
    region.id = "us-east-1";
    put(region);
    Vpc vpc;
    vpc.id = "vpc-1";
    vpc.region = region.id;
    put(vpc);
    for (int i = 0; i < subnets; ++i) {
        RouteTable table;
        table.id = "rtb-" + std::to_string(i);
        table.vpc = vpc.id;
        table.main = i == 0;
        put(table);
        Subnet subnet;
        subnet.id = "subnet-" + std::to_string(i);
        subnet.vpc = vpc.id;
        subnet.availabilityZone = std::string("us-east-1") + static_cast<char>('a' + i % 3);
        subnet.routeTable = table.id;
        put(subnet);
    }
    for (int i = 0; i < instances; ++i) {
        Instance instance;
        instance.id = "i-" + std::to_string(i);
        put(instance);
        NetworkInterface interface;
        interface.id = "eni-" + std::to_string(i);
        interface.instance = instance.id;
        interface.subnet = "subnet-" + std::to_string(i % subnets);
        put(interface);
    }
    Design design;
    design.topology = Topology::fromResources(std::move(resources));
    return design;
}

Design joinedDesign() {
    Design design;
    const auto put = [&](auto resource, const char* id) {
        resource.id = id;
        resource.region = "us-east-1";
        design.topology.set(Resource(std::move(resource)));
    };
    put(Region{}, "us-east-1");
    put(Vpc{}, "vpc-1");
    put(Vpc{}, "vpc-2");
    put(TransitGateway{}, "tgw-1");
    put(CustomerGateway{}, "cgw-1");
    for (const char* vpc : {"vpc-1", "vpc-2"}) {
        TransitGatewayAttachment attachment;
        attachment.transitGateway = Id("tgw-1");
        attachment.resource = Id(vpc);
        put(attachment, (std::string("tgw-attach-") + vpc).c_str());
    }
    VpcPeering peering;
    peering.requester = Id("vpc-1");
    peering.accepter = Id("vpc-2");
    put(peering, "pcx-1");
    const auto inVpc = [](auto resource) {
        resource.vpc = Id("vpc-1");
        return resource;
    };
    put(inVpc(EgressOnlyInternetGateway{}), "eigw-1");
    put(inVpc(VpnGateway{}), "vgw-1");
    VpnConnection vpn;
    vpn.vpnGateway = Id("vgw-1");
    vpn.customerGateway = Id("cgw-1");
    put(vpn, "vpn-1");
    RouteTable table = inVpc(RouteTable{});
    table.main = true;
    table.routes = {defaultRoute("vgw-1")};
    table.gateways = {Id("vgw-1")};
    put(table, "rtb-1");
    put(inVpc(Subnet{}), "subnet-1");
    put(Instance{}, "i-1");
    NetworkInterface interface;
    interface.subnet = Id("subnet-1");
    interface.instance = Id("i-1");
    interface.addresses = {{.address = IpAddress::v4(0x0A000004u), .publicIp = std::nullopt, .extra = {}}};
    put(interface, "eni-1");
    NatGateway nat = inVpc(NatGateway{});
    nat.availabilityMode = AvailabilityMode::Regional;
    put(nat, "nat-1");
    put(inVpc(LoadBalancer{}), "lb-1");
    TargetGroup group = inVpc(TargetGroup{});
    group.targets = {{.target = "10.0.0.4", .port = {}, .availabilityZone = {}, .health = {}, .extra = {}}};
    put(group, "tg-1");
    Listener listener;
    listener.loadBalancer = Id("lb-1");
    listener.targetGroups = {Id("tg-1")};
    put(listener, "listener-1");
    design.layout = autoLayout(design);
    return design;
}
