// SPDX-License-Identifier: MIT
#include "core/trace/engine.h"
#include "tests/support/network_sketch.h"
#include "tests/support/registry.h"

#include <QtTest>

using namespace waylight;

/// Whole paths, there and back: one row a rule of the network semantics that no measured case tells apart.
class TraceTest : public QObject {
    Q_OBJECT

private:
    /// A public subnet `pub` with instance `web` (198.51.100.1) and NAT gateway `nat`, a private one `priv` with `app` behind the
    /// NAT, and a gateway endpoint for S3 on the private table.
    static NetworkSketch account() {
        NetworkSketch sketch;
        sketch.route("public", "0.0.0.0/0", "igw");
        sketch.route("private", "0.0.0.0/0", "nat");
        sketch.subnet("pub", "10.0.0.0/24", "public");
        sketch.subnet("priv", "10.0.1.0/24", "private");
        sketch.subnet("alone", "10.0.2.0/24");
        sketch.instance("web", "pub", "10.0.0.10", "198.51.100.1");
        sketch.instance("app", "priv", "10.0.1.10");
        sketch.instance("db", "priv", "10.0.1.20");
        sketch.instance("island", "alone", "10.0.2.10");
        sketch.natGateway("nat", "pub", "10.0.0.99", "198.51.100.99");
        VpcEndpoint endpoint;
        endpoint.id = "vpce";
        endpoint.vpc = "vpc";
        endpoint.region = "us-east-1";
        endpoint.service = "com.amazonaws.us-east-1.s3";
        endpoint.routeTables = {"private"};
        sketch.set(endpoint);
        return sketch;
    }

    static Request flow(const Id& from, const Id& to, Protocol protocol = Protocol::tcp(), int port = 443) {
        Request request;
        request.from = from;
        request.to = to;
        request.protocol = protocol;
        request.port = port;
        return request;
    }

    static Trace run(const NetworkSketch& sketch, const Request& request) { return trace(Network::compile(sketch.topology), request); }

    /// "blocked route NO_ROUTE_TO_DESTINATION main", or the bare verdict.
    static QString outcome(const Trace& trace) {
        QString text = QString::fromUtf8(enumName(trace.verdict).data());
        if (!trace.blockers.empty()) {
            const Check& first = trace.blockers.front();
            text += QStringLiteral(" %1 %2 %3").arg(QString::fromUtf8(enumName(first.stage).data()), QString::fromStdString(first.code), QString::fromStdString(first.resource));
        }
        return text;
    }

    static AclEntry aclEntry(int number, bool egress, RuleAction action, int from, int to) {
        AclEntry entry;
        entry.number = number;
        entry.egress = egress;
        entry.action = action;
        entry.protocol = Protocol::tcp();
        entry.cidr = Cidr::all(IpFamily::V4);
        entry.fromPort = from;
        entry.toPort = to;
        return entry;
    }

private slots:
    void flows_data() {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("expected");
        QTest::newRow("inside a subnet") << "app" << "db" << "allowed";
        QTest::newRow("across subnets by the local route") << "app" << "web" << "allowed";
        QTest::newRow("to the internet through NAT") << "app" << "internet" << "allowed";
        QTest::newRow("to the internet with a public address") << "web" << "internet" << "allowed";
        QTest::newRow("no route") << "island" << "internet" << "blocked route NO_ROUTE_TO_DESTINATION main";
        QTest::newRow("no such address") << "app" << "10.0.1.77" << "blocked route NO_POSSIBLE_DESTINATION private";
        QTest::newRow("a NAT gateway does not answer") << "app" << "10.0.0.99" << "blocked gateway NGW_DOES_NOT_ANSWER eni-nat";
        QTest::newRow("from the internet: filtered") << "internet" << "198.51.100.1" << "blocked security-group SG_REFERENCES_NOT_PRESERVED sg";
        QTest::newRow("from the internet to a NAT gateway") << "internet" << "198.51.100.99" << "blocked gateway NGW_NO_SESSION nat";
        QTest::newRow("from the internet to nobody") << "internet" << "198.51.100.200" << "blocked gateway IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS internet";
        QTest::newRow("to one's own VPC by the public address: the reference is lost") << "web" << "198.51.100.1" << "blocked security-group SG_REFERENCES_NOT_PRESERVED sg";
        QTest::newRow("nobody of that name") << "ghost" << "db" << "unknown";
    }
    void flows() {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QString, expected);
        QCOMPARE(outcome(run(account(), flow(from.toStdString(), to.toStdString()))), expected);
    }

    void anInternetGatewayNeedsAPublicAddress() {
        NetworkSketch sketch = account();
        sketch.instance("plain", "pub", "10.0.0.11");
        QCOMPARE(outcome(run(sketch, flow("plain", "internet"))), QStringLiteral("blocked gateway IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS igw"));
    }

    void anElasticIpIsAPublicAddress() {
        NetworkSketch sketch = account();
        sketch.instance("plain", "pub", "10.0.0.11");
        ElasticIp ip;
        ip.id = "eip";
        ip.publicIp = *IpAddress::parse("198.51.100.11");
        ip.interface = "eni-plain";
        sketch.set(ip);
        QCOMPARE(outcome(run(sketch, flow("plain", "internet"))), QStringLiteral("allowed"));
    }

    void aBlackholeWinsAndDrops() {
        NetworkSketch sketch = account();
        sketch.route("private", "192.0.2.0/24", "pcx-gone");
        sketch.change<RouteTable>("private", [](RouteTable& table) { table.routes.back().state = RouteState::Blackhole; });
        QCOMPARE(outcome(run(sketch, flow("app", "internet"))), QStringLiteral("blocked route BAD_STATE_ROUTE private"));
    }

    void aNatGatewayInAPrivateSubnetLeadsNowhere() {
        NetworkSketch sketch = account();
        sketch.change<NatGateway>("nat", [](NatGateway& nat) { nat.subnet = "alone"; });
        QCOMPARE(outcome(run(sketch, flow("app", "internet"))), QStringLiteral("blocked route NO_ROUTE_TO_DESTINATION main"));
    }

    void aNatGatewayCarriesOnlyThreeProtocols() {
        QCOMPARE(outcome(run(account(), flow("app", "internet", Protocol::number(47)))), QStringLiteral("blocked gateway PROTOCOL_RESTRICTION nat"));
    }

    void networkAclsAreStateless() {
        NetworkSketch sketch = account();
        NetworkAcl strict;
        strict.id = "strict";
        strict.vpc = "vpc";
        strict.entries = {aclEntry(100, true, RuleAction::Allow, 443, 443), aclEntry(100, false, RuleAction::Allow, 443, 443)};
        sketch.set(strict);
        sketch.change<Subnet>("priv", [](Subnet& subnet) { subnet.networkAcl = "strict"; });
        const Trace blocked = run(sketch, flow("app", "internet"));
        QCOMPARE(outcome(blocked), QStringLiteral("blocked network-acl SUBNET_ACL_RESTRICTION strict"));
        QCOMPARE(blocked.blockers.front().direction, Direction::Return);
        sketch.change<NetworkAcl>("strict", [](NetworkAcl& acl) { acl.entries.push_back(aclEntry(110, false, RuleAction::Allow, 1024, 65535)); });
        QCOMPARE(outcome(run(sketch, flow("app", "internet"))), QStringLiteral("allowed"));
    }

    void networkAclsDoNotApplyInsideASubnet() {
        NetworkSketch sketch = account();
        NetworkAcl closed;
        closed.id = "closed";
        closed.vpc = "vpc";
        sketch.set(closed);
        sketch.change<Subnet>("priv", [](Subnet& subnet) { subnet.networkAcl = "closed"; });
        QCOMPARE(outcome(run(sketch, flow("app", "db"))), QStringLiteral("allowed"));
        QCOMPARE(outcome(run(sketch, flow("app", "web"))), QStringLiteral("blocked network-acl SUBNET_ACL_RESTRICTION closed"));
    }

    void inByInternetGatewayOutByNatFails() {
        NetworkSketch sketch = account();
        sketch.instance("odd", "priv", "10.0.1.30", "198.51.100.30");
        sketch.change<SecurityGroup>("sg", [](SecurityGroup& group) {
            group.ingress[0].group = {};
            group.ingress[0].cidr = Cidr::all(IpFamily::V4);
        });
        const Trace result = run(sketch, flow("internet", "198.51.100.30"));
        QCOMPARE(outcome(result), QStringLiteral("blocked gateway NGW_NO_SESSION nat"));
        QCOMPARE(result.blockers.front().direction, Direction::Return);
        QCOMPARE(outcome(run(sketch, flow("internet", "198.51.100.1"))), QStringLiteral("allowed"));
    }

    void theEndpointRouteBeatsTheNat() {
        const Trace through = run(account(), flow("app", "52.216.5.5"));
        QCOMPARE(outcome(through), QStringLiteral("allowed"));
        QVERIFY(std::any_of(through.hops.begin(), through.hops.end(), [](const Hop& hop) { return hop.resource == "vpce"; }));
        QVERIFY(std::none_of(through.hops.begin(), through.hops.end(), [](const Hop& hop) { return hop.resource == "nat"; }));
        QCOMPARE(through.cost.perGigabyte, 0.0);
        const Trace elsewhere = run(account(), flow("app", "52.220.5.5"));
        QVERIFY(std::any_of(elsewhere.hops.begin(), elsewhere.hops.end(), [](const Hop& hop) { return hop.resource == "nat"; }));
        QVERIFY(elsewhere.cost.perGigabyte > 0);
    }

    void endpointRefusals_data() {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("expected");
        QTest::newRow("state") << "state" << "blocked endpoint BAD_STATE vpce";
        QTest::newRow("udp") << "udp" << "blocked endpoint VPCE_GATEWAY_PROTOCOL_RESTRICTION vpce";
        QTest::newRow("ping passes") << "icmp" << "allowed";
        QTest::newRow("another VPC's endpoint") << "vpc" << "blocked endpoint VPCE_OTHER_VPC vpce";
    }
    void endpointRefusals() {
        QFETCH(QString, what);
        QFETCH(QString, expected);
        NetworkSketch sketch = account();
        if (what == u"state")
            sketch.change<VpcEndpoint>("vpce", [](VpcEndpoint& endpoint) { endpoint.state = "pending"; });
        if (what == u"vpc")
            sketch.change<VpcEndpoint>("vpce", [](VpcEndpoint& endpoint) { endpoint.vpc = "other"; });
        const Protocol protocol = what == u"udp" ? Protocol::udp() : what == u"icmp" ? Protocol::icmp() : Protocol::tcp();
        QCOMPARE(outcome(run(sketch, flow("app", "52.216.5.5", protocol))), expected);
    }

    void stoppedInstancesAreSilent() {
        NetworkSketch sketch = account();
        sketch.change<Instance>("db", [](Instance& instance) { instance.state = "stopped"; });
        QCOMPARE(outcome(run(sketch, flow("app", "db"))), QStringLiteral("blocked gateway BAD_STATE db"));
        QCOMPARE(outcome(run(sketch, flow("db", "app"))), QStringLiteral("blocked gateway BAD_STATE db"));
    }

    void everyBlockerIsListed() {
        NetworkSketch sketch = account();
        sketch.change<SecurityGroup>("sg", [](SecurityGroup& group) { group.egress.clear(); });
        NetworkAcl closed;
        closed.id = "closed";
        closed.vpc = "vpc";
        sketch.set(closed);
        sketch.change<Subnet>("alone", [](Subnet& subnet) { subnet.networkAcl = "closed"; });
        const Trace result = run(sketch, flow("island", "internet"));
        QStringList stages;
        for (const Check& blocker : result.blockers)
            stages += QString::fromUtf8(enumName(blocker.stage).data());
        QCOMPARE(stages, (QStringList{"security-group", "network-acl", "route"}));
    }

    void whatIsNotInTheDesignIsUnknown() {
        NetworkSketch sketch = account();
        sketch.route("private", "192.168.0.0/16", "tgw-elsewhere");
        const Trace result = run(sketch, flow("app", "192.168.1.1"));
        QCOMPARE(result.verdict, Verdict::Unknown);
        QCOMPARE(result.missing.size(), std::size_t(1));
        QCOMPARE(result.missing.front().resource, Id("tgw-elsewhere"));
    }

    void anEditedNetworkAnswersLikeAFreshOne() {
        NetworkSketch sketch = account();
        Network network = Network::compile(sketch.topology);
        const std::vector<std::function<void()>> edits = {
            [&] { sketch.change<SecurityGroup>("sg", [](SecurityGroup& group) { group.egress.clear(); }); },
            [&] { sketch.change<Subnet>("alone", [](Subnet& subnet) { subnet.routeTable = "private"; }); },
            [&] { sketch.route("private", "192.0.2.0/24", "igw"); },
            [&] { sketch.change<VpcEndpoint>("vpce", [](VpcEndpoint& endpoint) { endpoint.routeTables = {"main"}; }); },
            [&] { sketch.instance("app", "pub", "10.0.0.50", "198.51.100.50"); },
            [&] { sketch.topology.erase("nat"); },
            [&] { sketch.change<Vpc>("vpc", [](Vpc& vpc) { vpc.cidrs.push_back(*Cidr::parse("100.64.0.0/16")); }); },
        };
        for (std::size_t i = 0; i < edits.size(); ++i) {
            edits[i]();
            network = Network::compile(sketch.topology, &network);
            const Network fresh = Network::compile(sketch.topology);
            for (const char* from : {"web", "app", "db", "island", "internet"})
                for (const char* to : {"web", "app", "internet", "52.216.5.5", "198.51.100.50", "198.51.100.1"})
                    QVERIFY2(trace(network, flow(from, to)) == trace(fresh, flow(from, to)), qPrintable(QStringLiteral("edit %1: %2 to %3").arg(i).arg(from, to)));
        }
    }

    void theSameTopologyGivesTheSameNetwork() {
        const NetworkSketch sketch = account();
        const Network network = Network::compile(sketch.topology);
        QVERIFY(Network::compile(sketch.topology, &network) == network);
    }
};

WAYLIGHT_TEST(TraceTest)
#include "tst_trace.moc"
