// SPDX-License-Identifier: MIT
#include "core/model/codec.h"
#include "tests/support/registry.h"
#include "tests/ui/canvas/canvas_driver.h"
#include "ui/shell/main_window.h"
#include "ui/shell/templates.h"

#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>

using namespace waylight;

namespace {

/// The window with the sample and an internet gateway that nothing leads to yet; its instance has a public address.
struct Lab {
    QTemporaryDir folder;
    Settings settings{folder.path()};
    MainWindow window{settings, {.restore = false, .animated = false, .theme = ThemeChoice::Light}};
    CanvasDriver hand{window.canvas(), window.document()};
    Id gateway;

    Lab() {
        window.resize(1700, 1100);
        window.show();
        const auto placed = edit::placed(*templateDesign(QStringLiteral(":/samples/s3-gateway-endpoint.waylight")), kindOf<InternetGateway>, "vpc-lab", {40, 40});
        gateway = placed->id;
        window.newDesign();
        window.document().reset(*edit::fieldSet(placed->design, "eni-app", "privateIpAddresses", Json::array({{{"privateIpAddress", "10.0.1.10"}, {"publicIp", "203.0.113.10"}}})), {});
        window.canvas().fit();
        window.activateWindow();
        if (!QTest::qWaitForWindowActive(&window))
            QTest::qFail("no window", __FILE__, __LINE__);
        Request request;
        request.from = "i-app";
        request.to = "internet";
        request.port = 443;
        window.document().setRequest(request);
    }
    Verdict verdict() const { return window.document().trace()->verdict; }
    Id culprit() const { return window.document().trace()->blockers.empty() ? Id() : window.document().trace()->blockers.front().resource; }
    int steps() { return window.document().undoStack().count(); }

    /// Clicks an element and gives the table of a field the focus.
    QTableView* table(const Id& id, const char* field) {
        hand.click(hand.middle(id));
        auto* view = window.findChild<QTableView*>(QStringLiteral("records.") + QLatin1String(field));
        if (!view)
            return nullptr;
        view->setFocus();
        QCoreApplication::processEvents();
        return view;
    }
    static void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
        QCoreApplication::processEvents();
    }
    static void type(const std::string& text) { QTest::keyClicks(QApplication::focusWidget(), QString::fromStdString(text)); }
};

} // namespace

/// Routes and rules are edited in the inspector with keys alone, and the verdict follows.
class InspectorScenario : public QObject {
    Q_OBJECT

private slots:
    void routesAndRulesChangeTheVerdict() {
        Lab lab;
        QCOMPARE(lab.verdict(), Verdict::Blocked);
        QCOMPARE(lab.culprit(), Id("rtb-private"));

        QVERIFY(lab.table("rtb-private", "routes"));
        lab.key(Qt::Key_Insert);
        lab.type("0.0.0.0/0");
        lab.key(Qt::Key_Tab);
        lab.type(lab.gateway);
        QCOMPARE(lab.verdict(), Verdict::Blocked);
        lab.key(Qt::Key_Return);
        QCOMPARE(lab.steps(), 1);
        QCOMPARE(lab.verdict(), Verdict::Allowed);

        QTableView* rules = lab.table("sg-app", "egress");
        QVERIFY(rules);
        rules->selectRow(0);
        lab.key(Qt::Key_Delete);
        QCOMPARE(lab.steps(), 2);
        QCOMPARE(lab.verdict(), Verdict::Blocked);
        QCOMPARE(lab.culprit(), Id("sg-app"));
        lab.key(Qt::Key_N, Qt::ControlModifier);
        lab.type("https");
        lab.key(Qt::Key_Tab);
        lab.type("0.0.0.0/0");
        lab.key(Qt::Key_Return);
        QCOMPARE(lab.steps(), 3);
        QCOMPARE(lab.verdict(), Verdict::Allowed);

        QVERIFY(lab.table("acl-default", "entries"));
        lab.key(Qt::Key_Insert);
        QCOMPARE(lab.steps(), 3);
        lab.type("all");
        lab.key(Qt::Key_Return);
        QCOMPARE(lab.steps(), 4);
        QCOMPARE(lab.verdict(), Verdict::Allowed);
    }

    /// An entry that denies does nothing behind the one that allows all, and all of it before.
    void entriesDecideInTheirOrder() {
        Lab lab;
        Design routed = *edit::fieldSet(lab.window.document().design(), "rtb-private", "routes", Json::array({{{"destination", "0.0.0.0/0"}, {"target", lab.gateway}}}));
        const Json entries = Json::array({{{"ruleNumber", 100}, {"cidrBlock", "0.0.0.0/0"}}, {{"ruleNumber", 100}, {"egress", true}, {"cidrBlock", "0.0.0.0/0"}}, {{"ruleNumber", 200}, {"ruleAction", "deny"}, {"cidrBlock", "0.0.0.0/0"}}});
        lab.window.document().commit(*edit::fieldSet(routed, "acl-default", "entries", entries), QStringLiteral("Set up"));
        QCOMPARE(lab.verdict(), Verdict::Allowed);
        QTableView* view = lab.table("acl-default", "entries");
        QVERIFY(view);
        QVERIFY(view->model()->index(1, 0).data(Qt::FontRole).value<QFont>().strikeOut());
        view->setCurrentIndex(view->model()->index(1, 0));
        lab.key(Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(lab.verdict(), Verdict::Blocked);
        QCOMPARE(lab.culprit(), Id("acl-default"));
        lab.window.document().undoStack().undo();
        QCOMPARE(lab.verdict(), Verdict::Allowed);
    }

    /// A reference is picked on the canvas while the element stays selected.
    void aReferenceIsPickedOnTheCanvas() {
        Lab lab;
        lab.hand.click(lab.hand.title("subnet-private-a"));
        QCOMPARE(lab.window.document().selection(), std::vector<Id>{"subnet-private-a"});
        auto* pick = lab.window.findChild<QToolButton*>(QStringLiteral("pick.routeTableId"));
        QVERIFY(pick);
        pick->click();
        QVERIFY(lab.window.canvas().isPicking());
        lab.hand.click(lab.hand.middle("rtb-main"));
        QCOMPARE(lab.window.document().selection(), std::vector<Id>{"subnet-private-a"});
        QCOMPARE(lab.window.document().design().topology.get<Subnet>(Id("subnet-private-a"))->routeTable.id, Id("rtb-main"));
        QCOMPARE(lab.steps(), 1);
        lab.window.findChild<QToolButton*>(QStringLiteral("jump.routeTableId"))->click();
        QCOMPARE(lab.window.document().selection(), std::vector<Id>{"rtb-main"});
    }
};

WAYLIGHT_TEST(InspectorScenario)
#include "tst_inspector_scenario.moc"
