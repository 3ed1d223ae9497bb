// SPDX-License-Identifier: MIT
#include "core/trace/engine.h"
#include "tests/support/network_sketch.h"
#include "tests/support/registry.h"

#include <QtTest>
#include <functional>

using namespace waylight;

namespace {

/// A rule of the network's specification: a small network, a flow, and what AWS does with it.
struct Rule {
    const char* name;    ///< the row of the specification first
    const char* from;
    const char* to;
    const char* service; ///< "tcp 443", "udp 53", "icmp"
    const char* expected; ///< `allowed`, `unknown`, or the code of the first blocker
    std::function<void(NetworkSketch&)> network;
};

void v6(NetworkSketch& sketch, const Id& interface, const char* address) {
    sketch.change<NetworkInterface>(interface, [&](NetworkInterface& each) { each.ipv6Addresses = {*IpAddress::parse(address)}; });
}

/// VPC and subnets `a` and `b` dual stack, rules that allow IPv6 too, `client` and `server` with IPv6 addresses.
void dualStack(NetworkSketch& sketch) {
    sketch.change<Vpc>("vpc", [](Vpc& vpc) { vpc.ipv6Cidrs = {*Cidr::parse("2600:1f18:1::/56")}; });
    v6(sketch, "eni-client", "2600:1f18:1:1::10");
    v6(sketch, "eni-server", "2600:1f18:1:2::20");
    sketch.change<SecurityGroup>("sg", [](SecurityGroup& group) {
        SecurityGroupRule all;
        all.cidr = Cidr::all(IpFamily::V6);
        group.egress.push_back(all);
    });
    sketch.change<NetworkAcl>("acl", [](NetworkAcl& acl) {
        for (const bool egress : {false, true}) {
            AclEntry entry;
            entry.number = 101;
            entry.egress = egress;
            entry.ipv6Cidr = Cidr::all(IpFamily::V6);
            acl.entries.push_back(entry);
        }
    });
}

template <class T>
T made(const Id& id) {
    T resource;
    resource.id = id;
    return resource;
}

/// A network load balancer `nlb` in subnet `a` with group `sg-nlb`, and `server` as its target, which sees the client's address and
/// lets in only members of a group; `client` is in `sg-client`.
void balanced(NetworkSketch& sketch, const Id& inboundFrom) {
    for (const char* id : {"sg-nlb", "sg-client", "sg-server"})
        sketch.group(id, "0.0.0.0/0");
    sketch.change<SecurityGroup>("sg-server", [&](SecurityGroup& group) {
        group.ingress.front().cidr.reset();
        group.ingress.front().group = inboundFrom;
    });
    sketch.change<NetworkInterface>("eni-client", [](NetworkInterface& each) { each.groups = {"sg-client"}; });
    sketch.change<NetworkInterface>("eni-server", [](NetworkInterface& each) { each.groups = {"sg-server"}; });
    auto balancer = made<LoadBalancer>("arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/net/nlb/0123456789abcdef");
    balancer.vpc = "vpc";
    balancer.subnets = {"a"};
    balancer.groups = {"sg-nlb"};
    balancer.crossZone = true;
    sketch.set(balancer);
    auto interface = made<NetworkInterface>("eni-nlb");
    interface.subnet = "a";
    interface.groups = {"sg-nlb"};
    interface.interfaceType = "network_load_balancer";
    interface.description = "ELB net/nlb/0123456789abcdef";
    interface.addresses.emplace_back().address = *IpAddress::parse("10.0.1.8");
    sketch.set(interface);
    auto targets = made<TargetGroup>("tg");
    targets.vpc = "vpc";
    targets.port = 443;
    targets.preserveClientIp = "true";
    targets.targets.emplace_back().target = "server";
    sketch.set(targets);
    auto listener = made<Listener>("listener");
    listener.loadBalancer = balancer.id;
    listener.port = 443;
    listener.targetGroups = {"tg"};
    sketch.set(listener);
}

void egressOnly(NetworkSketch& sketch) {
    auto gateway = made<EgressOnlyInternetGateway>("eigw");
    gateway.vpc = "vpc";
    sketch.set(gateway);
}

void endpoint(NetworkSketch& sketch, std::vector<Ref<RouteTable>> tables) {
    auto each = made<VpcEndpoint>("vpce");
    each.vpc = "vpc";
    each.region = "us-east-1";
    each.service = "com.amazonaws.us-east-1.s3";
    each.routeTables = std::move(tables);
    sketch.set(each);
}

void privateSubnetWithNat(NetworkSketch& sketch) {
    sketch.subnet("public", "10.0.9.0/24", "public-table");
    sketch.route("public-table", "0.0.0.0/0", "igw");
    sketch.natGateway("nat", "public", "10.0.9.5", "203.0.113.5");
    sketch.route("main", "0.0.0.0/0", "nat");
}

/// `vpc` and `other` (10.7.0.0/16) joined by `tgw`, zone `a`, default routes between them.
void transit(NetworkSketch& sketch) {
    for (const Id id : {"a", "b"})
        sketch.change<Subnet>(id, [](Subnet& subnet) { subnet.availabilityZone = "a"; });
    sketch.otherVpc("other", "10.7.0.0/16");
    sketch.transitGateway("tgw");
    sketch.attachment("att-vpc", "tgw", "vpc", {"b"});
    sketch.attachment("att-other", "tgw", "other", {"sub-other"});
    sketch.transitTable("tgw-table", "tgw", {"att-vpc", "att-other"});
    sketch.route("main", "10.7.0.0/16", "tgw");
    sketch.route("main-other", "10.0.0.0/16", "tgw");
}

void peered(NetworkSketch& sketch) {
    sketch.otherVpc("other", "10.7.0.0/16");
    sketch.peering("pcx", "vpc", "other");
    sketch.route("main", "10.7.0.0/16", "pcx");
    sketch.route("main-other", "10.0.0.0/16", "pcx");
}

void blockPublicAccess(NetworkSketch& sketch, InternetBlockMode mode) {
    auto options = made<BlockPublicAccess>("bpa");
    options.mode = mode;
    sketch.set(options);
}

void deny(NetworkSketch& sketch, bool egress, const char* block) {
    sketch.change<NetworkAcl>("acl", [&](NetworkAcl& acl) {
        AclEntry entry;
        entry.number = 10;
        entry.egress = egress;
        entry.action = RuleAction::Deny;
        entry.cidr = *Cidr::parse(block);
        acl.entries.push_back(entry);
    });
}

void publicClient(NetworkSketch& sketch) {
    sketch.instance("client", "a", "10.0.1.10", "203.0.113.7");
    sketch.route("main", "0.0.0.0/0", "igw");
}

/// Every network starts with subnets `a` and `b` on the main table, `client` in a and `server` in b.
const std::vector<Rule>& rules() {
    static const std::vector<Rule> all = {
        {"R1 a subnet without an association uses the main table", "client", "internet", "tcp 443", "allowed", publicClient},
        {"R1 a subnet with its own table does not", "client", "internet", "tcp 443", "NO_ROUTE_TO_DESTINATION",
         [](NetworkSketch& s) {
             publicClient(s);
             s.route("own", "10.99.0.0/16", "igw");
             s.change<Subnet>("a", [](Subnet& subnet) { subnet.routeTable = "own"; });
         }},
        {"R2 local routes join the subnets", "client", "server", "tcp 22", "allowed", [](NetworkSketch&) {}},
        {"R2 a replaced local target leads to the middlebox", "client", "server", "tcp 22", "ENI_SOURCE_DEST_CHECK_RESTRICTION",
         [](NetworkSketch& s) {
             s.subnet("m", "10.0.8.0/24");
             s.instance("box", "m", "10.0.8.8");
             s.route("main", "10.0.0.0/16", "eni-box");
         }},
        {"R3 a whole subnet's block beats local", "client", "server", "tcp 22", "ENI_SOURCE_DEST_CHECK_RESTRICTION",
         [](NetworkSketch& s) {
             s.subnet("m", "10.0.8.0/24", "middle");
             s.route("middle", "10.99.0.0/16", "igw");
             s.instance("box", "m", "10.0.8.8");
             s.route("main", "10.0.2.0/24", "eni-box");
         }},
        {"R4 the longest prefix wins", "client", "203.0.113.99", "tcp 443", "BAD_STATE_ROUTE",
         [](NetworkSketch& s) {
             publicClient(s);
             s.route("main", "203.0.113.0/24", "gone");
             s.change<RouteTable>("main", [](RouteTable& table) { table.routes.back().state = RouteState::Blackhole; });
         }},
        {"R4 0.0.0.0/0 never covers IPv6", "client", "2606:4700::1111", "tcp 443", "NO_ROUTE_TO_DESTINATION",
         [](NetworkSketch& s) {
             dualStack(s);
             s.route("main", "0.0.0.0/0", "igw");
         }},
        {"R5 a propagated route loses to local, however specific", "client", "server", "tcp 22", "allowed",
         [](NetworkSketch& s) {
             s.vpn();
             s.route("main", "10.0.2.0/24", "vgw");
             s.change<RouteTable>("main", [](RouteTable& table) { table.routes.back().origin = RouteOrigin::Propagated; });
         }},
        {"R7 prefix lists that overlap are indeterminate", "client", "52.216.0.9", "tcp 443", "unknown",
         [](NetworkSketch& s) {
             privateSubnetWithNat(s);
             auto other = s.get<PrefixList>("pl-s3");
             other.id = "pl-own";
             other.listName = "own";
             s.set(other);
             s.route("main", "pl-s3", "nat");
             s.route("main", "pl-own", "igw");
         }},
        {"R9 reserved destinations go nowhere", "client", "169.254.169.10", "tcp 443", "RESERVED_DESTINATION", publicClient},
        {"R10 a blackhole still wins", "client", "internet", "tcp 443", "BAD_STATE_ROUTE",
         [](NetworkSketch& s) {
             s.route("main", "0.0.0.0/0", "nat-gone");
             s.change<RouteTable>("main", [](RouteTable& table) { table.routes.back().state = RouteState::Blackhole; });
         }},
        {"R12 one subnet: neither table nor ACL", "client", "neighbour", "tcp 22", "allowed",
         [](NetworkSketch& s) {
             s.instance("neighbour", "a", "10.0.1.11");
             s.change<NetworkAcl>("acl", [](NetworkAcl& acl) { acl.entries.clear(); });
         }},
        {"1.2 the gateway table leads through the middlebox", "internet", "203.0.113.8", "tcp 22", "allowed",
         [](NetworkSketch& s) {
             s.group("open", "0.0.0.0/0");
             s.instance("server", "b", "10.0.2.20", "203.0.113.8");
             s.subnet("m", "10.0.8.0/24", "middle");
             s.route("middle", "0.0.0.0/0", "igw");
             s.instance("box", "m", "10.0.8.8", "203.0.113.9");
             for (const Id id : {"eni-server", "eni-box"})
                 s.change<NetworkInterface>(id, [](NetworkInterface& each) { each.groups = {"open"}; });
             s.change<NetworkInterface>("eni-box", [](NetworkInterface& each) { each.sourceDestCheck = false; });
             s.route("main", "0.0.0.0/0", "eni-box");
             s.route("edge", "10.0.2.0/24", "eni-box");
             s.change<RouteTable>("edge", [](RouteTable& table) { table.gateways = {AnyRef("igw")}; });
         }},
        {"G1 the endpoint's prefix-list route", "client", "52.216.0.9", "tcp 443", "allowed", [](NetworkSketch& s) { endpoint(s, {"main"}); }},
        {"G2 without the association there is no route", "client", "52.216.0.9", "tcp 443", "NO_ROUTE_TO_DESTINATION", [](NetworkSketch& s) { endpoint(s, {}); }},
        {"G4 it beats the default route", "client", "52.216.0.9", "tcp 443", "BAD_STATE",
         [](NetworkSketch& s) { // with a default route that would work, only the endpoint can fail
             privateSubnetWithNat(s);
             endpoint(s, {"main"});
             s.change<VpcEndpoint>("vpce", [](VpcEndpoint& each) { each.state = "pending"; });
         }},
        {"G5 not from a peer", "i-other", "52.216.0.9", "tcp 443", "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR",
         [](NetworkSketch& s) {
             peered(s);
             endpoint(s, {"main"});
             s.route("main-other", "pl-s3", "pcx");
         }},
        {"G5 not through a transit gateway", "i-other", "52.216.0.9", "tcp 443", "VPCE_GATEWAY_OUTSIDE_VPC",
         [](NetworkSketch& s) {
             transit(s);
             endpoint(s, {"main"});
             s.route("main-other", "pl-s3", "tgw");
             s.transitRoute("tgw-table", "52.216.0.0/15", "att-vpc");
         }},
        {"G7 the ACL must let the service's replies in", "client", "52.216.0.9", "tcp 443", "SUBNET_ACL_RESTRICTION",
         [](NetworkSketch& s) {
             endpoint(s, {"main"});
             deny(s, false, "52.216.0.0/15");
         }},
        {"G10 no UDP", "client", "52.216.0.9", "udp 443", "VPCE_GATEWAY_PROTOCOL_RESTRICTION", [](NetworkSketch& s) { endpoint(s, {"main"}); }},
        {"G11 an IPv4 endpoint has no IPv6 route", "client", "2600:1f60::1", "tcp 443", "NO_ROUTE_TO_DESTINATION",
         [](NetworkSketch& s) {
             dualStack(s);
             endpoint(s, {"main"});
             s.change<PrefixList>("pl-s3", [](PrefixList& list) { list.cidrs.push_back(*Cidr::parse("2600:1f60::/32")); });
         }},
        {"G11 a dual-stack one does", "client", "2600:1f60::1", "tcp 443", "allowed",
         [](NetworkSketch& s) {
             dualStack(s);
             endpoint(s, {"main"});
             s.change<VpcEndpoint>("vpce", [](VpcEndpoint& each) { each.ipAddressType = "dualstack"; });
             s.change<PrefixList>("pl-s3", [](PrefixList& list) { list.cidrs.push_back(*Cidr::parse("2600:1f60::/32")); });
         }},
        {"1.5 out by a public address", "client", "internet", "tcp 443", "allowed", publicClient},
        {"1.5 no public address at the internet gateway", "client", "internet", "tcp 443", "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS", [](NetworkSketch& s) { s.route("main", "0.0.0.0/0", "igw"); }},
        {"1.5 another's public address: the group reference is lost", "client", "203.0.113.8", "tcp 22", "SG_REFERENCES_NOT_PRESERVED",
         [](NetworkSketch& s) {
             publicClient(s);
             s.instance("server", "b", "10.0.2.20", "203.0.113.8");
         }},
        {"1.5 NAT serves what starts inside", "client", "internet", "tcp 443", "allowed", privateSubnetWithNat},
        {"1.5 NAT answers nobody", "client", "10.0.9.5", "icmp", "NGW_DOES_NOT_ANSWER", privateSubnetWithNat},
        {"1.5 nothing from outside through NAT", "internet", "203.0.113.5", "tcp 443", "NGW_NO_SESSION", privateSubnetWithNat},
        {"1.5 in by the internet gateway, out by NAT fails", "internet", "203.0.113.7", "tcp 22", "NGW_NO_SESSION",
         [](NetworkSketch& s) {
             privateSubnetWithNat(s);
             s.group("open", "0.0.0.0/0");
             s.instance("client", "a", "10.0.1.10", "203.0.113.7");
             s.change<NetworkInterface>("eni-client", [](NetworkInterface& each) { each.groups = {"open"}; });
         }},
        {"1.5 NAT carries TCP, UDP and ICMP", "client", "internet", "50", "PROTOCOL_RESTRICTION", privateSubnetWithNat},
        {"1.5 egress-only: outward", "client", "2606:4700::1111", "tcp 443", "allowed",
         [](NetworkSketch& s) {
             dualStack(s);
             egressOnly(s);
             s.route("main", "::/0", "eigw");
         }},
        {"1.5 egress-only: not inward", "2606:4700::1111", "2600:1f18:1:1::10", "tcp 22", "EIGW_NO_SESSION",
         [](NetworkSketch& s) {
             dualStack(s);
             egressOnly(s);
             s.route("main", "::/0", "eigw");
             s.group("open6", "::/0");
             s.change<NetworkInterface>("eni-client", [](NetworkInterface& each) { each.groups = {"open6"}; });
             s.change<SecurityGroup>("open6", [](SecurityGroup& group) { group.egress = {group.ingress.front()}; });
         }},
        {"1.5 IPv6 by the internet gateway needs no translation", "client", "2606:4700::1111", "tcp 443", "allowed",
         [](NetworkSketch& s) {
             dualStack(s);
             s.route("main", "::/0", "igw");
         }},
        {"1.5 Block Public Access stops everything", "client", "internet", "tcp 443", "VPC_BLOCK_PUBLIC_ACCESS_ENABLED",
         [](NetworkSketch& s) {
             publicClient(s);
             blockPublicAccess(s, InternetBlockMode::BlockBidirectional);
         }},
        {"1.5 block-ingress lets NAT out", "client", "internet", "tcp 443", "allowed",
         [](NetworkSketch& s) {
             privateSubnetWithNat(s);
             blockPublicAccess(s, InternetBlockMode::BlockIngress);
         }},
        {"1.6 a group without outbound rules", "client", "server", "tcp 22", "SG_HAS_NO_RULES", [](NetworkSketch& s) { s.change<SecurityGroup>("sg", [](SecurityGroup& group) { group.egress.clear(); }); }},
        {"1.6 outbound rules decide", "client", "server", "tcp 22", "ENI_SG_RULES_MISMATCH",
         [](NetworkSketch& s) { s.change<SecurityGroup>("sg", [](SecurityGroup& group) { group.egress.front().cidr = *Cidr::parse("10.0.3.0/24"); }); }},
        {"1.6 replies are tracked", "client", "server", "tcp 22", "allowed",
         [](NetworkSketch& s) {
             s.group("only-in", "10.0.1.0/24");
             s.change<SecurityGroup>("only-in", [](SecurityGroup& group) { group.egress.clear(); });
             s.change<NetworkInterface>("eni-server", [](NetworkInterface& each) { each.groups = {"only-in"}; });
         }},
        {"1.6 a reference across an active peering", "client", "i-other", "tcp 22", "allowed",
         [](NetworkSketch& s) {
             peered(s);
             s.change<SecurityGroup>("sg-other", [](SecurityGroup& group) {
                 group.ingress.front().cidr.reset();
                 group.ingress.front().group = "sg";
             });
         }},
        {"1.7 ACLs are stateless: the reply needs a rule", "client", "server", "tcp 22", "SUBNET_ACL_RESTRICTION", [](NetworkSketch& s) { deny(s, false, "10.0.2.0/24"); }},
        {"1.7 only some ephemeral ports are not enough", "client", "server", "tcp 22", "SUBNET_ACL_RESTRICTION",
         [](NetworkSketch& s) {
             auto acl = s.get<NetworkAcl>("acl");
             acl.id = "narrow";
             acl.isDefault = false;
             acl.entries[0].protocol = Protocol::tcp();
             acl.entries[0].fromPort = 49152;
             acl.entries[0].toPort = 65535;
             s.set(acl);
             s.change<Subnet>("a", [](Subnet& subnet) { subnet.networkAcl = "narrow"; });
         }},
        {"1.7 they are enough for Windows", "client", "server", "tcp 22", "allowed",
         [](NetworkSketch& s) {
             auto acl = s.get<NetworkAcl>("acl");
             acl.id = "narrow";
             acl.isDefault = false;
             acl.entries[0].protocol = Protocol::tcp();
             acl.entries[0].fromPort = 49152;
             acl.entries[0].toPort = 65535;
             s.set(acl);
             s.change<Subnet>("a", [](Subnet& subnet) { subnet.networkAcl = "narrow"; });
             s.change<Instance>("client", [](Instance& instance) { instance.platform = "windows"; });
         }},
        {"1.8 peering", "client", "i-other", "tcp 22", "allowed", peered},
        {"1.8 peering needs a route back", "client", "i-other", "tcp 22", "NO_ROUTE_TO_DESTINATION",
         [](NetworkSketch& s) {
             peered(s);
             s.change<RouteTable>("main-other", [](RouteTable& table) { table.routes.clear(); });
         }},
        {"1.8 peering must be active", "client", "i-other", "tcp 22", "BAD_STATE",
         [](NetworkSketch& s) {
             peered(s);
             s.change<VpcPeering>("pcx", [](VpcPeering& peering) { peering.state = "pending-acceptance"; });
         }},
        {"1.8 the peer's gateways are not for others", "client", "internet", "tcp 443", "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR",
         [](NetworkSketch& s) {
             peered(s);
             s.route("main", "0.0.0.0/0", "pcx");
         }},
        {"1.8 transit gateway", "client", "i-other", "tcp 22", "allowed", transit},
        {"1.8 transit gateway: the zone must have a subnet", "client", "i-other", "tcp 22", "TGW_ROUTE_AZ_RESTRICTION",
         [](NetworkSketch& s) {
             transit(s);
             s.change<Subnet>("a", [](Subnet& subnet) { subnet.availabilityZone = "z"; });
         }},
        {"1.8 transit gateway: a deleted attachment counts for nothing", "client", "i-other", "tcp 22", "BAD_STATE_ATTACHMENT",
         [](NetworkSketch& s) {
             transit(s);
             s.change<TransitGatewayAttachment>("att-vpc", [](TransitGatewayAttachment& each) { each.state = "deleted"; });
         }},
        {"1.8 transit gateway: a blackhole drops", "client", "i-other", "tcp 22", "TGW_RTB_BAD_STATE_ROUTE",
         [](NetworkSketch& s) {
             transit(s);
             s.transitRoute("tgw-table", "10.7.0.0/24", "");
         }},
        {"1.8 transit gateway: no association", "client", "i-other", "tcp 22", "TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION",
         [](NetworkSketch& s) {
             transit(s);
             s.change<TransitGatewayRouteTable>("tgw-table", [](TransitGatewayRouteTable& table) { table.associations = {"att-other"}; });
         }},
        {"1.8 transit gateway: no group references unless supported", "client", "i-other", "tcp 22", "SG_REFERENCING_SUPPORT",
         [](NetworkSketch& s) {
             transit(s);
             s.change<SecurityGroup>("sg-other", [](SecurityGroup& group) {
                 group.ingress.front().cidr.reset();
                 group.ingress.front().group = "sg";
             });
         }},
        {"1.8 VPN", "client", "192.168.0.9", "tcp 22", "allowed",
         [](NetworkSketch& s) {
             s.vpn();
             s.route("main", "192.168.0.0/16", "vgw");
         }},
        {"1.8 VPN: networks that no connection leads to", "client", "192.168.1.9", "tcp 22", "NO_POSSIBLE_DESTINATION",
         [](NetworkSketch& s) {
             s.vpn();
             s.route("main", "192.168.0.0/16", "vgw");
         }},
        {"1.9 a target's group names the load balancer's", "client", "eni-nlb", "tcp 443", "allowed", [](NetworkSketch& s) { balanced(s, "sg-nlb"); }},
        {"1.9 a target's group never names the client's", "client", "eni-nlb", "tcp 443", "ENI_SG_RULES_MISMATCH", [](NetworkSketch& s) { balanced(s, "sg-client"); }},
        {"8 a group that is not in the design", "client", "server", "tcp 22", "unknown", [](NetworkSketch& s) { s.change<NetworkInterface>("eni-server", [](NetworkInterface& each) { each.groups = {"absent"}; }); }},
        {"8 a route's target that is not in the design", "client", "internet", "tcp 443", "unknown", [](NetworkSketch& s) { s.route("main", "0.0.0.0/0", "nat-absent"); }},
    };
    return all;
}

} // namespace

/// The rows of the network's specification, one flow each, with what AWS does.
class NetworkRulesTest : public QObject {
    Q_OBJECT

private slots:
    void rule_data() {
        QTest::addColumn<int>("number");
        for (std::size_t i = 0; i < rules().size(); ++i)
            QTest::newRow(rules()[i].name) << static_cast<int>(i);
    }
    void rule() {
        QFETCH(int, number);
        const Rule& rule = rules()[static_cast<std::size_t>(number)];
        NetworkSketch sketch;
        sketch.subnet("a", "10.0.1.0/24");
        sketch.subnet("b", "10.0.2.0/24");
        sketch.instance("client", "a", "10.0.1.10");
        sketch.instance("server", "b", "10.0.2.20");
        rule.network(sketch);
        const QStringList service = QString(rule.service).split(u' ');
        Request request;
        request.from = rule.from;
        request.to = rule.to;
        request.protocol = *Protocol::parse(service[0].toStdString());
        request.port = service.value(1, "0").toInt();
        const Trace found = trace(Network::compile(sketch.topology), request);
        const std::string answer = found.blockers.empty() ? std::string(enumName(found.verdict)) : found.blockers.front().code;
        QString steps;
        for (const Hop& hop : found.hops)
            for (const Check& check : hop.checks)
                steps += QString::fromStdString("\n  " + hop.resource + ": " + check.code + " " + toEnglish(check.message));
        QVERIFY2(answer == rule.expected, qPrintable(QString::fromStdString(answer) + steps));
    }
};

WAYLIGHT_TEST(NetworkRulesTest)
#include "tst_network_rules.moc"
