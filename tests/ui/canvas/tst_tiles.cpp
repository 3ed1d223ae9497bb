// SPDX-License-Identifier: MIT
#include "core/edit/edits.h"
#include "tests/support/canvas_scene.h"
#include "tests/support/random_design.h"
#include "tests/support/registry.h"
#include "tests/ui/canvas/canvas_driver.h"
#include "ui/canvas/moving_item.h"
#include "ui/canvas/packets_item.h"
#include "ui/canvas/tile_store.h"
#include "ui/render/icons.h"

#include <QWheelEvent>

#include <cmath>

using namespace waylight;

namespace {

/// A part of the picture, in pixels from the canvas's origin, painted at once.
QImage painted(const Picture& picture, const PictureLook& look, const Theme& theme, double scale, const QRect& part) {
    constexpr int around = 150; // what an image's border cuts is rounded differently there
    QImage image(part.size() + QSize(2 * around, 2 * around), QImage::Format_RGB32);
    QPainter painter(&image);
    const QTransform transform(scale, 0, 0, scale, around - part.x(), around - part.y());
    painter.setTransform(transform);
    const QRectF area = transform.inverted().mapRect(QRectF(image.rect()));
    paintGround(painter, theme, scale, area);
    paintPicture(painter, picture, look, theme, scale, area);
    painter.end();
    return image.copy(QRect(QPoint(around, around), part.size()));
}

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
        Overlay marks;
        for (const Finding& finding : document.findings())
            if (!finding.approved && finding.severity != Severity::Note)
                marks.problems.insert(finding.resource);
        const QTransform transform = view.viewportTransform();
        return painted(document.picture(), lookOf(document.picture(), marks), view.theme(), view.zoom(), QRect(-QPoint(qRound(transform.dx()), qRound(transform.dy())), view.viewport()->size()));
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

/// Nothing on screen but the picture, and that pixel for pixel.
void compare(Shown& shown, const char* after) {
    shown.document.select({});
    QVERIFY2(shown.comesToRest(), after);
    const QImage screen = shown.screen();
    const QImage fresh = shown.fresh();
    const int different = differing(screen, fresh);
    if (different != 0) {
        screen.save(QStringLiteral("tiles-screen.png"));
        fresh.save(QStringLiteral("tiles-fresh.png"));
    }
    QVERIFY2(different == 0, qPrintable(QStringLiteral("%1 at zoom %2: %3 pixels differ").arg(QLatin1String(after)).arg(shown.view.zoom(), 0, 'g', 17).arg(different)));
}

/// Symbols anywhere, many of them across the borders of tiles.
Picture crowd(Dice& dice) {
    std::vector<PictureBox> boxes;
    for (int i = 0; i < 1600; ++i) {
        PictureBox box;
        box.id = std::to_string(i);
        box.rect = {i % 40 * 125 + dice.below(9) - 2500, i / 40 * 93 + dice.below(9) - 1900, 120 + dice.below(3), 88};
        box.icon = dice.chance(50) ? "nat-gateway" : "instance";
        box.title = "W" + std::string(static_cast<std::size_t>(dice.below(16)), 'j') + std::to_string(dice.below(10000));
        box.subtitle = "10.0." + std::to_string(dice.below(256)) + ".0/24";
        boxes.push_back(std::move(box));
    }
    return Picture(std::move(boxes), {});
}

/// From the smallest to the largest, as many small ones as large ones.
double someZoom(Dice& dice) {
    return 0.05 * std::pow(80, dice.below(10000) / 10000.0);
}

void lookAround(Shown& shown, Dice& dice, int places) {
    for (int i = 0; i < places && !QTest::currentTestFailed(); ++i) {
        shown.view.zoomTo(someZoom(dice));
        const Rect& bounds = shown.document.picture().bounds();
        shown.view.centerOn(bounds.x + dice.below(bounds.width), bounds.y + dice.below(bounds.height));
        compare(shown, "looking around");
    }
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

    void everyTileIsAPartOfThePicture_data() {
        QTest::addColumn<unsigned>("seed");
        QTest::addColumn<bool>("isCrowded");
        for (unsigned seed = 1; seed <= 24; ++seed)
            QTest::addRow("design %u", seed) << seed << false;
        for (unsigned seed = 1; seed <= 8; ++seed)
            QTest::addRow("crowd %u", seed) << seed << true;
    }
    void everyTileIsAPartOfThePicture() {
        QFETCH(unsigned, seed);
        Dice dice(seed);
        TileContent content;
        QFETCH(bool, isCrowded);
        content.picture = std::make_shared<const Picture>(isCrowded ? crowd(dice) : draw(randomDesign(seed, 1 + dice.below(3), 1 + dice.below(12))));
        content.theme = dice.chance(50) ? Theme::light() : Theme::darkTheme();
        const Rect& bounds = content.picture->bounds();
        for (int i = 0; i < 12; ++i) {
            const double scale = i < 4 ? 0.25 * (1 << i) : someZoom(dice);
            const TileKey first{scale, static_cast<int>(std::floor((bounds.x + dice.below(bounds.width)) * scale / TileKey::size)), static_cast<int>(std::floor((bounds.y + dice.below(bounds.height)) * scale / TileKey::size))};
            const QImage whole = painted(*content.picture, *content.look, content.theme, scale, QRect(first.column * TileKey::size, first.row * TileKey::size, 3 * TileKey::size, 2 * TileKey::size));
            for (int tile = 0; tile < 6; ++tile) {
                const QImage part = paintedTile(content, {scale, first.column + tile % 3, first.row + tile / 3});
                const QImage same = whole.copy(tile % 3 * TileKey::size, tile / 3 * TileKey::size, TileKey::size, TileKey::size);
                QVERIFY2(part == same, qPrintable(QStringLiteral("zoom %1, tile %2 of %3, %4: %5 pixels differ").arg(scale, 0, 'g', 17).arg(tile).arg(first.column).arg(first.row).arg(differing(part, same))));
            }
        }
    }

    void anIconLooksTheSameWhereItIsCut() {
        Dice dice(1);
        for (int i = 0; i < 300; ++i) {
            const QRectF place(2 + dice.below(1000) / 1000.0, 2 + dice.below(1000) / 1000.0, 40, 40);
            const double scale = someZoom(dice) + 0.3;
            const int cut = static_cast<int>(20 * scale);
            QImage images[2];
            for (int part = 0; part < 2; ++part) {
                images[part] = QImage(200, 200, QImage::Format_RGB32);
                images[part].fill(Qt::white);
                QPainter painter(&images[part]);
                painter.translate(-cut * part, -cut * part);
                painter.scale(scale, scale);
                paintIcon(painter, QStringLiteral("nat-gateway"), place, scale, Theme::light());
            }
            QCOMPARE(images[1].copy(0, 0, 100, 100), images[0].copy(cut, cut, 100, 100));
        }
    }

    void aLargeDesignIsShownAsPainted() {
        Dice dice(3);
        Shown shown(canvasScene(10000));
        compare(shown, "opening");
        lookAround(shown, dice, 8);
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
