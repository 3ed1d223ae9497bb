// SPDX-License-Identifier: MIT
#include "core/network/filters.h"
#include "core/trace/engine.h"
#include "tests/support/network_sketch.h"
#include "tests/support/registry.h"

#include <QtTest>

using namespace waylight;

/// Security groups (1.6) and network ACLs (1.7) of the network semantics.
class FiltersTest : public QObject {
    Q_OBJECT

private:
    static Packet packet(Protocol protocol, int port) {
        return {.source = *IpAddress::parse("10.0.1.10"), .destination = *IpAddress::parse("10.0.2.20"), .protocol = protocol, .sourcePort = 49152, .destinationPort = port};
    }

    static Request request(Protocol protocol, int port, const char* to = "server") {
        Request request;
        request.from = "client";
        request.to = to;
        request.protocol = protocol;
        request.port = port;
        request.sourcePort = 49152;
        return request;
    }

    /// The n-th check of a stage on the way there: 0 outbound, 1 inbound.
    static Check check(const NetworkSketch& sketch, const Request& request, Stage stage, int n = 0) {
        for (const Hop& hop : trace(Network::compile(sketch.topology), request).hops)
            for (const Check& each : hop.checks)
                if (each.stage == stage && n-- == 0)
                    return each;
        return {};
    }

    static NetworkSketch twoInstances() {
        NetworkSketch sketch;
        sketch.subnet("a", "10.0.1.0/24");
        sketch.subnet("b", "10.0.2.0/24");
        sketch.instance("client", "a", "10.0.1.10");
        sketch.instance("server", "b", "10.0.2.20");
        return sketch;
    }

private slots:
    void ports_data() {
        QTest::addColumn<int>("protocol");
        QTest::addColumn<int>("from"); // -2: absent
        QTest::addColumn<int>("to");
        QTest::addColumn<int>("port"); // ICMP: the type
        QTest::addColumn<bool>("matches");
        QTest::newRow("in range") << 6 << 80 << 90 << 85 << true;
        QTest::newRow("below") << 6 << 80 << 90 << 79 << false;
        QTest::newRow("above") << 6 << 80 << 90 << 91 << false;
        QTest::newRow("-1 to 22 is 0 to 22") << 6 << -1 << 22 << 0 << true;
        QTest::newRow("-1 to 22 ends at 22") << 6 << -1 << 22 << 23 << false;
        QTest::newRow("65530 to -1 is up to the end") << 6 << 65530 << -1 << 65535 << true;
        QTest::newRow("absent ports are all") << 17 << -2 << -2 << 53 << true;
        QTest::newRow("ICMP type") << 1 << 8 << -1 << 8 << true;
        QTest::newRow("ICMP other type") << 1 << 0 << -1 << 8 << false;
        QTest::newRow("ICMP type with another code") << 1 << 8 << 3 << 8 << false;
        QTest::newRow("ICMP all") << 1 << -1 << -1 << 8 << true;
        QTest::newRow("ICMP all types with a code match nothing") << 1 << -1 << 0 << 8 << false;
        QTest::newRow("all protocols ignore ports") << -1 << 80 << 80 << 443 << true;
    }
    void ports() {
        QFETCH(int, protocol);
        QFETCH(int, from);
        QFETCH(int, to);
        QFETCH(int, port);
        QFETCH(bool, matches);
        const auto field = [](int value) { return value == -2 ? std::nullopt : std::optional(value); };
        Packet sent = packet(protocol < 0 ? Protocol::tcp() : Protocol::number(protocol), port);
        sent.icmpType = port;
        NetworkSketch sketch;
        SecurityGroupRule rule;
        rule.protocol = Protocol::number(protocol);
        rule.fromPort = field(from);
        rule.toPort = field(to);
        rule.cidr = Cidr::all(IpFamily::V4);
        HandleMap handles;
        const RuleList list = compiledRules(sketch.topology, {rule}, handles);
        QCOMPARE(std::any_of(list.rules.begin(), list.rules.end(), [&](const FilterRule& each) { return each.coversProtocol(sent) && each.coversPorts(sent) && list.containsPeer(each, sent.destination); }), matches);
    }

    void aReferenceMatchesPrivateAddressesOnly() {
        NetworkSketch sketch = twoInstances();
        const Check own = check(sketch, request(Protocol::tcp(), 22), Stage::SecurityGroup, 1);
        QCOMPARE(own.outcome, Outcome::Pass);
        QCOMPARE(own.pointer, std::string("/ingress/0"));
        // By their public addresses, both lose what the groups know them by.
        sketch.instance("client", "a", "10.0.1.10", "203.0.113.7");
        sketch.instance("server", "b", "10.0.2.20", "203.0.113.8");
        sketch.route("main", "0.0.0.0/0", "igw");
        const Check lost = check(sketch, request(Protocol::tcp(), 22, "203.0.113.8"), Stage::SecurityGroup, 1);
        QCOMPARE(lost.outcome, Outcome::Block);
        QCOMPARE(lost.code, std::string("SG_REFERENCES_NOT_PRESERVED"));
        QCOMPARE(lost.resource, Id("sg"));
    }

    void noRulesAndNoMatchAreToldApart() {
        NetworkSketch sketch = twoInstances();
        const Request sent = request(Protocol::tcp(), 443);
        sketch.change<SecurityGroup>("sg", [](SecurityGroup& group) { group.egress[0].cidr = *Cidr::parse("10.9.0.0/16"); });
        QCOMPARE(check(sketch, sent, Stage::SecurityGroup).code, std::string("ENI_SG_RULES_MISMATCH"));
        sketch.change<SecurityGroup>("sg", [](SecurityGroup& group) { group.egress.clear(); });
        QCOMPARE(check(sketch, sent, Stage::SecurityGroup).code, std::string("SG_HAS_NO_RULES"));
    }

    void oneGroupOfSeveralSuffices() {
        NetworkSketch sketch = twoInstances();
        SecurityGroup closed;
        closed.id = "closed";
        sketch.set(closed);
        sketch.change<NetworkInterface>("eni-client", [](NetworkInterface& interface) { interface.groups = {"closed", "sg"}; });
        QCOMPARE(check(sketch, request(Protocol::tcp(), 443), Stage::SecurityGroup).resource, Id("sg"));
    }

    void aMissingGroupIsUnknownUnlessAnotherAllows() {
        NetworkSketch sketch = twoInstances();
        sketch.change<NetworkInterface>("eni-client", [](NetworkInterface& interface) { interface.groups = {"absent"}; });
        QCOMPARE(check(sketch, request(Protocol::tcp(), 443), Stage::SecurityGroup).outcome, Outcome::Unknown);
        sketch.change<NetworkInterface>("eni-client", [](NetworkInterface& interface) { interface.groups = {"absent", "sg"}; });
        QCOMPARE(check(sketch, request(Protocol::tcp(), 443), Stage::SecurityGroup).outcome, Outcome::Pass);
    }

    void aPrefixListIsAPeer() {
        NetworkSketch sketch = twoInstances();
        sketch.change<SecurityGroup>("sg", [](SecurityGroup& group) {
            group.egress[0].cidr.reset();
            group.egress[0].prefixList = "pl-s3";
        });
        QCOMPARE(check(sketch, request(Protocol::tcp(), 443, "52.216.3.3"), Stage::SecurityGroup).outcome, Outcome::Pass);
        QCOMPARE(check(sketch, request(Protocol::tcp(), 443, "52.220.3.3"), Stage::SecurityGroup).outcome, Outcome::Block);
    }

    void aclsDecideByTheLowestNumber() {
        NetworkSketch sketch = twoInstances();
        AclEntry deny;
        deny.number = 50;
        deny.egress = true;
        deny.action = RuleAction::Deny;
        deny.protocol = Protocol::tcp();
        deny.fromPort = deny.toPort = 443;
        deny.cidr = Cidr::all(IpFamily::V4);
        sketch.change<NetworkAcl>("acl", [&](NetworkAcl& changed) { changed.entries.push_back(deny); });
        const Check denied = check(sketch, request(Protocol::tcp(), 443), Stage::NetworkAcl);
        QCOMPARE(denied.outcome, Outcome::Block);
        QCOMPARE(denied.pointer, std::string("/entries/2"));
        QCOMPARE(check(sketch, request(Protocol::tcp(), 80), Stage::NetworkAcl).outcome, Outcome::Pass);
        QCOMPARE(check(sketch, request(Protocol::tcp(), 443), Stage::NetworkAcl, 1).outcome, Outcome::Pass);
        sketch.change<NetworkAcl>("acl", [](NetworkAcl& changed) { changed.entries.clear(); });
        QCOMPARE(check(sketch, request(Protocol::tcp(), 443), Stage::NetworkAcl).code, std::string("SUBNET_ACL_RESTRICTION"));
        sketch.topology.erase("acl");
        QCOMPARE(check(sketch, request(Protocol::tcp(), 443), Stage::NetworkAcl).outcome, Outcome::Unknown);
    }

    /// Replies go to any of the client's ephemeral ports: an ACL must let all of them pass.
    void aclsDecideAboutWholeRanges_data() {
        QTest::addColumn<QString>("spans"); // "first-last action; …" in order
        QTest::addColumn<bool>("allows");
        QTest::addColumn<bool>("partly");
        QTest::newRow("one entry") << "1024-65535 allow" << true << false;
        QTest::newRow("two entries") << "1024-40000 allow; 40001-65535 allow" << true << false;
        QTest::newRow("a gap") << "1024-40000 allow; 40002-65535 allow" << false << true;
        QTest::newRow("denied first") << "50000-50000 deny; 0-65535 allow" << false << true;
        QTest::newRow("denied behind") << "0-65535 allow; 50000-50000 deny" << true << false;
        QTest::newRow("denied outside") << "0-32767 deny; 61000-65535 deny; 0-65535 allow" << true << false;
        QTest::newRow("only Windows ports") << "49152-65535 allow" << false << true;
        QTest::newRow("nothing") << "" << false << false;
    }
    void aclsDecideAboutWholeRanges() {
        QFETCH(QString, spans);
        NetworkAcl acl;
        for (const QString& span : spans.split(u';', Qt::SkipEmptyParts)) {
            const QStringList words = span.trimmed().split(u' ');
            AclEntry entry;
            entry.number = 100 + static_cast<int>(acl.entries.size());
            entry.protocol = Protocol::tcp();
            entry.fromPort = words[0].section(u'-', 0, 0).toInt();
            entry.toPort = words[0].section(u'-', 1, 1).toInt();
            entry.action = words[1] == "allow" ? RuleAction::Allow : RuleAction::Deny;
            entry.cidr = Cidr::all(IpFamily::V4);
            acl.entries.push_back(entry);
        }
        Packet reply = packet(Protocol::tcp(), 32768);
        reply.destinationSpan = 60999 - 32768;
        const AclDecision decision = aclDecision(compiledEntries(acl, TrafficDirection::Inbound), reply, reply.source);
        QTEST(decision.allows, "allows");
        QTEST(decision.partly, "partly");
    }
};

WAYLIGHT_TEST(FiltersTest)
#include "tst_filters.moc"
