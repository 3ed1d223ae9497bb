// SPDX-License-Identifier: MIT
#include "tests/support/random_design.h"
#include "tests/support/registry.h"
#include "tests/ui/canvas/canvas_bench.h"
#include "ui/canvas/canvas_commands.h"

#include <QLineEdit>

#include <array>
#include <cmath>

using namespace waylight;

namespace {

int fromEnvironment(const char* name, int usual) {
    bool good = false;
    const int value = qEnvironmentVariableIntValue(name, &good);
    return good ? value : usual;
}

/// A restless hand on a canvas: real presses, moves, releases, drops and keys at random places.
class RestlessHand {
public:
    RestlessHand(CanvasBench& bench, unsigned seed) : m_bench(bench), m_dice(seed) {}

    void gesture() {
        if (m_count++ % 32 == 0)
            m_bench.view.fit();
        const auto crowded = [&] { return m_bench.document.picture().boxes().size() > 18; };
        switch (m_dice.below(24)) {
        case 0: case 1: case 2: return crowded() ? void(remove()) : drop();
        case 3: case 4: case 5: case 6: return move();
        case 7: return band();
        case 8: case 9: case 10: return click();
        case 11: case 12: return connect();
        case 13: return resize();
        case 14: case 15: return nudge();
        case 16: return rename();
        case 17: return crowded() ? remove() : duplicateSelection(m_bench.view);
        case 18: return crowded() ? remove() : paste();
        case 19: return align();
        case 20: return m_dice.chance(30) && !crowded() ? wrapSelection(m_bench.view) : giveUp();
        case 21: return place();
        case 22: return stepBack();
        default: return remove();
        }
    }

private:
    QPoint anywhere() { return {m_dice.below(m_bench.view.viewport()->width()), m_dice.below(m_bench.view.viewport()->height())}; }
    const PictureBox* anyBox() {
        const auto& boxes = m_bench.document.picture().boxes();
        return boxes.empty() ? nullptr : &boxes[static_cast<std::size_t>(m_dice.below(static_cast<int>(boxes.size())))];
    }
    /// Where a box can be taken hold of.
    QPoint gripOf(const PictureBox& box) { return m_bench.pixel({box.rect.x + std::min(60.0, box.rect.width / 2.0), box.rect.y + 14.0}); }
    /// Mostly inside some box.
    QPoint target() {
        const PictureBox* box = m_dice.chance(80) ? anyBox() : nullptr;
        return box ? m_bench.pixel({box->rect.x + m_dice.below(box->rect.width) + 0.0, box->rect.y + m_dice.below(box->rect.height) + 0.0}) : anywhere();
    }
    Qt::KeyboardModifiers modifiers() {
        return m_dice.chance(70) ? Qt::NoModifier : m_dice.chance(40) ? Qt::AltModifier : m_dice.chance(50) ? Qt::ShiftModifier : Qt::ControlModifier;
    }

    void drop() {
        static constexpr std::array kinds{kindOf<Region>, kindOf<Vpc>, kindOf<Vpc>, kindOf<Subnet>, kindOf<Subnet>, kindOf<Subnet>, kindOf<Instance>, kindOf<Instance>, kindOf<RouteTable>, kindOf<InternetGateway>,
                                          kindOf<NatGateway>, kindOf<VpcEndpoint>, kindOf<Bucket>, kindOf<Role>, kindOf<SecurityGroup>, kindOf<ElasticIp>, kindOf<LoadBalancer>, kindOf<TransitGateway>, kindOf<Internet>};
        m_bench.paletteItem(std::string(typeInfo(m_dice.oneOf(kinds)).name).c_str(), target());
    }
    void move() {
        const PictureBox* box = anyBox();
        if (!box)
            return drop();
        const QPoint from = gripOf(*box);
        const QPoint to = m_dice.chance(50) ? target() : from + QPoint(m_dice.below(121) - 60, m_dice.below(121) - 60);
        const auto held = modifiers();
        m_bench.drag(from, to, held);
        if (m_dice.chance(10))
            m_bench.key(Qt::Key_Escape);
        m_bench.release(to, held);
    }
    void band() { m_bench.dragAndDrop(anywhere(), anywhere(), Qt::ShiftModifier); }
    void click() { m_bench.click(target(), modifiers()); }
    void connect() {
        const PictureBox* from = anyBox();
        const PictureBox* to = anyBox();
        if (!from)
            return;
        m_bench.view.setTool(Tool::Connect);
        m_bench.dragAndDrop(gripOf(*from), gripOf(*to));
        m_bench.key(Qt::Key_Escape);
        m_bench.view.setTool(Tool::Select);
    }
    void resize() {
        const PictureBox* box = anyBox();
        if (!box)
            return;
        const Rect rect = box->rect;
        m_bench.document.select({box->id});
        const QPoint corner = m_bench.pixel({double(m_dice.chance(50) ? rect.x : rect.right()), double(m_dice.chance(50) ? rect.y : rect.bottom())});
        m_bench.dragAndDrop(corner, corner + QPoint(m_dice.below(161) - 80, m_dice.below(161) - 80));
    }
    void nudge() { m_bench.key(std::array{Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down}[static_cast<std::size_t>(m_dice.below(4))]); }
    void rename() {
        m_bench.key(std::array{Qt::Key_B, Qt::Key_W, Qt::Key_7}[static_cast<std::size_t>(m_dice.below(3))]);
        if (auto* field = m_bench.view.findChild<QLineEdit*>(QStringLiteral("canvasRename")); field && field->isVisible())
            QTest::keyClick(field, m_dice.chance(80) ? Qt::Key_Return : Qt::Key_Escape);
    }
    void paste() {
        m_bench.hover(target());
        if (m_dice.chance(60))
            m_dice.chance(30) ? cutSelection(m_bench.view) : void(copySelection(m_bench.view));
        pasteClipboard(m_bench.view);
    }
    void align() {
        m_bench.key(Qt::Key_A, Qt::ControlModifier);
        m_dice.chance(60) ? alignSelection(m_bench.view, edit::Alignment(m_dice.below(6))) : distributeSelection(m_bench.view, edit::Direction(m_dice.below(2)));
    }
    void place() {
        m_bench.view.startPlacing(m_dice.chance(50) ? kindOf<Instance> : kindOf<Role>);
        if (m_bench.document.picture().boxes().size() < 18)
            m_bench.click(target(), Qt::ShiftModifier);
        m_bench.view.setTool(Tool::Select);
    }
    void remove() {
        if (m_bench.document.picture().boxes().size() < 6)
            return drop();
        if (m_bench.document.selection().empty() || m_dice.chance(50))
            m_bench.click(target());
        m_bench.key(Qt::Key_Delete);
    }
    void giveUp() { m_bench.key(Qt::Key_Escape); }
    void stepBack() {
        for (int steps = m_dice.below(4); steps > 0; --steps)
            m_bench.document.undoStack().undo();
        if (m_dice.chance(50))
            m_bench.document.undoStack().redo();
    }

    CanvasBench& m_bench;
    Dice m_dice;
    int m_count = 0;
};

} // namespace

class RandomGesturesTest : public QObject {
    Q_OBJECT

private slots:
    /// WAYLIGHT_SEED and WAYLIGHT_GESTURES choose another run.
    void tenThousandGesturesUndoneGiveTheFirstByte() {
        const auto seed = static_cast<unsigned>(fromEnvironment("WAYLIGHT_SEED", 1));
        const int gestures = fromEnvironment("WAYLIGHT_GESTURES", 10'000);
        CanvasBench bench(PrivateSketch().design);
        const std::string first = bench.bytes();
        RestlessHand hand(bench, seed);
        int largest = 0;
        for (int i = 0; i < gestures; ++i) {
            hand.gesture();
            largest = std::max(largest, bench.document.undoStack().index());
        }
        const std::string last = bench.bytes();
        const int steps = bench.document.undoStack().index();
        QVERIFY2(steps > gestures / 5, qPrintable(QStringLiteral("%1 steps: the gestures did too little").arg(steps)));
        bench.document.undoStack().setIndex(0);
        QCOMPARE(QByteArray::fromStdString(bench.bytes()), QByteArray::fromStdString(first));
        bench.document.undoStack().setIndex(steps);
        QCOMPARE(QByteArray::fromStdString(bench.bytes()), QByteArray::fromStdString(last));
    }
};

WAYLIGHT_TEST(RandomGesturesTest)
#include "tst_random_gestures.moc"
