// SPDX-License-Identifier: MIT
#include "tests/core/edit/sketch.h"
#include "tests/support/registry.h"

using namespace waylight;

namespace {

Rect translated(Rect rect, int dx, int dy) {
    return {rect.x + dx, rect.y + dy, rect.width, rect.height};
}

const PrivateAddress& addressOf(const Topology& topology, const Id& instance) {
    return interfacesOf(topology, instance).front()->addresses.front();
}

} // namespace

class MoveTest : public QObject {
    Q_OBJECT

private slots:
    void aContainerTakesItsContentAlong() {
        const PrivateSketch sketch;
        Sketch after;
        after.design = edit::moved(sketch.design, {sketch.vpc, sketch.instance}, 48, 16);
        for (const Id& id : {sketch.vpc, sketch.subnet, sketch.instance, sketch.table, sketch.endpoint})
            QVERIFY2(after.rect(id) == translated(sketch.rect(id), 48, 16), id.c_str());
        QVERIFY(after.rect(sketch.role) == sketch.rect(sketch.role));
        QVERIFY(after.design.topology.sharesAllWith(sketch.design.topology));
    }

    void containersGrowToHoldWhatMoved_data() {
        QTest::addColumn<int>("dx");
        QTest::addColumn<int>("dy");
        QTest::newRow("right") << 400 << 0;
        QTest::newRow("down") << 0 << 400;
        QTest::newRow("left") << -400 << 0;
        QTest::newRow("up") << 0 << -400;
    }
    void containersGrowToHoldWhatMoved() {
        QFETCH(int, dx);
        QFETCH(int, dy);
        PrivateSketch sketch;
        Sketch after;
        after.design = edit::moved(sketch.design, {sketch.instance}, dx, dy);
        const Rect target = translated(sketch.rect(sketch.instance), dx, dy);
        QVERIFY(after.rect(sketch.instance) == target);
        for (const Id& id : {sketch.subnet, zoneId(sketch.vpc, "us-east-1a"), sketch.vpc, Id("us-east-1")})
            QVERIFY2(contains(after.rect(id), target), id.c_str());
    }

    void anInstanceBecomesAMemberOfTheOtherSubnet() {
        PrivateSketch sketch;
        const Id other = sketch.place<Subnet>(zoneId(sketch.vpc, "us-east-1b"), {500, 100});
        const Id elasticIp = sketch.place<ElasticIp>(sketch.instance);
        const auto preview = edit::previewReparent(sketch.design, {sketch.instance}, other);
        QVERIFY(preview.accepted);
        QCOMPARE(toEnglish(preview.message), std::string("becomes a member of Subnet 2, address 10.0.1.4"));
        const auto after = edit::reparented(sketch.design, {sketch.instance}, other, 400, 0);
        QVERIFY(after);
        QCOMPARE(parentOf(after->topology, sketch.instance), other);
        QCOMPARE(addressOf(after->topology, sketch.instance).address->toString(), std::string("10.0.1.4"));
        QVERIFY(addressOf(after->topology, sketch.instance).publicIp.has_value());
        QCOMPARE(after->topology.get<ElasticIp>(elasticIp)->privateIp->toString(), std::string("10.0.1.4"));
        Sketch seen;
        seen.design = *after;
        QVERIFY(contains(seen.rect(other), seen.rect(sketch.instance)));
    }

    void severalInstancesGetDifferentAddresses() {
        PrivateSketch sketch;
        const Id second = sketch.place<Instance>(sketch.subnet);
        const Id other = sketch.place<Subnet>(sketch.vpc, {500, 100});
        const auto after = edit::reparented(sketch.design, {sketch.instance, second}, other, 0, 0);
        QVERIFY(after);
        QVERIFY(addressOf(after->topology, sketch.instance).address != addressOf(after->topology, second).address);
    }

    void anotherVpcBringsAnotherBlockAndItsGroups() {
        PrivateSketch sketch;
        sketch.connect(sketch.subnet, sketch.table);
        const Id other = sketch.place<Vpc>("us-east-1", {1500, 40});
        const auto after = edit::reparented(sketch.design, {sketch.subnet}, other, 1400, 0);
        QVERIFY(after);
        const Subnet& subnet = *after->topology.get<Subnet>(sketch.subnet);
        QCOMPARE(subnet.vpc.id, other);
        QCOMPARE(subnet.cidr->toString(), std::string("10.1.0.0/24"));
        QVERIFY(!subnet.routeTable);
        QCOMPARE(addressOf(after->topology, sketch.instance).address->toString(), std::string("10.1.0.4"));
        const auto& groups = interfacesOf(after->topology, sketch.instance).front()->groups;
        QCOMPARE(groups.size(), std::size_t(1));
        QCOMPARE(after->topology.get(groups.front())->vpc.id, other);
        QVERIFY2(!after->layout.contains(zoneId(sketch.vpc, "us-east-1a")), "the empty zone is gone");
        Sketch seen;
        seen.design = *after;
        QVERIFY(contains(seen.rect(other), seen.rect(sketch.subnet)));
    }

    void anotherRegionRenamesZonesAndServices() {
        PrivateSketch sketch;
        const Id region = sketch.place<Region>({}, {2000, 40});
        QCOMPARE(region, Id("us-west-2"));
        const auto after = edit::reparented(sketch.design, {sketch.vpc}, region, 2000, 0);
        QVERIFY(after);
        QCOMPARE(after->topology.get<Subnet>(sketch.subnet)->availabilityZone, std::string("us-west-2a"));
        QCOMPARE(after->topology.get<VpcEndpoint>(sketch.endpoint)->service, std::string("com.amazonaws.us-west-2.s3"));
        QCOMPARE(after->topology.get<Instance>(sketch.instance)->region, std::string("us-west-2"));
        QCOMPARE(after->topology.get<Bucket>(sketch.bucket)->region, std::string("us-east-1"));
    }

    void refusals_data() {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("container");
        QTest::addColumn<int>("message");
        QTest::newRow("instance on a VPC") << "instance" << "vpc" << int(MessageId::InstanceNeedsSubnet);
        QTest::newRow("subnet on a subnet") << "subnet" << "other subnet" << int(MessageId::SubnetNeedsVpc);
        QTest::newRow("bucket in a VPC") << "bucket" << "vpc" << int(MessageId::BucketNeedsRegion);
        QTest::newRow("role in a Region") << "role" << "region" << int(MessageId::RoleStandsAlone);
        QTest::newRow("VPC into itself") << "vpc" << "subnet" << int(MessageId::CannotMoveIntoItself);
        QTest::newRow("main table to another VPC") << "main table" << "other vpc" << int(MessageId::NeededByVpc);
        QTest::newRow("used table to another VPC") << "table" << "other vpc" << int(MessageId::UsedInVpc);
        QTest::newRow("zone") << "zone" << "other vpc" << int(MessageId::ZoneCannotMove);
    }
    void refusals() {
        QFETCH(QString, what);
        QFETCH(QString, container);
        QFETCH(int, message);
        PrivateSketch sketch;
        sketch.connect(sketch.subnet, sketch.table);
        const Id otherSubnet = sketch.place<Subnet>(sketch.vpc, {500, 100});
        const Id otherVpc = sketch.place<Vpc>("us-east-1", {1500, 40});
        const std::map<QString, Id> ids{{"instance", sketch.instance}, {"vpc", sketch.vpc}, {"subnet", sketch.subnet}, {"other subnet", otherSubnet}, {"bucket", sketch.bucket},
                                        {"role", sketch.role}, {"region", "us-east-1"}, {"main table", "rtb-1"}, {"table", sketch.table}, {"other vpc", otherVpc},
                                        {"zone", zoneId(sketch.vpc, "us-east-1a")}};
        const auto preview = edit::previewReparent(sketch.design, {ids.at(what)}, ids.at(container));
        QVERIFY(!preview.accepted);
        QCOMPARE(messageName(preview.message.id), messageName(MessageId(message)));
        QVERIFY(!edit::reparented(sketch.design, {ids.at(what)}, ids.at(container), 0, 0));
        QVERIFY2(!edit::reparented(sketch.design, {sketch.role, ids.at(what)}, ids.at(container), 0, 0), "all or nothing");
    }

    void whatIsJoinedStaysInItsRegion_data() {
        QTest::addColumn<QString>("what");
        QTest::newRow("attached VPC") << "vpc-1";
        QTest::newRow("transit gateway") << "tgw-1";
        QTest::newRow("customer gateway") << "cgw-1";
    }
    void whatIsJoinedStaysInItsRegion() {
        QFETCH(QString, what);
        JoinedSketch sketch;
        const Id region = sketch.place<Region>({}, {3000, 40});
        const auto preview = edit::previewReparent(sketch.design, {what.toStdString()}, region);
        QVERIFY(!preview.accepted);
        QCOMPARE(messageName(preview.message.id), messageName(MessageId::JoinedInRegion));
    }

    void peersMayBeInDifferentRegions() {
        JoinedSketch sketch;
        const Id region = sketch.place<Region>({}, {3000, 40});
        const auto after = edit::reparented(sketch.design, {sketch.other}, region, 1500, 0);
        QVERIFY(after);
        const auto& peering = *after->topology.get<VpcPeering>(Id("pcx-1"));
        QCOMPARE(peering.region, std::string("us-east-1"));
        QCOMPARE(peering.accepterRegion, region);
        const auto back = edit::reparented(*after, {sketch.other}, "us-east-1", -1500, 0);
        QVERIFY(back && back->topology == sketch.design.topology);
    }

    void aTransitGatewayTakesItsTablesAlong() {
        Sketch sketch;
        const Id gateway = sketch.place<TransitGateway>();
        const Id region = sketch.place<Region>({}, {3000, 40});
        const auto after = edit::reparented(sketch.design, {gateway}, region, 0, 0);
        QVERIFY(after);
        QCOMPARE(after->topology.get<TransitGateway>(gateway)->region, region);
        QCOMPARE(after->topology.get<TransitGatewayRouteTable>(Id("tgw-rtb-1"))->region, region);
    }

    void aGatewayLeavesTheTablesOfItsFormerVpc() {
        PrivateSketch sketch;
        const Id gateway = sketch.place<VpnGateway>(sketch.vpc);
        const Id other = sketch.place<Vpc>("us-east-1", {1500, 40});
        sketch.connect(sketch.table, gateway);
        sketch.design = *edit::fieldSet(sketch.design, sketch.table, "propagatingVgws", Json::array({gateway}));
        const auto after = edit::reparented(sketch.design, {gateway}, other, 1500, 0);
        QVERIFY(after);
        QCOMPARE(after->topology.get<VpnGateway>(gateway)->vpc.id, other);
        const auto& table = *after->topology.get<RouteTable>(sketch.table);
        QVERIFY(table.propagating.empty() && table.routes.front().state == RouteState::Blackhole);
    }

    void aLoadBalancerWithTargetsStaysAndOneWithoutTakesItsGroupsAlong() {
        JoinedSketch sketch;
        QCOMPARE(edit::previewReparent(sketch.design, {sketch.balancer}, sketch.other).message.id, MessageId::UsedInVpc);
        sketch.design = edit::removed(sketch.design, {sketch.instance});
        const Id subnet = sketch.place<Subnet>(sketch.other, {1600, 100});
        const auto after = edit::reparented(sketch.design, {sketch.balancer}, sketch.other, 1500, 0);
        QVERIFY(after);
        QCOMPARE(after->topology.get<LoadBalancer>(sketch.balancer)->subnets.at(0).id, subnet);
        QCOMPARE(after->topology.get<TargetGroup>(Id("tg-1"))->vpc.id, sketch.other);
    }

    void aSubnetThatLeavesItsVpcLeavesWhatUsesItThere() {
        JoinedSketch sketch;
        const auto after = edit::reparented(sketch.design, {sketch.subnet}, sketch.other, 1500, 0);
        QVERIFY(after);
        QVERIFY(after->topology.get<TransitGatewayAttachment>(Id("tgw-attach-1"))->subnets.empty());
        QVERIFY(after->topology.get<LoadBalancer>(sketch.balancer)->subnets.empty());
    }

    void aRegionalNatGatewayLivesInTheVpc() {
        PrivateSketch sketch;
        const Id nat = sketch.place<NatGateway>(sketch.subnet);
        const Id other = sketch.place<Vpc>("us-east-1", {1500, 40});
        sketch.design = *edit::fieldSet(sketch.design, nat, "availabilityMode", "regional");
        QCOMPARE(parentOf(sketch.design.topology, nat), sketch.vpc);
        QVERIFY(contains(sketch.rect(sketch.vpc), sketch.rect(nat)));
        QCOMPARE(edit::previewReparent(sketch.design, {nat}, sketch.subnet).message.id, MessageId::RegionalNatNeedsVpc);
        const auto moved = edit::reparented(sketch.design, {nat}, other, 1500, 0);
        QVERIFY(moved);
        QCOMPARE(parentOf(moved->topology, nat), other);
        const auto zonal = edit::fieldSet(sketch.design, nat, "availabilityMode", "zonal");
        QVERIFY(zonal);
        QCOMPARE(parentOf(zonal->topology, nat), sketch.subnet);
        QCOMPARE(zonal->topology.get<NatGateway>(nat)->addresses.front().privateIp->toString(), std::string("10.0.0.5"));
    }

    void whereItAlreadyIsNothingChanges() {
        PrivateSketch sketch;
        for (const auto& [id, container] : {std::pair(sketch.instance, sketch.subnet), std::pair(sketch.subnet, sketch.vpc), std::pair(sketch.endpoint, Id("us-east-1")),
                                            std::pair(sketch.table, zoneId(sketch.vpc, "us-east-1a")), std::pair(sketch.bucket, Id())}) {
            const auto after = edit::reparented(sketch.design, {id}, container, 8, 8);
            QVERIFY2(after && after->topology == sketch.design.topology, id.c_str());
        }
    }

    void resizingKeepsTheContentWhereItIs() {
        PrivateSketch sketch;
        const Rect before = sketch.rect(sketch.vpc);
        Sketch after;
        after.design = edit::resized(sketch.design, sketch.vpc, {before.x - 80, before.y - 40, before.width + 160, before.height + 80});
        for (const Id& id : {sketch.subnet, sketch.instance, sketch.table})
            QVERIFY2(after.rect(id) == sketch.rect(id), id.c_str());
        QCOMPARE(after.rect(sketch.vpc).x, before.x - 80);
        QCOMPARE(after.rect(sketch.endpoint).x, sketch.rect(sketch.endpoint).x + 80);
        Sketch small;
        small.design = edit::resized(sketch.design, sketch.vpc, {before.x + 300, before.y + 300, 10, 10});
        for (const Id& id : {sketch.subnet, sketch.table}) {
            QVERIFY2(small.rect(id) == sketch.rect(id), id.c_str());
            QVERIFY2(contains(small.rect(sketch.vpc), small.rect(id)), id.c_str());
        }
    }
};

WAYLIGHT_TEST(MoveTest)
#include "tst_move.moc"
