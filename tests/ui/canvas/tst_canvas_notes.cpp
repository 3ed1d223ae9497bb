// SPDX-License-Identifier: MIT
#include "tests/support/registry.h"
#include "tests/ui/canvas/canvas_bench.h"

#include <QLineEdit>
#include <QPlainTextEdit>

using namespace waylight;

namespace {

QPlainTextEdit* paper(CanvasBench& bench) {
    auto* field = bench.view.findChild<QPlainTextEdit*>(QStringLiteral("canvasNote"));
    return field && field->isVisible() ? field : nullptr;
}
QLineEdit* titleField(CanvasBench& bench) {
    auto* field = bench.view.findChild<QLineEdit*>(QStringLiteral("canvasRename"));
    return field && field->isVisible() ? field : nullptr;
}
const Note& onlyNote(CanvasBench& bench) {
    return bench.document.design().notes.begin()->second;
}
QPoint freePlace(CanvasBench& bench) {
    const Rect& bounds = bench.document.picture().bounds();
    bench.view.zoomTo(bench.view.zoom() / 2);
    return bench.pixel({bounds.x - 400.0, bounds.y + 40.0});
}

} // namespace

class CanvasNotesTest : public QObject {
    Q_OBJECT

private slots:
    void aNoteIsPlacedWrittenAndUndone() {
        PrivateSketch sketch;
        CanvasBench bench(sketch.design);
        const std::string first = bench.bytes();
        bench.view.startPlacingNote(false);
        QVERIFY(bench.view.hint().contains(QStringLiteral("note")));
        bench.click(freePlace(bench));
        QCoreApplication::processEvents();
        QVERIFY(bench.view.tool() == Tool::Select);
        QCOMPARE(bench.undoText(), QStringLiteral("Add a note"));
        auto* field = paper(bench);
        QVERIFY2(field, "one can write at once");
        QTest::keyClicks(field, QStringLiteral("Ask the platform team"));
        QTest::keyClick(field, Qt::Key_Return);
        QTest::keyClicks(field, QStringLiteral("before touching"));
        QTest::keyClick(field, Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(!paper(bench));
        QCOMPARE(onlyNote(bench).text, std::string("Ask the platform team\nbefore touching"));
        QCOMPARE(bench.steps(), 2);
        QVERIFY(bench.document.isSelected(onlyNote(bench).id));
        // A double click writes again; Escape leaves it as it was.
        QTest::mouseDClick(bench.view.viewport(), Qt::LeftButton, {}, bench.middle(onlyNote(bench).id));
        QVERIFY(paper(bench));
        QTest::keyClicks(paper(bench), QStringLiteral("nothing"));
        QTest::keyClick(paper(bench), Qt::Key_Escape);
        QCOMPARE(bench.steps(), 2);
        bench.undoAll();
        QCOMPARE(bench.bytes(), first);
    }

    void anAreaIsDrawnOutOverWhatIsThere() {
        PrivateSketch sketch;
        CanvasBench bench(sketch.design);
        const Rect subnet = bench.rect(sketch.subnet);
        const Rect instance = bench.rect(sketch.instance);
        const QPoint from = bench.pixel({subnet.x - 40.0, subnet.y - 40.0});
        const QPoint to = bench.pixel({subnet.right() + 80.0, subnet.bottom() + 80.0});
        bench.view.startPlacingNote(true);
        bench.dragAndDrop(from, to);
        QCoreApplication::processEvents();
        const Id area = onlyNote(bench).id;
        QVERIFY(onlyNote(bench).area);
        QVERIFY(titleField(bench));
        QTest::keyClicks(titleField(bench), QStringLiteral("Data plane"));
        QTest::keyClick(titleField(bench), Qt::Key_Return);
        QCOMPARE(onlyNote(bench).text, std::string("Data plane"));
        const Rect rect = bench.rect(area);
        QVERIFY(std::abs(rect.width - (subnet.width + 120)) <= 16 && std::abs(rect.height - (subnet.height + 120)) <= 16);
        QVERIFY(bench.rect(sketch.instance) == instance);
        QCOMPARE(parentOf(bench.topology(), sketch.instance), sketch.subnet);

        // What lies on it is clicked as before; its border is taken hold of, also over a container.
        bench.click(bench.middle(sketch.instance));
        QVERIFY(bench.document.selection() == std::vector{sketch.instance});
        const QPoint border = bench.pixel({rect.x + 2.0, rect.bottom() - 20.0});
        bench.click(border);
        QVERIFY(bench.document.selection() == std::vector{area});
        bench.dragAndDrop(border, border + QPoint(40, 24), Qt::AltModifier);
        QVERIFY(bench.rect(area).x > rect.x && bench.rect(area).y > rect.y);
        QVERIFY(bench.rect(sketch.instance) == instance);
        QVERIFY(bench.rect(sketch.subnet) == subnet);
        const Rect moved = bench.rect(area);
        const QPoint corner = bench.pixel({double(moved.right()), double(moved.bottom())});
        bench.dragAndDrop(corner, corner + QPoint(40, 40));
        QVERIFY(bench.rect(area).width > moved.width);
        QVERIFY(bench.undoText().startsWith(QStringLiteral("Resize")));
    }

    void nothingIsEverPutIntoAnArea() {
        PrivateSketch sketch;
        CanvasBench bench(sketch.design);
        QVERIFY(bench.paletteItem("area", freePlace(bench)));
        const Id area = onlyNote(bench).id;
        QTest::keyClick(titleField(bench), Qt::Key_Escape);
        QCOMPARE(bench.undoText(), QStringLiteral("Add an area"));
        const QPoint in = bench.inside(area);
        QVERIFY(bench.view.containerAt(bench.view.mapToScene(in)).empty());
        QVERIFY(bench.paletteItem("role", in));
        const Id role = bench.document.selection().front();
        QVERIFY(parentOf(bench.topology(), role).empty());
        const Rect before = bench.rect(role);
        bench.click(bench.title(area));
        bench.dragAndDrop(bench.title(area), bench.title(area) + QPoint(30, 30), Qt::AltModifier);
        QVERIFY(bench.rect(role) == before);
    }

    void typingOnASelectedNoteWrites() {
        PrivateSketch sketch;
        CanvasBench bench(sketch.design);
        bench.view.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&bench.view));
        QVERIFY(bench.paletteItem("note", freePlace(bench)));
        QTest::keyClick(paper(bench), Qt::Key_Escape);
        bench.key(Qt::Key_W);
        QVERIFY(paper(bench));
        QCOMPARE(paper(bench)->toPlainText(), QStringLiteral("w"));
        // Leaving it keeps what was written.
        bench.click(bench.middle(sketch.instance));
        QVERIFY(!paper(bench));
        QCOMPARE(onlyNote(bench).text, std::string("w"));
        bench.document.select({onlyNote(bench).id});
        bench.view.removeSelection();
        QVERIFY(bench.document.design().notes.empty());
    }
};

WAYLIGHT_TEST(CanvasNotesTest)
#include "tst_canvas_notes.moc"
