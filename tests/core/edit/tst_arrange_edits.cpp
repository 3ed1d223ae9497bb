// SPDX-License-Identifier: MIT
#include "core/edit/align.h"
#include "core/edit/rename.h"
#include "core/edit/unique_names.h"
#include "core/edit/wrap.h"
#include "tests/core/edit/sketch.h"
#include "tests/support/registry.h"

using namespace waylight;
using edit::Alignment;
using edit::Direction;

namespace {

/// Three buckets and a role outside every container, scattered.
struct Scattered : Sketch {
    std::vector<Id> ids{place<Role>({}, {40, 40}), place<Role>({}, {400, 240}), place<Role>({}, {1000, 136}), place<Role>({}, {640, 640})};
};

int middleX(const Rect& rect) {
    return rect.x + rect.width / 2;
}
int middleY(const Rect& rect) {
    return rect.y + rect.height / 2;
}

} // namespace

class ArrangeEditsTest : public QObject {
    Q_OBJECT

private slots:
    void aligns_data() {
        QTest::addColumn<int>("alignment");
        for (const Alignment each : {Alignment::Left, Alignment::Centre, Alignment::Right, Alignment::Top, Alignment::Middle, Alignment::Bottom})
            QTest::newRow(qPrintable(QString::number(int(each)))) << int(each);
    }
    void aligns() {
        QFETCH(int, alignment);
        Scattered sketch;
        Sketch after;
        after.design = edit::aligned(sketch.design, sketch.ids, Alignment(alignment));
        for (const Id& id : sketch.ids) {
            const Rect was = sketch.rect(id), is = after.rect(id);
            QVERIFY(was.width == is.width && was.height == is.height);
            switch (Alignment(alignment)) {
            case Alignment::Left: QCOMPARE(is.x, 40); break;
            case Alignment::Right: QCOMPARE(is.right(), 1000 + is.width); break;
            case Alignment::Centre: QCOMPARE(middleX(is), (40 + 1000 + is.width) / 2); break;
            case Alignment::Top: QCOMPARE(is.y, 40); break;
            case Alignment::Bottom: QCOMPARE(is.bottom(), 640 + is.height); break;
            case Alignment::Middle: QCOMPARE(middleY(is), (40 + 640 + is.height) / 2); break;
            }
            if (alignment < int(Alignment::Top))
                QCOMPARE(is.y, was.y);
            else
                QCOMPARE(is.x, was.x);
        }
    }

    void aContainerCountsAsOneAndTakesItsContentAlong() {
        PrivateSketch sketch;
        Sketch after;
        after.design = edit::aligned(sketch.design, {sketch.vpc, sketch.instance, sketch.bucket}, Alignment::Top);
        QCOMPARE(after.rect(sketch.vpc).y, after.rect(sketch.bucket).y);
        QCOMPARE(after.rect(sketch.instance).y - after.rect(sketch.vpc).y, sketch.rect(sketch.instance).y - sketch.rect(sketch.vpc).y);
        QVERIFY(after.design.topology.sharesAllWith(sketch.design.topology));
    }

    void distributesByEqualGaps() {
        Scattered sketch;
        Sketch after;
        after.design = edit::distributed(sketch.design, sketch.ids, Direction::Across);
        // From left to right: 0, 1, 3, 2.
        const Rect a = after.rect(sketch.ids[0]), b = after.rect(sketch.ids[1]), c = after.rect(sketch.ids[3]), d = after.rect(sketch.ids[2]);
        QCOMPARE(a.x, 40);
        QCOMPARE(d.x, 1000);
        QCOMPARE(b.x - a.right(), c.x - b.right());
        QCOMPARE(c.x - b.right(), d.x - c.right());
        after.design = edit::distributed(sketch.design, sketch.ids, Direction::Down);
        QCOMPARE(after.rect(sketch.ids[2]).y - after.rect(sketch.ids[0]).bottom(), after.rect(sketch.ids[1]).y - after.rect(sketch.ids[2]).bottom());
    }

    void whereThereIsNoRoomGapsAreMade() {
        Sketch sketch;
        std::vector<Id> ids;
        for (int i = 0; i < 3; ++i)
            ids.push_back(sketch.place<Role>({}, {40, 200 * i}));
        Sketch after;
        after.design = edit::distributed(sketch.design, ids, Direction::Across);
        for (int i = 0; i + 1 < 3; ++i)
            QVERIFY(after.rect(ids[std::size_t(i + 1)]).x >= after.rect(ids[std::size_t(i)]).right() + 8);
    }

    void fewerThanItTakesChangeNothing() {
        Scattered sketch;
        QVERIFY(edit::aligned(sketch.design, {sketch.ids[0]}, Alignment::Left) == sketch.design);
        QVERIFY(edit::distributed(sketch.design, {sketch.ids[0], sketch.ids[1]}, Direction::Down) == sketch.design);
    }

    void instancesAreWrappedInASubnetAndVpcsInARegion() {
        PrivateSketch sketch;
        const Id second = sketch.place<Instance>(sketch.subnet);
        const auto inSubnet = edit::wrapped(sketch.design, {sketch.instance, second});
        QVERIFY(inSubnet);
        QVERIFY(inSubnet->design.topology.get<Subnet>(inSubnet->id));
        QCOMPARE(parentOf(inSubnet->design.topology, second), inSubnet->id);
        QCOMPARE(inSubnet->design.topology.get<Subnet>(inSubnet->id)->vpc.id, sketch.vpc);
        Sketch seen;
        seen.design = inSubnet->design;
        QVERIFY(contains(seen.rect(inSubnet->id), seen.rect(second)));
        QVERIFY(!overlap(seen.rect(inSubnet->id), seen.rect(sketch.subnet)));

        const auto inVpc = edit::wrapped(sketch.design, {sketch.subnet});
        QVERIFY(inVpc);
        QCOMPARE(inVpc->design.topology.get<Subnet>(sketch.subnet)->vpc.id, inVpc->id);

        const auto inRegion = edit::wrapped(sketch.design, {sketch.vpc, sketch.bucket});
        QVERIFY(inRegion);
        QVERIFY(inRegion->design.topology.get<Region>(inRegion->id));
        QCOMPARE(inRegion->design.topology.get<Vpc>(sketch.vpc)->region, inRegion->id);

        QVERIFY(!edit::wrapped(sketch.design, {sketch.role}));
        QVERIFY(!edit::wrapped(sketch.design, {}));
    }

    void aNameInAwsFollowsTheName() {
        PrivateSketch sketch;
        const auto after = edit::renamed(sketch.design, sketch.bucket, " logs ");
        QVERIFY(after);
        QCOMPARE(after->topology.get<Bucket>(sketch.bucket)->name, std::string("logs"));
        QCOMPARE(after->topology.get<Bucket>(sketch.bucket)->bucketName, std::string("logs"));
        const auto wrong = edit::renamed(sketch.design, sketch.bucket, "My Logs");
        QVERIFY(!wrong);
        QCOMPARE(messageName(wrong.error().message.id), "BucketNameForm");
        QVERIFY(edit::renamed(sketch.design, sketch.instance, "My Logs"));
        QVERIFY(!edit::renamed(sketch.design, "us-east-1", "home"));
        QVERIFY(!edit::isRenamable(sketch.design, zoneId(sketch.vpc, "us-east-1a")));
        QVERIFY(edit::isNameTaken(sketch.design, sketch.table, "Main route table"));
        QVERIFY(!edit::isNameTaken(sketch.design, sketch.table, "Route table 2"));
    }

    void freeNames_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("free");
        QTest::newRow("free") << "db" << "db";
        QTest::newRow("small letters") << "web" << "web-2";
        QTest::newRow("words") << "Subnet 1" << "Subnet 3";
        QTest::newRow("a capital") << "Web" << "Web 2";
        QTest::newRow("with a number") << "node-7" << "node-2";
        QTest::newRow("a zone is no number") << "app-1a" << "app-1a-2";
        QTest::newRow("only digits") << "42" << "42-2";
    }
    void freeNames() {
        QFETCH(QString, name);
        QFETCH(QString, free);
        QCOMPARE(QString::fromStdString(edit::freeName(name.toStdString(), {"web", "Subnet 1", "Subnet 2", "Web", "node-7", "app-1a", "42"})), free);
    }
};

WAYLIGHT_TEST(ArrangeEditsTest)
#include "tst_arrange_edits.moc"
