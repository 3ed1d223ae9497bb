// SPDX-License-Identifier: MIT
#include "tests/bench/quota_account.h"

#include "tests/support/random_design.h"

#include <algorithm>
#include <set>

using namespace waylight;

namespace {

constexpr int subnetCount = 200;
constexpr int routesInTable = 1000;
constexpr int aclEntries = 40;
constexpr int groupCount = 2500;
constexpr int rulesInGroup = 60;
constexpr int groupsOfInterface = 5;
constexpr int classCount = 300;
constexpr std::uint32_t vpcStart = 10u << 24;

const char* const region = "us-east-1";
const Id vpcId = "vpc-1";

std::string numbered(const char* prefix, int number) {
    return prefix + std::to_string(number);
}

Cidr block(const std::string& text) {
    return *Cidr::parse(text);
}

template <class T>
T made(Id id) {
    T resource;
    resource.id = std::move(id);
    resource.region = region;
    resource.account = "111122223333";
    return resource;
}

/// The instances of a kind are in one subnet and have the same groups.
struct Kind {
    int subnet = 0;
    std::vector<Ref<SecurityGroup>> groups;
};

class Maker {
public:
    explicit Maker(unsigned seed) : m_dice(seed) {}

    Topology make(int interfaces) {
        addVpc();
        for (int i = 0; i < subnetCount; ++i)
            addSubnet(i);
        addKinds();
        for (int i = 0; i < groupCount; ++i)
            addGroup(i);
        for (int i = 0; i < interfaces; ++i)
            addInstance(i);
        return Topology::fromResources(std::move(m_resources));
    }

private:
    template <class T>
    void add(T resource) {
        m_resources.push_back(std::make_shared<const Resource>(std::move(resource)));
    }

    void addVpc() {
        Vpc vpc = made<Vpc>(vpcId);
        for (int i = 0; i < 4; ++i)
            vpc.cidrs.push_back(block("10." + std::to_string(i) + ".0.0/16"));
        add(vpc);
        InternetGateway internet = made<InternetGateway>("igw-1");
        internet.vpc = vpcId;
        add(internet);
        VpnGateway vpn = made<VpnGateway>("vgw-1");
        vpn.vpc = vpcId;
        add(vpn);
        CustomerGateway customer = made<CustomerGateway>("cgw-1");
        customer.cidrs = {block("172.16.0.0/12")};
        add(customer);
        VpnConnection connection = made<VpnConnection>("vpn-1");
        connection.vpnGateway = vpn.id;
        connection.customerGateway = customer.id;
        add(connection);
    }

    /// A block of 172.16.0.0/12 or 192.168.0.0/16, 24 to 28 bits long.
    Cidr blockOutside() {
        const std::uint32_t host = static_cast<std::uint32_t>(m_dice.below(1 << 20));
        return Cidr(IpAddress::v4((m_dice.chance(80) ? 0xAC100000u : 0xC0A80000u) +
                                  (host & (m_dice.chance(80) ? 0xFFFFFu : 0xFFFFu))),
                    24 + m_dice.below(5));
    }
    /// A block of some hosts of the VPC.
    Cidr blockInside() {
        return Cidr(IpAddress::v4(vpcStart + static_cast<std::uint32_t>(m_dice.below(subnetCount << 10))),
                    24 + m_dice.below(6));
    }

    void addSubnet(int number) {
        RouteTable table = made<RouteTable>(numbered("rtb-", number));
        table.vpc = vpcId;
        table.main = number == 0;
        std::set<Cidr> destinations = {Cidr::all(IpFamily::V4)};
        while (static_cast<int>(destinations.size()) < routesInTable)
            destinations.insert(blockOutside());
        for (const Cidr& each : destinations) {
            Route route;
            route.destination = each;
            route.target = each.length() == 0 ? "igw-1" : "vgw-1";
            route.state = m_dice.chance(2) ? RouteState::Blackhole : RouteState::Active;
            table.routes.push_back(route);
        }
        NetworkAcl acl = made<NetworkAcl>(numbered("acl-", number));
        acl.vpc = vpcId;
        acl.isDefault = number == 0;
        for (const bool egress : {false, true})
            addEntries(acl, egress);
        Subnet subnet = made<Subnet>(numbered("subnet-", number));
        subnet.vpc = vpcId;
        subnet.cidr = Cidr(IpAddress::v4(vpcStart + (static_cast<std::uint32_t>(number) << 10)), 22);
        subnet.availabilityZone = std::string(region) + static_cast<char>('a' + number % 3);
        subnet.routeTable = table.id;
        subnet.networkAcl = acl.id;
        add(std::move(table));
        add(std::move(acl));
        add(std::move(subnet));
    }

    /// Entries for single services and blocks, then the three that let web traffic and replies through.
    void addEntries(NetworkAcl& acl, bool egress) {
        for (int number = 1; number <= aclEntries; ++number) {
            AclEntry entry;
            entry.number = number * 10;
            entry.egress = egress;
            entry.protocol = Protocol::tcp();
            entry.cidr = Cidr::all(IpFamily::V4);
            if (number == aclEntries - 1) {
                entry.fromPort = entry.toPort = 443;
            } else if (number == aclEntries) {
                entry.fromPort = 1024;
                entry.toPort = 65535;
            } else {
                entry.cidr = m_dice.chance(50) ? blockOutside() : blockInside();
                entry.fromPort = 1 + m_dice.below(400);
                entry.toPort = *entry.fromPort + m_dice.below(40);
                entry.action = m_dice.chance(50) ? RuleAction::Deny : RuleAction::Allow;
            }
            acl.entries.push_back(entry);
        }
    }

    void addKinds() {
        for (int i = 0; i < classCount; ++i) {
            Kind kind;
            kind.subnet = i % subnetCount;
            // A group of its own first, which decides what the kind may do; the others add rules that rarely matter.
            kind.groups.emplace_back(numbered("sg-", i));
            while (static_cast<int>(kind.groups.size()) < groupsOfInterface)
                kind.groups.emplace_back(numbered("sg-", classCount + m_dice.below(groupCount - classCount)));
            m_kinds.push_back(std::move(kind));
        }
    }

    SecurityGroupRule oneRule(Cidr cidr, int from, int to) {
        SecurityGroupRule rule;
        rule.protocol = Protocol::tcp();
        rule.fromPort = from;
        rule.toPort = to;
        rule.cidr = cidr;
        return rule;
    }

    SecurityGroupRule someRule() {
        const int port = 1 + m_dice.below(60000);
        SecurityGroupRule rule =
            oneRule(m_dice.chance(50) ? blockInside() : blockOutside(), port == 443 ? 444 : port, port + 400);
        if (*rule.fromPort < 443)
            rule.toPort = std::min(*rule.toPort, 442);
        if (m_dice.chance(2)) // a client or two of their own
            rule.fromPort = rule.toPort = 443;
        if (!m_dice.chance(15))
            return rule;
        rule.cidr.reset();
        rule.group = numbered("sg-", m_dice.below(groupCount));
        return rule;
    }

    void addGroup(int number) {
        SecurityGroup group = made<SecurityGroup>(numbered("sg-", number));
        group.vpc = vpcId;
        for (int i = 0; i < rulesInGroup; ++i) {
            group.ingress.push_back(someRule());
            group.egress.push_back(someRule());
        }
        if (number < classCount) {
            const int roll = m_dice.below(100);
            if (roll < 60) // from everywhere, or from half of the VPC
                group.ingress[static_cast<std::size_t>(m_dice.below(rulesInGroup))] =
                    oneRule(roll < 40 ? block("10.0.0.0/8") : block("10.0.0.0/15"), 443, 443);
            if (m_dice.chance(92))
                group.egress[static_cast<std::size_t>(m_dice.below(rulesInGroup))] =
                    oneRule(block("10.0.0.0/8"), 443, 443);
        }
        add(std::move(group));
    }

    void addInstance(int number) {
        const int kindNumber = number % classCount;
        const Kind& kind = m_kinds[static_cast<std::size_t>(kindNumber)];
        Instance instance = made<Instance>(numbered("i-", number));
        instance.instanceType = "t3.micro";
        NetworkInterface interface = made<NetworkInterface>(numbered("eni-", number));
        interface.subnet = numbered("subnet-", kind.subnet);
        interface.instance = instance.id;
        interface.groups = kind.groups;
        // Two kinds share some of the subnets: one has the even hosts, the other the odd ones.
        const std::uint32_t host =
            4 + 2 * static_cast<std::uint32_t>(number / classCount) + (kindNumber >= subnetCount ? 1 : 0);
        PrivateAddress own;
        own.address = IpAddress::v4(vpcStart + (static_cast<std::uint32_t>(kind.subnet) << 10) + host);
        interface.addresses = {own};
        add(std::move(instance));
        add(std::move(interface));
    }

    Dice m_dice;
    std::vector<ResourcePtr> m_resources;
    std::vector<Kind> m_kinds;
};

} // namespace

Topology quotaAccount(int interfaces, unsigned seed) {
    return Maker(seed).make(interfaces);
}
