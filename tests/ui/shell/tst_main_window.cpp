// SPDX-License-Identifier: MIT
#include "tests/support/registry.h"
#include "ui/canvas/canvas_view.h"
#include "ui/panels/inspector_panel.h"
#include "ui/shell/export_command.h"
#include "ui/shell/main_window.h"
#include "ui/shell/start_screen.h"

#include <QAbstractButton>
#include <QDockWidget>
#include <QMessageBox>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTimer>
#include <QtTest>

using namespace waylight;

namespace {

struct Fixture {
    QTemporaryDir folder;
    Settings settings{folder.path()};
    MainWindow window{settings, WindowOptions{.restore = false, .animated = false, .theme = ThemeChoice::Light}};

    Fixture() {
        window.resize(1400, 900);
        window.show();
    }
    ~Fixture() { window.document().undoStack().setClean(); }
    void openSample(const char* name = "s3-gateway-endpoint") { QVERIFY(window.openTemplate(QStringLiteral(":/samples/%1.waylight").arg(QLatin1String(name)))); }
    QAction* action(const char* id) const { return window.findChild<QAction*>(QStringLiteral("action.") + QLatin1String(id)); }
    void renameSomething() {
        Design after = window.document().design();
        after.name += "!";
        window.document().commit(after, QStringLiteral("Rename"));
    }
};

} // namespace

class MainWindowTest : public QObject {
    Q_OBJECT

private slots:
    void startsWithTheStartScreen() {
        Fixture f;
        QVERIFY(f.window.findChild<StartScreen*>()->isVisible());
        QCOMPARE(f.window.windowTitle(), QStringLiteral("Start[*] — Waylight"));
        QVERIFY(!f.action("file.save")->isEnabled());
    }

    void aTemplateOpensWithItsRequest() {
        Fixture f;
        f.openSample();
        QVERIFY(f.window.isDesigning());
        QVERIFY(f.window.document().trace().has_value());
        QVERIFY(f.action("file.save")->isEnabled());
        QVERIFY(!f.action("edit.undo")->isEnabled());
        QVERIFY(!f.window.isWindowModified());
    }

    void theTitleShowsUnsavedChanges() {
        Fixture f;
        f.openSample();
        f.renameSomething();
        QVERIFY(f.window.isWindowModified());
        QVERIFY(f.action("edit.undo")->isEnabled());
        QVERIFY(f.action("edit.undo")->text().contains(QStringLiteral("Rename")));
        f.action("edit.undo")->trigger();
        QVERIFY(!f.window.isWindowModified());
    }

    void leavingAsksAboutUnsavedChanges_data() {
        QTest::addColumn<int>("answer");
        QTest::addColumn<bool>("leaves");
        QTest::newRow("cancel") << int(QMessageBox::Cancel) << false;
        QTest::newRow("discard") << int(QMessageBox::Discard) << true;
    }

    void leavingAsksAboutUnsavedChanges() {
        QFETCH(int, answer);
        QFETCH(bool, leaves);
        Fixture f;
        f.openSample();
        f.renameSomething();
        bool asked = false;
        QTimer::singleShot(0, &f.window, [&] {
            auto* box = f.window.findChild<QMessageBox*>(QStringLiteral("dialog.unsaved"));
            QVERIFY(box);
            asked = true;
            box->button(static_cast<QMessageBox::StandardButton>(answer))->click();
        });
        f.action("file.new")->trigger();
        QVERIFY(asked);
        QCOMPARE(f.window.document().design().topology.size() == 0, leaves);
    }

    void savingKeepsTheNameAndTheRecentList() {
        Fixture f;
        f.openSample();
        const QString path = f.folder.filePath(QStringLiteral("mine.waylight"));
        QVERIFY(f.window.document().save(path).empty());
        QVERIFY(f.window.openPath(path));
        QCOMPARE(f.window.windowTitle(), QStringLiteral("mine[*] — Waylight"));
        QCOMPARE(f.settings.recentFiles(), QStringList{path});
    }

    void everythingHasAName() {
        Fixture f;
        f.openSample();
        for (const QDockWidget* dock : f.window.findChildren<QDockWidget*>())
            QVERIFY2(!dock->objectName().isEmpty() && !dock->accessibleName().isEmpty(), qPrintable(dock->windowTitle()));
        for (const QAbstractButton* button : f.window.findChildren<QAbstractButton*>()) {
            const bool ours = button->isVisible() && !button->objectName().startsWith(QStringLiteral("qt_")) && qstrcmp(button->metaObject()->className(), "QDockWidgetTitleButton") != 0;
            QVERIFY2(!ours || !(button->accessibleName().isEmpty() && button->text().isEmpty()), qPrintable(button->objectName() + QLatin1String(button->metaObject()->className())));
        }
    }

    void thePolicyTabIsThereWhenThereMayBeAPolicy() {
        Fixture f;
        f.openSample();
        const auto* tabs = f.window.findChild<QTabWidget*>(QStringLiteral("properties"));
        f.window.document().select({"vpc-lab"});
        QVERIFY(!tabs->isTabVisible(1));
        f.window.document().select({"vpce-s3"});
        QVERIFY(tabs->isTabVisible(1));
    }

    void spacePlaysAndSpaceDragPans() {
        Fixture f;
        f.openSample();
        f.window.player().setAnimated(true);
        f.window.player().toStart();
        f.window.canvas().setFocus();
        QTest::keyClick(&f.window.canvas(), Qt::Key_Space);
        QVERIFY(f.window.player().isPlaying());
        f.window.player().pause();
        QTest::keyPress(&f.window.canvas(), Qt::Key_Space);
        QTest::mouseClick(f.window.canvas().viewport(), Qt::LeftButton);
        QTest::keyRelease(&f.window.canvas(), Qt::Key_Space);
        QVERIFY(!f.window.player().isPlaying());
    }

    void exportOptionsAreChecked_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<bool>("good");
        QTest::newRow("two files") << QStringList{"a.waylight", "b.png"} << true;
        QTest::newRow("all options") << QStringList{"a.waylight", "b.svg", "--request", "2", "--theme", "dark"} << true;
        QTest::newRow("no output") << QStringList{"a.waylight"} << false;
        QTest::newRow("unknown ending") << QStringList{"a.waylight", "b.doc"} << false;
        QTest::newRow("unknown theme") << QStringList{"a.waylight", "b.png", "--theme", "pink"} << false;
        QTest::newRow("unknown option") << QStringList{"a.waylight", "b.png", "--loud"} << false;
    }

    void exportOptionsAreChecked() {
        QFETCH(QStringList, arguments);
        QFETCH(bool, good);
        QString problem;
        QCOMPARE(exportOptions(arguments, problem).has_value(), good);
        QCOMPARE(problem.isEmpty(), good);
    }
};

WAYLIGHT_TEST(MainWindowTest)
#include "tst_main_window.moc"
