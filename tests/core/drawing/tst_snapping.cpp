// SPDX-License-Identifier: MIT
#include "core/drawing/layout.h"
#include "core/drawing/snapping.h"
#include "tests/core/edit/sketch.h"
#include "tests/support/random_design.h"
#include "tests/support/registry.h"

#include <QtTest>

using namespace waylight;

namespace {

constexpr int reach = 6;

int guidesOf(const Snap& snap, bool gap) {
    return static_cast<int>(std::count_if(snap.guides.begin(), snap.guides.end(), [&](const Guide& each) { return each.gap == gap; }));
}

} // namespace

class SnappingTest : public QObject {
    Q_OBJECT

private slots:
    void aloneItSnapsToTheGrid() {
        const Snap snap = snapped({13, 21, 120, 88}, {}, reach);
        QVERIFY((snap.rect == Rect{16, 24, 120, 88}));
        QVERIFY(snap.guides.empty());
    }

    void lines_data() {
        QTest::addColumn<int>("x");
        QTest::addColumn<int>("snappedX");
        // A target from 203 to 303.
        QTest::newRow("left to left") << 206 << 203;
        QTest::newRow("left to right") << 299 << 303;
        QTest::newRow("right to left") << 203 - 60 + 5 << 203 - 60;
        QTest::newRow("right to right") << 303 - 60 - 4 << 303 - 60;
        QTest::newRow("middle to middle") << 253 - 30 - 6 << 253 - 30;
        QTest::newRow("too far: the grid") << 211 << 208;
    }
    void lines() {
        QFETCH(int, x);
        QFETCH(int, snappedX);
        const Snap snap = snapped({x, 600, 60, 40}, {{203, 100, 100, 40}}, reach);
        QCOMPARE(snap.rect.x, snappedX);
        QCOMPARE(snap.rect.width, 60);
        const bool inLine = snappedX % metrics::grid != 0;
        QCOMPARE(guidesOf(snap, false) > 0, inLine);
        for (const Guide& each : snap.guides)
            QVERIFY2(each.from.x == each.to.x && each.from.y <= 100 && each.to.y >= 640, "the guide joins both");
    }

    void equalGaps_data() {
        QTest::addColumn<int>("x");
        QTest::addColumn<int>("snappedX");
        // Two targets, 0 to 101 and 131 to 232: a gap of 30.
        QTest::newRow("behind") << 265 << 262;
        QTest::newRow("before") << -133 << -30 - 100;
        QTest::newRow("too far behind") << 281 << 280;
    }
    void equalGaps() {
        QFETCH(int, x);
        QFETCH(int, snappedX);
        const std::vector<Rect> targets{{0, 3, 101, 40}, {131, 3, 101, 40}};
        const Snap snap = snapped({x, 3, 100, 40}, targets, reach);
        QCOMPARE(snap.rect.x, snappedX);
        QCOMPARE(guidesOf(snap, true), snappedX % metrics::grid == 0 ? 0 : 2);
    }

    void betweenTwoItHasTheSameGapOnBothSides() {
        const Snap snap = snapped({151, 3, 60, 40}, {{0, 3, 101, 40}, {258, 3, 101, 40}}, reach);
        QCOMPARE(snap.rect.x - 101, 258 - (snap.rect.x + 60) - 1);
        QCOMPARE(guidesOf(snap, true), 2);
    }

    void onlySidesThatFollowThePointerMove() {
        const Rect rect{103, 103, 96, 96};
        const Snap snap = snapped(rect, {{300, 203, 50, 50}}, reach, {false, false, true, true});
        QVERIFY(snap.rect.x == rect.x && snap.rect.y == rect.y);
        QCOMPARE(snap.rect.right(), 200);
        QCOMPARE(snap.rect.bottom(), 203);
        const Snap left = snapped({103, 103, 96, 96}, {{107, 400, 50, 50}}, reach, {true, false, false, false});
        QCOMPARE(left.rect.x, 107);
        QCOMPARE(left.rect.right(), 199);
        QCOMPARE(left.rect.y, 103);
    }

    void targetsAreNeitherWhatMovesNorWhatHoldsIt() {
        PrivateSketch sketch;
        const Picture picture = draw(sketch.design);
        const auto targets = snapTargets(picture, picture.bounds(), {sketch.subnet});
        const auto isTarget = [&](const Id& id) { return std::find(targets.begin(), targets.end(), picture.box(id)->rect) != targets.end(); };
        for (const Id& id : {sketch.subnet, sketch.instance, sketch.vpc, Id("us-east-1"), zoneId(sketch.vpc, "us-east-1a")})
            QVERIFY2(!isTarget(id), id.c_str());
        for (const Id& id : {sketch.table, sketch.endpoint, sketch.bucket, sketch.role})
            QVERIFY2(isTarget(id), id.c_str());
        QVERIFY(snapTargets(picture, {100'000, 100'000, 10, 10}, {}).empty());
    }

    /// Never farther than the reach or half the grid, and never another size.
    void itMovesLittle() {
        Dice dice(5);
        for (int round = 0; round < 2000; ++round) {
            std::vector<Rect> targets;
            for (int i = 0; i < 6; ++i)
                targets.push_back({dice.below(600), dice.below(600), 8 + dice.below(200), 8 + dice.below(200)});
            const Rect rect{dice.below(600), dice.below(600), 8 + dice.below(200), 8 + dice.below(200)};
            const Snap snap = snapped(rect, targets, reach);
            QVERIFY(std::abs(snap.rect.x - rect.x) <= reach && std::abs(snap.rect.y - rect.y) <= reach);
            QVERIFY(snap.rect.width == rect.width && snap.rect.height == rect.height);
        }
    }
};

WAYLIGHT_TEST(SnappingTest)
#include "tst_snapping.moc"
