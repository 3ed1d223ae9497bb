// SPDX-License-Identifier: MIT
#include "tests/support/registry.h"
#include "tests/ui/canvas/canvas_bench.h"
#include "ui/canvas/canvas_commands.h"
#include "ui/canvas/clipboard.h"
#include "ui/canvas/title_rect.h"

#include <QClipboard>
#include <QLineEdit>
#include <QSignalSpy>
#include <QSvgRenderer>

using namespace waylight;

namespace {

QLineEdit* renameField(CanvasBench& bench) {
    auto* field = bench.view.findChild<QLineEdit*>(QStringLiteral("canvasRename"));
    return field && field->isVisible() ? field : nullptr;
}

QPoint titleOf(CanvasBench& bench, const Id& id) {
    return bench.pixel(titleRect(*bench.document.picture().box(id)).center());
}

} // namespace

class EditingTest : public QObject {
    Q_OBJECT

private slots:
    void copiedElementsArePastedUnderThePointer() {
        PrivateSketch sketch;
        CanvasBench bench(sketch.design);
        const std::string first = bench.bytes();
        bench.click(bench.middle(sketch.instance));
        QVERIFY(copySelection(bench.view));
        QCOMPARE(bench.steps(), 0);
        bench.hover(bench.inside(sketch.subnet));
        pasteClipboard(bench.view);
        QCOMPARE(bench.undoText(), QStringLiteral("Paste Instance 2"));
        QCOMPARE(parentOf(bench.topology(), "i-2"), sketch.subnet);
        QVERIFY(bench.document.selection() == std::vector{Id("i-2")});
        // Where it does not belong the reason is told and nothing changes.
        bench.hover(bench.inside(sketch.vpc));
        pasteClipboard(bench.view);
        QCOMPARE(bench.steps(), 1);
        QVERIFY2(bench.view.bubbleText().startsWith(QStringLiteral("✕ An instance")), qPrintable(bench.view.bubbleText()));
        bench.undoAll();
        QCOMPARE(bench.bytes(), first);
    }

    void theClipboardCarriesOurTypeTextAndAPicture() {
        PrivateSketch sketch;
        CanvasBench bench(sketch.design);
        bench.document.select({sketch.vpc});
        QVERIFY(copySelection(bench.view));
        const QMimeData* data = QApplication::clipboard()->mimeData();
        QVERIFY(data->hasFormat(QLatin1String(partMimeType)));
        QVERIFY(data->text().startsWith(QStringLiteral("{\n  \"waylight\": 1")));
        const QImage picture = qvariant_cast<QImage>(data->imageData());
        QVERIFY(picture.width() > 600);
        bench.document.select({});
        QVERIFY(!copySelection(bench.view));
    }

    void thePicturesOfACopyAreReal() {
        PrivateSketch sketch;
        CanvasBench bench(sketch.design);
        bench.document.select({sketch.vpc});
        QVERIFY(copySelection(bench.view));
        const QMimeData* data = QApplication::clipboard()->mimeData();
        for (const char* type : {"application/x-waylight", "text/plain", "image/png", "image/svg+xml"})
            QVERIFY2(data->formats().contains(QLatin1String(type)), type);
        const QImage png = QImage::fromData(data->data(QStringLiteral("image/png")), "PNG");
        QCOMPARE(png.size(), qvariant_cast<QImage>(data->imageData()).size());
        QSvgRenderer svg(data->data(QStringLiteral("image/svg+xml")));
        QVERIFY(svg.isValid());
        QCOMPARE(svg.viewBox().size() * 2, png.size());
        // What was copied is what is pasted, whatever happens to the design meanwhile.
        bench.document.select({sketch.vpc});
        bench.view.removeSelection();
        QVERIFY(data->text().contains(QStringLiteral("\"vpc-1\"")));
        QVERIFY(!data->data(QStringLiteral("image/bmp")).size());
    }

    void picturesAloneAreCopiedOfWhatIsSelectedElseOfEverything() {
        PrivateSketch sketch;
        CanvasBench bench(sketch.design);
        bench.document.select({sketch.instance});
        copyPicture(bench.view, CopiedPicture::Png);
        const QImage small = qvariant_cast<QImage>(QApplication::clipboard()->mimeData()->imageData());
        QVERIFY(!QApplication::clipboard()->mimeData()->hasText());
        bench.document.select({});
        copyPicture(bench.view, CopiedPicture::Png);
        const QImage all = qvariant_cast<QImage>(QApplication::clipboard()->mimeData()->imageData());
        QVERIFY(small.width() > 0 && all.width() > 2 * small.width());
        copyPicture(bench.view, CopiedPicture::Svg);
        QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("<svg")));
        QVERIFY(QSvgRenderer(QApplication::clipboard()->mimeData()->data(QStringLiteral("image/svg+xml"))).isValid());
    }

    void textFromAnEditorIsPastedIntoAnotherWindow() {
        PrivateSketch sketch;
        CanvasBench bench(sketch.design);
        bench.document.select({sketch.vpc});
        copySelection(bench.view);
        const QString text = QApplication::clipboard()->text();
        CanvasBench other;
        QApplication::clipboard()->setText(text);
        other.hover({400, 300});
        pasteClipboard(other.view);
        QCOMPARE(other.topology().table(kindOf<Vpc>).size(), std::size_t(1));
        QCOMPARE(other.steps(), 1);
        QApplication::clipboard()->setText(QStringLiteral("{\"waylight\": 1, \"resources\": {\"vpcs\": 7}}"));
        pasteClipboard(other.view);
        QVERIFY2(other.view.bubbleText().contains(QStringLiteral("/resources/vpcs")), qPrintable(other.view.bubbleText()));
        QApplication::clipboard()->setText(QStringLiteral("Dear reader"));
        pasteClipboard(other.view);
        QVERIFY2(other.view.bubbleText().contains(QStringLiteral("not JSON")), qPrintable(other.view.bubbleText()));
        QCOMPARE(other.steps(), 1);
    }

    void cutAndPasteMovesAndDuplicateStandsBeside() {
        PrivateSketch sketch;
        CanvasBench bench(sketch.design);
        bench.document.select({sketch.instance});
        cutSelection(bench.view);
        QVERIFY(!bench.topology().contains(sketch.instance));
        QCOMPARE(bench.undoText(), QStringLiteral("Cut Instance 1"));
        bench.hover(bench.inside(sketch.subnet));
        pasteClipboard(bench.view);
        QVERIFY2(bench.topology().contains(sketch.instance), "its id is free again");
        duplicateSelection(bench.view);
        QCOMPARE(bench.undoText(), QStringLiteral("Duplicate Instance 2"));
        QVERIFY(!overlap(bench.rect("i-2"), bench.rect(sketch.instance)));
        QVERIFY(contains(bench.rect(sketch.subnet), bench.rect("i-2")));
        bench.document.undoStack().undo();
        QVERIFY2(bench.document.selection() == std::vector{sketch.instance}, "undo restores the selection");
    }

    void f2RenamesInOneStep() {
        PrivateSketch sketch;
        CanvasBench bench(sketch.design);
        bench.document.select({sketch.instance});
        renameSelected(bench.view);
        QVERIFY(renameField(bench));
        QCOMPARE(renameField(bench)->text(), QStringLiteral("Instance 1"));
        QCOMPARE(renameField(bench)->selectedText(), QStringLiteral("Instance 1"));
        QTest::keyClicks(renameField(bench), QStringLiteral("web"));
        QTest::keyClick(renameField(bench), Qt::Key_Return);
        QVERIFY(!renameField(bench));
        QCOMPARE(bench.topology().get<Instance>(sketch.instance)->name, std::string("web"));
        QCOMPARE(bench.undoText(), QStringLiteral("Rename Instance 1"));
        QCOMPARE(bench.steps(), 1);
    }

    void escapeKeepsTheNameAndLeavingTakesIt() {
        PrivateSketch sketch;
        CanvasBench bench(sketch.design);
        bench.view.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&bench.view));
        bench.document.select({sketch.instance});
        renameSelected(bench.view);
        QTest::keyClicks(renameField(bench), QStringLiteral("web"));
        QTest::keyClick(renameField(bench), Qt::Key_Escape);
        QVERIFY(!renameField(bench));
        QCOMPARE(bench.steps(), 0);
        QVERIFY(bench.document.isSelected(sketch.instance));
        renameSelected(bench.view);
        QTest::keyClicks(renameField(bench), QStringLiteral("db"));
        bench.click(bench.middle(sketch.bucket));
        QVERIFY(!renameField(bench));
        QCOMPARE(bench.topology().get<Instance>(sketch.instance)->name, std::string("db"));
    }

    void aNameThatIsWrongIsToldInPlaceAndNotTaken() {
        PrivateSketch sketch;
        CanvasBench bench(sketch.design);
        bench.document.select({sketch.bucket});
        renameSelected(bench.view);
        QTest::keyClicks(renameField(bench), QStringLiteral("My Logs"));
        QVERIFY2(bench.view.bubbleText().contains(QStringLiteral("not a bucket name")), qPrintable(bench.view.bubbleText()));
        QTest::keyClick(renameField(bench), Qt::Key_Return);
        QVERIFY(renameField(bench));
        QCOMPARE(bench.steps(), 0);
        renameField(bench)->selectAll();
        QTest::keyClicks(renameField(bench), QStringLiteral("my-logs"));
        QVERIFY(bench.view.bubbleText().isEmpty());
        QTest::keyClick(renameField(bench), Qt::Key_Return);
        QCOMPARE(bench.topology().get<Bucket>(sketch.bucket)->bucketName, std::string("my-logs"));
    }

    void typingAndADoubleClickOnTheTitleRename() {
        PrivateSketch sketch;
        CanvasBench bench(sketch.design);
        bench.view.zoomTo(1);
        bench.view.reveal(sketch.instance);
        bench.key(Qt::Key_W);
        QVERIFY(renameField(bench));
        QCOMPARE(renameField(bench)->text(), QStringLiteral("w"));
        QTest::keyClick(renameField(bench), Qt::Key_Escape);
        QTest::mouseDClick(bench.view.viewport(), Qt::LeftButton, {}, titleOf(bench, sketch.instance));
        QVERIFY(renameField(bench));
        QCOMPARE(renameField(bench)->text(), QStringLiteral("Instance 1"));
        QTest::keyClick(renameField(bench), Qt::Key_Escape);
        QTest::mouseDClick(bench.view.viewport(), Qt::LeftButton, {}, titleOf(bench, sketch.subnet));
        QCOMPARE(renameField(bench)->text(), QStringLiteral("Subnet 1"));
        QTest::keyClick(renameField(bench), Qt::Key_Escape);
        // A Region is called what AWS calls it.
        bench.document.select({Id("us-east-1")});
        renameSelected(bench.view);
        bench.key(Qt::Key_W);
        QVERIFY(!renameField(bench));
    }

    void aDragSnapsToWhatIsInLineAndAltDoesNot() {
        Sketch sketch;
        const Id a = sketch.place<Role>({}, {100, 100});
        const Id b = sketch.place<Role>({}, {500, 400});
        sketch.design = edit::moved(sketch.design, {a}, 3, 0);
        CanvasBench bench(sketch.design);
        bench.view.zoomTo(1);
        const QPoint from = bench.middle(b);
        const int wanted = bench.rect(a).x - bench.rect(b).x;
        bench.drag(from, from + QPoint(wanted + 4, 40));
        QVERIFY(!bench.view.guides().empty());
        bench.release(from + QPoint(wanted + 4, 40));
        QCOMPARE(bench.rect(b).x, bench.rect(a).x);
        QVERIFY(bench.view.guides().empty());
        const QPoint there = bench.middle(b);
        bench.drag(there, there + QPoint(4, 20), Qt::AltModifier);
        QVERIFY(bench.view.guides().empty());
        bench.release(there + QPoint(4, 20), Qt::AltModifier);
        QCOMPARE(bench.rect(b).x, bench.rect(a).x + 4);
    }

    void somethingNewSnapsToo() {
        Sketch sketch;
        const Id a = sketch.place<Role>({}, {104, 104});
        CanvasBench bench(sketch.design);
        bench.view.zoomTo(1);
        const Rect there = bench.rect(a);
        bench.click({5, 5}); // no modifier is held any more
        bench.paletteItem("role", bench.pixel({there.x + 60.0 + 5, there.y + 300.0}), false);
        QVERIFY(!bench.view.guides().empty());
        QVERIFY(bench.paletteItem("role", bench.pixel({there.x + 60.0 + 5, there.y + 300.0})));
        QCOMPARE(bench.rect(bench.document.selection().front()).x, there.x);
        QVERIFY(bench.view.guides().empty());
    }

    void aResizedContainerSnapsToItsNeighbour() {
        Sketch sketch;
        const Id a = sketch.place<Vpc>({}, {40, 40});
        const Id b = sketch.place<Vpc>("us-east-1", {900, 40});
        sketch.design = edit::resized(sketch.design, b, {sketch.rect(b).x, sketch.rect(b).y, 512, 403});
        CanvasBench bench(sketch.design);
        bench.document.select({a});
        const Rect rect = bench.rect(a);
        const QPoint handle = bench.pixel({rect.x + rect.width / 2.0, double(rect.bottom())});
        const QPoint to = bench.pixel({rect.x + rect.width / 2.0, bench.rect(b).bottom() + 3.0});
        bench.dragAndDrop(handle, to);
        QCOMPARE(bench.rect(a).bottom(), bench.rect(b).bottom());
    }

    void aBandToTheLeftSelectsWhatItTouches() {
        PrivateSketch sketch;
        const Id other = sketch.place<Instance>(sketch.subnet, {120, 300});
        CanvasBench bench(sketch.design);
        const Rect subnet = bench.rect(sketch.subnet), first = bench.rect(sketch.instance), second = bench.rect(other);
        const QPoint from = bench.pixel({subnet.right() - 12.0, second.bottom() - 20.0});
        const QPoint to = bench.pixel({first.x + first.width / 2.0, first.y + first.height / 2.0});
        bench.dragAndDrop(from, to, Qt::ShiftModifier);
        const auto& selection = bench.document.selection();
        QVERIFY2(bench.document.isSelected(sketch.instance), qPrintable(QString::number(selection.size())));
        QVERIFY(!bench.document.isSelected(sketch.subnet) && !bench.document.isSelected(sketch.vpc));
        bench.document.select({});
        bench.dragAndDrop(bench.pixel({subnet.x + 12.0, subnet.bottom() - 12.0}), bench.pixel({first.x + 40.0, first.y + 40.0}), Qt::ShiftModifier);
        QVERIFY2(!bench.document.isSelected(sketch.instance), "to the right: what is wholly inside");
    }

    void alignAndWrapAreOneStepEach() {
        Sketch sketch;
        const Id a = sketch.place<Bucket>({}, {100, 100});
        const Id b = sketch.place<Bucket>({}, {400, 300});
        CanvasBench bench(sketch.design);
        const std::string first = bench.bytes();
        bench.document.select({a, b});
        alignSelection(bench.view, edit::Alignment::Top);
        QCOMPARE(bench.rect(a).y, bench.rect(b).y);
        QCOMPARE(bench.undoText(), QStringLiteral("Align 2 elements"));
        wrapSelection(bench.view);
        QCOMPARE(bench.steps(), 2);
        QVERIFY(bench.undoText().startsWith(QStringLiteral("Wrap 2 elements in ")));
        bench.undoAll();
        QCOMPARE(bench.bytes(), first);
        QVERIFY((bench.document.selection() == std::vector{a, b}));
    }
};

WAYLIGHT_TEST(EditingTest)
#include "tst_editing.moc"
