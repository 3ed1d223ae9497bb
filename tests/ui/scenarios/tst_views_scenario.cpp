// SPDX-License-Identifier: MIT
#include "tests/core/edit/sketch.h"
#include "tests/support/corpora.h"
#include "tests/support/registry.h"
#include "tests/ui/canvas/canvas_driver.h"
#include "ui/canvas/found_marks.h"
#include "ui/canvas/problem_marks.h"
#include "ui/panels/find_bar.h"
#include "ui/panels/minimap.h"
#include "ui/panels/problems_panel.h"
#include "ui/render/problem_mark.h"
#include "ui/shell/main_window.h"

#include <QAction>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeWidget>
#include <QUndoView>

using namespace waylight;

namespace {

struct Session {
    QTemporaryDir folder;
    Settings settings{folder.path()};
    MainWindow window{settings, {.restore = false, .animated = false, .theme = ThemeChoice::Light}};
    CanvasDriver hand{window.canvas(), window.document()};

    Session() {
        window.resize(1500, 950);
        window.show();
        window.activateWindow();
    }
    ~Session() { window.document().undoStack().setClean(); }

    bool openSample(const char* name) {
        return window.openTemplate(QStringLiteral(":/samples/%1.waylight").arg(QLatin1String(name))) && QTest::qWaitForWindowActive(&window);
    }
    template <class W>
    W* find(const char* name) const {
        return window.findChild<W*>(QLatin1String(name));
    }
    QPoint viewMiddle() const { return const_cast<MainWindow&>(window).canvas().viewport()->rect().center(); }
    bool isInTheMiddle(const Id& id) const { return (const_cast<CanvasDriver&>(hand).middle(id) - viewMiddle()).manhattanLength() < 40; }

    /// For a look at it: in the folder that WAYLIGHT_TEST_PICTURES names, if it names one.
    void keepPicture(const char* name) {
        const QString pictures = qEnvironmentVariable("WAYLIGHT_TEST_PICTURES");
        if (!pictures.isEmpty())
            QVERIFY(window.grab().save(QStringLiteral("%1/views-%2.png").arg(pictures, QLatin1String(name))));
    }
};

bool overlaps(const Rect& a, const Rect& b) {
    return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

} // namespace

/// Getting about in a design with keys and mouse, in the whole window.
class ViewsScenario : public QObject {
    Q_OBJECT

private slots:
    void findAndLocate() {
        Session s;
        QVERIFY(s.openSample("s3-gateway-endpoint"));
        s.window.canvas().setFocus();
        s.window.canvas().zoomTo(0.2);
        QTest::keyClick(&s.window.canvas(), Qt::Key_F, Qt::ControlModifier);
        auto* words = s.find<QLineEdit>("find.text");
        QVERIFY(words->hasFocus());
        // The policy of the endpoint says this; nothing is called so.
        QTest::keyClicks(words, QStringLiteral("s3:getobject"));
        const auto hits = s.window.findBar().hits();
        QVERIFY(!hits.empty());
        QCOMPARE(s.find<QLabel>("find.count")->text(), QStringLiteral("1 of %1").arg(hits.size()));
        QCOMPARE(s.find<QListWidget>("find.list")->count(), static_cast<int>(hits.size()));
        QVERIFY2(s.window.document().selection().empty(), "typing selects nothing");

        QTest::keyClick(words, Qt::Key_Return);
        QCOMPARE(s.window.document().selection().size(), std::size_t(1));
        QVERIFY(s.window.canvas().zoom() > 0.5);
        QVERIFY(words->hasFocus());
        s.keepPicture("found");

        words->selectAll();
        const Id instance = s.hand.only<Instance>();
        QTest::keyClicks(words, QString::fromStdString(instance));
        QTest::keyClick(words, Qt::Key_Return);
        QCOMPARE(s.window.document().selection(), std::vector<Id>{instance});
        QVERIFY(s.isInTheMiddle(instance));
        const FoundMarks* marks = nullptr;
        for (const QGraphicsItem* item : s.window.canvas().scene()->items())
            if (const auto* found = dynamic_cast<const FoundMarks*>(item))
                marks = found;
        QVERIFY(marks && !marks->marked().empty());
        const Rect rect = s.hand.rect(instance);
        QCOMPARE(marks->marked().back(), QRectF(rect.x, rect.y, rect.width, rect.height));
        const QString first = s.find<QLabel>("find.count")->text();
        QTest::keyClick(words, Qt::Key_F3);
        QTest::keyClick(words, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(s.find<QLabel>("find.count")->text(), first);

        QTest::keyClick(words, Qt::Key_Escape);
        QVERIFY(!s.window.findBar().isVisible());
        QVERIFY(marks->marked().empty());
        QVERIFY(s.window.canvas().hasFocus());
    }

    void aClickInTheListGoesThere() {
        Session s;
        QVERIFY(s.openSample("s3-gateway-endpoint"));
        s.window.findBar().open();
        QTest::keyClicks(s.find<QLineEdit>("find.text"), QStringLiteral("10.0."));
        auto* list = s.find<QListWidget>("find.list");
        QVERIFY(list->count() > 1);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(list->item(1)).center());
        const Id id = s.window.findBar().hits()[1].resource;
        const PictureBox* box = s.window.document().picture().box(id);
        QVERIFY(box);
        QVERIFY(s.window.document().isSelected(id) || s.window.document().isSelected(box->id));
        QCOMPARE(s.find<QLabel>("find.count")->text().section(QLatin1Char(' '), 0, 0), QStringLiteral("2"));
    }

    void tidyAnImport() {
        const QString dump = corpusPath(QStringLiteral("reachability/labs/aws_demo"));
        if (dump.isEmpty())
            QSKIP("the corpora are not on this machine");
        Session s;
        QVERIFY(s.window.openPath(dump));
        QVERIFY(QTest::qWaitForWindowActive(&s.window));
        QVERIFY(s.hand.topology().size() > 5);
        s.window.canvas().setFocus();
        // As after much dragging about: everything at one place.
        Design heap = s.window.document().design();
        for (const PictureBox& box : s.window.document().picture().boxes())
            if (box.role == BoxRole::Symbol)
                heap.layout.set(box.id, {30, 50, box.rect.width, box.rect.height});
        s.window.document().commit(heap, QStringLiteral("Heap"));
        const std::string before = s.hand.bytes();
        QTest::keyClick(&s.window.canvas(), Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(s.window.document().undoStack().undoText(), QStringLiteral("Tidy"));
        const auto& boxes = s.window.document().picture().boxes();
        for (std::size_t i = 0; i < boxes.size(); ++i)
            for (std::size_t j = i + 1; j < boxes.size(); ++j)
                if (boxes[i].role == BoxRole::Symbol && boxes[j].role == BoxRole::Symbol)
                    QVERIFY2(!overlaps(boxes[i].rect, boxes[j].rect), (boxes[i].id + " over " + boxes[j].id).c_str());
        s.keepPicture("tidied");
        QTest::keyClick(&s.window.canvas(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(s.hand.bytes(), before);
    }

    void fixFromTheListOfProblems() {
        Session s;
        QVERIFY(s.openSample("broken-01-no-route-table"));
        const std::string before = s.hand.bytes();
        const auto findings = s.window.document().findings();
        const auto broken = std::find_if(findings.begin(), findings.end(), [](const Finding& each) { return each.rule == "endpoint-without-route-table"; });
        QVERIFY(broken != findings.end());

        // The mark on the canvas leads to the row.
        s.window.canvas().zoomTo(1);
        const PictureBox* box = s.window.document().picture().box(broken->resource);
        s.window.canvas().centerOn(problemMarkAt(*box));
        const QPoint mark = s.hand.pixel(problemMarkAt(*box));
        s.hand.click(mark);
        auto* list = s.find<QTreeWidget>("problems.list");
        QVERIFY(list->isVisible());
        QVERIFY(list->currentItem());
        QCOMPARE(s.window.document().selection(), std::vector<Id>{broken->resource});

        // The row leads to the element, and the button mends it in one step.
        s.window.document().select({});
        for (int row = 0; row < list->topLevelItemCount(); ++row)
            if (list->topLevelItem(row)->text(3) == QStringLiteral("endpoint-without-route-table"))
                QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(list->topLevelItem(row)).center());
        QCOMPARE(s.window.document().selection(), std::vector<Id>{broken->resource});
        QVERIFY(s.isInTheMiddle(broken->resource));
        auto* fix = s.find<QPushButton>("problems.fix");
        QVERIFY(fix->isEnabled());
        s.keepPicture("problem");
        QTest::mouseClick(fix, Qt::LeftButton);
        QCOMPARE(s.window.document().undoStack().count(), 1);
        for (const Finding& each : s.window.document().findings())
            QVERIFY(each.rule != "endpoint-without-route-table");
        s.find<QAction>("action.edit.undo")->trigger();
        QCOMPARE(s.hand.bytes(), before);
    }

    void approveWithAReasonAndThinkAgain() {
        Session s;
        QVERIFY(s.openSample("broken-01-no-route-table"));
        auto& problems = s.window.problems();
        const int open = problems.openCount();
        s.window.showProblem(0);
        const Id approval = s.window.document().findings().front().approvalId();
        QTimer::singleShot(0, &s.window, [&] {
            auto* dialog = s.window.findChild<QInputDialog*>();
            QVERIFY(dialog);
            dialog->setTextValue(QStringLiteral("for the course"));
            dialog->accept();
        });
        auto* approve = s.find<QPushButton>("problems.approve");
        QTest::mouseClick(approve, Qt::LeftButton);
        QCOMPARE(problems.openCount(), open - 1);
        QCOMPARE(s.window.document().design().approvals.find(approval)->reason, std::string("for the course"));
        QVERIFY(s.hand.bytes().find("for the course") != std::string::npos);
        QVERIFY2(!approve->isEnabled(), "its row is hidden now");
        for (std::size_t i = 0; i < s.window.document().findings().size(); ++i)
            if (s.window.document().findings()[i].approvalId() == approval)
                s.window.showProblem(static_cast<int>(i));
        QCOMPARE(approve->text(), QStringLiteral("Withdraw approval"));
        QTest::mouseClick(approve, Qt::LeftButton);
        QCOMPARE(problems.openCount(), open);
    }

    void severitiesCanBeHiddenAndAreCounted() {
        Session s;
        QVERIFY(s.openSample("broken-01-no-route-table"));
        s.window.showProblem(0);
        const auto& findings = s.window.document().findings();
        QVERIFY(findings.front().severity == Severity::Error);
        auto* errors = s.find<QToolButton>("problems.errors");
        QCOMPARE(errors->text().toLongLong(), static_cast<qlonglong>(std::count_if(findings.begin(), findings.end(), [](const Finding& each) { return each.severity == Severity::Error; })));
        QTest::mouseClick(errors, Qt::LeftButton);
        auto* list = s.find<QTreeWidget>("problems.list");
        QVERIFY(list->topLevelItem(0)->isHidden());
        s.window.showProblem(0);
        QVERIFY2(!list->topLevelItem(0)->isHidden() && errors->isChecked(), "what is asked for is never hidden");
    }

    void theMapMovesTheCanvas() {
        Session s;
        QVERIFY(s.openSample("s3-gateway-endpoint"));
        auto* map = s.find<Minimap>("minimap");
        QVERIFY(map->isVisible());
        const Id bucket = s.hand.only<Bucket>();
        const Rect rect = s.hand.rect(bucket);
        s.window.canvas().zoomTo(2);
        s.window.canvas().centerOn(rect.x - 2000, rect.y);
        const QPointF middle(rect.x + rect.width / 2.0, rect.y + rect.height / 2.0);
        const QPoint there = map->toMap(middle).toPoint();
        QTest::mousePress(map, Qt::LeftButton, {}, there);
        QVERIFY((s.hand.middle(bucket) - s.viewMiddle()).manhattanLength() < 60);
        QMouseEvent drag(QEvent::MouseMove, QPointF(there + QPoint(-20, 0)), map->mapToGlobal(QPointF(there + QPoint(-20, 0))), Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(map, &drag);
        QVERIFY(s.hand.middle(bucket).x() > s.viewMiddle().x() + 60);
        QTest::mouseRelease(map, Qt::LeftButton, {}, there + QPoint(-20, 0));
    }

    void historyGoesToAnyStep() {
        Session s;
        QVERIFY(s.openSample("s3-gateway-endpoint"));
        const std::string opened = s.hand.bytes();
        s.window.document().select({s.hand.only<Instance>()});
        s.window.canvas().setFocus();
        for (int i = 0; i < 3; ++i)
            s.hand.key(Qt::Key_Down);
        auto* history = s.find<QUndoView>("history.list");
        QCOMPARE(history->model()->rowCount(), s.window.document().undoStack().count() + 1);
        history->setCurrentIndex(history->model()->index(0, 0));
        QCOMPARE(s.hand.bytes(), opened);
        QVERIFY(!s.window.isWindowModified());
        QVERIFY(s.window.document().undoStack().canRedo());
    }

    void theLayerOfCostsShowsPricesAndTheirSum() {
        Session s;
        s.window.newDesign();
        Sketch sketch;
        const Id vpc = sketch.place<Vpc>();
        const Id subnet = sketch.place<Subnet>(vpc, {80, 100});
        const Id nat = sketch.place<NatGateway>(subnet, {120, 160});
        s.window.document().reset(sketch.design, {});
        auto* sum = s.find<QLabel>("status.costs");
        QVERIFY(!sum->isVisible());
        QVERIFY(s.window.document().picture().box(nat)->price.empty());
        QTest::mouseClick(s.find<QToolButton>("layers.cost"), Qt::LeftButton);
        const std::string price = s.window.document().picture().box(nat)->price;
        QVERIFY2(price.starts_with("$3") && price.ends_with("/GB"), price.c_str());
        QVERIFY(sum->isVisible());
        QVERIFY2(sum->text().startsWith(QStringLiteral("$3")), qPrintable(sum->text()));
        QVERIFY(s.settings.layers().cost);
        QVERIFY2(s.settings.layers().all(), "nothing is hidden by it");
        s.keepPicture("costs");
        // An edit changes both.
        s.window.document().commit(edit::removed(s.window.document().design(), {nat}), QStringLiteral("Delete"));
        QCOMPARE(sum->text(), QStringLiteral("$0.00 a month"));
        s.window.document().undoStack().undo();
        QCOMPARE(s.window.document().picture().box(nat)->price, price);
        QTest::mouseClick(s.find<QToolButton>("layers.cost"), Qt::LeftButton);
        QVERIFY(s.window.document().picture().box(nat)->price.empty());
    }

    void layersHideAndAreRemembered() {
        Session s;
        QVERIFY(s.openSample("s3-gateway-endpoint"));
        const Id table = s.hand.topology().table(kindOf<RouteTable>).begin()->first;
        QVERIFY(s.hand.rect(table).width > 0);
        QTest::mouseClick(s.find<QToolButton>("layers.routing"), Qt::LeftButton);
        QCOMPARE(s.hand.rect(table).width, 0);
        QVERIFY(!s.find<QAction>("action.view.layer-routing")->isChecked());
        QVERIFY(!s.settings.layers().routing);
        QCOMPARE(s.window.document().undoStack().count(), 0);
        s.keepPicture("without-routing");

        // An edit with a layer off is as with it on.
        const Id instance = s.hand.only<Instance>();
        s.window.document().select({instance});
        s.window.canvas().setFocus();
        s.hand.key(Qt::Key_Down);
        QVERIFY(s.window.document().wholePicture() == draw(s.window.document().design()) || s.window.document().wholePicture().box(table));
        s.window.locate(table);
        QVERIFY2(s.hand.rect(table).width > 0, "what is looked for is shown");
        QVERIFY(s.settings.layers().all());
    }
};

WAYLIGHT_TEST(ViewsScenario)
#include "tst_views_scenario.moc"
