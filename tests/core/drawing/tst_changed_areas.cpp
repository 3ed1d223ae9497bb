// SPDX-License-Identifier: MIT
#include "core/drawing/changed_areas.h"
#include "core/edit/edits.h"
#include "tests/support/random_design.h"
#include "tests/support/registry.h"

#include <QtTest>

#include <algorithm>

using namespace waylight;

namespace {

PictureBox box(const char* id, Rect rect, const char* title = "") {
    PictureBox made;
    made.id = id;
    made.rect = rect;
    made.title = title;
    return made;
}

bool covers(const std::vector<Rect>& areas, const Rect& rect) {
    return std::any_of(areas.begin(), areas.end(), [&](const Rect& area) {
        return area.x <= rect.x && area.y <= rect.y && area.right() >= rect.right() && area.bottom() >= rect.bottom();
    });
}

} // namespace

class ChangedAreasTest : public QObject {
    Q_OBJECT

private slots:
    void equalPicturesHaveNone() {
        const Picture picture = draw(randomDesign(3));
        QVERIFY(changedAreas(picture, picture).empty());
    }

    void whatDiffersIsCoveredAndTheRestIsNot_data() {
        QTest::addColumn<int>("which");
        for (int i = 0; i < 5; ++i)
            QTest::addRow("%d", i) << i;
    }
    void whatDiffersIsCoveredAndTheRestIsNot() {
        QFETCH(int, which);
        const std::vector<PictureBox> before{box("a", {0, 0, 10, 10}), box("b", {100, 0, 10, 10}), box("c", {200, 0, 10, 10})};
        std::vector<PictureBox> after = before;
        std::vector<Rect> expected;
        switch (which) {
        case 0: // one goes
            after.erase(after.begin());
            expected = {before[0].rect};
            break;
        case 1: // one comes
            after.insert(after.begin() + 1, box("d", {300, 0, 10, 10}));
            expected = {{300, 0, 10, 10}};
            break;
        case 2: // one moves
            after[1].rect.x = 140;
            expected = {before[1].rect, after[1].rect};
            break;
        case 3: // other words
            after[2].title = "new";
            expected = {before[2].rect};
            break;
        case 4: // another order: one of the two is drawn over the other now
            std::swap(after[0], after[1]);
            expected = {};
            break;
        }
        const auto areas = changedAreas(Picture(before, {}), Picture(after, {}));
        QVERIFY(!areas.empty());
        for (const Rect& rect : expected)
            QVERIFY(covers(areas, rect));
        for (const PictureBox& each : before)
            if (std::find(after.begin(), after.end(), each) != after.end() && which != 4)
                QVERIFY(!covers(areas, each.rect));
    }

    void connectorsCountByTheirSegments() {
        PictureConnector line;
        line.id = "a>b";
        line.points = {{0, 0}, {500, 0}, {500, 400}};
        const auto areas = changedAreas(Picture({}, {}), Picture({box("x", {900, 900, 10, 10})}, {line}));
        QVERIFY(covers(areas, {0, 0, 500, 1}));
        QVERIFY(covers(areas, {500, 0, 1, 400}));
        QVERIFY2(!covers(areas, {100, 200, 10, 10}), "not the inside of the corner");
    }

    void coarseAreasCoverTheSame() {
        std::vector<Rect> many;
        for (int i = 0; i < 2000; ++i)
            many.push_back({i * 37 % 5000, i * 91 % 3000, 10 + i % 40, 10});
        const auto few = coarsened(many, 100);
        QVERIFY(few.size() <= 16 * 16);
        for (const Rect& rect : many)
            QVERIFY(covers(few, rect));
        QVERIFY(coarsened({{0, 0, 1, 1}, {5, 5, 1, 1}}, 100) == (std::vector<Rect>{{0, 0, 1, 1}, {5, 5, 1, 1}}));
    }
};

WAYLIGHT_TEST(ChangedAreasTest)
#include "tst_changed_areas.moc"
