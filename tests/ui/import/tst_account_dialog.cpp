// SPDX-License-Identifier: MIT
#include "core/formats/open.h"
#include "tests/support/fake_aws.h"
#include "tests/support/registry.h"
#include "ui/import/account_dialog.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QtTest>

using namespace waylight;

class AccountDialogTest : public QObject {
    Q_OBJECT

    struct Shown {
        explicit Shown(const FakeAws& aws) : dialog(nullptr, aws.program()) {
            dialog.show();
            dialog.findChild<QLineEdit*>("account.regions")->setText("us-east-1");
        }
        template <class W>
        W* find(const char* name) {
            return dialog.findChild<W*>(QString("account.") + name);
        }
        QPushButton* button(const char* name) { return find<QPushButton>(name); }
        QString state() { return find<QLabel>("state")->text(); }
        QTreeWidgetItem* row(const QString& call) {
            const auto rows = find<QTreeWidget>("calls")->findItems(call, Qt::MatchExactly);
            return rows.size() == 1 ? rows.first() : nullptr;
        }
        AccountDialog dialog;
    };

    static bool asksOnlyForProfiles(const FakeAws& aws) {
        for (const QString& asked : aws.asked())
            if (asked != "configure list-profiles")
                return false;
        return true;
    }

private slots:
    /// Every call and its permission can be read before anything is asked.
    void showsFirst() {
        FakeAws aws;
        aws.write();
        Shown shown(aws);
        QTRY_COMPARE(shown.find<QComboBox>("profile")->count(), 2);
        QCOMPARE(shown.find<QComboBox>("profile")->itemText(1), QString("audit"));
        QCOMPARE(shown.find<QComboBox>("profile")->currentText(), QString());
        QCOMPARE(shown.find<QTreeWidget>("calls")->topLevelItemCount(), int(collect::calls().size()));
        QCOMPARE(shown.row("ec2 describe-vpcs")->text(1), QString("ec2:DescribeVpcs"));
        QCOMPARE(shown.row("s3api get-bucket-policy")->text(2), QString("for each bucket"));
        QVERIFY(!shown.button("open")->isVisible());
        QTest::mouseClick(shown.button("copy"), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), QString::fromStdString(collect::permissionsPolicy()));
        QVERIFY(asksOnlyForProfiles(aws));
    }

    void collectsAndOpens() {
        FakeAws aws;
        aws.refuse("ec2 describe-network-acls", "UnauthorizedOperation");
        aws.write();
        Shown shown(aws);
        QSignalSpy accepted(&shown.dialog, &QDialog::accepted);
        QTest::mouseClick(shown.button("start"), Qt::LeftButton);
        QVERIFY(!shown.button("start")->isEnabled());
        QVERIFY(shown.button("stop")->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(shown.button("open")->isVisible(), 60000);
        QVERIFY2(shown.state().contains("1 were not"), qPrintable(shown.state()));
        QCOMPARE(shown.row("ec2 describe-vpcs")->text(2), QString("1"));
        QVERIFY2(shown.row("ec2 describe-network-acls")->text(2).contains("ec2:DescribeNetworkAcls"), qPrintable(shown.row("ec2 describe-network-acls")->text(2)));
        QVERIFY(shown.button("open")->isDefault());
        QTest::mouseClick(shown.button("open"), Qt::LeftButton);
        QCOMPARE(accepted.size(), 1);
        QVERIFY(!shown.dialog.isKept());
        const auto loaded = openAny(shown.dialog.folder().toStdString());
        QVERIFY(loaded);
        QVERIFY(loaded->design.topology.get<Vpc>(Id("vpc-1"))->unknown.empty());
        QVERIFY(loaded->design.topology.table(kindOf<NetworkAcl>).empty());
    }

    /// What had come stays, and the list says nothing of what was not asked.
    void stopping() {
        FakeAws aws;
        aws.instead("ec2 describe-route-tables", "exec sleep 3600");
        aws.write();
        QTemporaryDir folder;
        Shown shown(aws);
        shown.find<QLineEdit>("folder")->setText(folder.filePath("kept"));
        QTest::mouseClick(shown.button("start"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(aws.asked().contains("ec2 describe-route-tables") && shown.row("ec2 describe-vpcs")->text(2) == "1", 60000);
        QTest::keyClick(&shown.dialog, Qt::Key_Escape);
        QTRY_VERIFY(shown.state().startsWith("Stopped after"));
        QVERIFY(shown.dialog.isVisible());
        QCOMPARE(shown.row("ec2 describe-route-tables")->text(2), QString());
        QVERIFY(shown.button("start")->isEnabled());
        QTest::mouseClick(shown.button("open"), Qt::LeftButton);
        QVERIFY(shown.dialog.isKept());
        QVERIFY(QFile::exists(folder.filePath("kept/111122223333/us-east-1/ec2-describe-vpcs.json")));
        QVERIFY(!QFile::exists(folder.filePath("kept/111122223333/us-east-1/ec2-describe-route-tables.json")));
    }

    void saysWhatIsWrong_data() {
        QTest::addColumn<QString>("regions");
        QTest::addColumn<QString>("words");
        QTest::newRow("no Region") << "" << "Which Regions?";
        QTest::newRow("bad Region") << "us-east-1, europe" << "`europe` is not the name of a Region";
        QTest::newRow("nobody") << "us-east-1 eu-west-1" << "Unable to locate credentials";
    }
    void saysWhatIsWrong() {
        QFETCH(QString, regions);
        QFETCH(QString, words);
        FakeAws aws;
        aws.instead("sts *", "echo 'Unable to locate credentials' >&2; exit 253");
        aws.write();
        Shown shown(aws);
        shown.find<QLineEdit>("regions")->setText(regions);
        QTest::mouseClick(shown.button("start"), Qt::LeftButton);
        QTRY_VERIFY2_WITH_TIMEOUT(shown.state().contains(words), qPrintable(shown.state()), 60000);
        QTRY_VERIFY(shown.button("start")->isEnabled());
        QVERIFY(!shown.button("open")->isVisible());
    }

    void withoutTheProgram() {
        AccountDialog dialog(nullptr, "/nowhere/aws");
        dialog.show();
        QVERIFY(!dialog.findChild<QPushButton*>("account.start")->isEnabled());
        QVERIFY(dialog.findChild<QLabel*>("account.state")->text().contains("Install the AWS CLI"));
    }

    /// Closing in the middle leaves no process behind.
    void closing() {
        FakeAws aws;
        aws.instead("ec2 describe-vpcs", "echo $$ > \"$(dirname \"$0\")/hanging\"; sleep 3600 & wait");
        aws.write();
        {
            Shown shown(aws);
            QTest::mouseClick(shown.button("start"), Qt::LeftButton);
            QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(aws.folder() + "/hanging"), 60000);
            QTest::qWait(50);
        }
        QFile hanging(aws.folder() + "/hanging");
        QVERIFY(hanging.open(QIODevice::ReadOnly));
        const QByteArray process = hanging.readAll().trimmed();
        QVERIFY(process.toInt() > 1);
        QTRY_VERIFY(!QFile::exists("/proc/" + process));
    }
};

WAYLIGHT_TEST(AccountDialogTest)
#include "tst_account_dialog.moc"
