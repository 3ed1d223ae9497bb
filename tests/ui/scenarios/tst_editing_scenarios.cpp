// SPDX-License-Identifier: MIT
#include "core/edit/edits.h"
#include "core/formats/waylight_file.h"
#include "tests/core/edit/sketch.h"
#include "tests/support/registry.h"
#include "tests/ui/canvas/canvas_driver.h"
#include "ui/canvas/canvas_commands.h"
#include "ui/shell/main_window.h"

#include <QAction>
#include <QClipboard>
#include <QFile>
#include <QLabel>
#include <QMenu>
#include <QTemporaryDir>

using namespace waylight;

namespace {

/// Two subnets, three instances in the first, not connected with anything.
struct Office : PrivateSketch {
    Id second = place<Instance>(subnet);
    Id third = place<Instance>(subnet);
    Id other = place<Subnet>(zoneId(vpc, "us-east-1b"), {900, 120});
};

/// The whole program with a design open, as it stands on a desk.
class Desk {
public:
    explicit Desk(const Design& design) {
        window.resize(1700, 1100);
        window.show();
        window.newDesign();
        window.document().reset(design, {});
        window.activateWindow();
        if (!QTest::qWaitForWindowActive(&window))
            QTest::qFail("the window does not become active", __FILE__, __LINE__);
        QCoreApplication::processEvents();
        window.canvas().setFocus();
        window.canvas().fit();
    }

    QTemporaryDir folder;
    Settings settings{folder.path()};
    MainWindow window{settings, {.restore = false, .animated = false, .theme = ThemeChoice::Light}};
    CanvasDriver hand{window.canvas(), window.document()};

    QAction* action(const char* name) { return window.findChild<QAction*>(QLatin1String(name)); }
    void keys(const char* sequence) {
        const QKeySequence keys(QLatin1String(sequence), QKeySequence::PortableText);
        QTest::keySequence(&window.canvas(), keys);
    }
    /// The menu that a right click opens; null when there is none.
    QMenu* menuAt(QPoint at) {
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, window.canvas().viewport()->mapToGlobal(at));
        QApplication::sendEvent(window.canvas().viewport(), &event);
        return window.canvas().findChild<QMenu*>(QStringLiteral("menu.context"));
    }
};

QStringList names(const QMenu* menu) {
    QStringList out;
    for (const QAction* each : menu->actions())
        if (!each->isSeparator())
            out << (each->menu() ? each->menu()->objectName() : each->objectName());
    return out;
}

} // namespace

/// What a user does with mouse and keys, in the whole window.
class EditingScenariosTest : public QObject {
    Q_OBJECT

private slots:
    void aRefusedDropSaysWhyAndLeavesEverything() {
        Office office;
        Desk desk(office.design);
        const std::string first = desk.hand.bytes();
        QVERIFY(!desk.hand.paletteItem("instance", desk.hand.inside(office.vpc)));
        QVERIFY2(desk.window.canvas().bubbleText().startsWith(QStringLiteral("✕ An instance")), qPrintable(desk.window.canvas().bubbleText()));
        QVERIFY(!desk.hand.paletteItem("internet-gateway", desk.hand.inside(office.subnet)));
        QVERIFY(desk.window.canvas().bubbleText().contains(QStringLiteral("drop it on a VPC")));
        // The same for what is there already.
        desk.hand.dragAndDrop(desk.hand.middle(office.bucket), desk.hand.inside(office.vpc));
        QVERIFY(desk.window.canvas().bubbleText().contains(QStringLiteral("outside every VPC")));
        QCOMPARE(desk.hand.bytes(), first);
        QVERIFY(!desk.action("action.edit.undo")->isEnabled());
    }

    void threeInstancesChangeTheSubnetTogether() {
        Office office;
        Desk desk(office.design);
        const std::string first = desk.hand.bytes();
        const std::vector<Id> three{office.instance, office.second, office.third};
        desk.hand.click(desk.hand.middle(three[0]));
        desk.hand.click(desk.hand.middle(three[1]), Qt::ShiftModifier);
        desk.hand.click(desk.hand.middle(three[2]), Qt::ShiftModifier);
        desk.hand.drag(desk.hand.middle(three[1]), desk.hand.inside(office.other));
        QCOMPARE(desk.window.canvas().bubbleText(), QStringLiteral("3 elements move to Subnet 2"));
        desk.hand.release(desk.hand.inside(office.other));
        std::set<std::string> addresses;
        for (const Id& id : three) {
            QCOMPARE(parentOf(desk.hand.topology(), id), office.other);
            QVERIFY(contains(desk.hand.rect(office.other), desk.hand.rect(id)));
            addresses.insert(interfacesOf(desk.hand.topology(), id).at(0)->addresses.at(0).address->toString());
        }
        QCOMPARE(addresses.size(), std::size_t(3));
        QCOMPARE(desk.action("action.edit.undo")->text(), QStringLiteral("&Undo Move 3 elements to Subnet 2"));
        desk.hand.click(desk.hand.middle(office.bucket));
        desk.keys("Ctrl+Z");
        QCOMPARE(desk.hand.bytes(), first);
        QVERIFY2(desk.window.document().selection() == three, "undo restores the selection");
    }

    void aDrawnAssociationShowsTheRoute() {
        Office office;
        Desk desk(office.design);
        const auto routes = [&] {
            const auto& connectors = desk.window.document().picture().connectors();
            return std::count_if(connectors.begin(), connectors.end(), [](const PictureConnector& each) { return each.role == ConnectorRole::EndpointRoute; });
        };
        desk.keys("C");
        desk.hand.dragAndDrop(desk.hand.inside(office.subnet), desk.hand.middle(office.table));
        QCOMPARE(desk.hand.topology().get<Subnet>(office.subnet)->routeTable.id, office.table);
        QCOMPARE(routes(), 0);
        desk.hand.dragAndDrop(desk.hand.middle(office.endpoint), desk.hand.middle(office.table));
        QCOMPARE(routes(), 1);
        desk.keys("V");
        QVERIFY(desk.window.canvas().tool() == Tool::Select);
        desk.keys("Ctrl+Z");
        QCOMPARE(routes(), 0);
    }

    void whatIsSelectedIsTidiedAlone() {
        Office office;
        // A heap: one stands a little off the others.
        office.design = edit::moved(office.design, {office.second}, 37, 61);
        office.design = edit::moved(office.design, {office.bucket}, 13, 5);
        Desk desk(office.design);
        const std::string first = desk.hand.bytes();
        const Rect bucket = desk.hand.rect(office.bucket);
        desk.hand.click(desk.hand.title(office.subnet));
        const auto selected = desk.window.document().selection();
        QVERIFY(selected == std::vector{office.subnet});
        desk.keys("Ctrl+Alt+L");
        QCOMPARE(desk.action("action.edit.undo")->text(), QStringLiteral("&Undo Tidy Subnet 1"));
        QCOMPARE(desk.window.document().undoStack().count(), 1);
        QVERIFY(desk.window.document().selection() == selected);
        QVERIFY2(desk.hand.rect(office.bucket) == bucket, "what is not selected stays");
        const auto step = [&](const Id& a, const Id& b) { return std::pair(desk.hand.rect(b).x - desk.hand.rect(a).x, desk.hand.rect(b).y - desk.hand.rect(a).y); };
        QVERIFY(step(office.instance, office.second).first == 0 || step(office.instance, office.second).second == 0);
        // A second time there is nothing to do, and that is said.
        desk.keys("Ctrl+Alt+L");
        QCOMPARE(desk.window.document().undoStack().count(), 1);
        QVERIFY(desk.window.canvas().bubbleText().contains(QStringLiteral("tidy already")));
        desk.keys("Ctrl+Z");
        QCOMPARE(desk.hand.bytes(), first);
        QVERIFY(desk.window.document().selection() == selected);

        std::unique_ptr<QMenu> menu(desk.menuAt(desk.hand.middle(office.instance)));
        QVERIFY(names(menu.get()).contains(QStringLiteral("action.arrange.tidy-selection")));
    }

    void theTraceIsCopiedAsText() {
        QFile file(QStringLiteral(WAYLIGHT_SOURCE_DIR "/resources/samples/broken-03-endpoint-policy-other-bucket.waylight"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const Design design = readWaylight(file.readAll().toStdString(), "sample")->design;
        Desk desk(design);
        QVERIFY(!desk.action("action.edit.copy-trace")->isEnabled());
        desk.window.document().setRequest(design.requests.begin()->second);
        QVERIFY(desk.action("action.edit.copy-trace")->isEnabled());
        desk.action("action.edit.copy-trace")->trigger();
        const QString text = QApplication::clipboard()->text();
        QVERIFY2(text.section('\n', 0, 0).endsWith(QStringLiteral(": Blocked")), qPrintable(text));
        QVERIFY(text.contains(QStringLiteral("Endpoint policy – blocks: ")));
        for (const Hop& hop : desk.window.document().trace()->hops)
            QVERIFY(text.contains(QString::fromStdString(displayName(base(*design.topology.find(hop.resource))))));
    }

    void jsonTextFromAnEditorIsPasted() {
        Office office;
        Desk desk(office.design);
        desk.hand.click(desk.hand.middle(office.instance));
        desk.keys("Ctrl+C");
        QString text = QApplication::clipboard()->text();
        QVERIFY(text.contains(QStringLiteral("\"instances\"")));
        text.replace(QStringLiteral("Instance 1"), QStringLiteral("from the editor"));
        QApplication::clipboard()->setText(text);
        QMouseEvent over(QEvent::MouseMove, desk.hand.inside(office.other), desk.window.canvas().viewport()->mapToGlobal(desk.hand.inside(office.other)), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
        QApplication::sendEvent(desk.window.canvas().viewport(), &over);
        desk.keys("Ctrl+V");
        const auto& selection = desk.window.document().selection();
        QCOMPARE(selection.size(), std::size_t(1));
        const Instance* pasted = desk.hand.topology().get<Instance>(selection.front());
        QVERIFY(pasted);
        QCOMPARE(pasted->name, std::string("from the editor"));
        QCOMPARE(parentOf(desk.hand.topology(), pasted->id), office.other);
        QCOMPARE(desk.action("action.edit.undo")->text(), QStringLiteral("&Undo Paste from the editor"));
        const std::string done = desk.hand.bytes();
        QApplication::clipboard()->setText(QStringLiteral("[1, 2"));
        desk.keys("Ctrl+V");
        QVERIFY2(desk.window.canvas().bubbleText().contains(QStringLiteral("line 1")), qPrintable(desk.window.canvas().bubbleText()));
        QCOMPARE(desk.hand.bytes(), done);
    }

    void theMenuOffersWhatCanBeDoneThere() {
        Office office;
        Desk desk(office.design);
        std::unique_ptr<QMenu> element(desk.menuAt(desk.hand.middle(office.instance)));
        QVERIFY(element);
        const QStringList offered = names(element.get());
        for (const char* name : {"action.edit.rename", "context.connect", "context.ask-from", "context.ask-to", "action.edit.copy", "action.edit.delete", "menu.context.add", "action.help.element"})
            QVERIFY2(offered.contains(QLatin1String(name)), name);
        QVERIFY(!offered.contains(QStringLiteral("action.edit.select-content")));
        QVERIFY(desk.window.document().isSelected(office.instance));
        element.reset();

        std::unique_ptr<QMenu> container(desk.menuAt(desk.hand.inside(office.subnet)));
        QVERIFY(names(container.get()).contains(QStringLiteral("action.edit.select-content")));
        auto* add = container->findChild<QAction*>(QStringLiteral("context.add.instance"));
        QVERIFY(add);
        QVERIFY(!container->findChild<QAction*>(QStringLiteral("context.add.vpc")));
        const auto before = desk.hand.topology().table(kindOf<Instance>).size();
        add->trigger();
        QCOMPARE(desk.hand.topology().table(kindOf<Instance>).size(), before + 1);
        container.reset();

        std::unique_ptr<QMenu> canvas(desk.menuAt({5, 5}));
        QVERIFY(names(canvas.get()).contains(QStringLiteral("action.edit.tidy")));
        QVERIFY(canvas->findChild<QAction*>(QStringLiteral("context.add.role")));
        QVERIFY(!names(canvas.get()).contains(QStringLiteral("action.edit.delete")));
    }

    void connectToAndAskStartAtTheElement() {
        Office office;
        Desk desk(office.design);
        std::unique_ptr<QMenu> menu(desk.menuAt(desk.hand.middle(office.table)));
        menu->findChild<QAction*>(QStringLiteral("context.connect"))->trigger();
        menu.reset();
        QVERIFY(desk.window.canvas().tool() == Tool::Connect);
        desk.hand.click(desk.hand.middle(office.endpoint));
        QCOMPARE(desk.hand.topology().get<VpcEndpoint>(office.endpoint)->routeTables.size(), std::size_t(1));
        desk.keys("V");
        std::unique_ptr<QMenu> ask(desk.menuAt(desk.hand.middle(office.instance)));
        ask->findChild<QAction*>(QStringLiteral("context.ask-from"))->trigger();
        ask.reset();
        QVERIFY(desk.window.canvas().isPicking());
        desk.hand.click(desk.hand.middle(office.bucket));
        QVERIFY(desk.window.document().request());
    }

    void shortcutsArrange() {
        Office office;
        Desk desk(office.design);
        desk.hand.click(desk.hand.middle(office.bucket));
        desk.hand.click(desk.hand.middle(office.role), Qt::ShiftModifier);
        QVERIFY(desk.action("action.arrange.left")->isEnabled());
        QVERIFY(!desk.action("action.arrange.across")->isEnabled());
        desk.keys("Ctrl+Alt+Left");
        QCOMPARE(desk.hand.rect(office.bucket).x, desk.hand.rect(office.role).x);
        QCOMPARE(desk.hand.undoText(), QStringLiteral("Align 2 elements"));
        desk.hand.click(desk.hand.middle(office.instance));
        desk.keys("Ctrl+D");
        QCOMPARE(desk.hand.undoText(), QStringLiteral("Duplicate Instance 4"));
        desk.keys("Ctrl+G");
        QVERIFY(desk.hand.undoText().startsWith(QStringLiteral("Wrap Instance 4 in Subnet")));
    }
};

WAYLIGHT_TEST(EditingScenariosTest)
#include "tst_editing_scenarios.moc"
