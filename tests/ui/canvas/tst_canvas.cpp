// SPDX-License-Identifier: MIT
#include "tests/core/edit/sketch.h"
#include "tests/support/registry.h"
#include "tests/ui/canvas/canvas_driver.h"

#include <QSignalSpy>
#include <QWheelEvent>

#include <set>

using namespace waylight;

namespace {

/// A canvas with a document.
struct Holder {
    Document document;
    Player player;
    CanvasView view{document, player};
};

class Bench : public Holder, public CanvasDriver {
public:
    explicit Bench(Design start = {}) : CanvasDriver(Holder::view, Holder::document) {
        document.reset(std::move(start), {});
        view.resize(1600, 1100);
        view.show();
        view.fit();
    }
};

/// The private sketch with a second subnet, in another zone.
struct TwoSubnets : PrivateSketch {
    Id other = place<Subnet>(zoneId(vpc, "us-east-1b"), {700, 120});
};

} // namespace

class CanvasTest : public QObject {
    Q_OBJECT

private slots:
    void paletteItemsBecomeMembersOfWhatTheyAreDroppedOn() {
        Bench bench;
        QVERIFY(bench.paletteItem("vpc", {400, 300}));
        const Id vpc = bench.only<Vpc>();
        QCOMPARE(bench.undoText(), QStringLiteral("Add VPC 1"));
        QVERIFY(bench.document.isSelected(vpc));
        bench.view.fit();
        QVERIFY(bench.paletteItem("subnet", bench.inside(vpc)));
        const Id subnet = bench.only<Subnet>();
        QCOMPARE(bench.topology().get<Subnet>(subnet)->vpc.id, vpc);
        bench.view.fit();
        QVERIFY(bench.paletteItem("instance", bench.inside(subnet)));
        QCOMPARE(parentOf(bench.topology(), bench.only<Instance>()), subnet);
        QCOMPARE(bench.steps(), 3);
        const std::string done = bench.bytes();
        for (int i = 0; i < 3; ++i)
            bench.document.undoStack().undo();
        QCOMPARE(bench.topology().size(), std::size_t(0));
        for (int i = 0; i < 3; ++i)
            bench.document.undoStack().redo();
        QCOMPARE(bench.bytes(), done);
    }

    void aHoveringPaletteItemSaysWhatItWouldBecome() {
        PrivateSketch sketch;
        Bench bench(sketch.design);
        bench.paletteItem("instance", bench.inside(sketch.subnet), false);
        QCOMPARE(bench.view.bubbleText(), QStringLiteral("becomes a member of Subnet 1, address 10.0.0.5"));
        QDragLeaveEvent leave;
        QApplication::sendEvent(bench.view.viewport(), &leave);
        QVERIFY(bench.view.bubbleText().isEmpty());
        QCOMPARE(bench.steps(), 0);
    }

    void aRefusedDropSaysWhyAndChangesNothing() {
        PrivateSketch sketch;
        Bench bench(sketch.design);
        QVERIFY(!bench.paletteItem("internet-gateway", bench.inside(sketch.subnet)));
        QCOMPARE(bench.view.bubbleText(), QStringLiteral("✕ An internet gateway belongs to a VPC, not to a subnet: drop it on a VPC."));
        QCOMPARE(bench.steps(), 0);
        QVERIFY(!bench.paletteItem("no-such-kind", bench.inside(sketch.subnet)));
    }

    void clicksSelect() {
        PrivateSketch sketch;
        Bench bench(sketch.design);
        const auto selection = [&] { return bench.document.selection(); };
        bench.click(bench.middle(sketch.instance));
        QVERIFY(selection() == std::vector{sketch.instance});
        bench.click(bench.middle(sketch.bucket), Qt::ShiftModifier);
        QVERIFY((selection() == std::vector{sketch.instance, sketch.bucket}));
        bench.click(bench.middle(sketch.instance), Qt::ControlModifier);
        QVERIFY(selection() == std::vector{sketch.bucket});
        bench.click(bench.inside(sketch.subnet));
        QVERIFY(selection() == std::vector{sketch.subnet});
        bench.key(Qt::Key_Escape);
        QVERIFY(selection().empty());
        QCOMPARE(bench.steps(), 0);
    }

    /// With nothing near that it could be in line with.
    void aDragMovesOnTheGridInOneStep() {
        const auto alone = edit::placed(Design(), kindOf<Role>, {}, {200, 200});
        QVERIFY(bool(alone));
        Bench bench(alone->design);
        const std::string first = bench.bytes();
        const Rect before = bench.rect(alone->id);
        bench.view.zoomTo(1);
        const QPoint from = bench.middle(alone->id);
        bench.drag(from, from + QPoint(-61, 30));
        QCOMPARE(bench.steps(), 0);
        bench.release(from + QPoint(-61, 30));
        QCOMPARE(bench.steps(), 1);
        QCOMPARE(bench.undoText(), QStringLiteral("Move ") + QString::fromStdString(displayName(base(*alone->design.topology.find(alone->id)))));
        const Rect after = bench.rect(alone->id);
        QVERIFY(std::abs(after.x - (before.x - 61)) <= 4 && std::abs(after.y - (before.y + 30)) <= 4);
        QVERIFY(after.x % 8 == 0 && after.y % 8 == 0);
        bench.document.undoStack().undo();
        QCOMPARE(bench.bytes(), first);
    }

    void draggingToAnotherSubnetMakesAMember() {
        TwoSubnets sketch;
        Bench bench(sketch.design);
        const std::string first = bench.bytes();
        bench.drag(bench.middle(sketch.instance), bench.inside(sketch.other));
        QCOMPARE(bench.view.bubbleText(), QStringLiteral("becomes a member of Subnet 2, address 10.0.1.4"));
        bench.release(bench.inside(sketch.other));
        QVERIFY(bench.view.bubbleText().isEmpty());
        QCOMPARE(parentOf(bench.topology(), sketch.instance), sketch.other);
        QCOMPARE(bench.undoText(), QStringLiteral("Move Instance 1 to Subnet 2"));
        QVERIFY(contains(bench.rect(sketch.other), bench.rect(sketch.instance)));
        bench.document.undoStack().undo();
        QCOMPARE(bench.bytes(), first);
    }

    void aRefusedMoveSnapsBackAndSaysWhy() {
        PrivateSketch sketch;
        Bench bench(sketch.design);
        const Rect before = bench.rect(sketch.bucket);
        bench.dragAndDrop(bench.middle(sketch.bucket), bench.inside(sketch.vpc));
        QVERIFY(bench.view.bubbleText().contains(QStringLiteral("outside every VPC")));
        QCOMPARE(bench.steps(), 0);
        QVERIFY(bench.rect(sketch.bucket) == before);
    }

    void escapeCancelsADrag() {
        TwoSubnets sketch;
        Bench bench(sketch.design);
        bench.drag(bench.middle(sketch.instance), bench.inside(sketch.other));
        bench.key(Qt::Key_Escape);
        bench.release(bench.inside(sketch.other));
        QCOMPARE(bench.steps(), 0);
        QVERIFY(bench.view.bubbleText().isEmpty());
    }

    void aContainerIsMovedByItsTitle() {
        PrivateSketch sketch;
        Bench bench(sketch.design);
        const Rect vpc = bench.rect(sketch.vpc);
        const Rect instance = bench.rect(sketch.instance);
        bench.dragAndDrop(bench.title(sketch.vpc), bench.title(sketch.vpc) + QPoint(40, 40));
        QCOMPARE(bench.undoText(), QStringLiteral("Move VPC 1"));
        QVERIFY(bench.rect(sketch.vpc).x > vpc.x);
        QCOMPARE(bench.rect(sketch.instance).x - instance.x, bench.rect(sketch.vpc).x - vpc.x);
    }

    void draggingInAnEmptyAreaSelectsWhatIsInside() {
        TwoSubnets sketch;
        Bench bench(sketch.design);
        const Rect zone = bench.rect(zoneId(sketch.vpc, "us-east-1a"));
        const Rect subnet = bench.rect(sketch.subnet);
        // From a free point of the zone's area beside the subnet, round the subnet.
        bench.dragAndDrop(bench.pixel({zone.x + 10.0, zone.y + 36.0}), bench.pixel({subnet.right() + 6.0, subnet.bottom() + 6.0}));
        QVERIFY(bench.document.selection() == std::vector{sketch.subnet});
        QCOMPARE(bench.steps(), 0);
        bench.dragAndDrop(bench.pixel({subnet.x + 16.0, subnet.bottom() - 16.0}), bench.pixel({subnet.right() - 16.0, subnet.y + 36.0}), Qt::ShiftModifier);
        QVERIFY((bench.document.selection() == std::vector{sketch.subnet, sketch.instance}));
    }

    void deleteRemovesWithEverythingInsideAndUndoBringsItBack() {
        TwoSubnets sketch;
        Bench bench(sketch.design);
        const std::string first = bench.bytes();
        bench.click(bench.inside(sketch.subnet));
        bench.key(Qt::Key_Delete);
        QCOMPARE(bench.undoText(), QStringLiteral("Delete Subnet 1"));
        QVERIFY(!bench.topology().contains(sketch.subnet) && !bench.topology().contains(sketch.instance));
        QVERIFY(bench.document.selection().empty());
        bench.document.undoStack().undo();
        QCOMPARE(bench.bytes(), first);
        QVERIFY(bench.document.selection() == std::vector{sketch.subnet});
        QCOMPARE(bench.document.undoStack().redoText(), QStringLiteral("Delete Subnet 1"));
    }

    void theConnectToolAssociates() {
        PrivateSketch sketch;
        Bench bench(sketch.design);
        bench.view.setTool(Tool::Connect);
        bench.drag(bench.middle(sketch.table), bench.middle(sketch.endpoint));
        QCOMPARE(bench.view.bubbleText(), QStringLiteral("route table Route table 2 gets the route to the endpoint S3 endpoint 1"));
        bench.release(bench.middle(sketch.endpoint));
        QCOMPARE(bench.topology().get<VpcEndpoint>(sketch.endpoint)->routeTables.size(), std::size_t(1));
        QCOMPARE(bench.undoText(), QStringLiteral("Connect Route table 2 and S3 endpoint 1"));
        // The same with two clicks.
        bench.click(bench.inside(sketch.subnet));
        bench.click(bench.middle(sketch.table));
        QCOMPARE(bench.topology().get<Subnet>(sketch.subnet)->routeTable.id, sketch.table);
        // Refused: the reason stays to be read.
        bench.dragAndDrop(bench.inside(sketch.subnet), bench.middle(sketch.endpoint));
        QVERIFY(bench.view.bubbleText().contains(QStringLiteral("by its route table")));
        QCOMPARE(bench.steps(), 2);
    }

    void deletingAConnectorDissociates() {
        PrivateSketch sketch;
        sketch.connect(sketch.table, sketch.endpoint);
        Bench bench(sketch.design);
        const auto& connectors = bench.document.picture().connectors();
        const auto route = std::find_if(connectors.begin(), connectors.end(), [](const PictureConnector& each) { return each.role == ConnectorRole::EndpointRoute; });
        QVERIFY(route != connectors.end());
        const Id id = route->id;
        bench.document.select({id});
        QVERIFY(bench.document.isSelected(id));
        bench.key(Qt::Key_Delete);
        QVERIFY(bench.topology().get<VpcEndpoint>(sketch.endpoint)->routeTables.empty());
        QVERIFY(bench.topology().contains(sketch.table) && bench.topology().contains(sketch.endpoint));
    }

    void theConnectorUnderThePointerIsSelected() {
        PrivateSketch sketch;
        sketch.connect(sketch.table, sketch.endpoint);
        Bench bench(sketch.design);
        int tried = 0;
        for (const PictureConnector& each : bench.document.picture().connectors()) {
            if (each.role != ConnectorRole::EndpointRoute)
                continue;
            const Point a = each.points[each.points.size() / 2 - 1], b = each.points[each.points.size() / 2];
            bench.click(bench.pixel({(a.x + b.x) / 2.0, (a.y + b.y) / 2.0}));
            QVERIFY(bench.document.selection() == std::vector{each.id});
            ++tried;
        }
        QCOMPARE(tried, 1);
    }

    void thePlaceToolPlacesAndShiftGoesOn() {
        PrivateSketch sketch;
        Bench bench(sketch.design);
        bench.view.startPlacing(kindOf<Instance>);
        bench.click(bench.inside(sketch.subnet), Qt::ShiftModifier);
        QCoreApplication::processEvents();
        QVERIFY(bench.view.tool() == Tool::Place);
        bench.click(bench.inside(sketch.subnet));
        QCoreApplication::processEvents();
        QVERIFY(bench.view.tool() == Tool::Select);
        QCOMPARE(bench.topology().table(kindOf<Instance>).size(), std::size_t(3));
        QCOMPARE(bench.steps(), 2);
    }

    void arrowKeysNudge() {
        PrivateSketch sketch;
        Bench bench(sketch.design);
        const Rect before = bench.rect(sketch.table);
        bench.click(bench.middle(sketch.table));
        bench.key(Qt::Key_Right);
        bench.key(Qt::Key_Down);
        QCOMPARE(bench.rect(sketch.table).x, before.x + 8);
        QCOMPARE(bench.rect(sketch.table).y, before.y + 8);
    }

    void nudgesOneAfterAnotherAreOneStep() {
        PrivateSketch sketch;
        Bench bench(sketch.design);
        const std::string first = bench.bytes();
        bench.document.setMergeTime(60'000);
        bench.click(bench.middle(sketch.table));
        for (int i = 0; i < 5; ++i)
            bench.key(Qt::Key_Right);
        bench.key(Qt::Key_Down);
        QCOMPARE(bench.steps(), 1);
        bench.click(bench.middle(sketch.role));
        bench.key(Qt::Key_Right);
        QCOMPARE(bench.steps(), 2);
        bench.key(Qt::Key_Left);
        QCOMPARE(bench.steps(), 1); // there and back is nothing
        const std::string nudged = bench.bytes();
        bench.document.undoStack().undo();
        QCOMPARE(bench.bytes(), first);
        QVERIFY(bench.document.selection() == std::vector{sketch.table});
        bench.document.undoStack().redo();
        QCOMPARE(bench.bytes(), nudged);

        bench.document.setMergeTime(0);
        bench.key(Qt::Key_Right);
        bench.key(Qt::Key_Right);
        QCOMPARE(bench.steps(), 3);
    }

    /// The event's own modifiers count: those of the keyboard are old news while something is dragged from outside.
    void altKeepsWhatIsDraggedFromThePaletteOffTheGuides() {
        PrivateSketch sketch;
        Bench bench(sketch.design);
        const Rect bucket = bench.rect(sketch.bucket);
        const QPoint below = bench.pixel({bucket.x + bucket.width / 2.0 + 2, bucket.bottom() + 160.0});
        QVERIFY(bench.paletteItem("bucket", below, false));
        QVERIFY(!bench.view.guides().empty());
        QVERIFY(bench.paletteItem("bucket", below, false, Qt::AltModifier));
        QVERIFY(bench.view.guides().empty());
    }

    void theHandleResizesAndTheContentStays() {
        PrivateSketch sketch;
        Bench bench(sketch.design);
        bench.document.select({sketch.vpc});
        const Rect before = bench.rect(sketch.vpc);
        const Rect instance = bench.rect(sketch.instance);
        const QPoint corner = bench.pixel({double(before.x), double(before.y)});
        bench.dragAndDrop(corner, corner - QPoint(30, 30));
        QCOMPARE(bench.undoText(), QStringLiteral("Resize VPC 1"));
        QVERIFY(bench.rect(sketch.vpc).x < before.x && bench.rect(sketch.vpc).y < before.y);
        QVERIFY(bench.rect(sketch.instance) == instance);
    }

    void theWheelZoomsAtThePointer() {
        PrivateSketch sketch;
        Bench bench(sketch.design);
        const QPoint at = bench.middle(sketch.instance);
        const QPointF under = bench.view.mapToScene(at);
        const double before = bench.view.zoom();
        QWheelEvent wheel(at, bench.view.viewport()->mapToGlobal(at), {}, {0, 240}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(bench.view.viewport(), &wheel);
        QVERIFY(bench.view.zoom() > before * 1.3);
        const QPointF now = bench.view.mapToScene(at);
        QVERIFY2(std::abs(now.x() - under.x()) < 3 && std::abs(now.y() - under.y()) < 3, "what is under the pointer stays there");
        bench.key(Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(bench.view.zoom(), 1.0);
    }

    void pickingEmitsTheIdOnce() {
        PrivateSketch sketch;
        Bench bench(sketch.design);
        QSignalSpy picked(&bench.view, &CanvasView::picked);
        bench.view.startPicking();
        bench.click(bench.middle(sketch.instance));
        QCOMPARE(picked.count(), 1);
        QCOMPARE(picked.front().front().toString().toStdString(), sketch.instance);
        QVERIFY(!bench.view.isPicking());
        QVERIFY(bench.document.selection().empty());
        bench.click(bench.middle(sketch.bucket));
        QCOMPARE(picked.count(), 1);
        bench.view.startPicking();
        bench.key(Qt::Key_Escape);
        QCOMPARE(picked.count(), 2);
        QVERIFY(picked.back().front().toString().isEmpty());
    }

    void tabVisitsEveryElementOnce() {
        PrivateSketch sketch;
        Bench bench(sketch.design);
        bench.view.setFocus();
        std::set<Id> visited;
        for (std::size_t i = 0; i < bench.document.picture().boxes().size(); ++i) {
            bench.key(Qt::Key_Tab);
            QCOMPARE(bench.document.selection().size(), std::size_t(1));
            visited.insert(bench.document.selection().front());
        }
        QCOMPARE(visited.size(), bench.document.picture().boxes().size());
        const Id last = bench.document.selection().front();
        bench.key(Qt::Key_Backtab, Qt::ShiftModifier);
        QVERIFY(bench.document.selection().front() != last);
        QSignalSpy activated(&bench.view, &CanvasView::activated);
        bench.key(Qt::Key_Return);
        QCOMPARE(activated.count(), 1);
    }

    void aDoubleClickActivates() {
        PrivateSketch sketch;
        Bench bench(sketch.design);
        QSignalSpy activated(&bench.view, &CanvasView::activated);
        QTest::mouseDClick(bench.view.viewport(), Qt::LeftButton, {}, bench.middle(sketch.instance));
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated.front().front().toString().toStdString(), sketch.instance);
    }

    void spaceDragsTheView() {
        PrivateSketch sketch;
        Bench bench(sketch.design);
        bench.view.zoomTo(1);
        const QPointF before = bench.view.mapToScene(QPoint(0, 0));
        QTest::keyPress(&bench.view, Qt::Key_Space);
        bench.dragAndDrop({800, 500}, {700, 460});
        QTest::keyRelease(&bench.view, Qt::Key_Space);
        const QPointF after = bench.view.mapToScene(QPoint(0, 0));
        QCOMPARE(qRound(after.x() - before.x()), 100);
        QCOMPARE(qRound(after.y() - before.y()), 40);
        QCOMPARE(bench.steps(), 0);
        QVERIFY(bench.document.selection().empty());
    }

    void itShowsWhatIsThere() {
        PrivateSketch sketch;
        Bench bench(sketch.design);
        const auto colours = [&] {
            const QImage image = bench.view.viewport()->grab().toImage();
            std::set<QRgb> found;
            for (int y = 0; y < image.height(); y += 3)
                for (int x = 0; x < image.width(); x += 3)
                    found.insert(image.pixel(x, y));
            return found.size();
        };
        QVERIFY(colours() > 20);
        bench.document.commit(edit::removed(bench.document.design(), {Id("us-east-1"), sketch.role}), QStringLiteral("Delete"));
        QVERIFY(colours() < 6);
    }
};

WAYLIGHT_TEST(CanvasTest)
#include "tst_canvas.moc"
