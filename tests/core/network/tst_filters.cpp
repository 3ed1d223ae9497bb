// SPDX-License-Identifier: MIT
#include "core/network/filters.h"
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
        QCOMPARE(portsMatch(Protocol::number(protocol), field(from), field(to), sent), matches);
    }

    void aReferenceMatchesPrivateAddressesOnly() {
        NetworkSketch sketch = twoInstances();
        const auto server = sketch.get<NetworkInterface>("eni-server");
        const auto client = sketch.get<NetworkInterface>("eni-client");
        const Packet sent = packet(Protocol::tcp(), 22);
        const Answer own = securityGroupAnswer(sketch.topology, server, TrafficDirection::Inbound, sent, {sent.source, &client});
        QCOMPARE(own.outcome, Outcome::Pass);
        QCOMPARE(own.pointer, std::string("/ingress/0"));
        Packet translated = sent;
        translated.source = *IpAddress::parse("203.0.113.7");
        const Answer lost = securityGroupAnswer(sketch.topology, server, TrafficDirection::Inbound, translated, {translated.source, nullptr});
        QCOMPARE(lost.outcome, Outcome::Block);
        QCOMPARE(lost.code, std::string("SG_REFERENCES_NOT_PRESERVED"));
        QCOMPARE(lost.resource, Id("sg"));
    }

    void noRulesAndNoMatchAreToldApart() {
        NetworkSketch sketch = twoInstances();
        const auto client = sketch.get<NetworkInterface>("eni-client");
        const Packet sent = packet(Protocol::tcp(), 443);
        const Peer peer{sent.destination, nullptr};
        sketch.change<SecurityGroup>("sg", [](SecurityGroup& group) { group.egress[0].cidr = *Cidr::parse("10.9.0.0/16"); });
        QCOMPARE(securityGroupAnswer(sketch.topology, client, TrafficDirection::Outbound, sent, peer).code, std::string("ENI_SG_RULES_MISMATCH"));
        sketch.change<SecurityGroup>("sg", [](SecurityGroup& group) { group.egress.clear(); });
        QCOMPARE(securityGroupAnswer(sketch.topology, client, TrafficDirection::Outbound, sent, peer).code, std::string("SG_HAS_NO_RULES"));
    }

    void oneGroupOfSeveralSuffices() {
        NetworkSketch sketch = twoInstances();
        SecurityGroup closed;
        closed.id = "closed";
        sketch.set(closed);
        sketch.change<NetworkInterface>("eni-client", [](NetworkInterface& interface) { interface.groups = {"closed", "sg"}; });
        const Packet sent = packet(Protocol::tcp(), 443);
        QCOMPARE(securityGroupAnswer(sketch.topology, sketch.get<NetworkInterface>("eni-client"), TrafficDirection::Outbound, sent, {sent.destination, nullptr}).resource, Id("sg"));
    }

    void aMissingGroupIsUnknownUnlessAnotherAllows() {
        NetworkSketch sketch = twoInstances();
        const Packet sent = packet(Protocol::tcp(), 443);
        auto client = sketch.get<NetworkInterface>("eni-client");
        client.groups = {"absent"};
        QCOMPARE(securityGroupAnswer(sketch.topology, client, TrafficDirection::Outbound, sent, {sent.destination, nullptr}).outcome, Outcome::Unknown);
        client.groups = {"absent", "sg"};
        QCOMPARE(securityGroupAnswer(sketch.topology, client, TrafficDirection::Outbound, sent, {sent.destination, nullptr}).outcome, Outcome::Pass);
    }

    void aPrefixListIsAPeer() {
        NetworkSketch sketch = twoInstances();
        sketch.change<SecurityGroup>("sg", [](SecurityGroup& group) {
            group.egress[0].cidr.reset();
            group.egress[0].prefixList = "pl-s3";
        });
        const auto client = sketch.get<NetworkInterface>("eni-client");
        Packet sent = packet(Protocol::tcp(), 443);
        sent.destination = *IpAddress::parse("52.216.3.3");
        QCOMPARE(securityGroupAnswer(sketch.topology, client, TrafficDirection::Outbound, sent, {sent.destination, nullptr}).outcome, Outcome::Pass);
        sent.destination = *IpAddress::parse("52.220.3.3");
        QCOMPARE(securityGroupAnswer(sketch.topology, client, TrafficDirection::Outbound, sent, {sent.destination, nullptr}).outcome, Outcome::Block);
    }

    void aclsDecideByTheLowestNumber() {
        NetworkSketch sketch = twoInstances();
        const auto acl = [&] { return sketch.get<NetworkAcl>("acl"); };
        const auto subnet = sketch.get<Subnet>("a");
        const Packet sent = packet(Protocol::tcp(), 443);
        QCOMPARE(networkAclAnswer(nullptr, subnet, TrafficDirection::Outbound, sent).outcome, Outcome::Unknown);
        sketch.change<NetworkAcl>("acl", [](NetworkAcl& changed) {
            AclEntry deny;
            deny.number = 50;
            deny.egress = true;
            deny.action = RuleAction::Deny;
            deny.protocol = Protocol::tcp();
            deny.fromPort = deny.toPort = 443;
            deny.cidr = Cidr::all(IpFamily::V4);
            changed.entries.push_back(deny);
        });
        const NetworkAcl changed = acl();
        const Answer denied = networkAclAnswer(&changed, subnet, TrafficDirection::Outbound, sent);
        QCOMPARE(denied.outcome, Outcome::Block);
        QCOMPARE(denied.pointer, std::string("/entries/2"));
        QCOMPARE(networkAclAnswer(&changed, subnet, TrafficDirection::Outbound, packet(Protocol::tcp(), 80)).outcome, Outcome::Pass);
        QCOMPARE(networkAclAnswer(&changed, subnet, TrafficDirection::Inbound, sent).outcome, Outcome::Pass);
        NetworkAcl empty;
        empty.id = "empty";
        QCOMPARE(networkAclAnswer(&empty, subnet, TrafficDirection::Inbound, sent).code, std::string("SUBNET_ACL_RESTRICTION"));
    }
};

WAYLIGHT_TEST(FiltersTest)
#include "tst_filters.moc"
