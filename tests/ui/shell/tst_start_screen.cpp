// SPDX-License-Identifier: MIT
#include "tests/support/registry.h"
#include "ui/shell/settings.h"
#include "ui/shell/start_screen.h"
#include "ui/shell/template_card.h"
#include "ui/shell/templates.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace waylight;

class StartScreenTest : public QObject {
    Q_OBJECT

private slots:
    void listsEverySampleWorkingOnesFirst() {
        const auto all = templates();
        const QStringList files = QDir(QStringLiteral(WAYLIGHT_SOURCE_DIR "/resources/samples")).entryList({QStringLiteral("*.waylight")});
        QCOMPARE(static_cast<int>(all.size()), static_cast<int>(files.size()));
        QVERIFY(!all.front().broken);
        QVERIFY(all.back().broken);
        for (std::size_t i = 1; i < all.size(); ++i)
            QVERIFY2(all[i - 1].broken <= all[i].broken, qPrintable(all[i].path));
    }

    void eachTemplateSaysWhatItIs() {
        for (const Template& each : templates()) {
            QVERIFY2(!each.title.isEmpty(), qPrintable(each.path));
            QVERIFY2(!each.description.isEmpty(), qPrintable(each.path));
            QVERIFY2(each.design.topology.size() > 0, qPrintable(each.path));
        }
    }

    void aCardOpensItsTemplateByKeyboard() {
        StartScreen screen;
        screen.resize(1200, 800);
        screen.show();
        const auto cards = screen.findChildren<TemplateCard*>();
        QCOMPARE(static_cast<std::size_t>(cards.size()), templates().size());
        QSignalSpy asked(&screen, &StartScreen::templateRequested);
        cards.first()->setFocus();
        QTest::keyClick(cards.first(), Qt::Key_Space);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.first().first().toString(), templates().front().path);
    }

    void recentFilesAreNewestFirstAndOnlyThoseThatExist() {
        QTemporaryDir folder;
        Settings settings(folder.path());
        for (const char* name : {"a.waylight", "b.waylight"}) {
            QFile file(folder.filePath(QLatin1String(name)));
            QVERIFY(file.open(QIODevice::WriteOnly));
            settings.addRecentFile(file.fileName());
        }
        settings.addRecentFile(folder.filePath(QStringLiteral("a.waylight")));
        settings.addRecentFile(folder.filePath(QStringLiteral("gone.waylight")));
        QCOMPARE(settings.recentFiles(), (QStringList{folder.filePath(QStringLiteral("a.waylight")), folder.filePath(QStringLiteral("b.waylight"))}));

        StartScreen screen;
        screen.setRecentFiles(settings.recentFiles());
        QCOMPARE(screen.findChildren<QAbstractButton*>(QStringLiteral("start.recent")).size(), 2);
    }
};

WAYLIGHT_TEST(StartScreenTest)
#include "tst_start_screen.moc"
