// SPDX-License-Identifier: MIT
#include "core/drawing/layout.h"
#include "core/drawing/picture.h"
#include "core/edit/edits.h"
#include "core/edit/tidy.h"
#include "tests/core/drawing/generated.h"
#include "tests/support/registry.h"

#include <QtTest>

using namespace waylight;

namespace {

bool isInside(const Picture& picture, int box, const Id& container) {
    for (; box >= 0; box = picture.boxes()[size_t(box)].parent)
        if (picture.boxes()[size_t(box)].id == container)
            return true;
    return false;
}

bool same(const Layout& a, const Layout& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

QStringList overlaps(const Picture& picture) {
    QStringList found;
    const auto& boxes = picture.boxes();
    for (size_t i = 0; i < boxes.size(); ++i)
        for (size_t j = i + 1; j < boxes.size(); ++j) {
            const Rect& a = boxes[i].rect;
            const Rect& b = boxes[j].rect;
            if (a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom() && !isInside(picture, int(j), boxes[i].id))
                found << QString::fromStdString(boxes[i].id + " on " + boxes[j].id);
        }
    return found;
}

/// Three subnets with nine instances each, in a layout.
Design threeSubnets() {
    Design design = largeDesign(3, 27);
    design.layout = autoLayout(design);
    return design;
}

std::vector<Id> asRead(const Design& design, std::vector<Id> ids) {
    std::sort(ids.begin(), ids.end(), [&](const Id& a, const Id& b) {
        const Rect& p = *design.layout.find(a);
        const Rect& q = *design.layout.find(b);
        return std::pair(p.y, p.x) < std::pair(q.y, q.x);
    });
    return ids;
}

} // namespace

class TidyTest : public QObject {
    Q_OBJECT

private slots:
    void seeds_data() {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 0; seed < 40; ++seed)
            QTest::newRow(qPrintable(QString::number(seed))) << seed;
    }

    void allIsTidyAndStaysSo_data() { seeds_data(); }
    void allIsTidyAndStaysSo() {
        QFETCH(unsigned, seed);
        Design design = generatedDesign(seed);
        const Design once = edit::tidied(design);
        QVERIFY(same(once.layout, autoLayout(design)));
        std::mt19937 random(seed);
        for (const auto& [id, rect] : once.layout)
            design.layout.set(id, {rect.x + int(random() % 400) - 200, rect.y + int(random() % 400) - 200, rect.width, rect.height});
        const Design tidy = edit::tidied(design);
        QCOMPARE(overlaps(draw(tidy)), QStringList());
        QVERIFY(same(edit::tidied(design).layout, tidy.layout));
    }

    void keepsTheOrderOfTheUser() {
        Design design = threeSubnets();
        // The other way round, untidily.
        std::vector<Id> wanted;
        for (int i = 0; i < 9; ++i) {
            const Id id = "i-" + std::to_string(24 - 3 * i);
            wanted.push_back(id);
            Rect rect = *design.layout.find(id);
            rect.x = 24 + i % 3 * 180 + i % 2 * 16;
            rect.y = 40 + i / 3 * 150 + i % 2 * 24;
            design.layout.set(id, rect);
        }
        for (const Design& tidy : {edit::tidied(design), edit::tidied(design, {"subnet-0"}), edit::tidied(design, wanted)}) {
            QCOMPARE(asRead(tidy, wanted), wanted);
            QCOMPARE(tidy.layout.find("i-24")->y, tidy.layout.find("i-18")->y);
            QCOMPARE(tidy.layout.find("i-24")->x, tidy.layout.find("i-15")->x);
            QCOMPARE(overlaps(draw(tidy)), QStringList());
        }
        QVERIFY(same(edit::tidied(edit::tidied(design)).layout, edit::tidied(design).layout));
    }

    void leavesTheRestWhereItIs() {
        Design design = threeSubnets();
        design = edit::moved(design, {"i-0", "i-1"}, 16, 16);
        design = edit::moved(design, {"i-24"}, 24, 40);
        Rect roomy = *absoluteRect(design.topology, design.layout, "subnet-0");
        roomy.height += 96;
        design = edit::resized(design, "subnet-0", roomy);
        const Design tidy = edit::tidied(design, {"subnet-0"});
        QCOMPARE(*tidy.layout.find("i-1"), *design.layout.find("i-1"));
        QVERIFY(!(*tidy.layout.find("i-0") == *design.layout.find("i-0")));
        QCOMPARE(tidy.layout.find("subnet-0")->x, design.layout.find("subnet-0")->x);
        QVERIFY(tidy.layout.find("subnet-0")->height < design.layout.find("subnet-0")->height);
        QCOMPARE(overlaps(draw(tidy)), QStringList());
        QVERIFY(same(edit::tidied(design, {}).layout, edit::tidied(design).layout));
    }

    void selectedNeighboursStandClearOfOthers() {
        Design design = threeSubnets();
        const auto placeAt = [&](const char* id, int x, int y) { design.layout.set(id, {x, y, 120, 88}); };
        placeAt("i-0", 24, 40);
        placeAt("i-3", 40, 168);
        placeAt("i-6", 200, 160);
        placeAt("i-9", 24, 300);
        const Design tidy = edit::tidied(design, {"i-0", "i-3", "i-6"});
        QCOMPARE(tidy.layout.find("i-3")->y, tidy.layout.find("i-6")->y);
        QCOMPARE(tidy.layout.find("i-0")->x, tidy.layout.find("i-3")->x);
        QVERIFY(*tidy.layout.find("i-9") == *design.layout.find("i-9"));
    }

    void anySelectionOfAnyDesign_data() { seeds_data(); }
    void anySelectionOfAnyDesign() {
        QFETCH(unsigned, seed);
        Design design = generatedDesign(seed);
        design.layout = autoLayout(design);
        const Picture picture = draw(design);
        std::mt19937 random(seed);
        std::vector<Id> ids;
        for (int i = 0; i < 4; ++i)
            ids.push_back(picture.boxes()[random() % picture.boxes().size()].id);
        const Design tidy = edit::tidied(design, ids);
        QVERIFY(tidy.topology == design.topology);
        QVERIFY(same(edit::tidied(design, ids).layout, tidy.layout));
        QCOMPARE(draw(tidy).boxes().size(), picture.boxes().size());
    }
};

WAYLIGHT_TEST(TidyTest)
#include "tst_tidy.moc"
