// SPDX-License-Identifier: MIT
#include "core/drawing/drawing.h"
#include "core/drawing/layout.h"
#include "core/drawing/reroute.h"
#include "core/formats/describe/describe.h"
#include "tests/core/drawing/generated.h"
#include "tests/core/drawing/picture_faults.h"
#include "tests/support/corpora.h"
#include "tests/support/nested_scene.h"
#include "tests/support/registry.h"

#include <QtTest>

using namespace waylight;

namespace {

Design arranged(Design design) {
    design.layout = autoLayout(design);
    return design;
}

Picture pictureOf(const NestedScene& scene) {
    return {scene.boxes, routed(scene.links, scene.boxes)};
}

/// The picture with some connectors in place of its own, and with boxes that were moved.
Picture with(const Picture& picture, const std::vector<PictureConnector>& connectors, const std::vector<Id>& moved, Point by) {
    std::vector<PictureBox> boxes = picture.boxes();
    for (PictureBox& box : boxes) {
        const bool along = box.parent >= 0 && boxes[size_t(box.parent)].rect != picture.boxes()[size_t(box.parent)].rect;
        if (along || std::find(moved.begin(), moved.end(), box.id) != moved.end()) {
            box.rect.x += by.x;
            box.rect.y += by.y;
        }
    }
    return {std::move(boxes), connectors};
}

std::vector<PictureConnector> touchedBy(const Picture& picture, const Id& moved) {
    const auto isIn = [&](const Id& id) {
        const PictureBox* box = picture.box(id);
        while (box && box->id != moved)
            box = box->parent < 0 ? nullptr : &picture.boxes()[size_t(box->parent)];
        return box != nullptr;
    };
    std::vector<PictureConnector> found;
    for (const PictureConnector& connector : picture.connectors())
        if (isIn(connector.from) != isIn(connector.to))
            found.push_back(connector);
    return found;
}

} // namespace

class RoutingTest : public QObject {
    Q_OBJECT

private slots:
    void randomDesigns_data() {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 0; seed < 200; ++seed)
            QTest::newRow(qPrintable(QString::number(seed))) << seed;
    }
    void randomDesigns() {
        QFETCH(unsigned, seed);
        expectNoFaults(draw(arranged(generatedDesign(seed))));
    }

    /// Except where a gutter has no room for two lines, which these designs have in few places.
    void parallelsHaveLanesOfTheirOwn() {
        qsizetype shared = 0;
        size_t connectors = 0;
        for (unsigned seed = 0; seed < 200; ++seed) {
            const Picture picture = draw(arranged(generatedDesign(seed)));
            shared += sharedLanes(picture).size();
            connectors += picture.connectors().size();
        }
        QVERIFY(connectors > 1000);
        QVERIFY2(size_t(shared) * 500 < connectors, qPrintable(QStringLiteral("%1 of %2").arg(shared).arg(connectors)));
    }

    void realDumps_data() {
        addRealDumps();
    }
    void realDumps() {
        QFETCH(QString, path);
        QFETCH(bool, large);
        if (path.isEmpty())
            QSKIP("the shared corpora are not on this machine");
        const auto loaded = readDescribe(path.toStdString());
        QVERIFY(bool(loaded));
        const Picture picture = draw(arranged(loaded.value().design));
        QVERIFY(picture.connectors().size() > (large ? 5u : 0u));
        expectNoFaults(picture);
        QCOMPARE(sharedLanes(picture), QStringList());
        QCOMPARE(hiddenLabels(picture), QStringList());
    }

    void denseScenes_data() {
        QTest::addColumn<unsigned>("seed");
        QTest::addColumn<int>("jitter");
        for (unsigned seed = 0; seed < 6; ++seed)
            QTest::newRow(qPrintable(QString::number(seed))) << seed << int(seed % 2 * 8);
    }
    void denseScenes() {
        QFETCH(unsigned, seed);
        QFETCH(int, jitter);
        const Picture picture = pictureOf(nestedScene(300, 300, seed, jitter));
        QCOMPARE(crossedBoxes(picture), QStringList());
        QCOMPARE(crossedTitles(picture), QStringList());
        QCOMPARE(coveredLabels(picture), QStringList());
    }

    /// Too many gutters for one grid: lines still go round.
    void manyUntidyThingsInOneContainer() {
        std::mt19937 random(5);
        std::vector<PictureBox> boxes{{"vpc", {0, 0, 40'000, 40'000}, -1, 0, BoxRole::Vpc, "vpc", "vpc", ""}};
        for (int i = 0; i < 1600; ++i)
            boxes.push_back({"i-" + std::to_string(i), {100 + i % 40 * 900 + int(random() % 700), 100 + i / 40 * 900 + int(random() % 700), 120, 88}, 0, 1, BoxRole::Symbol, "instance", "i", ""});
        std::vector<Link> links;
        for (int i = 0; i < 20; ++i)
            links.push_back({1 + int(random() % 1600), 1 + int(random() % 1600), ConnectorRole::Uses});
        std::erase_if(links, [](const Link& link) { return link.from == link.to; });
        const Picture picture(boxes, routed(links, boxes));
        QCOMPARE(crossedBoxes(picture), QStringList());
    }

    void oneBendIsBetterThanTwo() {
        const std::vector<PictureBox> boxes{{"a", {0, 0, 120, 88}, -1, 0, BoxRole::Symbol, "instance", "a", ""}, {"b", {400, 300, 120, 88}, -1, 0, BoxRole::Symbol, "instance", "b", ""}, {"c", {400, 0, 120, 88}, -1, 0, BoxRole::Symbol, "instance", "c", ""}};
        const auto connectors = routed({{0, 1}, {0, 2}}, boxes);
        QCOMPARE(connectors[0].points.size(), size_t(3));
        QCOMPARE(connectors[1].points.size(), size_t(2));
    }

    void dragWithoutAnOffsetChangesNothing_data() { randomDesigns_data(); }
    void dragWithoutAnOffsetChangesNothing() {
        QFETCH(unsigned, seed);
        const Picture picture = draw(arranged(generatedDesign(seed)));
        std::mt19937 random(seed);
        for (int i = 0; i < 3; ++i) {
            const Id id = picture.boxes()[random() % picture.boxes().size()].id;
            QVERIFY(rerouted(picture, {id}, {}) == touchedBy(picture, id));
        }
        QVERIFY(rerouted(picture, {"nothing"}, {8, 8}).empty());
    }

    void draggedLinesGoRoundBoxes_data() { randomDesigns_data(); }
    void draggedLinesGoRoundBoxes() {
        QFETCH(unsigned, seed);
        const Picture picture = draw(arranged(generatedDesign(seed)));
        std::mt19937 random(seed);
        for (int i = 0; i < 4; ++i) {
            const PictureBox& box = picture.boxes()[random() % picture.boxes().size()];
            if (box.parent < 0)
                continue;
            // A little, within the gutters: nothing overlaps.
            const Point by{int(random() % 17) - 8, int(random() % 17) - 8};
            const auto connectors = rerouted(picture, {box.id}, by);
            QCOMPARE(connectors.size(), touchedBy(picture, box.id).size());
            QVERIFY(connectors == rerouted(picture, {box.id}, by));
            const Picture during = with(picture, connectors, {box.id}, by);
            QCOMPARE(crossedBoxes(during), QStringList());
            QCOMPARE(coveredLabels(during), QStringList());
        }
    }

    /// Anywhere, onto other boxes and out of everything: where there is a line, it starts and ends at its boxes.
    void draggedFarAwayThereIsALine_data() { randomDesigns_data(); }
    void draggedFarAwayThereIsALine() {
        QFETCH(unsigned, seed);
        const Picture picture = draw(arranged(generatedDesign(seed)));
        std::mt19937 random(seed);
        for (int i = 0; i < 4; ++i) {
            const Id id = picture.boxes()[random() % picture.boxes().size()].id;
            const Point by{int(random() % 3000) - 1500, int(random() % 3000) - 1500};
            auto connectors = rerouted(picture, {id}, by);
            std::erase_if(connectors, [](const PictureConnector& each) { return each.points.empty(); }); // into its other end
            const QStringList faults = crossedBoxes(with(picture, connectors, {id}, by));
            QVERIFY2(faults.filter(" is not ").isEmpty(), qPrintable(faults.join('\n')));
        }
    }

    /// What is dragged into another container is joined from there: the line leaves that container like any other.
    void draggedIntoAnotherContainer() {
        const auto box = [](const char* id, Rect rect, int parent, BoxRole role) { return PictureBox{id, rect, parent, parent < 0 ? 0 : 1, role, "icon", id, ""}; };
        const std::vector<PictureBox> boxes{box("left", {0, 0, 300, 300}, -1, BoxRole::PrivateSubnet), box("i", {100, 100, 120, 88}, 0, BoxRole::Symbol), box("right", {400, 0, 300, 300}, -1, BoxRole::PrivateSubnet), box("table", {400, 400, 120, 88}, -1, BoxRole::Symbol)};
        const Picture picture(boxes, routed({{1, 3}}, boxes));
        const auto connectors = rerouted(picture, {"i"}, {400, 0});
        QCOMPARE(connectors.size(), size_t(1));
        QCOMPARE(connectors[0].points.back().y, 400); // out of the other container and down to it
        QCOMPARE(crossedBoxes(with(picture, connectors, {"i"}, {400, 0})).filter("through left"), QStringList());
    }

private:
    static void expectNoFaults(const Picture& picture) {
        QCOMPARE(crossedBoxes(picture), QStringList());
        QCOMPARE(crossedTitles(picture), QStringList());
        QCOMPARE(coveredLabels(picture), QStringList());
    }
};

WAYLIGHT_TEST(RoutingTest)
#include "tst_routing.moc"
