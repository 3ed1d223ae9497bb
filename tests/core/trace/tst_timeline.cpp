// SPDX-License-Identifier: MIT
#include "core/trace/timeline.h"
#include "tests/support/registry.h"

#include <QtTest>

#include <cmath>

using namespace waylight;

namespace {

Hop hop(const char* resource, const char* kind, std::initializer_list<Outcome> outcomes, Direction direction = Direction::Forward) {
    Hop made{resource, kind, direction, {}};
    for (const Outcome outcome : outcomes)
        made.checks.push_back({.stage = Stage::Route, .direction = direction, .outcome = outcome, .code = {}, .resource = resource, .pointer = {}, .message = {}});
    return made;
}

constexpr auto pass = Outcome::Pass;
constexpr auto block = Outcome::Block;

/// A look-up and a group at the instance, a route, an endpoint, the bucket, and back.
Trace allowed() {
    Trace trace;
    trace.verdict = Verdict::Allowed;
    trace.hops = {hop("vpc", "dns", {pass}), hop("web", "instance", {pass}), hop("rtb", "route-table", {pass}), hop("vpce", "vpc-endpoint", {pass, pass}),
                  hop("bucket", "bucket", {}), hop("web", "instance", {pass}, Direction::Return)};
    return trace;
}

Trace blocked() {
    Trace trace = allowed();
    trace.verdict = Verdict::Blocked;
    trace.hops[3] = hop("vpce", "vpc-endpoint", {pass, block, pass});
    return trace;
}

bool near(double a, double b) {
    return std::abs(a - b) < 1e-9;
}

} // namespace

class TimelineTest : public QObject {
    Q_OBJECT

private slots:
    void takesASecondAHopAndLessACheck_data() {
        QTest::addColumn<QString>("which");
        QTest::addColumn<double>("seconds");
        QTest::newRow("allowed") << "allowed" << 4 * 1.0 + 6 * 0.4; // no travel to the look-up and from it
        QTest::newRow("blocked") << "blocked" << 2 * 1.0 + 5 * 0.4; // ends at the blocker
        QTest::newRow("nothing") << "nothing" << 0.0;
    }
    void takesASecondAHopAndLessACheck() {
        QFETCH(QString, which);
        QFETCH(double, seconds);
        const Trace trace = which == "allowed" ? allowed() : which == "blocked" ? blocked() : Trace();
        QVERIFY(near(duration(trace), seconds));
    }

    void showsTheMoment_data() {
        QTest::addColumn<double>("seconds");
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<double>("progress");
        QTest::addColumn<int>("hop");
        QTest::addColumn<int>("check");
        QTest::addColumn<bool>("isBlocked");
        QTest::addColumn<bool>("finished");
        QTest::newRow("looks up at the source") << 0.0 << "web" << "web" << 1.0 << 0 << 0 << false << false;
        QTest::newRow("second check") << 0.4 << "web" << "web" << 1.0 << 1 << 0 << false << false;
        QTest::newRow("sets out") << 0.8 << "web" << "rtb" << 0.0 << 2 << -1 << false << false;
        QTest::newRow("half way") << 1.3 << "web" << "rtb" << 0.5 << 2 << -1 << false << false;
        QTest::newRow("quarter of the way, eased") << 1.05 << "web" << "rtb" << 0.15625 << 2 << -1 << false << false;
        QTest::newRow("at the table") << 1.8 << "rtb" << "rtb" << 1.0 << 2 << 0 << false << false;
        QTest::newRow("at the endpoint") << 3.3 << "vpce" << "vpce" << 1.0 << 3 << 0 << false << false;
        QTest::newRow("meets the blocker") << 3.7 << "vpce" << "vpce" << 1.0 << 3 << 1 << true << false;
        QTest::newRow("stays there") << 99.0 << "vpce" << "vpce" << 1.0 << 3 << 1 << true << true;
        QTest::newRow("before the start") << -1.0 << "web" << "web" << 1.0 << 0 << 0 << false << false;
    }
    void showsTheMoment() {
        QFETCH(double, seconds);
        const Frame frame = frameAt(blocked(), seconds);
        QTEST(QString::fromStdString(frame.from), "from");
        QTEST(QString::fromStdString(frame.to), "to");
        QTEST(frame.progress, "progress");
        QTEST(frame.hop, "hop");
        QTEST(frame.check, "check");
        QTEST(frame.blocked, "isBlocked");
        QTEST(frame.finished, "finished");
    }

    void comesBack() {
        const Trace trace = allowed();
        const Frame end = frameAt(trace, duration(trace));
        QCOMPARE(end.to, Id("web"));
        QVERIFY(end.direction == Direction::Return);
        QVERIFY(end.finished && !end.blocked);
        QCOMPARE(frameAt(trace, duration(trace) - 1.0).direction == Direction::Return, true);
        QVERIFY(frameAt(Trace(), 3).finished);
    }

    void stepsArriveAtChecks() {
        for (const Trace& trace : {allowed(), blocked()}) {
            int waits = 0;
            for (const double time : stepTimes(trace)) {
                QVERIFY(frameAt(trace, time).check >= 0);
                ++waits;
            }
            QCOMPARE(waits, trace.verdict == Verdict::Allowed ? 6 : 5);
        }
        QVERIFY(near(stepTimes(blocked()).back(), 3.6));
        QVERIFY(stepTimes(Trace()).empty());
    }
};

WAYLIGHT_TEST(TimelineTest)
#include "tst_timeline.moc"
