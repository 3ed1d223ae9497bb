// SPDX-License-Identifier: MIT
#include "tests/support/registry.h"
#include "ui/shell/commands.h"

#include <QKeySequence>
#include <QSet>
#include <QtTest>

using namespace waylight;

class CommandsTest : public QObject {
    Q_OBJECT

private slots:
    void everyCommandCanBeFoundAndRun_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < commands().size(); ++i)
            QTest::newRow(commands()[i].id) << static_cast<int>(i);
    }

    void everyCommandCanBeFoundAndRun() {
        QFETCH(int, index);
        const Command& command = commands()[static_cast<std::size_t>(index)];
        QVERIFY(!plainText(command).isEmpty());
        QVERIFY(!menuTitle(command.menu).isEmpty());
        QVERIFY(command.run);
        const QKeySequence keys(QLatin1String(command.shortcut), QKeySequence::PortableText);
        QCOMPARE(keys.isEmpty(), *command.shortcut == '\0');
        QVERIFY2(!*command.icon || QFile::exists(QStringLiteral(WAYLIGHT_SOURCE_DIR "/resources/icons/%1.svg").arg(QLatin1String(command.icon))), command.icon);
    }

    void idsAndShortcutsAreUnique() {
        QSet<QString> ids;
        QSet<QString> shortcuts;
        for (const Command& command : commands()) {
            QVERIFY2(!ids.contains(QLatin1String(command.id)), command.id);
            ids.insert(QLatin1String(command.id));
            const QString keys = QKeySequence(QLatin1String(command.shortcut), QKeySequence::PortableText).toString();
            QVERIFY2(keys.isEmpty() || !shortcuts.contains(keys), command.id);
            shortcuts.insert(keys);
        }
    }
};

WAYLIGHT_TEST(CommandsTest)
#include "tst_commands.moc"
