// SPDX-License-Identifier: MIT
#include "core/model/resource.h"
#include "tests/support/registry.h"
#include "ui/panels/palette_panel.h"
#include "ui/render/icons.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTreeWidget>
#include <QtTest>

using namespace waylight;

class PaletteTest : public QObject {
    Q_OBJECT

private slots:
    void groups_data() {
        QTest::addColumn<QString>("group");
        QTest::addColumn<QStringList>("kinds");
        QTest::newRow("network") << "Network" << QStringList{"Region", "VPC", "Subnet"};
        QTest::newRow("gateways") << "Gateways"
                                  << QStringList{"Internet gateway", "NAT gateway", "Elastic IP", "VPC endpoint", "Egress-only internet gateway", "VPC peering", "Transit gateway", "Virtual private gateway", "Customer gateway"};
        QTest::newRow("compute") << "Compute" << QStringList{"Instance", "Load balancer", "Lambda function"};
        QTest::newRow("security") << "Routing and security" << QStringList{"Route table", "Security group", "Network ACL"};
        QTest::newRow("people") << "For people" << QStringList{"Note", "Coloured area"};
        QTest::newRow("identity") << "Identity" << QStringList{"IAM role"};
    }
    void groups() {
        QFETCH(QString, group);
        QFETCH(QStringList, kinds);
        const PalettePanel palette;
        const auto* list = palette.findChild<QTreeWidget*>(QStringLiteral("palette.list"));
        const auto found = list->findItems(group, Qt::MatchExactly);
        QCOMPARE(found.size(), 1);
        QStringList shown;
        for (int i = 0; i < found.front()->childCount(); ++i) {
            shown << found.front()->child(i)->text(0);
            QVERIFY(!found.front()->child(i)->toolTip(0).isEmpty());
        }
        QCOMPARE(shown, kinds);
    }

    void notesAreAskedForLikeKinds() {
        PalettePanel palette;
        QSignalSpy notes(&palette, &PalettePanel::noteRequested);
        QSignalSpy kinds(&palette, &PalettePanel::placeRequested);
        auto* filter = palette.findChild<QLineEdit*>(QStringLiteral("palette.filter"));
        QTest::keyClicks(filter, QStringLiteral("coloured"));
        QTest::keyClick(filter, Qt::Key_Return);
        QCOMPARE(notes.size(), 1);
        QCOMPARE(notes.front().front().toBool(), true);
        filter->clear();
        QTest::keyClicks(filter, QStringLiteral("note"));
        QTest::keyClick(filter, Qt::Key_Return);
        QCOMPARE(notes.size(), 2);
        QCOMPARE(notes.back().front().toBool(), false);
        QCOMPARE(kinds.size(), 0);
    }

    /// The icon "question" stands for types without one.
    void everyTypeHasAnIcon() {
        const Theme theme = Theme::light();
        const QImage none = iconImage(QStringLiteral("question"), 48, theme);
        for (Kind kind = 0; kind < kindCount; ++kind)
            QVERIFY2(iconImage(QString::fromUtf8(typeInfo(kind).name.data(), int(typeInfo(kind).name.size())), 48, theme) != none, typeInfo(kind).name.data());
    }
};

WAYLIGHT_TEST(PaletteTest)
#include "tst_palette.moc"
