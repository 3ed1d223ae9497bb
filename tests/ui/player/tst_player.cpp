// SPDX-License-Identifier: MIT
#include "tests/support/registry.h"
#include "ui/player/player.h"

#include <QSignalSpy>
#include <QtTest>

using namespace waylight;

namespace {

Trace twoHops() {
    Trace trace;
    trace.verdict = Verdict::Allowed;
    Check check;
    check.resource = "a";
    trace.hops = {{"a", "instance", Direction::Forward, {check}}, {"b", "subnet", Direction::Forward, {check, check}}};
    return trace;
}

} // namespace

class PlayerTest : public QObject {
    Q_OBJECT

private slots:
    void withoutATraceNothingMoves() {
        Player player;
        player.play();
        player.stepForward();
        QVERIFY(!player.isPlaying());
        QCOMPARE(player.seconds(), 0.0);
    }

    void seekingStaysInsideAndIsTheFrameOfTheTrace() {
        Player player;
        const Trace trace = twoHops();
        player.setTrace(trace);
        QSignalSpy moved(&player, &Player::frameChanged);
        player.seek(1e9);
        QCOMPARE(player.seconds(), duration(trace));
        player.seek(-5);
        QCOMPARE(player.seconds(), 0.0);
        player.seek(player.length() / 2);
        QVERIFY(player.frame() == frameAt(trace, player.length() / 2));
        QCOMPARE(moved.count(), 3);
        player.seek(player.length() / 2);
        QCOMPARE(moved.count(), 3);
    }

    void stepsVisitEveryCheckAndBack() {
        Player player;
        const Trace trace = twoHops();
        player.setTrace(trace);
        std::vector<double> forward;
        while (player.seconds() < player.length()) {
            player.stepForward();
            forward.push_back(player.seconds());
        }
        for (const double step : stepTimes(trace))
            QVERIFY(step == 0 || std::find(forward.begin(), forward.end(), step) != forward.end());
        QVERIFY(forward.size() >= 3);
        for (auto at = std::next(forward.rbegin()); at != forward.rend(); ++at) {
            player.stepBack();
            QCOMPARE(player.seconds(), *at);
        }
    }

    void playingReachesTheEndAndStops() {
        Player player;
        player.setTrace(twoHops());
        player.setSpeed(50);
        QSignalSpy playing(&player, &Player::playingChanged);
        player.play();
        QVERIFY(player.isPlaying());
        QTRY_VERIFY(!player.isPlaying());
        QCOMPARE(player.seconds(), player.length());
        QCOMPARE(playing.count(), 2);
        player.togglePlay();
        QVERIFY2(player.isPlaying() && player.seconds() < player.length(), "playing at the end starts again");
    }

    void withoutAnimationPlayGoesThroughTheSteps() {
        Player player;
        player.setAnimated(false);
        player.setTrace(twoHops());
        QSignalSpy moved(&player, &Player::frameChanged);
        player.play();
        QVERIFY(!player.isPlaying());
        QCOMPARE(player.seconds(), player.length());
        QVERIFY(moved.count() >= 3);
    }

    void aNewTraceStartsAtTheStartOrTheEnd() {
        Player player;
        player.setTrace(twoHops(), true);
        QCOMPARE(player.seconds(), player.length());
        player.setTrace(twoHops());
        QCOMPARE(player.seconds(), 0.0);
    }
};

WAYLIGHT_TEST(PlayerTest)
#include "tst_player.moc"
