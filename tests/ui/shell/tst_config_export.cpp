// SPDX-License-Identifier: MIT
#include "core/analysis/compare/comparison.h"
#include "core/formats/open.h"
#include "tests/support/registry.h"
#include "ui/shell/comparison_dialog.h"
#include "ui/shell/config_export.h"

#include <QListWidget>
#include <QPlainTextEdit>
#include <QTabWidget>
#include <QTreeWidget>
#include <QtTest>

using namespace waylight;

/// The dialog that shows configuration before it is written, and the one that shows what differs.
class ConfigExportTest : public QObject {
    Q_OBJECT

    static Design sample(const char* name) { return (*openAny(std::string(WAYLIGHT_SOURCE_DIR "/resources/samples/") + name)).design; }

private slots:
    void eachFormatShowsItsText() {
        const Design design = sample("s3-gateway-endpoint.waylight");
        ConfigExport dialog(design, QStringLiteral("sample"), nullptr);
        auto* formats = dialog.findChild<QListWidget*>("config.formats");
        auto* text = dialog.findChild<QPlainTextEdit*>("config.text");
        QVERIFY(formats && text);
        const QStringList expected = {"AWS::EC2::VPCEndpoint", "\"AWS::EC2::VPCEndpoint\"", "aws_vpc_endpoint", "--policy-document file://endpoint-policy.json",
                                      "\"PolicyDocument\"", "OnlyOurBucket", "describe"};
        QCOMPARE(formats->count(), expected.size());
        for (int row = 0; row < formats->count(); ++row) {
            formats->setCurrentRow(row);
            QVERIFY2(text->toPlainText().contains(expected[row]), qPrintable(formats->item(row)->text()));
        }
    }

    void whatIsLostIsListed() {
        Design design;
        KmsKey key;
        key.id = "key-1";
        key.region = "us-east-1";
        key.account = "111122223333";
        key.aliases = {"alias/data"};
        design.topology.set(Resource(key));
        ConfigExport dialog(design, QStringLiteral("sample"), nullptr);
        auto* lost = dialog.findChild<QListWidget*>("config.lost");
        QCOMPARE(lost->count(), 1);
        QVERIFY(lost->item(0)->text().contains("Aliases"));
    }

    void differencesAreGrouped() {
        const Design before = sample("s3-gateway-endpoint.waylight");
        const Design after = sample("broken-01-no-route-table.waylight");
        const Comparison found = compared(before, after);
        ComparisonDialog dialog(found, before.topology, QStringLiteral("two"), nullptr);
        auto* tree = dialog.findChild<QTreeWidget*>("comparison.tree");
        QVERIFY(tree->topLevelItemCount() >= 2); // the verdict of the sample's request, and the endpoint's tables
        QVERIFY(tree->topLevelItem(0)->childCount() >= 1);
    }
};

WAYLIGHT_TEST(ConfigExportTest)
#include "tst_config_export.moc"
