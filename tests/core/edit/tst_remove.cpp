// SPDX-License-Identifier: MIT
#include "tests/core/edit/sketch.h"
#include "tests/support/registry.h"

using namespace waylight;

class RemoveTest : public QObject {
    Q_OBJECT

private slots:
    void cascade_data() {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QStringList>("gone");
        QTest::addColumn<QStringList>("left");
        QTest::newRow("instance") << "instance" << QStringList{"i-1", "eni-1", "eipalloc-2"} << QStringList{"subnet-1", "role-1", "profile-1", "sg-1"};
        QTest::newRow("subnet") << "subnet" << QStringList{"subnet-1", "i-1", "eni-1", "nat-1", "eipalloc-1", "eipalloc-2"} << QStringList{"vpc-1", "rtb-2", "igw-1"};
        QTest::newRow("zone") << "zone" << QStringList{"subnet-1", "i-1", "eni-1"} << QStringList{"vpc-1", "rtb-2"};
        QTest::newRow("nat") << "nat" << QStringList{"nat-1", "eipalloc-1"} << QStringList{"subnet-1", "eipalloc-2"};
        QTest::newRow("role") << "role" << QStringList{"role-1", "profile-1"} << QStringList{"i-1"};
        QTest::newRow("vpc") << "vpc" << QStringList{"vpc-1", "subnet-1", "i-1", "eni-1", "rtb-1", "rtb-2", "acl-1", "sg-1", "igw-1", "vpce-1", "nat-1"} << QStringList{"us-east-1", "bucket-1", "role-1"};
        QTest::newRow("region") << "region" << QStringList{"us-east-1", "vpc-1", "subnet-1", "i-1", "bucket-1", "vpce-1"} << QStringList{"role-1"};
    }
    void cascade() {
        QFETCH(QString, what);
        QFETCH(QStringList, gone);
        QFETCH(QStringList, left);
        PrivateSketch sketch;
        const Id nat = sketch.place<NatGateway>(sketch.subnet);
        sketch.place<ElasticIp>(sketch.instance);
        sketch.place<InternetGateway>(sketch.vpc);
        sketch.connect(sketch.instance, sketch.role);
        const std::map<QString, Id> ids{{"instance", sketch.instance}, {"subnet", sketch.subnet}, {"zone", zoneId(sketch.vpc, "us-east-1a")}, {"nat", nat},
                                        {"role", sketch.role}, {"vpc", sketch.vpc}, {"region", "us-east-1"}};
        const Design after = edit::removed(sketch.design, {ids.at(what)});
        for (const QString& id : gone) {
            QVERIFY2(sketch.design.topology.contains(id.toStdString()), qPrintable(id));
            QVERIFY2(!after.topology.contains(id.toStdString()), qPrintable(id));
            QVERIFY2(!after.layout.contains(id.toStdString()), qPrintable(id));
            QVERIFY2(referrersOf(after.topology, id.toStdString()).empty(), qPrintable(id));
        }
        for (const QString& id : left)
            QVERIFY2(after.topology.contains(id.toStdString()), qPrintable(id));
    }

    void routesToWhatIsGoneStayAsBlackholes() {
        PrivateSketch sketch;
        const Id nat = sketch.place<NatGateway>(sketch.subnet);
        sketch.connect(sketch.table, nat);
        sketch.connect(sketch.table, sketch.endpoint);
        const Design after = edit::removed(sketch.design, {nat, sketch.endpoint});
        const auto& routes = after.topology.get<RouteTable>(sketch.table)->routes;
        QCOMPARE(routes.size(), std::size_t(1));
        QCOMPARE(routes.front().target.id, nat);
        QVERIFY(routes.front().state == RouteState::Blackhole);
    }

    void associationsAndMembershipsGo() {
        PrivateSketch sketch;
        const Id group = sketch.place<SecurityGroup>(sketch.vpc);
        sketch.connect(sketch.subnet, sketch.table);
        sketch.connect(sketch.instance, group);
        sketch.connect(sketch.table, sketch.endpoint);
        const Design after = edit::removed(sketch.design, {sketch.table, group});
        QVERIFY(!after.topology.get<Subnet>(sketch.subnet)->routeTable);
        QVERIFY(after.topology.get<VpcEndpoint>(sketch.endpoint)->routeTables.empty());
        QCOMPARE(interfacesOf(after.topology, sketch.instance).front()->groups.size(), std::size_t(1));
    }

    void whatStaysKeepsItsPlace() {
        PrivateSketch sketch;
        Sketch after;
        after.design = edit::removed(sketch.design, {sketch.instance});
        for (const Id& id : {sketch.vpc, sketch.subnet, sketch.table, sketch.endpoint, sketch.bucket})
            QVERIFY2(after.rect(id) == sketch.rect(id), id.c_str());
    }

    void anElasticIpTakesItsPublicAddressAlong() {
        PrivateSketch sketch;
        const Id elasticIp = sketch.place<ElasticIp>(sketch.instance);
        const Design after = edit::removed(sketch.design, {elasticIp});
        QVERIFY(!interfacesOf(after.topology, sketch.instance).front()->addresses.front().publicIp);
    }

    void whatJoinsNetworksGoesWithEither_data() {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QStringList>("gone");
        QTest::addColumn<QStringList>("left");
        QTest::newRow("vpc") << "vpc-1" << QStringList{"vpc-1", "pcx-1", "tgw-attach-1", "vgw-1", "vpn-1", "lb-1", "listener-1", "tg-1"} << QStringList{"vpc-2", "tgw-1", "tgw-rtb-1", "cgw-1"};
        QTest::newRow("other vpc") << "vpc-2" << QStringList{"vpc-2", "pcx-1"} << QStringList{"vpc-1", "tgw-attach-1", "vpn-1"};
        QTest::newRow("transit gateway") << "tgw-1" << QStringList{"tgw-1", "tgw-rtb-1", "tgw-attach-1", "tgw-attach-2", "vpn-2"} << QStringList{"vpc-1", "cgw-1", "vpn-1", "pcx-1"};
        QTest::newRow("customer gateway") << "cgw-1" << QStringList{"cgw-1", "vpn-1", "vpn-2", "tgw-attach-2"} << QStringList{"vgw-1", "tgw-1", "tgw-attach-1"};
        QTest::newRow("vpn gateway") << "vgw-1" << QStringList{"vgw-1", "vpn-1"} << QStringList{"cgw-1", "vpn-2"};
        QTest::newRow("load balancer") << "lb-1" << QStringList{"lb-1", "listener-1", "tg-1"} << QStringList{"i-1"};
    }
    void whatJoinsNetworksGoesWithEither() {
        QFETCH(QString, what);
        QFETCH(QStringList, gone);
        QFETCH(QStringList, left);
        const JoinedSketch sketch;
        const Design after = edit::removed(sketch.design, {what.toStdString()});
        for (const QString& id : gone) {
            QVERIFY2(sketch.design.topology.contains(id.toStdString()), qPrintable(id));
            QVERIFY2(!after.topology.contains(id.toStdString()), qPrintable(id));
            for (const Id& referrer : referrersOf(after.topology, id.toStdString()))
                QVERIFY2(after.topology.get<RouteTable>(referrer), "only routes still name what is gone");
        }
        for (const QString& id : left)
            QVERIFY2(after.topology.contains(id.toStdString()), qPrintable(id));
    }

    void aTransitGatewayRouteToWhatIsGoneIsABlackhole() {
        JoinedSketch sketch;
        sketch.design = *edit::fieldSet(sketch.design, "tgw-rtb-1", "routes", Json::array({{{"destination", "10.9.0.0/16"}, {"attachmentId", "tgw-attach-1"}}}));
        const Design after = edit::removed(sketch.design, {"tgw-attach-1"});
        const auto& table = *after.topology.get<TransitGatewayRouteTable>(Id("tgw-rtb-1"));
        QCOMPARE(table.routes.size(), std::size_t(1));
        QVERIFY(!table.routes.front().attachment && table.routes.front().state == RouteState::Blackhole);
        QVERIFY(table.associations.size() == 1 && table.propagations.size() == 1);
    }

    void targetsAndEdgeAssociationsGo() {
        JoinedSketch sketch;
        sketch.design = *edit::fieldSet(sketch.design, sketch.table, "gatewayIds", Json::array({"vgw-1"}));
        sketch.design = *edit::fieldSet(sketch.design, sketch.table, "propagatingVgws", Json::array({"vgw-1"}));
        const Design after = edit::removed(sketch.design, {sketch.instance, "vgw-1"});
        QVERIFY(after.topology.get<TargetGroup>(Id("tg-1"))->targets.empty());
        QVERIFY(after.topology.get<RouteTable>(sketch.table)->gateways.empty());
        QVERIFY(after.topology.get<RouteTable>(sketch.table)->propagating.empty());
    }

    void approvalsOfWhatIsGoneGo() {
        PrivateSketch sketch;
        sketch.design.approvals.set("endpoint-without-route-table:" + sketch.endpoint, {"endpoint-without-route-table:" + sketch.endpoint, "known", {}});
        QVERIFY(edit::removed(sketch.design, {sketch.bucket}).approvals.size() == 1);
        QVERIFY(edit::removed(sketch.design, {sketch.endpoint}).approvals.empty());
    }
};

WAYLIGHT_TEST(RemoveTest)
#include "tst_remove.moc"
