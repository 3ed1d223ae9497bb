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
