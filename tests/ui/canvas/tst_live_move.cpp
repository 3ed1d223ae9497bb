// SPDX-License-Identifier: MIT
#include "tests/core/edit/sketch.h"
#include "tests/support/registry.h"
#include "tests/ui/canvas/canvas_driver.h"
#include "ui/canvas/moving_item.h"

using namespace waylight;

namespace {

/// A connected private sketch on a canvas at 100 %.
struct Moving {
    PrivateSketch sketch;
    Document document;
    Player player;
    CanvasView view{document, player};
    CanvasDriver hand{view, document};

    Moving() {
        sketch.connect(sketch.subnet, sketch.table);
        sketch.connect(sketch.endpoint, sketch.table);
        document.reset(sketch.design, {});
        view.resize(1700, 1200);
        view.show();
        view.fit();
        view.zoomTo(1);
        view.reveal(sketch.table);
        document.select({});
    }
    QImage screen() { return view.viewport()->grab().toImage().convertToFormat(QImage::Format_RGB32); }
    /// The inside of an element as it is on the screen, shifted.
    QImage inside(const Id& id, QPoint by = {}) {
        const Rect rect = hand.rect(id);
        const QPoint corner = hand.pixel({rect.x + 12.0, rect.y + 12.0}) + by;
        return screen().copy(QRect(corner, QSize(rect.width - 24, rect.height - 24)));
    }
};

bool startsOrEndsOn(const PictureConnector& connector, const Rect& rect) {
    const auto on = [&](const Point& point) {
        return point.x >= rect.x - 1 && point.x <= rect.right() + 1 && point.y >= rect.y - 1 && point.y <= rect.bottom() + 1;
    };
    return on(connector.points.front()) || on(connector.points.back());
}

} // namespace

class LiveMoveTest : public QObject {
    Q_OBJECT

private slots:
    void theElementIsWhereItWillBe() {
        Moving m;
        const QImage itself = m.inside(m.sketch.table);
        const QPoint from = m.hand.middle(m.sketch.table);
        m.hand.drag(from, from + QPoint(160, 96), Qt::AltModifier);
        QVERIFY(m.view.moving().isActive());
        const QPoint by = m.view.moving().offset();
        QVERIFY(by == QPoint(160, 96));
        QCOMPARE(m.inside(m.sketch.table, by), itself);
        QVERIFY2(m.inside(m.sketch.table) != itself, "it is no longer where it was");
        QCOMPARE(m.hand.steps(), 0);
        m.hand.release(from + QPoint(160, 96), Qt::AltModifier);
        QVERIFY(!m.view.moving().isActive());
        QCOMPARE(m.inside(m.sketch.table), itself);
    }

    void connectorsFollow() {
        Moving m;
        const QPoint from = m.hand.middle(m.sketch.table);
        m.hand.drag(from, from + QPoint(160, 96), Qt::AltModifier);
        const QPoint by = m.view.moving().offset();
        Rect there = m.hand.rect(m.sketch.table);
        there.x += by.x();
        there.y += by.y();
        QCOMPARE(m.view.moving().connectors().size(), std::size_t(2));
        for (const PictureConnector& connector : m.view.moving().connectors())
            QVERIFY(startsOrEndsOn(connector, there));
        m.hand.key(Qt::Key_Escape);
    }

    void connectorsAmongTheMovedKeepTheirShape() {
        Moving m;
        const MovedPart part = movedPart(m.document.picture(), {m.sketch.vpc});
        for (const char* which : {"subnet", "endpoint"}) {
            const Id from = std::string(which) == "subnet" ? m.sketch.subnet : m.sketch.endpoint;
            const auto& inner = part.picture.connectors();
            const auto& all = m.document.picture().connectors();
            const auto between = [&](const PictureConnector& each) { return (each.from == from && each.to == m.sketch.table) || (each.to == from && each.from == m.sketch.table); };
            const auto found = std::find_if(inner.begin(), inner.end(), between);
            QVERIFY2(found != inner.end(), which);
            QVERIFY2(*found == *std::find_if(all.begin(), all.end(), between), which);
        }
        QCOMPARE(part.picture.connectors().size() + part.crossing.size(), m.document.picture().connectors().size());
        for (const int index : part.crossing)
            QVERIFY2(m.document.picture().connectors()[static_cast<std::size_t>(index)].to == m.sketch.bucket, "which stays");
        QVERIFY(part.picture.box(m.sketch.instance));
        const MovedPart table = movedPart(m.document.picture(), {m.sketch.table});
        QVERIFY(table.picture.connectors().empty());
        QCOMPARE(table.crossing.size(), std::size_t(2));
        QCOMPARE(table.picture.boxes().size(), std::size_t(1));
    }

    void givingUpLeavesNoTrace() {
        Moving m;
        m.document.select({m.sketch.vpc});
        const QImage before = m.screen();
        const QPoint title = m.hand.title(m.sketch.vpc);
        m.hand.drag(title, title + QPoint(48, 40));
        QVERIFY(m.screen() != before);
        m.hand.key(Qt::Key_Escape);
        QVERIFY(!m.view.moving().isActive());
        m.hand.release(title);
        QCOMPARE(m.screen(), before);
    }

    void anUndoMeanwhileEndsIt() {
        Moving m;
        m.document.commit(edit::moved(m.document.design(), {m.sketch.table}, 8, 8), "move");
        const QPoint from = m.hand.middle(m.sketch.table);
        m.hand.drag(from, from + QPoint(80, 40), Qt::AltModifier);
        m.document.undoStack().undo();
        QVERIFY(!m.view.moving().isActive());
        m.hand.key(Qt::Key_Escape);
        m.document.select({});
        const QImage after = m.screen();
        m.view.setTheme(Theme::light()); // paints everything anew
        QCOMPARE(after, m.screen());
    }

};

WAYLIGHT_TEST(LiveMoveTest)
#include "tst_live_move.moc"
