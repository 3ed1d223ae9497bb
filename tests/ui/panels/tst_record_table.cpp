// SPDX-License-Identifier: MIT
#include "core/base/message_ids.h"
#include "tests/support/registry.h"
#include "tests/ui/panels/inspector_fixture.h"
#include "ui/panels/reference_combo.h"

#include <QApplication>
#include <QClipboard>
#include <QTabBar>

using namespace waylight;

namespace {

/// A table of the sketch's resources, worked with keys.
struct Table : Inspected {
    QTableView* view;

    Table(const Design& design, const Id& id, const char* field) : Inspected(design, {id}), view(editor<QTableView>(field)) {
        view->setFocus();
        QCoreApplication::processEvents();
    }

    QString cell(int row, int column) const { return view->model()->index(row, column).data().toString(); }
    int rows() const { return view->model()->rowCount(); }
    void go(int row, int column) { view->setCurrentIndex(view->model()->index(row, column)); }
    void key(int key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(view, Qt::Key(key), modifiers); }
    /// Types into the cell at hand and ends with a key.
    void fill(const char* text, Qt::Key end = Qt::Key_Return) {
        if (!lineEdit())
            key(Qt::Key_Return);
        QVERIFY2(lineEdit(), text);
        lineEdit()->selectAll();
        QTest::keyClicks(QApplication::focusWidget(), QLatin1String(text));
        QTest::keyClick(QApplication::focusWidget(), end);
        QCoreApplication::processEvents();
    }
    QLineEdit* lineEdit() const {
        for (QLineEdit* each : view->viewport()->findChildren<QLineEdit*>())
            if (each->isVisible())
                return each;
        return nullptr;
    }
};

struct Rules : PrivateSketch {
    Id group = only<SecurityGroup>();
    Id acl = only<NetworkAcl>();
    Id gateway = place<InternetGateway>(vpc);

    void set(const Id& id, const char* field, const Json& value) {
        auto after = edit::fieldSet(design, id, field, value);
        if (!after)
            QTest::qFail(toEnglish(after.error()).c_str(), __FILE__, __LINE__);
        else
            design = *after;
    }
    static Json entry(int number, const char* action, const char* block, bool egress = false) { return Json{{"ruleNumber", number}, {"egress", egress}, {"ruleAction", action}, {"protocol", "all"}, {"cidrBlock", block}}; }
};

} // namespace

class RecordTableTest : public QObject {
    Q_OBJECT

private slots:
    void aRouteIsTyped() {
        Rules sketch;
        Table t(sketch.design, sketch.table, "routes");
        const int before = t.rows();
        t.key(Qt::Key_Insert);
        QCOMPARE(t.rows(), before + 1);
        QVERIFY2(t.lineEdit(), "a new row is edited at once");
        t.fill("0.0.0.0/0", Qt::Key_Tab);
        QCOMPARE(t.steps(), 0);
        QVERIFY(t.note("problem", "routes")->text().contains(QStringLiteral("target")));
        t.fill(sketch.gateway.c_str());
        QCOMPARE(t.steps(), 1);
        QCOMPARE(t.value(sketch.table, "routes").back()["target"], Json(sketch.gateway));
        QVERIFY(!t.note("problem", "routes")->isVisible());
    }

    void ctrlNAddsInTheTable() {
        Rules sketch;
        Table t(sketch.design, sketch.table, "routes");
        const int before = t.rows();
        QKeyEvent asked(QEvent::ShortcutOverride, Qt::Key_N, Qt::ControlModifier);
        asked.ignore();
        QApplication::sendEvent(t.view, &asked);
        QVERIFY2(asked.isAccepted(), "the window's New must not be taken");
        t.key(Qt::Key_N, Qt::ControlModifier);
        QCOMPARE(t.rows(), before + 1);
    }

    void aRuleIsTypedWithNamesOfPorts() {
        Rules sketch;
        sketch.set(sketch.group, "ingress", Json::array());
        Table t(sketch.design, sketch.group, "ingress");
        t.key(Qt::Key_Insert);
        t.fill("https", Qt::Key_Return);
        t.go(0, 2);
        t.fill("10.0.0.0/8");
        const Json rules = t.value(sketch.group, "ingress");
        QCOMPARE(rules, Json::array({{{"protocol", "tcp"}, {"fromPort", 443}, {"toPort", 443}, {"cidr", "10.0.0.0/8"}}}));
        QCOMPARE(t.steps(), 1);
    }

    void whatIsWrongStaysInItsCell() {
        Rules sketch;
        sketch.set(sketch.group, "ingress", Json::array({{{"protocol", "tcp"}, {"fromPort", 22}, {"toPort", 22}, {"cidr", "10.0.0.0/8"}}}));
        Table t(sketch.design, sketch.group, "ingress");
        t.go(0, 2);
        t.fill("10.0.0.0/99");
        QCOMPARE(t.steps(), 0);
        QCOMPARE(t.cell(0, 2), QStringLiteral("10.0.0.0/99"));
        QVERIFY(t.note("problem", "ingress")->text().contains(QStringLiteral("10.0.0.0/99")));
        QVERIFY(t.view->model()->index(0, 2).data(Qt::ToolTipRole).toString().contains(QStringLiteral("10.0.0.0/99")));
        QVERIFY(!t.view->model()->index(0, 1).data(Qt::DecorationRole).isValid());
        t.fill("10.0.0.0/9");
        QCOMPARE(t.steps(), 1);
        QVERIFY(!t.note("problem", "ingress")->isVisible());
    }

    void rowsAreDuplicatedAndRemoved() {
        Rules sketch;
        sketch.set(sketch.group, "ingress", Json::array({{{"protocol", "tcp"}, {"fromPort", 22}, {"toPort", 22}, {"cidr", "10.0.0.0/8"}}}));
        Table t(sketch.design, sketch.group, "ingress");
        t.go(0, 1);
        t.key(Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(t.rows(), 2);
        QCOMPARE(t.steps(), 0);
        t.fill("80");
        QCOMPARE(t.value(sketch.group, "ingress").size(), std::size_t(2));
        QCOMPARE(t.value(sketch.group, "ingress")[1]["fromPort"], Json(80));
        t.view->selectAll();
        t.key(Qt::Key_Delete);
        QCOMPARE(t.value(sketch.group, "ingress"), Json::array());
        QCOMPARE(t.steps(), 2);
        t.document.undoStack().undo();
        QCOMPARE(t.rows(), 2);
    }

    /// Numbers stay in their places, so only two entries change.
    void entriesChangePlacesWithTheirNumbers() {
        Rules sketch;
        sketch.set(sketch.acl, "entries", Json::array({Rules::entry(200, "allow", "10.0.0.0/8"), Rules::entry(100, "deny", "10.1.0.0/16"), Rules::entry(100, "allow", "0.0.0.0/0", true)}));
        Table t(sketch.design, sketch.acl, "entries");
        QCOMPARE(t.cell(0, 0), QStringLiteral("100"));
        QCOMPARE(t.cell(1, 0), QStringLiteral("200"));
        t.go(1, 0);
        t.key(Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(t.cell(0, 3), QStringLiteral("10.0.0.0/8"));
        QCOMPARE(t.cell(0, 0), QStringLiteral("100"));
        QCOMPARE(t.view->currentIndex().row(), 0);
        QCOMPARE(t.steps(), 1);
        t.fill("300");
        QCOMPARE(t.cell(1, 3), QStringLiteral("10.0.0.0/8"));
    }

    void directionsAreTwoTables() {
        Rules sketch;
        sketch.set(sketch.acl, "entries", Json::array({Rules::entry(100, "deny", "10.1.0.0/16"), Rules::entry(100, "allow", "0.0.0.0/0", true)}));
        Table t(sketch.design, sketch.acl, "entries");
        auto* tabs = t.inspector.findChild<QTabBar*>();
        QCOMPARE(tabs->tabText(1), QStringLiteral("Outbound (1)"));
        QCOMPARE(t.rows(), 2); // and the entry that AWS adds
        QCOMPARE(t.cell(1, 0), QStringLiteral("*"));
        QVERIFY(!(t.view->model()->flags(t.view->model()->index(1, 0)) & Qt::ItemIsEditable));
        tabs->setCurrentIndex(1);
        QCOMPARE(t.cell(0, 1), QStringLiteral("allow"));
        t.key(Qt::Key_Insert);
        t.fill("443");
        const Json added = t.value(sketch.acl, "entries").back();
        QCOMPARE(added["egress"], Json(true));
        QCOMPARE(added["ruleNumber"], Json(200));
    }

    void whatDoesNothingIsDimmed() {
        Rules sketch;
        sketch.set(sketch.acl, "entries", Json::array({Rules::entry(100, "allow", "0.0.0.0/0"), Rules::entry(200, "deny", "10.0.0.0/8")}));
        Table t(sketch.design, sketch.acl, "entries");
        const QModelIndex useful = t.view->model()->index(0, 0);
        const QModelIndex shadowed = t.view->model()->index(1, 0);
        QVERIFY(!useful.data(Qt::FontRole).isValid());
        QVERIFY(shadowed.data(Qt::FontRole).value<QFont>().strikeOut());
        QVERIFY(shadowed.data(Qt::ToolTipRole).toString().contains(QStringLiteral("200")));
    }

    void rowsArePastedFromText() {
        Rules sketch;
        sketch.set(sketch.group, "ingress", Json::array());
        Table t(sketch.design, sketch.group, "ingress");
        QApplication::clipboard()->setText(QStringLiteral("Protocol\tPorts\tSource\tNote\ntcp\t443\t10.0.0.0/8\tweb\nudp\t53\t%1\n\n").arg(QString::fromStdString(sketch.group)));
        t.key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(t.steps(), 1);
        const Json rules = t.value(sketch.group, "ingress");
        QCOMPARE(rules.size(), std::size_t(2));
        QCOMPARE(rules[0]["description"], Json("web"));
        QCOMPARE(rules[1]["groupId"], Json(sketch.group));
        t.view->selectAll();
        t.key(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("tcp\t443\t10.0.0.0/8\tweb\nudp\t53\t%1\t").arg(QString::fromStdString(sketch.group)));
    }

    void aTargetIsPickedAndFollowed() {
        Rules sketch;
        sketch.set(sketch.table, "routes", Json::array({{{"destination", "0.0.0.0/0"}, {"target", "igw-gone"}}}));
        Table t(sketch.design, sketch.table, "routes");
        t.go(0, 0);
        t.go(0, 1);
        QVERIFY(!t.button("records.routes.jump")->isEnabled());
        t.button("records.routes.pick")->click();
        t.inspector.picked(sketch.gateway);
        QCOMPARE(t.value(sketch.table, "routes")[0]["target"], Json(sketch.gateway));
        QVERIFY(t.button("records.routes.jump")->isEnabled());
        QSignalSpy jumps(&t.inspector, &InspectorPanel::jumpRequested);
        t.button("records.routes.jump")->click();
        QCOMPARE(jumps.value(0).value(0).toString().toStdString(), sketch.gateway);
    }

    void tabGoesThroughTheCellsAndOut() {
        Rules sketch;
        sketch.set(sketch.table, "routes", Json::array({{{"destination", "0.0.0.0/0"}, {"target", sketch.gateway}}}));
        Table t(sketch.design, sketch.table, "routes");
        t.go(0, 0);
        t.key(Qt::Key_Tab);
        QCOMPARE(t.view->currentIndex().column(), 1);
        QVERIFY(t.view->hasFocus());
        t.key(Qt::Key_Tab);
        QVERIFY(!t.view->hasFocus());
    }
};

WAYLIGHT_TEST(RecordTableTest)
#include "tst_record_table.moc"
