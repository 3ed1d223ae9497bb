// SPDX-License-Identifier: MIT
#include "core/model/codec.h"
#include "tests/core/edit/sketch.h"
#include "tests/support/registry.h"
#include "ui/document/document.h"
#include "ui/panels/derived_routes.h"
#include "ui/panels/inspector_panel.h"
#include "ui/panels/part_section.h"
#include "ui/shell/templates.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>
#include <QTreeWidget>
#include <QtTest>

using namespace waylight;

namespace {

/// An inspector that shows one resource of the sample.
struct Fixture {
    Document document;
    InspectorPanel inspector{document};

    explicit Fixture(const Id& selected) {
        document.reset(*templateDesign(QStringLiteral(":/samples/s3-gateway-endpoint.waylight")), {});
        document.select({selected});
        inspector.resize(360, 900);
        inspector.show();
    }

    /// The widget of a type in the row of a field.
    template <class W>
    W* editor(const char* field) const {
        const auto* row = inspector.findChild<QWidget*>(QStringLiteral("editor.") + QLatin1String(field));
        return row ? row->findChild<W*>() : nullptr;
    }
    /// A part's section; null: it is not shown.
    PartSection* section(const Id& part) const {
        for (PartSection* each : inspector.findChildren<PartSection*>(QStringLiteral("part.") + QString::fromStdString(part)))
            if (each->window()->isVisible() && each->isVisibleTo(&inspector))
                return each;
        return nullptr;
    }
    QLabel* problem(const char* field) const { return inspector.findChild<QLabel*>(QStringLiteral("problem.") + QLatin1String(field)); }
    Json value(const Id& id, const char* field) const { return fieldValue(*document.design().topology.find(id), field); }
};

void type(QLineEdit* edit, const QString& text) {
    edit->selectAll();
    QTest::keyClicks(edit, text);
}

} // namespace

class InspectorTest : public QObject {
    Q_OBJECT

private slots:
    void invalidTextNeverReachesTheDocument_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("stored");
        QTest::newRow("half a block") << "10.0.2" << "10.0.1.0/24";
        QTest::newRow("a word") << "private" << "10.0.1.0/24";
        QTest::newRow("a block") << "10.0.2.0/24" << "10.0.2.0/24";
    }

    void invalidTextNeverReachesTheDocument() {
        QFETCH(QString, typed);
        QFETCH(QString, stored);
        Fixture f("subnet-private-a");
        auto* edit = f.editor<QLineEdit>("cidrBlock");
        QVERIFY(edit);
        const int before = f.document.undoStack().count();
        type(edit, typed);
        const bool valid = typed == stored;
        QCOMPARE(f.problem("cidrBlock")->isVisible(), !valid);
        QVERIFY(valid || f.problem("cidrBlock")->text().contains(typed));
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(QString::fromStdString(f.value("subnet-private-a", "cidrBlock").get<std::string>()), stored);
        QCOMPARE(f.document.undoStack().count(), before + (valid ? 1 : 0));
        QCOMPARE(edit->text(), typed);
    }

    void aBlockOutsideTheVpcIsAllowedWithAWarning() {
        Fixture f("subnet-private-a");
        auto* edit = f.editor<QLineEdit>("cidrBlock");
        type(edit, QStringLiteral("192.168.1.0/24"));
        QVERIFY(f.problem("cidrBlock")->isVisible());
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(f.value("subnet-private-a", "cidrBlock"), Json("192.168.1.0/24"));
    }

    void anEditIsOneStepWithAText() {
        Fixture f("subnet-private-a");
        type(f.editor<QLineEdit>("name"), QStringLiteral("web"));
        QTest::keyClick(f.editor<QLineEdit>("name"), Qt::Key_Return);
        QCOMPARE(f.document.undoStack().count(), 1);
        QCOMPARE(f.document.undoStack().undoText(), QStringLiteral("Change name of private-a"));
        f.document.undoStack().undo();
        QCOMPARE(f.editor<QLineEdit>("name")->text(), QStringLiteral("private-a"));
    }

    void aFlagCommitsAtOnce() {
        Fixture f("vpc-lab");
        QTest::mouseClick(f.editor<QCheckBox>("enableDnsSupport"), Qt::LeftButton, {}, QPoint(8, 8));
        QCOMPARE(f.value("vpc-lab", "enableDnsSupport"), Json(false));
    }

    void aReferenceListIsTicked() {
        Fixture f("vpce-s3");
        auto* list = f.editor<QListWidget>("routeTableIds");
        QVERIFY(list);
        QCOMPARE(list->item(0)->checkState(), Qt::Checked);
        list->item(0)->setCheckState(Qt::Unchecked);
        QCOMPARE(f.value("vpce-s3", "routeTableIds"), Json::array());
    }

    void aListOfBlocksIsOneOnEachLine() {
        Fixture f("vpc-lab");
        auto* edit = f.editor<QPlainTextEdit>("cidrBlocks");
        edit->setFocus();
        edit->setPlainText(QStringLiteral("10.0.0.0/16\n10.1.0.0/99"));
        QVERIFY(f.problem("cidrBlocks")->isVisible());
        edit->setPlainText(QStringLiteral("10.0.0.0/16\n10.1.0.0/16"));
        QVERIFY(!f.problem("cidrBlocks")->isVisible());
        QFocusEvent left(QEvent::FocusOut);
        QApplication::sendEvent(edit, &left);
        QCOMPARE(f.value("vpc-lab", "cidrBlocks"), (Json{"10.0.0.0/16", "10.1.0.0/16"}));
    }

    void aRowIsStoredWhenItIsComplete() {
        Fixture f("rtb-private");
        auto* view = f.editor<QTableView>("routes");
        QVERIFY(view);
        const int before = view->model()->rowCount();
        f.inspector.findChild<QToolButton*>(QStringLiteral("records.routes.add"))->click();
        QCOMPARE(view->model()->rowCount(), before + 1);
        QVERIFY(f.problem("routes")->isVisible());
        QCOMPARE(f.document.undoStack().count(), 0);
        QVERIFY(view->model()->setData(view->model()->index(before, 0), QStringLiteral("0.0.0.0/0")));
        QCOMPARE(f.document.undoStack().count(), 0);
        QVERIFY(view->model()->setData(view->model()->index(before, 1), QStringLiteral("igw-1")));
        QCOMPARE(f.document.undoStack().count(), 1);
        const Json routes = f.value("rtb-private", "routes");
        QCOMPARE(routes.back()["destination"], Json("0.0.0.0/0"));
        QCOMPARE(routes.back()["target"], Json("igw-1"));
    }

    void aRouteTableShowsTheRoutesNobodyStores() {
        Fixture f("rtb-private");
        const auto* list = f.inspector.findChild<QTreeWidget*>(QStringLiteral("routes.derived"));
        QVERIFY(list);
        QStringList destinations;
        for (int i = 0; i < list->topLevelItemCount(); ++i)
            destinations << list->topLevelItem(i)->text(0);
        QVERIFY(destinations.contains(QStringLiteral("10.0.0.0/16")));
        QVERIFY(destinations.contains(QStringLiteral("com.amazonaws.us-east-1.s3")));
    }

    void partsAreEditedWithTheirWhole() {
        Fixture f("");
        Id instance;
        f.document.design().topology.forEach<Instance>([&](const Instance& each) { instance = each.id; });
        f.document.select({instance});
        QVERIFY2(f.inspector.findChild<QWidget*>(QStringLiteral("editor.sourceDestCheck")), "the interface's fields stand below the instance's");
    }

    void aPartIsAddedEditedAndDeleted() {
        Fixture f("");
        Sketch sketch;
        const Id gateway = sketch.place<TransitGateway>();
        f.document.reset(sketch.design, {});
        f.document.select({gateway});
        f.inspector.findChild<QPushButton*>(QStringLiteral("inspector.add.transit-gateway-route-table"))->click();
        Id added;
        f.document.design().topology.forEach<TransitGatewayRouteTable>([&](const TransitGatewayRouteTable& each) {
            if (!sketch.design.topology.contains(each.id))
                added = each.id;
        });
        QVERIFY(!added.empty());
        auto* section = f.section(added);
        QVERIFY(section && section->isOpen());
        auto* name = section->findChild<QWidget*>(QStringLiteral("editor.name"))->findChild<QLineEdit*>();
        type(name, QStringLiteral("spokes"));
        QTest::keyClick(name, Qt::Key_Return);
        QCOMPARE(f.value(added, "name"), Json("spokes"));
        section->findChild<QToolButton*>(QStringLiteral("part.remove.") + QString::fromStdString(added))->click();
        QVERIFY(!f.document.design().topology.contains(added));
        QVERIFY(!f.section(added));
        QCOMPARE(f.document.undoStack().count(), 3);
    }

    void manyPartsAreFoldedUntilOneIsRevealed() {
        Fixture f("");
        const JoinedSketch sketch;
        f.document.reset(sketch.design, {});
        f.document.select({sketch.tgw});
        const Id table = sketch.only<TransitGatewayRouteTable>();
        QVERIFY(f.section(table));
        QVERIFY(!f.section(table)->isOpen());
        QVERIFY(f.inspector.isShown(table));
        f.inspector.reveal(table, "/routes/0");
        QVERIFY(f.section(table)->isOpen());
        QVERIFY(f.section(table)->findChild<QWidget*>(QStringLiteral("editor.propagations")));
    }

    /// A load balancer's targets stand in a group of one of its listeners.
    void partsHaveParts() {
        Fixture f("");
        const JoinedSketch sketch;
        f.document.reset(sketch.design, {});
        f.document.select({sketch.balancer});
        const Id group = sketch.only<TargetGroup>();
        f.inspector.reveal(group, "/targets/0");
        QVERIFY(f.section(group) && f.section(group)->isOpen());
        QVERIFY(f.section(sketch.only<Listener>())->isAncestorOf(f.section(group)));
    }
};

WAYLIGHT_TEST(InspectorTest)
#include "tst_inspector.moc"
