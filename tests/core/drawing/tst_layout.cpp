// SPDX-License-Identifier: MIT
#include "core/drawing/layout.h"
#include "core/drawing/picture.h"
#include "core/formats/describe/describe.h"
#include "tests/core/drawing/generated.h"
#include "tests/support/corpora.h"
#include "tests/support/registry.h"

#include <QtTest>

using namespace waylight;

namespace {

bool overlap(const Rect& a, const Rect& b) {
    return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}
bool holds(const Rect& outer, const Rect& inner) {
    return inner.x >= outer.x && inner.y >= outer.y && inner.right() <= outer.right() && inner.bottom() <= outer.bottom();
}
bool isAncestor(const Picture& picture, int ancestor, int index) {
    for (int at = picture.boxes()[size_t(index)].parent; at >= 0; at = picture.boxes()[size_t(at)].parent)
        if (at == ancestor)
            return true;
    return false;
}
bool standsOnBorder(const Design& design, const PictureBox& box) {
    const ResourcePtr resource = design.topology.find(box.id);
    return resource && typeInfo(*resource).drawn == Drawn::Border && box.parent >= 0;
}

/// What is wrong with where things are; empty when nothing overlaps and everything is in its container.
QString faultOf(const Design& design, const Picture& picture) {
    const auto& boxes = picture.boxes();
    for (int i = 0; i < int(boxes.size()); ++i) {
        const PictureBox& box = boxes[size_t(i)];
        if (box.parent >= 0) {
            const PictureBox& parent = boxes[size_t(box.parent)];
            const bool onBorder = standsOnBorder(design, box) && parent.role == BoxRole::Vpc;
            if (onBorder ? (!overlap(parent.rect, box.rect) || holds(parent.rect, box.rect)) : !holds(parent.rect, box.rect))
                return QStringLiteral("%1 is not where it should be in %2").arg(box.id.c_str(), parent.id.c_str());
        }
        if (box.rect.x % 8 || box.rect.y % 8 || box.rect.width % 8 || box.rect.height % 8)
            return QStringLiteral("%1 is off the grid").arg(box.id.c_str());
        for (int j = i + 1; j < int(boxes.size()); ++j)
            if (!isAncestor(picture, i, j) && overlap(box.rect, boxes[size_t(j)].rect))
                return QStringLiteral("%1 overlaps %2").arg(box.id.c_str(), boxes[size_t(j)].id.c_str());
    }
    return {};
}

} // namespace

class LayoutTest : public QObject {
    Q_OBJECT

private slots:
    void nothingOverlaps_data() { seeds(60); }
    void nothingOverlaps() {
        QFETCH(unsigned, seed);
        Design design = generatedDesign(seed);
        design.layout = autoLayout(design);
        QCOMPARE(faultOf(design, draw(design)), QString());
    }

    void nothingOverlapsInRealDumps_data() {
        addRealDumps();
    }
    void nothingOverlapsInRealDumps() {
        QFETCH(QString, path);
        QFETCH(bool, large);
        if (path.isEmpty())
            QSKIP("the shared corpora are not on this machine");
        const auto loaded = readDescribe(path.toStdString());
        QVERIFY(bool(loaded));
        Design design = loaded.value().design;
        design.layout = autoLayout(design);
        const Picture picture = draw(design);
        QVERIFY(picture.boxes().size() > (large ? 10u : 3u));
        QCOMPARE(faultOf(design, picture), QString());
    }

    void everythingDrawnHasAPlaceAndTheSameEachTime() {
        const Design design = generatedDesign(7);
        const Layout layout = autoLayout(design);
        QVERIFY(layout.size() > 20);
        const Layout again = autoLayout(design);
        for (const auto& [id, rect] : layout) {
            QVERIFY2(again.find(id) && *again.find(id) == rect, id.c_str());
            QVERIFY(absoluteRect(design.topology, layout, id));
        }
    }

    /// Public subnets stand above private ones, those of a tier in one row across zones.
    void tiersAreRowsAcrossZones() {
        Design design;
        const auto put = [&](auto resource) { design.topology.set(Resource(std::move(resource))); };
        Vpc vpc;
        vpc.id = "vpc-1";
        put(vpc);
        InternetGateway gateway;
        gateway.id = "igw-1";
        gateway.vpc = vpc.id;
        put(gateway);
        RouteTable table;
        table.id = "rtb-public";
        table.vpc = vpc.id;
        Route route;
        route.destination = Cidr::all(IpFamily::V4);
        route.target = gateway.id;
        table.routes = {route};
        put(table);
        for (const char* name : {"public-a", "private-a", "public-b", "private-b"}) {
            Subnet subnet;
            subnet.id = subnet.name = name;
            subnet.vpc = vpc.id;
            subnet.availabilityZone = std::string("eu-west-1") + subnet.name.back();
            if (subnet.name.starts_with("public"))
                subnet.routeTable = table.id;
            put(subnet);
        }
        design.layout = autoLayout(design);
        const auto at = [&](const char* id) { return *absoluteRect(design.topology, design.layout, id); };
        QCOMPARE(at("public-a").y, at("public-b").y);
        QCOMPARE(at("private-a").y, at("private-b").y);
        QVERIFY(at("public-a").bottom() < at("private-a").y);
        QVERIFY(at("public-a").right() < at("public-b").x);
        QVERIFY(at("igw-1").y < at("vpc-1").y && at("igw-1").bottom() > at("vpc-1").y);
        QVERIFY(at("rtb-public").x > at("public-b").right());
    }

    /// What joins networks stands to the right of the VPCs, between those that it joins; ways to the internet on the top border.
    void whatJoinsNetworksStandsBesideThem() {
        const Design design = joinedDesign();
        const auto at = [&](const char* id) { return *absoluteRect(design.topology, design.layout, id); };
        QVERIFY(at("eigw-1").y < at("vpc-1").y && at("eigw-1").bottom() > at("vpc-1").y);
        QVERIFY(at("vgw-1").x < at("vpc-1").right() && at("vgw-1").right() > at("vpc-1").right());
        QCOMPARE(at("vgw-1").y, at("rtb-1").y);
        QVERIFY(at("tgw-1").x > at("vpc-1").right() && at("tgw-1").x > at("vpc-2").right());
        QVERIFY(at("pcx-1").y > at("vpc-1").y && at("pcx-1").bottom() < at("vpc-2").bottom());
        QVERIFY(at("cgw-1").x > at("tgw-1").right());
        QVERIFY(holds(at("us-east-1"), at("cgw-1")) && holds(at("us-east-1"), at("pcx-1")));
        QVERIFY(holds(at("vpc-1"), at("lb-1")) && holds(at("vpc-1"), at("nat-1")));
        QCOMPARE(faultOf(design, draw(design)), QString());
    }

    void completionKeepsWhatHasAPlace_data() { seeds(30); }
    void completionKeepsWhatHasAPlace() {
        QFETCH(unsigned, seed);
        Design design = generatedDesign(seed);
        const Layout full = autoLayout(design);
        design.layout = full;
        const Layout same = completedLayout(design);
        QVERIFY(same.sharesAllWith(full));
        // Leave out a third of the symbols: the rest stays, and the new ones find free room.
        std::mt19937 random(seed);
        for (const auto& [id, rect] : full)
            if (const ResourcePtr resource = design.topology.find(id); resource && typeInfo(*resource).drawn == Drawn::Inside && random() % 3 == 0)
                design.layout.erase(id);
        const Layout completed = completedLayout(design);
        for (const auto& [id, rect] : design.layout) {
            const auto before = absoluteRect(design.topology, design.layout, id);
            const auto after = absoluteRect(design.topology, completed, id);
            QVERIFY2(after && before->x == after->x && before->y == after->y, id.c_str());
        }
        design.layout = completed;
        QCOMPARE(faultOf(design, draw(design)), QString());
        QVERIFY(completedLayout(design).sharesAllWith(completed));
    }

    void containersGrowRoundWhatIsInThem() {
        Design design = largeDesign(3, 3);
        design.layout = autoLayout(design);
        const Rect vpc = *design.layout.find("vpc-1");
        const Rect other = *absoluteRect(design.topology, design.layout, "subnet-1");
        Rect far = *design.layout.find("i-0");
        far.y += 600;
        design.layout.set("i-0", far);
        const Layout grown = completedLayout(design);
        QCOMPARE(*grown.find("i-0"), far);
        QVERIFY(grown.find("subnet-0")->height > design.layout.find("subnet-0")->height);
        QVERIFY(grown.find("vpc-1")->height > vpc.height);
        QCOMPARE(*absoluteRect(design.topology, grown, "subnet-1"), other);
    }

    void aLayoutNeverChangesMembership() {
        Design design = generatedDesign(11);
        std::vector<std::pair<Id, Id>> parents;
        design.topology.forEachResource([&](const ResourcePtr& resource) { parents.emplace_back(base(*resource).id, parentOf(design.topology, base(*resource).id)); });
        std::mt19937 random(3);
        for (const auto& [id, parent] : parents)
            design.layout.set(id, {int(random() % 4000) - 2000, int(random() % 4000) - 2000, 8 + int(random() % 900), 8 + int(random() % 900)});
        const Picture picture = draw(design);
        for (const auto& [id, parent] : parents) {
            QCOMPARE(parentOf(design.topology, id), parent);
            const PictureBox* box = picture.box(id);
            if (box && box->id == id)
                QCOMPARE(box->parent < 0 ? Id() : picture.boxes()[size_t(box->parent)].id, parent);
        }
    }

    /// References in a circle or to the wrong type draw something and come to an end.
    void senselessReferencesAreDrawn() {
        Design design;
        for (const auto& [id, vpc] : {std::pair("s-1", "s-2"), std::pair("s-2", "s-1"), std::pair("s-3", "s-3"), std::pair("s-4", "missing")}) {
            Subnet subnet;
            subnet.id = id;
            subnet.vpc = Id(vpc);
            subnet.availabilityZone = id[2] % 2 ? "zone" : "";
            design.topology.set(Resource(subnet));
        }
        design.layout.set("s-1", {INT_MAX, INT_MIN, INT_MAX, -5});
        const Picture picture = draw(design);
        for (const char* id : {"s-1", "s-2", "s-3", "s-4"})
            QVERIFY(picture.box(id));
    }

private:
    static void seeds(unsigned count) {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 0; seed < count; ++seed)
            QTest::newRow(qPrintable(QString::number(seed))) << seed;
    }
};

WAYLIGHT_TEST(LayoutTest)
#include "tst_layout.moc"
