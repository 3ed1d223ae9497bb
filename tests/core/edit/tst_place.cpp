// SPDX-License-Identifier: MIT
#include "tests/core/edit/sketch.h"
#include "tests/support/registry.h"

#include <set>

using namespace waylight;

class PlaceTest : public QObject {
    Q_OBJECT

private slots:
    void theRegionHoldsWhatStandsOnAVpcsBorder() {
        Sketch sketch;
        const Id vpc = sketch.place<Vpc>();
        const Rect box = sketch.rect(vpc);
        const Id gateway = sketch.place<VpnGateway>(vpc, {box.right() - 60, box.y + box.height / 2 - 44});
        QVERIFY(sketch.rect(gateway).right() > sketch.rect(vpc).right());
        QVERIFY(contains(sketch.rect("us-east-1"), sketch.rect(gateway)));
    }

    /// "Let `Default security group` connect to `Default security group`" would say nothing.
    void theDefaultsOfTwoVpcsHaveNamesOfTheirOwn() {
        Sketch sketch;
        sketch.place<Vpc>();
        sketch.place<Vpc>("us-east-1", {1500, 40});
        std::set<std::string> names;
        std::size_t count = 0;
        sketch.design.topology.forEachResource([&](const ResourcePtr& resource) {
            if (std::holds_alternative<RouteTable>(*resource) || std::holds_alternative<NetworkAcl>(*resource) || std::holds_alternative<SecurityGroup>(*resource)) {
                names.insert(base(*resource).name);
                ++count;
            }
        });
        QCOMPARE(count, std::size_t{6});
        QCOMPARE(names.size(), count);
    }

    void aVpcComesWithItsDefaults() {
        Sketch sketch;
        const Id vpc = sketch.place<Vpc>();
        QVERIFY(sketch.design.topology.get<Region>(Id("us-east-1")));
        QCOMPARE(sketch.get<Vpc>(vpc).region, std::string("us-east-1"));
        QCOMPARE(sketch.get<Vpc>(vpc).cidrs.front().toString(), std::string("10.0.0.0/16"));
        const auto& table = sketch.get<RouteTable>(sketch.only<RouteTable>());
        QVERIFY(table.main && table.vpc.id == vpc && table.routes.empty());
        const auto& acl = sketch.get<NetworkAcl>(sketch.only<NetworkAcl>());
        QVERIFY(acl.isDefault && acl.vpc.id == vpc);
        QCOMPARE(acl.entries.size(), std::size_t(2));
        QVERIFY(acl.entries[0].egress != acl.entries[1].egress);
        QVERIFY(acl.entries[0].number == 100 && acl.entries[0].action == RuleAction::Allow);
        const auto& group = sketch.get<SecurityGroup>(sketch.only<SecurityGroup>());
        QCOMPARE(group.groupName, std::string("default"));
        QCOMPARE(group.ingress.at(0).group.id, group.id);
        QCOMPARE(group.egress.at(0).cidr, std::optional(Cidr::all(IpFamily::V4)));
    }

    void blocksAndAddressesFollowEachOther() {
        Sketch sketch;
        const Id first = sketch.place<Vpc>();
        const Id second = sketch.place<Vpc>("us-east-1", {700, 40});
        QCOMPARE(sketch.get<Vpc>(second).cidrs.front().toString(), std::string("10.1.0.0/16"));
        const Id a = sketch.place<Subnet>(first);
        const Id b = sketch.place<Subnet>(zoneId(first, "us-east-1b"), {400, 80});
        QCOMPARE(sketch.get<Subnet>(a).cidr->toString(), std::string("10.0.0.0/24"));
        QCOMPARE(sketch.get<Subnet>(a).availabilityZone, std::string("us-east-1a"));
        QCOMPARE(sketch.get<Subnet>(b).cidr->toString(), std::string("10.0.1.0/24"));
        QCOMPARE(sketch.get<Subnet>(b).availabilityZone, std::string("us-east-1b"));
        for (const char* expected : {"10.0.0.4", "10.0.0.5"}) {
            const Id instance = sketch.place<Instance>(a);
            const auto interfaces = interfacesOf(sketch.design.topology, instance);
            QCOMPARE(interfaces.size(), std::size_t(1));
            QCOMPARE(interfaces.front()->addresses.front().address->toString(), std::string(expected));
            QCOMPARE(interfaces.front()->groups.front().id, Id("sg-1"));
        }
        const Id nat = sketch.place<NatGateway>(a);
        const NatAddress& address = sketch.get<NatGateway>(nat).addresses.front();
        QCOMPARE(address.privateIp->toString(), std::string("10.0.0.6"));
        QVERIFY(sketch.get<ElasticIp>(address.allocation.id).publicIp->toString().starts_with("203.0.113."));
        const Id endpoint = sketch.place<VpcEndpoint>(first);
        QCOMPARE(sketch.get<VpcEndpoint>(endpoint).service, std::string("com.amazonaws.us-east-1.s3"));
        QVERIFY(sketch.get<VpcEndpoint>(endpoint).routeTables.empty() && sketch.get<VpcEndpoint>(endpoint).policy.empty());
        const Id bucket = sketch.place<Bucket>("us-east-1");
        QCOMPARE(sketch.get<Bucket>(bucket).region, std::string("us-east-1"));
        const Id role = sketch.place<Role>();
        QCOMPARE(sketch.get<InstanceProfile>(sketch.only<InstanceProfile>()).roles.front().id, role);
    }

    void fullContainersRefuse() {
        Sketch sketch;
        const Id vpc = sketch.place<Vpc>();
        sketch.design = *edit::fieldSet(sketch.design, vpc, "cidrBlocks", Json::array({"10.9.0.0/28"}));
        const Id subnet = sketch.place<Subnet>(vpc);
        QCOMPARE(sketch.get<Subnet>(subnet).cidr->toString(), std::string("10.9.0.0/28"));
        QCOMPARE(edit::previewPlace(sketch.design, kindOf<Subnet>, vpc).message.id, MessageId::VpcHasNoRoom);
        for (int i = 0; i < 11; ++i)
            sketch.place<Instance>(subnet);
        QCOMPARE(edit::previewPlace(sketch.design, kindOf<Instance>, subnet).message.id, MessageId::SubnetHasNoRoom);
        QVERIFY(!edit::placed(sketch.design, kindOf<Instance>, subnet, {}));
    }

    void membership_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("accepted"); // letters: t(op) r(egion) v(pc) z(one) s(ubnet) i(nstance)
        QTest::newRow("region") << "region" << "t";
        QTest::newRow("vpc") << "vpc" << "tr";
        QTest::newRow("subnet") << "subnet" << "vz";
        QTest::newRow("instance") << "instance" << "s";
        QTest::newRow("nat gateway") << "nat-gateway" << "s";
        QTest::newRow("route table") << "route-table" << "vz";
        QTest::newRow("internet gateway") << "internet-gateway" << "vz";
        QTest::newRow("endpoint") << "vpc-endpoint" << "vz";
        QTest::newRow("security group") << "security-group" << "vz";
        QTest::newRow("network acl") << "network-acl" << "vz";
        QTest::newRow("egress-only gateway") << "egress-only-internet-gateway" << "vz";
        QTest::newRow("vpn gateway") << "vpn-gateway" << "vz";
        QTest::newRow("load balancer") << "load-balancer" << "vz";
        QTest::newRow("transit gateway") << "transit-gateway" << "tr";
        QTest::newRow("customer gateway") << "customer-gateway" << "tr";
        QTest::newRow("peering") << "vpc-peering" << "";
        QTest::newRow("attachment") << "transit-gateway-attachment" << "";
        QTest::newRow("target group") << "target-group" << "";
        QTest::newRow("bucket") << "bucket" << "tr";
        QTest::newRow("table") << "dynamodb-table" << "tr";
        QTest::newRow("role") << "role" << "t";
        QTest::newRow("internet") << "internet" << "t";
        QTest::newRow("elastic ip") << "elastic-ip" << "i";
        QTest::newRow("interface") << "network-interface" << "";
        QTest::newRow("account") << "account" << "";
        QTest::newRow("prefix list") << "prefix-list" << "";
    }
    void membership() {
        QFETCH(QString, kind);
        QFETCH(QString, accepted);
        Sketch sketch;
        const Id vpc = sketch.place<Vpc>();
        const Id subnet = sketch.place<Subnet>(vpc);
        const Id instance = sketch.place<Instance>(subnet);
        const auto which = kindNamed(kind.toStdString());
        QVERIFY(which);
        QCOMPARE(edit::isPlaceable(*which), !accepted.isEmpty());
        const std::pair<char, Id> containers[] = {{'t', {}}, {'r', "us-east-1"}, {'v', vpc}, {'z', zoneId(vpc, "us-east-1a")}, {'s', subnet}, {'i', instance}};
        for (const auto& [letter, container] : containers) {
            const auto preview = edit::previewPlace(sketch.design, *which, container);
            const auto placed = edit::placed(sketch.design, *which, container, {100, 100});
            QCOMPARE(preview.accepted, accepted.contains(QLatin1Char(letter)));
            QCOMPARE(bool(placed), preview.accepted);
            QVERIFY(!toEnglish(preview.message).empty());
            if (!placed)
                QVERIFY(placed.error().message == preview.message);
            else
                QVERIFY(placed->design.topology.contains(placed->id));
        }
    }

    void aSecondInternetGatewayIsRefused() {
        Sketch sketch;
        const Id vpc = sketch.place<Vpc>();
        sketch.place<InternetGateway>(vpc);
        const auto second = edit::placed(sketch.design, kindOf<InternetGateway>, vpc, {});
        QVERIFY(!second);
        QCOMPARE(second.error().message.id, MessageId::VpcHasInternetGateway);
    }

    void aVpcHasOneGatewayOfAKind_data() {
        QTest::addColumn<QString>("kind");
        QTest::newRow("egress-only") << "egress-only-internet-gateway";
        QTest::newRow("vpn") << "vpn-gateway";
    }
    void aVpcHasOneGatewayOfAKind() {
        QFETCH(QString, kind);
        Sketch sketch;
        const Id vpc = sketch.place<Vpc>();
        sketch.place<InternetGateway>(vpc);
        const Kind which = *kindNamed(kind.toStdString());
        const Id first = sketch.place(which, vpc);
        const Rect box = sketch.rect(vpc);
        QVERIFY(overlap(box, sketch.rect(first)) && !contains(box, sketch.rect(first)));
        const auto second = edit::placed(sketch.design, which, vpc, {});
        QVERIFY(!second);
        QCOMPARE(second.error().message.id, MessageId::VpcHasGateway);
    }

    void aLoadBalancerComesReadyForTargets() {
        Sketch sketch;
        const Id vpc = sketch.place<Vpc>();
        const Id a = sketch.place<Subnet>(vpc);
        const Id b = sketch.place<Subnet>(zoneId(vpc, "us-east-1b"), {400, 80});
        const Id other = sketch.place<Subnet>(zoneId(vpc, "us-east-1b"), {400, 300});
        const Id gateway = sketch.place<InternetGateway>(vpc);
        const Id table = sketch.place<RouteTable>(vpc, {800, 80});
        sketch.connect(table, gateway);
        sketch.connect(other, table);
        const auto& balancer = sketch.get<LoadBalancer>(sketch.place<LoadBalancer>(vpc, {400, 500}));
        QCOMPARE(balancer.subnets.size(), std::size_t(2));
        QVERIFY2(balancer.subnets[0].id == a && balancer.subnets[1].id == other && b != other, "the public subnet of a zone is preferred");
        QVERIFY(balancer.scheme == LoadBalancerScheme::InternetFacing && balancer.groups.size() == 1);
        const auto& listener = sketch.get<Listener>(sketch.only<Listener>());
        QCOMPARE(listener.loadBalancer.id, balancer.id);
        QCOMPARE(sketch.get<TargetGroup>(listener.targetGroups.at(0).id).vpc.id, vpc);
    }

    void transitAndCustomerGatewaysComeWithWhatTheyNeed() {
        Sketch sketch;
        const Id gateway = sketch.place<TransitGateway>();
        QCOMPARE(sketch.get<TransitGateway>(gateway).region, std::string("us-east-1"));
        QCOMPARE(sketch.get<TransitGatewayRouteTable>(sketch.only<TransitGatewayRouteTable>()).transitGateway.id, gateway);
        const Id first = sketch.place<CustomerGateway>("us-east-1");
        const Id second = sketch.place<CustomerGateway>("us-east-1");
        QCOMPARE(sketch.get<CustomerGateway>(first).cidrs.at(0).toString(), std::string("172.16.0.0/16"));
        QCOMPARE(sketch.get<CustomerGateway>(second).cidrs.at(0).toString(), std::string("172.17.0.0/16"));
        QVERIFY(sketch.get<CustomerGateway>(first).address != sketch.get<CustomerGateway>(second).address);
    }

    void aBorderSymbolMakesWayForWhatIsThere() {
        Sketch sketch;
        const Id vpc = sketch.place<Vpc>();
        const Rect box = sketch.rect(vpc);
        const Point corner{box.right() - 130, box.bottom() - 100};
        const Id table = sketch.place<RouteTable>(vpc, corner);
        for (int i = 0; i < 2; ++i) {
            const Id endpoint = sketch.place<VpcEndpoint>(vpc, corner);
            QVERIFY(!overlap(sketch.rect(endpoint), sketch.rect(table)));
        }
        QVERIFY(!overlap(sketch.rect("vpce-1"), sketch.rect("vpce-2")));
    }

    void everythingGetsAPlaceInsideItsContainer() {
        PrivateSketch sketch;
        for (const auto& [id, parent] : {std::pair(sketch.vpc, Id("us-east-1")), std::pair(sketch.instance, sketch.subnet), std::pair(sketch.table, sketch.vpc),
                                         std::pair(sketch.bucket, Id("us-east-1")), std::pair(sketch.subnet, zoneId(sketch.vpc, "us-east-1a"))})
            QVERIFY2(contains(sketch.rect(parent), sketch.rect(id)), id.c_str());
        for (const Id& a : {sketch.table, sketch.endpoint, zoneId(sketch.vpc, "us-east-1a")})
            for (const Id& b : {Id("rtb-1"), Id("acl-1"), Id("sg-1"), sketch.table, sketch.endpoint, zoneId(sketch.vpc, "us-east-1a")})
                QVERIFY2(a == b || !overlap(sketch.rect(a), sketch.rect(b)), (a + " on " + b).c_str());
        const Rect vpc = sketch.rect(sketch.vpc);
        const Rect endpoint = sketch.rect(sketch.endpoint);
        QVERIFY(endpoint.x < vpc.right() && endpoint.right() > vpc.right());
    }
};

WAYLIGHT_TEST(PlaceTest)
#include "tst_place.moc"
