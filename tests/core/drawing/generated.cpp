// SPDX-License-Identifier: MIT
#include "tests/core/drawing/generated.h"

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
