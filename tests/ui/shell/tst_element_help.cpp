// SPDX-License-Identifier: MIT
#include "core/edit/edits.h"
#include "core/model/field_help.h"
#include "tests/support/registry.h"
#include "ui/panels/look.h"
#include "ui/shell/element_help.h"

#include <QTextBrowser>
#include <QtTest>

using namespace waylight;

class ElementHelpTest : public QObject {
    Q_OBJECT

private slots:
    void everythingThatIsPlacedIsExplained_data() {
        QTest::addColumn<Kind>("kind");
        for (Kind kind = 0; kind < kindCount; ++kind)
            if (edit::isPlaceable(kind))
                QTest::newRow(typeInfo(kind).name.data()) << kind;
    }
    void everythingThatIsPlacedIsExplained() {
        QFETCH(Kind, kind);
        const ElementHelp help(kind);
        const QString page = help.findChild<QTextBrowser*>(QStringLiteral("help.text"))->toPlainText();
        QVERIFY(page.startsWith(qString(typeInfo(kind).help)));
        const bool checks = kind != kindOf<Region> && kind != kindOf<CustomerGateway>;
        QCOMPARE(page.contains(QStringLiteral("What is checked here")), checks);
        for (const FieldMistake& each : fieldMistakes())
            if (each.kind == typeInfo(kind).name && !fieldInfo(kind, each.field)->options.derived)
                QVERIFY2(page.contains(qString(each.text)), each.field.data());
    }
};

WAYLIGHT_TEST(ElementHelpTest)
#include "tst_element_help.moc"
