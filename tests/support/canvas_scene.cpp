// SPDX-License-Identifier: MIT
#include "tests/support/canvas_scene.h"

#include "core/drawing/layout.h"

#include <random>

using namespace waylight;

namespace {

constexpr int zones = 3;
constexpr int subnetsPerZone = 10;
constexpr int instancesPerSubnet = 20;
constexpr int balancersPerSubnet = 5;
constexpr int targetsPerBalancer = 8;
constexpr int elementsPerSubnet = 1 + instancesPerSubnet + balancersPerSubnet + 1;

constexpr int cellWidth = metrics::symbolWidth + metrics::gap;
constexpr int cellHeight = metrics::symbolHeight + metrics::gap;
constexpr int subnetColumns = 5;
constexpr int subnetWidth = subnetColumns * cellWidth - metrics::gap + 2 * metrics::padding;
constexpr int subnetHeight = instancesPerSubnet / subnetColumns * cellHeight - metrics::gap + metrics::titleHeight + 2 * metrics::padding;
constexpr int zoneColumns = 2;
constexpr int zoneWidth = zoneColumns * (subnetWidth + metrics::gap) - metrics::gap + 2 * metrics::padding;
constexpr int zoneHeight = subnetsPerZone / zoneColumns * (subnetHeight + metrics::gap) - metrics::gap + metrics::titleHeight + 2 * metrics::padding;
constexpr int vpcWidth = zones * (zoneWidth + metrics::gap) - metrics::gap + 2 * metrics::padding;
constexpr int belowColumns = vpcWidth / cellWidth - 1;
constexpr int vpcsPerRow = 4;

class SceneMaker {
public:
    Design make(int elements) {
        Region region;
        region.id = "us-east-1";
        m_design.topology.set(Resource(region));
        int left = elements - 1;
        int vpcs = 0;
        for (; left > elementsPerSubnet; ++vpcs) {
            const int subnets = std::min(zones * subnetsPerZone, (left - 1 - zones) / elementsPerSubnet);
            if (subnets < 1)
                break;
            addVpc(vpcs, subnets);
            left -= 1 + zones + subnets * elementsPerSubnet;
        }
        const int rows = (vpcs + vpcsPerRow - 1) / vpcsPerRow;
        place(region.id, {0, 0, std::min(vpcs, vpcsPerRow) * (vpcWidth + 64) + 64, rows * (vpcHeight() + 64) + 64});
        m_design.layout = Layout::fromEntries(std::move(m_places));
        return std::move(m_design);
    }

private:
    static int belowRows() { return (zones * subnetsPerZone * (balancersPerSubnet + 1) + belowColumns - 1) / belowColumns; }
    static int vpcHeight() { return metrics::titleHeight + zoneHeight + belowRows() * cellHeight + 3 * metrics::padding; }

    void place(const Id& id, Rect rect) { m_places.emplace_back(id, rect); }

    void addVpc(int number, int subnets) {
        m_vpc = "vpc-" + std::to_string(number);
        m_below = 0;
        Vpc vpc;
        vpc.id = m_vpc;
        vpc.region = "us-east-1";
        vpc.cidrs = {Cidr(IpAddress::v4(10u << 24), 8)};
        m_design.topology.set(Resource(vpc));
        place(m_vpc, {64 + number % vpcsPerRow * (vpcWidth + 64), 64 + number / vpcsPerRow * (vpcHeight() + 64), vpcWidth, vpcHeight()});
        for (int zone = 0; zone < zones; ++zone)
            place(zoneId(m_vpc, zoneName(zone)), {metrics::padding + zone * (zoneWidth + metrics::gap), metrics::titleHeight + metrics::padding, zoneWidth, zoneHeight});
        for (int subnet = 0; subnet < subnets; ++subnet)
            addSubnet(number, subnet, subnets);
    }

    static std::string zoneName(int zone) { return std::string("us-east-1") + static_cast<char>('a' + zone); }

    Id instanceId(int subnet, int index) const { return "i-" + m_vpc + '-' + std::to_string(subnet * instancesPerSubnet + index); }

    void addSubnet(int vpcNumber, int number, int subnets) {
        RouteTable table;
        table.id = "rtb-" + m_vpc + '-' + std::to_string(number);
        table.vpc = m_vpc;
        m_design.topology.set(Resource(table));
        placeBelow(table.id);
        Subnet subnet;
        subnet.id = "subnet-" + m_vpc + '-' + std::to_string(number);
        subnet.region = "us-east-1";
        subnet.vpc = m_vpc;
        subnet.availabilityZone = zoneName(number % zones);
        subnet.cidr = Cidr(IpAddress::v4((10u << 24) + (static_cast<std::uint32_t>(vpcNumber) << 16) + static_cast<std::uint32_t>(number << 8)), 24);
        subnet.routeTable = table.id;
        m_design.topology.set(Resource(subnet));
        const int inZone = number / zones;
        place(subnet.id, {metrics::padding + inZone % zoneColumns * (subnetWidth + metrics::gap),
                          metrics::titleHeight + metrics::padding + inZone / zoneColumns * (subnetHeight + metrics::gap), subnetWidth, subnetHeight});
        for (int index = 0; index < instancesPerSubnet; ++index)
            addInstance(subnet, number, index);
        for (int balancer = 0; balancer < balancersPerSubnet; ++balancer)
            addBalancer(number, balancer, subnets);
    }

    void placeBelow(const Id& id) {
        place(id, {metrics::padding + m_below % belowColumns * cellWidth, metrics::titleHeight + zoneHeight + 2 * metrics::padding + m_below / belowColumns * cellHeight, metrics::symbolWidth, metrics::symbolHeight});
        ++m_below;
    }

    void addInstance(const Subnet& subnet, int number, int index) {
        Instance instance;
        instance.id = instanceId(number, index);
        instance.region = "us-east-1";
        m_design.topology.set(Resource(instance));
        place(instance.id, {metrics::padding + index % subnetColumns * cellWidth, metrics::titleHeight + metrics::padding + index / subnetColumns * cellHeight, metrics::symbolWidth, metrics::symbolHeight});
        NetworkInterface interface;
        interface.id = "en" + instance.id;
        interface.region = "us-east-1";
        interface.subnet = subnet.id;
        interface.instance = instance.id;
        PrivateAddress address;
        address.address = IpAddress::v4((10u << 24) + static_cast<std::uint32_t>(number << 8) + 4u + static_cast<std::uint32_t>(index));
        interface.addresses = {address};
        m_design.topology.set(Resource(interface));
    }

    void addBalancer(int number, int index, int subnets) {
        const std::string name = m_vpc + '-' + std::to_string(number) + '-' + std::to_string(index);
        LoadBalancer balancer;
        balancer.id = "lb-" + name;
        balancer.name = "balancer " + std::to_string(number) + '.' + std::to_string(index);
        balancer.region = "us-east-1";
        balancer.vpc = m_vpc;
        m_design.topology.set(Resource(balancer));
        placeBelow(balancer.id);
        TargetGroup group;
        group.id = "tg-" + name;
        group.vpc = m_vpc;
        for (int i = 0; i < targetsPerBalancer; ++i) {
            const int dice = below(100);
            const int subnet = dice < 60 ? number : dice < 85 ? (number % zones + zones * below(std::max(1, subnets / zones))) % subnets : below(subnets);
            Target target;
            target.target = instanceId(subnet, below(instancesPerSubnet));
            group.targets.push_back(target);
        }
        m_design.topology.set(Resource(group));
        Listener listener;
        listener.id = "listener-" + name;
        listener.loadBalancer = balancer.id;
        listener.targetGroups = {group.id};
        m_design.topology.set(Resource(listener));
    }

    int below(int count) { return static_cast<int>(m_random() % static_cast<unsigned>(count)); }

    Design m_design;
    std::vector<std::pair<Id, Rect>> m_places;
    std::mt19937 m_random{7};
    Id m_vpc;
    int m_below = 0;
};

} // namespace

Design canvasScene(int elements) {
    return SceneMaker().make(elements);
}

Id sceneZone() {
    return zoneId("vpc-0", "us-east-1b");
}
