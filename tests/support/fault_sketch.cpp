// SPDX-License-Identifier: MIT
#include "tests/support/fault_sketch.h"

using namespace waylight;

namespace {

AclEntry aclEntry(int number, bool egress, RuleAction action, const Cidr& block) {
    AclEntry entry;
    entry.number = number;
    entry.egress = egress;
    entry.action = action;
    (block.family() == IpFamily::V4 ? entry.cidr : entry.ipv6Cidr) = block;
    return entry;
}

RouteTable& withRoute(RouteTable& table, const Cidr& destination, const Id& target) {
    Route route;
    route.destination = destination;
    route.target = target;
    table.routes.push_back(route);
    return table;
}

/// The route of a table to a destination.
Route& routeTo(RouteTable& table, const Cidr& destination) {
    return *std::find_if(table.routes.begin(), table.routes.end(),
                         [&](const Route& each) { return each.destination == destination; });
}

} // namespace

IpAddress faultAddress(const std::string& text) {
    return *IpAddress::parse(text);
}
Cidr faultBlock(const std::string& text) {
    return *Cidr::parse(text);
}

void FaultSketch::vpc(const Id& id, const std::string& block, const std::string& block6) {
    auto vpc = fresh<Vpc>(id);
    vpc.cidrs = {faultBlock(block)};
    if (!block6.empty())
        vpc.ipv6Cidrs = {faultBlock(block6)};
    set(vpc);
    for (const char* name : {"rtb-main-", "rtb-isolated-"}) {
        auto table = fresh<RouteTable>(name + id);
        table.vpc = id;
        table.main = name == std::string("rtb-main-");
        set(table);
    }
    for (const char* name : {"acl-default-", "acl-closed-"}) {
        auto acl = fresh<NetworkAcl>(name + id);
        acl.vpc = id;
        acl.isDefault = name == std::string("acl-default-");
        for (const IpFamily family : {IpFamily::V4, IpFamily::V6})
            for (const bool egress : {false, true})
                if (acl.isDefault)
                    acl.entries.push_back(
                        aclEntry(family == IpFamily::V4 ? 100 : 101, egress, RuleAction::Allow, Cidr::all(family)));
        set(acl);
    }
}

void FaultSketch::subnet(const Id& id, const Id& vpc, const std::string& block, char zone, const std::string& block6) {
    auto table = fresh<RouteTable>("rtb-" + id);
    table.vpc = vpc;
    set(table);
    auto acl = fresh<NetworkAcl>("acl-" + id);
    acl.vpc = vpc;
    set(acl);
    auto subnet = fresh<Subnet>(id);
    subnet.vpc = vpc;
    subnet.cidr = faultBlock(block);
    if (!block6.empty())
        subnet.ipv6Cidr = faultBlock(block6);
    subnet.availabilityZone = std::string("us-east-1") + zone;
    subnet.routeTable = table.id;
    subnet.networkAcl = acl.id;
    set(subnet);
}

void FaultSketch::host(const Id& id, const Id& subnet, const std::string& address, const std::string& publicAddress) {
    auto group = fresh<SecurityGroup>("sg-" + id);
    group.vpc = vpcOf(subnet);
    if (m_dice.chance(50)) {
        SecurityGroupRule other;
        other.protocol = Protocol::tcp();
        other.fromPort = other.toPort = 22;
        other.cidr = faultBlock("100.64.0.0/24");
        group.ingress.push_back(other);
    }
    set(group);
    auto instance = fresh<Instance>(id);
    instance.platform = m_dice.chance(25) ? "windows" : "";
    set(instance);
    auto interface = fresh<NetworkInterface>("eni-" + id);
    interface.instance = id;
    interface.subnet = subnet;
    interface.groups = {group.id};
    const IpAddress own = faultAddress(address);
    if (own.isV4()) {
        PrivateAddress pair;
        pair.address = own;
        if (!publicAddress.empty())
            pair.publicIp = faultAddress(publicAddress);
        interface.addresses = {pair};
    } else {
        interface.ipv6Addresses = {own};
    }
    set(interface);
}

void FaultSketch::gateway(const Id& id, const Id& vpc) {
    auto gateway = fresh<InternetGateway>(id);
    gateway.vpc = vpc;
    set(gateway);
}

void FaultSketch::elsewhere(const Id& id) {
    vpc("vpc-elsewhere", "10.200.0.0/16", "2001:db8:ffff::/56");
    auto peering = fresh<VpcPeering>("pcx-elsewhere");
    peering.requester = id;
    peering.accepter = "vpc-elsewhere";
    peering.state = "active";
    set(peering);
}

void FaultSketch::asks(const Id& from, const Id& to) {
    const int ports[] = {22, 80, 443, 5432, 8443};
    request.id = "request-1";
    request.from = from;
    request.to = to;
    request.protocol = m_dice.chance(70) ? Protocol::tcp() : m_dice.chance(70) ? Protocol::udp() : Protocol::icmp();
    request.port = request.protocol.hasPorts() ? m_dice.oneOf(ports) : 0;
}

void FaultSketch::asksCall(const Id& from, const std::string& action, const std::string& resource) {
    request.id = "request-1";
    request.from = from;
    request.action = action;
    request.resource = resource;
}

// --- security groups

SecurityGroupRule FaultSketch::rule() const {
    SecurityGroupRule out;
    out.protocol = protocol();
    if (hasPorts())
        out.fromPort = out.toPort = port();
    return out;
}

void FaultSketch::addRule(const Id& group, bool outbound, const SecurityGroupRule& added) {
    change<SecurityGroup>(group,
                          [&](SecurityGroup& each) { (outbound ? each.egress : each.ingress).push_back(added); });
    groupFaults(group, outbound);
}

/// What can be wrong with the last rule of a group: the one that lets the request pass.
void FaultSketch::groupFaults(const Id& group, bool outbound) {
    const std::string kind = outbound ? "sg-egress-" : "sg-ingress-";
    const auto plant = [&](const char* what, std::function<void(std::vector<SecurityGroupRule>&)> edit) {
        fault(kind + what, group, Stage::SecurityGroup, [=](Topology& t) {
            changeIn<SecurityGroup>(t, group,
                                    [&](SecurityGroup& each) { edit(outbound ? each.egress : each.ingress); });
        });
    };
    plant("missing", [](auto& rules) { rules.pop_back(); });
    plant("none", [](auto& rules) { rules.clear(); });
    if (hasPorts())
        plant("port", [at = port()](auto& rules) {
            rules.back().protocol = rules.back().protocol.isAll() ? Protocol::tcp() : rules.back().protocol;
            rules.back().fromPort = rules.back().toPort = at + 1;
        });
    plant("protocol", [](auto& rules) {
        rules.back().protocol = Protocol::number(47);
        rules.back().fromPort = rules.back().toPort = {};
    });
    plant("peer", [](auto& rules) {
        rules.back().group = {};
        rules.back().prefixList = {};
        rules.back().cidr = faultBlock("100.100.0.0/16");
    });
}

void FaultSketch::allowsOut(const Id& group, const std::string& peer) {
    SecurityGroupRule added = m_dice.chance(60) ? rule() : SecurityGroupRule();
    added.cidr = m_dice.chance(50) ? faultBlock(peer) : Cidr::all(faultBlock(peer).family());
    addRule(group, true, added);
}

void FaultSketch::allowsIn(const Id& group, const std::string& peer) {
    SecurityGroupRule added = m_dice.chance(80) ? rule() : SecurityGroupRule();
    added.cidr = faultBlock(peer);
    addRule(group, false, added);
}

void FaultSketch::allowsGroupIn(const Id& group, const Id& member) {
    SecurityGroupRule added = rule();
    added.group = member;
    addRule(group, false, added);
    fault("sg-ingress-other-group", group, Stage::SecurityGroup, [group](Topology& t) {
        changeIn<SecurityGroup>(t, group, [&](SecurityGroup& each) { each.ingress.back().group = "sg-of-nobody"; });
    });
    auto nobody = fresh<SecurityGroup>("sg-of-nobody");
    nobody.vpc = topology.get<SecurityGroup>(group)->vpc;
    set(nobody);
}

// --- network ACLs

AclEntry FaultSketch::entryFor(bool leaving, Way way, const Cidr& peer) const {
    AclEntry entry = aclEntry(m_entryNumber, leaving, RuleAction::Allow, peer);
    entry.protocol = protocol();
    if (hasPorts()) {
        entry.fromPort = way == Way::There ? port() : 1024;
        entry.toPort = way == Way::There ? port() : 65535;
    }
    return entry;
}

void FaultSketch::crosses(const Id& subnet, bool leaving, Way way, const std::string& peer) {
    const Id acl = "acl-" + subnet;
    const Cidr block = m_dice.chance(60) ? faultBlock(peer) : Cidr::all(faultBlock(peer).family());
    AclEntry entry = entryFor(leaving, way, block);
    m_entryNumber += 10;
    if (m_dice.chance(40)) {
        entry.protocol = Protocol::all();
        entry.fromPort = entry.toPort = {};
    }
    change<NetworkAcl>(acl, [&](NetworkAcl& each) { each.entries.push_back(entry); });
    const auto plant = [&](const std::string& kind, std::function<void(std::vector<AclEntry>&)> edit) {
        fault(kind + suffix(way), acl, Stage::NetworkAcl,
              [=](Topology& t) { changeIn<NetworkAcl>(t, acl, [&](NetworkAcl& each) { edit(each.entries); }); });
    };
    AclEntry deny = entryFor(leaving, way, faultBlock(peer));
    deny.action = RuleAction::Deny;
    deny.number = 50;
    if (way == Way::Back && hasPorts() && m_dice.chance(50)) { // some of the ports that the client may use
        deny.fromPort = 50000;
        deny.toPort = 50100;
    }
    plant("acl-denies", [deny](auto& entries) { entries.push_back(deny); });
    deny.number = 1;
    plant("acl-denies-first", [deny](auto& entries) { entries.push_back(deny); });
    plant("acl-lacks", [leaving](auto& entries) {
        std::erase_if(entries, [&](const AclEntry& each) { return each.egress == leaving; });
    });
    if (way == Way::Back && hasPorts())
        plant("acl-few-ports", [leaving, p = protocol()](auto& entries) {
            for (AclEntry& each : entries)
                if (each.egress == leaving) {
                    each.protocol = p;
                    each.fromPort = 1024;
                    each.toPort = 5000;
                }
        });
    const Id closed = "acl-closed-" + vpcOf(subnet);
    fault("acl-other" + suffix(way), closed, Stage::NetworkAcl, [subnet, closed](Topology& t) {
        changeIn<Subnet>(t, subnet, [&](Subnet& each) { each.networkAcl = closed; });
    });
}

void FaultSketch::crossesBetween(const Id& from, const std::string& fromBlock, const Id& to,
                                 const std::string& toBlock) {
    crosses(from, true, Way::There, toBlock);
    crosses(to, false, Way::There, fromBlock);
    crosses(to, true, Way::Back, fromBlock);
    crosses(from, false, Way::Back, toBlock);
}

// --- routes

void FaultSketch::routes(const Id& subnet, const std::string& destination, const Id& target, Way way) {
    const Id id = "rtb-" + subnet;
    const Cidr block = faultBlock(destination);
    change<RouteTable>(id, [&](RouteTable& table) {
        if (std::none_of(table.routes.begin(), table.routes.end(),
                         [&](const Route& each) { return each.destination == block; }))
            withRoute(table, block, target);
    });
    const auto plant = [&](const std::string& kind, const Id& culprit, Stage stage,
                           std::function<void(RouteTable&)> edit) {
        fault(kind + suffix(way), culprit, stage, [=](Topology& t) { changeIn<RouteTable>(t, id, edit); });
    };
    plant("route-missing", id, Stage::Route, [block](RouteTable& t) {
        std::erase_if(t.routes, [&](const Route& each) { return each.destination == block; });
    });
    plant("route-blackhole", id, Stage::Route,
          [block](RouteTable& t) { routeTo(t, block).state = RouteState::Blackhole; });
    plant("route-target-gone", id, Stage::Route, [block](RouteTable& t) {
        routeTo(t, block).state = RouteState::Blackhole;
        routeTo(t, block).target = "eni-gone";
    });
    plant("route-other-block", id, Stage::Route, [block](RouteTable& t) {
        routeTo(t, block).destination =
            block.family() == IpFamily::V4 ? faultBlock("172.30.0.0/16") : faultBlock("fd12::/32");
    });
    if (topology.contains("pcx-elsewhere") &&
        topology.get<VpcPeering>(Id("pcx-elsewhere"))->requester.id == vpcOf(subnet))
        plant("route-other-target", "pcx-elsewhere", Stage::Gateway,
              [block](RouteTable& t) { routeTo(t, block).target = "pcx-elsewhere"; });
    const Id isolated = "rtb-isolated-" + vpcOf(subnet);
    fault("table-other" + suffix(way), isolated, Stage::Route,
          [=](Topology& t) { changeIn<Subnet>(t, subnet, [&](Subnet& each) { each.routeTable = isolated; }); });
    fault("table-main" + suffix(way), "rtb-main-" + vpcOf(subnet), Stage::Route,
          [=](Topology& t) { changeIn<Subnet>(t, subnet, [&](Subnet& each) { each.routeTable = {}; }); });
}

void FaultSketch::mayStop(const Id& instance) {
    badState<Instance>("instance-stopped", instance, m_dice.chance(50) ? "stopped" : "shutting-down", Stage::Gateway);
}
