// SPDX-License-Identifier: MIT
#include "core/base/json.h"
#include "core/edit/edits.h"
#include "tests/support/registry.h"
#include "tests/ui/canvas/canvas_driver.h"
#include "ui/shell/main_window.h"

#include <QAction>
#include <QPushButton>
#include <QTemporaryDir>

using namespace waylight;

/// The first request, end to end, with the mouse: drawn from nothing, asked, blocked, fixed, allowed, undone.
class SketchTest : public QObject {
    Q_OBJECT

private slots:
    void fromNothingToAnAllowedRequestAndBack() {
        QTemporaryDir folder;
        Settings settings(folder.path());
        MainWindow window(settings, {.restore = false, .animated = false, .theme = ThemeChoice::Light});
        window.resize(1700, 1100);
        window.show();
        window.newDesign();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        CanvasDriver hand(window.canvas(), window.document());

        drawTheDesign(window, hand);
        const std::string sketch = hand.bytes();
        ask(window, hand);
        QVERIFY(window.document().trace());
        const Trace blocked = *window.document().trace();
        QVERIFY(blocked.verdict == Verdict::Blocked);
        QVERIFY(blocked.blockers.front().stage == Stage::Route);
        QVERIFY2(window.player().frame().blocked, "the packet stands where it is stopped");
        keepPicture(window, "blocked");

        QTRY_VERIFY(window.findChild<QPushButton*>(QStringLiteral("trace.fix.0")));
        QTest::mouseClick(window.findChild<QPushButton*>(QStringLiteral("trace.fix.0")), Qt::LeftButton);
        QVERIFY(window.document().trace()->verdict == Verdict::Allowed);
        QVERIFY(hand.bytes() != sketch);
        keepPicture(window, "fixed");

        window.findChild<QAction*>(QStringLiteral("action.edit.undo"))->trigger();
        QCOMPARE(hand.bytes(), sketch);
        QVERIFY(*window.document().trace() == blocked);
        while (window.document().undoStack().canUndo())
            window.document().undoStack().undo();
        QCOMPARE(hand.topology().size(), std::size_t(0));
    }

private:
    void place(CanvasDriver& hand, const char* kind, QPoint at) {
        QVERIFY2(hand.paletteItem(kind, at), qPrintable(QStringLiteral("%1: %2").arg(QLatin1String(kind), hand.canvas.bubbleText())));
        hand.canvas.fit();
    }

    /// Everything but the endpoint's association with the route table.
    void drawTheDesign(MainWindow& window, CanvasDriver& hand) {
        place(hand, "vpc", {300, 260});
        const Id vpc = hand.only<Vpc>();
        place(hand, "subnet", hand.inside(vpc));
        place(hand, "route-table", hand.inside(vpc));
        const Id table = hand.topology().table(kindOf<RouteTable>).contains("rtb-2") ? "rtb-2" : "";
        place(hand, "vpc-endpoint", hand.inside(vpc));
        const Id subnet = hand.only<Subnet>();
        place(hand, "instance", hand.inside(subnet));
        place(hand, "bucket", hand.inside("us-east-1"));
        const Rect region = hand.rect("us-east-1");
        place(hand, "role", hand.pixel({region.x + 100.0, region.bottom() + 30.0}));

        QTest::keyClick(&window.canvas(), Qt::Key_C);
        QVERIFY(window.canvas().tool() == Tool::Connect);
        hand.dragAndDrop(hand.inside(subnet), hand.middle(table));
        hand.dragAndDrop(hand.middle(hand.only<Instance>()), hand.middle(hand.only<Role>()));
        QTest::keyClick(&window.canvas(), Qt::Key_V);
        QCOMPARE(hand.topology().get<Subnet>(subnet)->routeTable.id, table);
        QVERIFY(hand.topology().get<Instance>(hand.only<Instance>())->profile);
        const Json policies = Json::array({{{"policyName", "s3"}, {"policyDocument", {{"Version", "2012-10-17"}, {"Statement", Json::array({{{"Effect", "Allow"}, {"Action", "s3:*"}, {"Resource", "*"}}})}}}}});
        window.document().commit(*edit::fieldSet(window.document().design(), hand.only<Role>(), "policies", policies), QStringLiteral("Change policies"));
    }

    /// By two clicks: the source, then the target.
    void ask(MainWindow& window, CanvasDriver& hand) {
        auto* run = window.findChild<QPushButton*>(QStringLiteral("request.run"));
        QVERIFY(run);
        QTest::mouseClick(run, Qt::LeftButton);
        QVERIFY(window.canvas().isPicking());
        hand.click(hand.middle(hand.only<Instance>()));
        hand.click(hand.middle(hand.only<Bucket>()));
        QVERIFY(window.document().request());
        QTest::mouseClick(run, Qt::LeftButton);
    }

    /// For a look at it: in the folder that WAYLIGHT_TEST_PICTURES names, if it names one.
    void keepPicture(MainWindow& window, const char* name) {
        const QString folder = qEnvironmentVariable("WAYLIGHT_TEST_PICTURES");
        if (!folder.isEmpty())
            QVERIFY(window.grab().save(QStringLiteral("%1/sketch-%2.png").arg(folder, QLatin1String(name))));
    }
};

WAYLIGHT_TEST(SketchTest)
#include "tst_sketch.moc"
