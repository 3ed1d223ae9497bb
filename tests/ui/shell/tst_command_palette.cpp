// SPDX-License-Identifier: MIT
#include "tests/support/registry.h"
#include "ui/canvas/canvas_view.h"
#include "ui/panels/match_delegate.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/commands.h"
#include "ui/shell/main_window.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QTemporaryDir>
#include <QtTest>

using namespace waylight;

namespace {

struct Fixture {
    QTemporaryDir folder;
    Settings settings{folder.path()};
    MainWindow window{settings, WindowOptions{.restore = false, .animated = false, .theme = ThemeChoice::Light}};
    QLineEdit* text = window.findChild<QLineEdit*>(QStringLiteral("commandPalette.text"));
    QListWidget* list = window.findChild<QListWidget*>(QStringLiteral("commandPalette.list"));
    QWidget* card = window.findChild<QWidget*>(QStringLiteral("commandPalette"));

    Fixture() {
        window.resize(1400, 900);
        window.show();
        window.activateWindow();
    }
    ~Fixture() { window.document().undoStack().setClean(); }

    void openSample(const char* name = "s3-gateway-endpoint") {
        QVERIFY(window.openTemplate(QStringLiteral(":/samples/%1.waylight").arg(QLatin1String(name))));
        QVERIFY(QTest::qWaitForWindowActive(&window));
    }
    void open() { QTest::keyClick(window.focusWidget() ? window.focusWidget() : &window, Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier); }
    void type(const QString& words) { QTest::keyClicks(text, words); }
    QStringList rows() const {
        QStringList titles;
        for (int i = 0; i < list->count(); ++i)
            titles << list->item(i)->text();
        return titles;
    }
    QListWidgetItem* row(const QString& title) const {
        const auto found = list->findItems(title, Qt::MatchExactly);
        return found.isEmpty() ? nullptr : found.first();
    }
};

} // namespace

class CommandPaletteTest : public QObject {
    Q_OBJECT

private slots:
    void keysOpenItAndEscapeGoesBack() {
        Fixture f;
        f.openSample();
        f.window.canvas().setFocus();
        f.open();
        QVERIFY(f.card->isVisible());
        QVERIFY(f.text->hasFocus());
        QCOMPARE(f.list->count(), static_cast<int>(commands().size()) - 1);
        QTest::keyClick(f.text, Qt::Key_Escape);
        QVERIFY(!f.card->isVisible());
        QVERIFY(f.window.canvas().hasFocus());
    }

    void aFewLettersRunACommand() {
        Fixture f;
        f.openSample();
        f.window.canvas().zoomTo(4);
        f.open();
        f.type(QStringLiteral("shev"));
        QCOMPARE(f.rows().value(0), QStringLiteral("Show everything"));
        QCOMPARE(f.list->item(0)->data(MatchDelegate::keysRole).toString(), QKeySequence(QStringLiteral("Shift+1")).toString(QKeySequence::NativeText));
        QTest::keyClick(f.text, Qt::Key_Return);
        QVERIFY(!f.card->isVisible());
        QVERIFY(f.window.canvas().zoom() < 4);
    }

    void disabledCommandsSayWhyAndDoNothing() {
        Fixture f;
        f.openSample();
        f.window.document().select({});
        f.open();
        f.type(QStringLiteral("delete"));
        QListWidgetItem* row = f.row(QStringLiteral("Delete"));
        QVERIFY(row && !(row->flags() & Qt::ItemIsEnabled));
        const auto command = std::find_if(commands().begin(), commands().end(), [](const Command& each) { return qstrcmp(each.id, "edit.delete") == 0; });
        const QString why = whyDisabled(*command, f.window);
        QVERIFY(!why.isEmpty());
        QCOMPARE(row->data(MatchDelegate::detailRole).toString(), why);
        f.list->setCurrentItem(row);
        QCOMPARE(f.window.findChild<QLabel*>(QStringLiteral("commandPalette.hint"))->text(), why);
        QTest::keyClick(f.text, Qt::Key_Return);
        QVERIFY(f.card->isVisible());
    }

    void everyDisabledCommandHasAReason() {
        Fixture f;
        for (const Command& command : commands())
            QCOMPARE(whyDisabled(command, f.window).isEmpty(), !command.enabled || command.enabled(f.window));
    }

    void elementsAreFoundByNameSelectedAndShown() {
        Fixture f;
        f.openSample();
        const auto& [id, subnet] = *f.window.document().design().topology.table(kindOf<Subnet>).begin();
        f.window.canvas().zoomTo(0.1);
        f.open();
        f.type(QStringLiteral("> ") + QString::fromStdString(displayName(base(*subnet))));
        QCOMPARE(f.rows().value(0), QString::fromStdString(displayName(base(*subnet))));
        QTest::keyClick(f.text, Qt::Key_Return);
        QCOMPARE(f.window.document().selection(), std::vector<Id>{id});
        const Rect rect = f.window.document().picture().box(id)->rect;
        const QPoint middle = f.window.canvas().mapFromScene(rect.x + rect.width / 2.0, rect.y + rect.height / 2.0);
        QVERIFY((middle - f.window.canvas().viewport()->rect().center()).manhattanLength() < 40);
    }

    void narrowedToElementsThereAreNoCommands() {
        Fixture f;
        f.openSample();
        f.open();
        f.type(QStringLiteral(">"));
        QCOMPARE(f.list->count(), std::min(100, static_cast<int>(f.window.document().design().topology.size())));
        QVERIFY(!f.row(QStringLiteral("Show everything")));
    }

    void problemsAreShownInTheirList() {
        Fixture f;
        f.openSample("broken-01-no-route-table");
        f.open();
        f.type(QStringLiteral("!"));
        QVERIFY(f.list->count() > 0);
        const Finding first = f.window.document().findings().front();
        QTest::keyClick(f.text, Qt::Key_Return);
        QCOMPARE(f.window.document().selection(), std::vector<Id>{first.resource});
    }

    void arrowsGoRoundAndAPressElsewhereCloses() {
        Fixture f;
        f.openSample();
        f.open();
        QTest::keyClick(f.text, Qt::Key_Up);
        QCOMPARE(f.list->currentRow(), f.list->count() - 1);
        QTest::keyClick(f.text, Qt::Key_Down);
        QCOMPARE(f.list->currentRow(), 0);
        QTest::mouseClick(f.window.canvas().viewport(), Qt::LeftButton, {}, QPoint(5, f.window.canvas().viewport()->height() - 5));
        QVERIFY(!f.card->isVisible());
    }

    void itWorksOnTheStartScreen() {
        Fixture f;
        QVERIFY(QTest::qWaitForWindowActive(&f.window));
        f.open();
        QVERIFY(f.card->isVisible());
        f.type(QStringLiteral("new design"));
        QTest::keyClick(f.text, Qt::Key_Return);
        QVERIFY(f.window.isDesigning());
    }
};

WAYLIGHT_TEST(CommandPaletteTest)
#include "tst_command_palette.moc"
