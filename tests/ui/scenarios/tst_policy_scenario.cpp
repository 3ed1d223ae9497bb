// SPDX-License-Identifier: MIT
#include "tests/support/registry.h"
#include "ui/canvas/canvas_view.h"
#include "ui/panels/code_edit.h"
#include "ui/panels/policy_editor.h"
#include "ui/panels/request_bar.h"
#include "ui/panels/verdict_pill.h"
#include "ui/shell/main_window.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QLabel>
#include <QListWidget>
#include <QTableView>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeWidget>
#include <QtTest>

using namespace waylight;

namespace {

/// A window with a sample, and the policy of one element open.
struct Desk {
    QTemporaryDir folder;
    Settings settings{folder.path()};
    MainWindow window{settings, {.restore = false, .animated = false, .theme = ThemeChoice::Light}};

    explicit Desk(const char* sample = "s3-gateway-endpoint") {
        window.resize(1500, 950);
        window.show();
        window.activateWindow();
        if (!window.openTemplate(QStringLiteral(":/samples/%1.waylight").arg(QLatin1String(sample))))
            qFatal("no sample");
    }
    ~Desk() { window.document().undoStack().setClean(); }

    template <class W>
    W* part(const char* name) const {
        return window.findChild<W*>(QLatin1String(name));
    }
    void openPolicy(const Id& id) {
        window.document().select({id});
        auto* tabs = part<QTabWidget>("properties");
        tabs->setCurrentWidget(part<PolicyEditor>("policyEditor"));
        text()->setFocus();
    }
    CodeEdit* text() const { return part<CodeEdit>("policy.text"); }
    VerdictPill* pill() const { return part<VerdictPill>("request.verdict"); }
    Verdict playing() { return window.player().trace()->verdict; }
    void replace(const char* what, const char* by) {
        QTextCursor found = text()->document()->find(QLatin1String(what));
        QVERIFY(!found.isNull());
        found.insertText(QLatin1String(by));
    }
    void paste(const char* field, const QString& message) {
        QGuiApplication::clipboard()->setText(message);
        auto* edit = part<QWidget>(field)->findChild<QLineEdit*>();
        if (!edit)
            edit = part<QLineEdit>(field);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClick(edit, Qt::Key_V, Qt::ControlModifier);
    }
};

} // namespace

/// What a policy does, seen while it is written and found from AWS's own messages.
class PolicyScenarioTest : public QObject {
    Q_OBJECT

private slots:
    void answersChangeWhileTyping() {
        Desk d;
        QVERIFY(QTest::qWaitForWindowActive(&d.window));
        QCOMPARE(d.pill()->word(), QStringLiteral("Allowed"));
        d.openPolicy("vpce-s3");
        d.replace("\"Allow\"", "\"Deny\"");
        QTRY_VERIFY(d.pill()->isDraft());
        QCOMPARE(d.pill()->word(), QStringLiteral("Allowed → Blocked"));
        QCOMPARE(d.playing(), Verdict::Blocked); // the canvas follows …
        QCOMPARE(d.window.document().trace()->verdict, Verdict::Allowed); // … and nothing is applied
        QCOMPARE(d.window.document().undoStack().count(), 0);
        auto* notice = d.part<QLabel>("trace.draft");
        QVERIFY(!notice->isHidden()); // the explanation is the draft's, and says so
        QCOMPARE(d.part<QTreeWidget>("trace.checks")->topLevelItemCount(), static_cast<int>(d.window.player().trace()->hops.size()));
        QTest::keyClick(d.text(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(notice->isHidden());
        QCOMPARE(d.window.document().undoStack().count(), 1);
        QVERIFY(!d.pill()->isDraft());
        QCOMPARE(d.pill()->word(), QStringLiteral("Blocked"));
        d.window.document().undoStack().undo();
        QCOMPARE(d.pill()->word(), QStringLiteral("Allowed"));
        QCOMPARE(d.playing(), Verdict::Allowed);
    }

    void theControlPoliciesOfAnAccountAreReached() {
        Desk d;
        QVERIFY(QTest::qWaitForWindowActive(&d.window));
        d.window.document().select({"us-east-1"}); // an account is edited with its Region
        auto* toggle = d.part<QWidget>("part.111122223333")->findChild<QToolButton*>(QStringLiteral("part.toggle"));
        if (!d.part<QTableView>("records.serviceControlPolicies"))
            toggle->click();
        d.part<QToolButton>("records.serviceControlPolicies.add")->click();
        auto* table = d.part<QTableView>("records.serviceControlPolicies");
        QVERIFY(table);
        QVERIFY(table->model()->setData(table->model()->index(0, 0), QStringLiteral("root")));
        QVERIFY(table->model()->setData(table->model()->index(0, 1), QStringLiteral("Mine"))); // without a name it is none yet
        QCOMPARE(d.window.document().design().topology.get<Account>(Id("111122223333"))->serviceControlPolicies.size(), std::size_t(1));
        emit table->doubleClicked(table->model()->index(0, 2));
        QCOMPARE(d.part<QTabWidget>("properties")->currentWidget(), d.part<QWidget>("policyEditor"));
        QCOMPARE(d.window.document().selection(), std::vector<Id>{"111122223333"});
        d.text()->setPlainText(QStringLiteral(R"({"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]})"));
        QTRY_VERIFY(d.pill()->isDraft());
        QCOMPARE(d.pill()->word(), QStringLiteral("Unknown → Blocked")); // a policy without a text says nothing that is known
        QCOMPARE(d.text()->reasons().size(), qsizetype(1));
    }

    void takingItBackTakesTheDraftBack() {
        Desk d;
        QVERIFY(QTest::qWaitForWindowActive(&d.window));
        d.openPolicy("bucket-reports");
        d.replace("StringNotEquals", "StringEquals");
        QTRY_VERIFY(d.pill()->isDraft());
        QTest::keyClick(d.text(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY(!d.pill()->isDraft());
        QCOMPARE(d.playing(), Verdict::Allowed);
        QCOMPARE(d.window.document().undoStack().count(), 0);
    }

    void aPastedMessageFindsItsRequest_data() {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("policyOf");
        QTest::addColumn<bool>("saved");
        const QString user = QStringLiteral("User: arn:aws:sts::111122223333:assumed-role/app-role/i-app is not authorized to perform: ");
        QTest::newRow("saved request, bucket policy") << "request.from" << "An error occurred (AccessDenied) when calling the GetObject operation: " + user + "s3:GetObject on resource: \"arn:aws:s3:::reports-111122223333/2026/summary.csv\" with an explicit deny in a resource-based policy" << "s3:GetObject" << "bucket-reports" << true;
        QTest::newRow("new request, identity policy") << "request.to" << user + "s3:DeleteObject on resource: \"arn:aws:s3:::reports-111122223333/old.csv\" because no identity-based policy allows the s3:DeleteObject action" << "s3:DeleteObject" << "role-app" << false;
        QTest::newRow("endpoint policy, object key field") << "request.key" << user + "s3:PutObject on resource: \"arn:aws:s3:::reports-111122223333/x\" because no VPC endpoint policy allows the s3:PutObject action" << "s3:PutObject" << "vpce-s3" << false;
    }

    void aPastedMessageFindsItsRequest() {
        QFETCH(QString, field);
        QFETCH(QString, message);
        QFETCH(QString, action);
        QFETCH(QString, policyOf);
        QFETCH(bool, saved);
        Desk d("broken-05-bucket-policy-other-vpc");
        QVERIFY(QTest::qWaitForWindowActive(&d.window));
        d.window.document().setRequest(d.window.document().design().requests.begin()->second);
        d.paste(qPrintable(field), message);
        const auto& asked = d.window.document().request();
        QVERIFY(asked);
        QCOMPARE(QString::fromStdString(asked->action), action);
        QCOMPARE(asked->from.id, Id("i-app"));
        QCOMPARE(d.window.document().design().requests.contains(asked->id), saved);
        QCOMPARE(d.window.document().selection(), std::vector<Id>{policyOf.toStdString()});
        QCOMPARE(d.part<QTabWidget>("properties")->currentWidget()->objectName(), QStringLiteral("policyEditor"));
        QVERIFY(!d.part<QLineEdit>("request.key")->text().contains(QLatin1String("User:")));
        QVERIFY(d.pill()->reason().contains(QLatin1String("in this design"), Qt::CaseInsensitive) || d.pill()->reason().contains(QLatin1String("Here too")) );
    }

    void aMessageAboutSomebodyElseIsTold() {
        Desk d;
        QVERIFY(QTest::qWaitForWindowActive(&d.window));
        const auto before = d.window.document().request();
        d.paste("request.from", QStringLiteral("User: arn:aws:iam::999988887777:user/zoe is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::reports-111122223333/x\" because no identity-based policy allows the s3:GetObject action"));
        QCOMPARE(d.window.document().request(), before);
        QVERIFY(d.pill()->reason().contains(QLatin1String("arn:aws:iam::999988887777:user/zoe")));
        QCOMPARE(d.part<RequestBar>("requestBar")->request(), before);
        // and the next message is read again
        d.paste("request.from", QStringLiteral("User: arn:aws:sts::111122223333:assumed-role/app-role/i-app is not authorized to perform: s3:PutObject on resource: \"arn:aws:s3:::reports-111122223333/x\" because no identity-based policy allows the s3:PutObject action"));
        QCOMPARE(d.window.document().request()->action, std::string("s3:PutObject"));
    }

    void aMessageTypedByHandIsNotReadByHalves() {
        Desk d;
        const auto before = d.window.document().request();
        auto* from = d.part<QWidget>("request.from")->findChild<QLineEdit*>();
        from->setFocus();
        from->selectAll();
        QTest::keyClicks(from, QStringLiteral("User: arn:aws:sts::111122223333:assumed-role/app-role/i-app is not authorized to perform: s3:Put"));
        QCOMPARE(d.window.document().request(), before);
    }

    void ordinaryWordsStayWhatTheyAre() {
        Desk d;
        auto* key = d.part<QLineEdit>("request.key");
        key->setFocus();
        key->clear();
        QTest::keyClicks(key, QStringLiteral("a-long-name/of-an-object/that-is-no-message-of-aws/at-all.csv"));
        QCOMPARE(d.window.document().request()->resource, std::string("arn:aws:s3:::reports-111122223333/a-long-name/of-an-object/that-is-no-message-of-aws/at-all.csv"));
    }
};

WAYLIGHT_TEST(PolicyScenarioTest)
#include "tst_policy_scenario.moc"
