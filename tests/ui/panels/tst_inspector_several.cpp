// SPDX-License-Identifier: MIT
#include "tests/support/registry.h"
#include "tests/ui/panels/inspector_fixture.h"
#include "ui/panels/reference_combo.h"

#include <QCheckBox>
#include <QComboBox>
#include <QListWidget>
#include <QPushButton>

using namespace waylight;

namespace {

/// Two instances in a subnet of two.
struct Pair : PrivateSketch {
    Id other = place<Instance>(subnet, {120, 300});
    Id second = place<Subnet>(vpc, {80, 500});

    void name(const Id& id, const char* text) { design = *edit::fieldSet(design, id, "name", text); }
};

} // namespace

class InspectorSeveralTest : public QObject {
    Q_OBJECT

private slots:
    void differentValuesAreSaidSo() {
        Pair sketch;
        Inspected f(sketch.design, {sketch.instance, sketch.other});
        auto* type = f.editor<QLineEdit>("instanceType");
        auto* name = f.editor<QLineEdit>("name");
        QVERIFY(type && name);
        QCOMPARE(name->text(), QString());
        QCOMPARE(name->placeholderText(), QStringLiteral("Multiple values"));
        QCOMPARE(f.inspector.findChild<QLabel*>(QStringLiteral("inspector.selection"))->text(), QStringLiteral("2 instances"));
        // Looking at them changes nothing.
        name->setFocus();
        QTest::keyClick(name, Qt::Key_Return);
        QCOMPARE(f.steps(), 0);
    }

    void anEditSetsAllInOneStep() {
        Pair sketch;
        Inspected f(sketch.design, {sketch.instance, sketch.other});
        Inspected::type(f.editor<QLineEdit>("instanceType"), "m5.large");
        QCOMPARE(f.steps(), 1);
        QCOMPARE(f.document.undoStack().undoText(), QStringLiteral("Set Type of 2 elements"));
        QCOMPARE(f.value(sketch.instance, "instanceType"), Json("m5.large"));
        QCOMPARE(f.value(sketch.other, "instanceType"), Json("m5.large"));
        f.document.undoStack().undo();
        QVERIFY(f.document.design() == sketch.design);
    }

    void kindsAreCountedAndShareFields() {
        Pair sketch;
        Inspected f(sketch.design, {sketch.instance, sketch.other, sketch.subnet});
        QCOMPARE(f.inspector.findChild<QLabel*>(QStringLiteral("inspector.selection"))->text(), QStringLiteral("2 instances, 1 subnet"));
        QVERIFY(f.editor<QLineEdit>("name"));
        QVERIFY(!f.editor<QLineEdit>("instanceType"));
        QVERIFY(!f.editor<QLineEdit>("cidrBlock"));
    }

    void whatMustDifferIsLocked() {
        Pair sketch;
        Inspected f(sketch.design, {sketch.subnet, sketch.second});
        QVERIFY(!f.editor<QLineEdit>("cidrBlock")->isEnabled());
        QVERIFY(f.note("facts", "cidrBlock")->text().contains(QStringLiteral("its own")));
        QVERIFY(f.editor<QLineEdit>("availabilityZone")->isEnabled());
    }

    void aFlagHasAThirdState() {
        Pair sketch;
        sketch.design = *edit::fieldSet(sketch.design, sketch.subnet, "mapPublicIpOnLaunch", true);
        Inspected f(sketch.design, {sketch.subnet, sketch.second});
        auto* box = f.editor<QCheckBox>("mapPublicIpOnLaunch");
        QVERIFY(box);
        QCOMPARE(box->checkState(), Qt::PartiallyChecked);
        QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
        QCOMPARE(f.value(sketch.second, "mapPublicIpOnLaunch"), Json(true));
        QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
        QCOMPARE(box->checkState(), Qt::Unchecked);
        QCOMPARE(f.value(sketch.subnet, "mapPublicIpOnLaunch"), Json(false));
        QCOMPARE(f.steps(), 2);
    }

    void aReferenceIsSetForAll() {
        Pair sketch;
        sketch.connect(sketch.subnet, sketch.table);
        Inspected f(sketch.design, {sketch.subnet, sketch.second});
        auto* combo = f.editor<ReferenceCombo>("routeTableId");
        QVERIFY(combo->isMixed());
        Inspected::type(combo->lineEdit(), sketch.table.c_str());
        QCOMPARE(f.value(sketch.second, "routeTableId"), Json(sketch.table));
        QCOMPARE(f.steps(), 1);
    }

    /// A tick at one group leaves the others of each interface alone.
    void groupsOfInterfacesAreAddedToEach() {
        Pair sketch;
        const Id group = sketch.place<SecurityGroup>(sketch.vpc);
        const Id own = sketch.place<SecurityGroup>(sketch.vpc);
        const Id first = interfacesOf(sketch.design.topology, sketch.instance).front()->id;
        const Id second = interfacesOf(sketch.design.topology, sketch.other).front()->id;
        sketch.design = *edit::fieldSet(sketch.design, first, "groups", Json{own});
        sketch.design = *edit::fieldSet(sketch.design, second, "groups", Json::array());
        Inspected f(sketch.design, {sketch.instance, sketch.other});
        auto* list = f.editor<QListWidget>("groups");
        QVERIFY(list);
        for (int i = 0; i < list->count(); ++i)
            if (list->item(i)->data(Qt::UserRole).toString().toStdString() == group)
                list->item(i)->setCheckState(Qt::Checked);
        const Json left = f.value(first, "groups");
        QCOMPARE(left.size(), std::size_t(2));
        QVERIFY(left[0] == Json(own) || left[1] == Json(own));
        QCOMPARE(f.value(second, "groups"), Json{group});
        QCOMPARE(f.steps(), 1);
    }

    void aTagIsAddedAndTheOthersStay() {
        Pair sketch;
        sketch.design = *edit::fieldSet(sketch.design, sketch.subnet, "tags", {{"owner", "ann"}, {"stage", "test"}});
        sketch.design = *edit::fieldSet(sketch.design, sketch.second, "tags", {{"owner", "bob"}});
        Inspected f(sketch.design, {sketch.subnet, sketch.second});
        auto* view = f.editor<QTableView>("tags");
        QVERIFY(view);
        QAbstractItemModel& model = *view->model();
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, 1).data().toString(), QStringLiteral("Multiple values"));
        QVERIFY(model.setData(model.index(1, 1), QStringLiteral("live")));
        QCOMPARE(f.value(sketch.subnet, "tags"), (Json{{"owner", "ann"}, {"stage", "live"}}));
        QCOMPARE(f.value(sketch.second, "tags"), (Json{{"owner", "bob"}, {"stage", "live"}}));
        QCOMPARE(f.steps(), 1);
    }

    void listsThatDifferAreNotMixed() {
        Pair sketch;
        const Id other = sketch.place<RouteTable>(sketch.vpc);
        const Id gateway = sketch.place<InternetGateway>(sketch.vpc);
        sketch.connect(other, gateway);
        Inspected f(sketch.design, {sketch.table, other});
        auto* view = f.editor<QTableView>("routes");
        QVERIFY(view && !view->isVisible());
        QCOMPARE(f.steps(), 0);
    }

    void theBlockSaysWhatItIsWhileTyping() {
        Pair sketch;
        Inspected f(sketch.design, {sketch.second});
        auto* edit = f.editor<QLineEdit>("cidrBlock");
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, QStringLiteral("10.0.0.128/25"));
        QVERIFY2(f.note("facts", "cidrBlock")->text().contains(QStringLiteral("123 usable")), qPrintable(f.note("facts", "cidrBlock")->text()));
        QVERIFY(f.note("problem", "cidrBlock")->text().contains(QStringLiteral("overlaps")));
        edit->selectAll();
        QTest::keyClicks(edit, QStringLiteral("10.0.0"));
        QVERIFY(!f.note("facts", "cidrBlock")->isVisible());
        QVERIFY(f.note("problem", "cidrBlock")->text().contains(QStringLiteral("10.0.0.0/16")));
        QTest::keyClick(edit, Qt::Key_Escape);
        QCOMPARE(edit->text(), QStringLiteral("10.0.1.0/24"));
        QCOMPARE(f.steps(), 0);
    }

    void theNextFreeBlockIsAButton() {
        Pair sketch;
        sketch.design = *edit::fieldSet(sketch.design, sketch.second, "cidrBlock", "10.0.0.0/25");
        Inspected f(sketch.design, {sketch.second});
        QVERIFY(f.note("problem", "cidrBlock")->isVisible());
        f.inspector.findChild<QPushButton*>(QStringLiteral("free.cidrBlock"))->click();
        QCOMPARE(f.value(sketch.second, "cidrBlock"), Json("10.0.1.0/25"));
        QVERIFY(!f.note("problem", "cidrBlock")->isVisible());
        QCOMPARE(f.steps(), 1);
    }

    void aReferenceIsTypedAheadPickedAndFollowed() {
        Pair sketch;
        sketch.name(sketch.table, "private routes");
        Inspected f(sketch.design, {sketch.subnet});
        auto* combo = f.editor<ReferenceCombo>("routeTableId");
        Inspected::type(combo->lineEdit(), "nothing like it");
        QCOMPARE(f.steps(), 0);
        QVERIFY(f.note("problem", "routeTableId")->text().contains(QStringLiteral("nothing like it")));
        Inspected::type(combo->lineEdit(), "private r");
        QCOMPARE(f.value(sketch.subnet, "routeTableId"), Json(sketch.table));
        QVERIFY(!f.note("problem", "routeTableId")->isVisible());

        QSignalSpy jumps(&f.inspector, &InspectorPanel::jumpRequested);
        f.button("jump.routeTableId")->click();
        QCOMPARE(jumps.value(0).value(0).toString().toStdString(), sketch.table);

        QSignalSpy picks(&f.inspector, &InspectorPanel::pickRequested);
        f.button("pick.routeTableId")->click();
        QCOMPARE(picks.count(), 1);
        f.inspector.picked(sketch.instance);
        QVERIFY(f.note("problem", "routeTableId")->text().contains(QStringLiteral("Instance")));
        QCOMPARE(f.value(sketch.subnet, "routeTableId"), Json(sketch.table));
        Id other; // the VPC's main table
        sketch.design.topology.forEach<RouteTable>([&](const RouteTable& each) {
            if (each.vpc.id == sketch.vpc && each.id != sketch.table)
                other = each.id;
        });
        f.button("pick.routeTableId")->click();
        f.inspector.picked(other);
        QCOMPARE(f.value(sketch.subnet, "routeTableId"), Json(other));
        f.inspector.picked(sketch.table); // nobody asks any more
        QCOMPARE(f.value(sketch.subnet, "routeTableId"), Json(other));
    }

    void f1SaysWhatAFieldIs() {
        Pair sketch;
        Inspected f(sketch.design, {sketch.subnet});
        QVERIFY(!f.note("help.text", "cidrBlock")->isVisible());
        auto* edit = f.editor<QLineEdit>("cidrBlock");
        edit->setFocus();
        QTest::keyClick(edit, Qt::Key_F1);
        QVERIFY(f.note("help.text", "cidrBlock")->isVisible());
        QVERIFY(f.note("help.text", "cidrBlock")->text().contains(QStringLiteral("first four")));
        QTest::keyClick(edit, Qt::Key_F1);
        QVERIFY(!f.note("help.text", "cidrBlock")->isVisible());
    }

    /// Every kind fits into a narrow dock: nothing sticks out at its right.
    void nothingIsClipped() {
        JoinedSketch sketch;
        Inspected f(sketch.design, {});
        f.inspector.resize(280, 900);
        for (Kind kind = 0; kind < kindCount; ++kind) {
            const auto& table = f.document.design().topology.table(kind);
            if (table.empty())
                continue;
            f.document.select({table.begin()->first});
            QTest::qWait(1);
            for (const QWidget* each : f.inspector.findChildren<QWidget*>()) {
                if (!each->isVisible() || each->window() != &f.inspector || each->parentWidget()->inherits("QAbstractItemView") || each->inherits("QHeaderView") || each->parentWidget()->inherits("QHeaderView"))
                    continue;
                const int right = each->mapTo(&f.inspector, QPoint(each->width(), 0)).x();
                QVERIFY2(right <= 280, qPrintable(QStringLiteral("%1 %2 %3: %4").arg(QString::fromUtf8(typeInfo(kind).label.data()), each->metaObject()->className(), each->objectName()).arg(right)));
            }
        }
    }
};

WAYLIGHT_TEST(InspectorSeveralTest)
#include "tst_inspector_several.moc"
