// SPDX-License-Identifier: MIT
#include "tests/support/canvas_scene.h"
#include "tests/support/registry.h"
#include "tests/ui/canvas/canvas_driver.h"
#include "ui/canvas/moving_item.h"
#include "ui/panels/find_bar.h"
#include "ui/shell/main_window.h"

#include <QLineEdit>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QWheelEvent>

using namespace waylight;

namespace {

QRectF rectOf(const Rect& rect) {
    return QRectF(rect.x, rect.y, rect.width, rect.height);
}

/// The whole window with 10,000 elements, opened from a file.
struct LargeSession {
    QTemporaryDir folder;
    Settings settings{folder.path()};
    MainWindow window{settings, {.restore = false, .animated = false, .theme = ThemeChoice::Light}};
    CanvasDriver hand{window.canvas(), window.document()};
    std::string opened;

    LargeSession() {
        window.resize(1500, 950);
        window.show();
        window.activateWindow();
    }
    ~LargeSession() { window.document().undoStack().setClean(); }

    bool open() {
        const QString path = folder.filePath(QStringLiteral("large.waylight"));
        opened = writeWaylight(canvasScene(10000));
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(opened.data(), static_cast<qint64>(opened.size())) == static_cast<qint64>(opened.size()) && file.flush() && window.openPath(path) && QTest::qWaitForWindowActive(&window);
    }

    CanvasView& canvas() { return window.canvas(); }
    const Picture& picture() { return window.document().picture(); }
    bool isSeen(const Id& id) { return canvas().viewport()->rect().contains(hand.middle(id)); }

    void wheel(QPoint at, int notches) {
        for (int i = 0; i < std::abs(notches); ++i) {
            QWheelEvent event(at, canvas().viewport()->mapToGlobal(QPointF(at)), {}, {0, notches > 0 ? 120 : -120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
            QApplication::sendEvent(canvas().viewport(), &event);
        }
    }

    /// What is not a symbol's own end and yet runs through a symbol.
    std::vector<Id> crossings(const std::vector<PictureConnector>& connectors) {
        std::vector<Id> crossed;
        for (const PictureConnector& each : connectors)
            for (const PictureBox& box : picture().boxes())
                if (box.role == BoxRole::Symbol && box.id != each.from && box.id != each.to)
                    for (std::size_t i = 0; i + 1 < each.points.size(); ++i)
                        if (rectOf(box.rect).adjusted(1, 1, -1, -1).intersects(QRectF(QPointF(each.points[i].x, each.points[i].y), QPointF(each.points[i + 1].x, each.points[i + 1].y)).normalized().adjusted(-0.5, -0.5, 0.5, 0.5)))
                            crossed.push_back(each.id);
        return crossed;
    }
    std::vector<PictureConnector> connectorsOf(const Id& id) {
        std::vector<PictureConnector> found;
        for (const PictureConnector& each : picture().connectors())
            if (each.from == id || each.to == id)
                found.push_back(each);
        return found;
    }
    bool endsAt(const PictureConnector& connector, const Id& id) {
        const Point end = connector.from == id ? connector.points.front() : connector.points.back();
        const QRectF box = rectOf(hand.rect(id));
        return box.adjusted(-1, -1, 1, 1).contains(end.x, end.y) && !box.adjusted(1, 1, -1, -1).contains(end.x, end.y);
    }
    /// An instance that several balancers send to, in the middle of a subnet.
    Id busyInstance() {
        for (const PictureBox& box : picture().boxes())
            if (box.icon == "instance" && connectorsOf(box.id).size() >= 3)
                return box.id;
        return {};
    }
    void find(const Id& id) {
        QTest::keyClick(&canvas(), Qt::Key_F, Qt::ControlModifier);
        auto* words = window.findChild<QLineEdit*>(QStringLiteral("find.text"));
        QTest::keyClicks(words, QString::fromStdString(id));
        QTest::keyClick(words, Qt::Key_Return);
        QTest::keyClick(words, Qt::Key_Escape);
    }
};

} // namespace

/// Ten thousand elements under real mouse and keys, in the whole window.
class LargeDesignScenario : public QObject {
    Q_OBJECT

private slots:
    void work() {
        LargeSession s;
        QVERIFY(s.open());
        QVERIFY(s.picture().boxes().size() > 9500);
        QCOMPARE(s.hand.bytes(), s.opened);
        QTRY_VERIFY2(s.canvas().zoom() < 0.2, "everything is shown");
        const Id instance = s.busyInstance();
        QVERIFY(!instance.empty());
        zoomAtAnElement(s);
        if (!QTest::currentTestFailed())
            findAndJump(s, instance);
        if (!QTest::currentTestFailed())
            drag(s, instance);
        if (!QTest::currentTestFailed())
            deleteContainer(s);
        if (!QTest::currentTestFailed())
            pan(s);
    }

private:
    static void zoomAtAnElement(LargeSession& s) {
        const PictureBox* target = nullptr;
        for (const PictureBox& box : s.picture().boxes())
            if (box.role == BoxRole::Symbol && s.isSeen(box.id))
                target = &box;
        QVERIFY(target);
        const Id id = target->id;
        const QPoint at = s.hand.middle(id);
        const double before = s.canvas().zoom();
        s.wheel(at, 10);
        QVERIFY(s.canvas().zoom() > 5 * before);
        QVERIFY2((s.hand.middle(id) - at).manhattanLength() <= 12, "it stays under the pointer");
        QCOMPARE(s.canvas().idAt(s.canvas().mapToScene(at)), id);
        QTRY_VERIFY(s.canvas().isAtRest());
        s.wheel(at, -10);
        QVERIFY(qAbs(s.canvas().zoom() - before) < 1e-6);
    }

    static void findAndJump(LargeSession& s, const Id& id) {
        s.canvas().setFocus();
        s.find(id);
        QCOMPARE(s.window.document().selection(), std::vector<Id>{id});
        QVERIFY(s.canvas().zoom() > 0.5);
        QVERIFY((s.hand.middle(id) - s.canvas().viewport()->rect().center()).manhattanLength() < 40);
        QVERIFY(s.canvas().hasFocus());
    }

    static void drag(LargeSession& s, const Id& id) {
        const Rect before = s.hand.rect(id);
        const auto lines = s.connectorsOf(id);
        const int steps = s.hand.steps();
        const QPoint from = s.hand.middle(id);
        s.hand.drag(from, from + QPoint(48, 40), Qt::AltModifier);
        QVERIFY(s.canvas().moving().isActive());
        QCOMPARE(s.hand.bytes(), s.opened); // a preview until the button is let go
        s.hand.release(from + QPoint(48, 40), Qt::AltModifier);
        QCOMPARE(s.hand.steps(), steps + 1);
        const Rect after = s.hand.rect(id);
        QVERIFY(after.x > before.x && after.y > before.y);
        const auto followed = s.connectorsOf(id);
        QCOMPARE(followed.size(), lines.size());
        for (const PictureConnector& each : followed)
            QVERIFY2(s.endsAt(each, id), each.id.c_str());
        const std::vector<Id> crossed = s.crossings(followed);
        QVERIFY2(crossed.empty(), crossed.empty() ? "" : crossed.front().c_str());
        s.hand.key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(s.hand.bytes(), s.opened);
        QVERIFY(s.hand.rect(id) == before);
        QVERIFY(s.connectorsOf(id) == lines);
    }

    static void deleteContainer(LargeSession& s) {
        const std::size_t boxes = s.picture().boxes().size();
        const Id subnet = "subnet-vpc-1-4";
        s.find(subnet);
        QCOMPARE(s.window.document().selection(), std::vector<Id>{subnet});
        s.hand.key(Qt::Key_Delete);
        QVERIFY(!s.picture().box(subnet));
        QVERIFY2(s.picture().boxes().size() <= boxes - 21, "with the instances in it");
        QTRY_VERIFY(s.window.document().isChecked());
        s.hand.key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(s.hand.bytes(), s.opened);
        QCOMPARE(s.picture().boxes().size(), boxes);
        QTRY_VERIFY(s.window.document().isChecked());
        QVERIFY(s.window.document().findings() == findings(s.window.document().design(), s.window.document().network()));
    }

    static void pan(LargeSession& s) {
        const Id seen = s.window.document().selection().empty() ? Id("subnet-vpc-1-4") : s.window.document().selection().front();
        s.canvas().reveal(seen);
        const QPoint before = s.hand.middle(seen);
        QTest::keyPress(&s.canvas(), Qt::Key_Space);
        const QPoint start = s.canvas().viewport()->rect().center();
        s.hand.drag(start, start - QPoint(120, 90));
        s.hand.release(start - QPoint(120, 90));
        QTest::keyRelease(&s.canvas(), Qt::Key_Space);
        QCOMPARE(s.hand.middle(seen), before - QPoint(120, 90));
        QCOMPARE(s.hand.bytes(), s.opened);
        QTRY_VERIFY(s.canvas().isAtRest());
    }
};

WAYLIGHT_TEST(LargeDesignScenario)
#include "tst_large_design.moc"
