// SPDX-License-Identifier: MIT
#include "tests/support/registry.h"
#include "ui/document/document.h"
#include "ui/panels/action_field.h"
#include "ui/panels/proposal_delegate.h"
#include "ui/panels/reference_combo.h"
#include "ui/panels/request_bar.h"
#include "ui/panels/verdict_pill.h"
#include "ui/player/player.h"
#include "ui/shell/templates.h"

#include <QLineEdit>
#include <QListWidget>
#include <QSpinBox>
#include <QToolButton>
#include <QtTest>

using namespace waylight;

namespace {

struct Fixture {
    Document document;
    Player player;
    RequestBar bar{document, player};

    explicit Fixture(const char* sample = "s3-gateway-endpoint") { document.reset(*templateDesign(QStringLiteral(":/samples/%1.waylight").arg(QLatin1String(sample))), {}); }

    template <class T>
    Id first() const {
        return document.design().topology.table(kindOf<T>).begin()->first;
    }
    template <class W>
    W* part(const char* name) const {
        return bar.findChild<W*>(QStringLiteral("request.") + QLatin1String(name));
    }
    void pick(const Id& from, const Id& to) {
        part<QToolButton>("pick")->click();
        bar.picked(from);
        bar.picked(to);
    }
    void show() {
        bar.resize(1200, 90);
        bar.show();
        QVERIFY(QTest::qWaitForWindowActive(&bar));
    }
    void typeAction(const char* text) {
        auto* field = part<QComboBox>("action");
        field->setFocus();
        field->lineEdit()->selectAll();
        QTest::keyClicks(field, QLatin1String(text));
    }
    void commitAction(const char* text) {
        typeAction(text);
        QTest::keyClick(part<QComboBox>("action"), Qt::Key_Escape);
        part<QToolButton>("saved")->setFocus();
    }
    ActionPopup* popup() const { return bar.findChild<ActionPopup*>(); }
    QListWidget* list() const { return bar.findChild<QListWidget*>(QStringLiteral("request.proposals")); }
    QStringList rows() const {
        QStringList texts;
        for (int row = 0; row < list()->count(); ++row)
            texts << list()->item(row)->text();
        return texts;
    }
    void choose(const char* action) {
        auto* combo = part<QComboBox>("action");
        combo->setCurrentIndex(combo->findData(QLatin1String(action)));
        emit combo->activated(combo->currentIndex());
    }
};

} // namespace

class RequestBarTest : public QObject {
    Q_OBJECT

private slots:
    void anActionIsOnTheObjectOrTheBucket_data() {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("suffix");
        QTest::newRow("object") << "s3:PutObject" << "/report.csv";
        QTest::newRow("bucket") << "s3:ListBucket" << "";
    }

    void anActionIsOnTheObjectOrTheBucket() {
        QFETCH(QString, action);
        QFETCH(QString, suffix);
        Fixture f;
        f.pick(f.first<Instance>(), f.first<Bucket>());
        f.part<QLineEdit>("key")->setText(QStringLiteral("report.csv"));
        f.choose(action.toLatin1());
        const auto& asked = f.document.request();
        QVERIFY(asked.has_value());
        const auto* bucket = f.document.design().topology.get<Bucket>(f.first<Bucket>());
        const std::string name = bucket->bucketName.empty() ? bucket->id : bucket->bucketName;
        QCOMPARE(asked->resource, "arn:aws:s3:::" + name + suffix.toStdString());
        QCOMPARE(asked->action, action.toStdString());
        QCOMPARE(asked->from.id, f.first<Instance>());
        QCOMPARE(asked->resourceRegion, bucket->region);
        QVERIFY(f.document.trace().has_value());
    }

    void withoutAKeyAnExampleIsAskedFor() {
        Fixture f;
        f.pick(f.first<Instance>(), f.first<Bucket>());
        f.choose("s3:GetObject");
        QVERIFY(f.document.request()->resource.ends_with("/example.txt"));
    }

    void aFlowGoesToAnAddress() {
        Fixture f;
        f.pick(f.first<Instance>(), f.first<Bucket>());
        auto* to = f.part<ReferenceCombo>("to");
        to->setEditText(QStringLiteral("10.0.1.77"));
        emit to->lineEdit()->editingFinished();
        f.choose("");
        f.part<QSpinBox>("port")->setValue(22);
        const auto& asked = f.document.request();
        QVERIFY(asked.has_value());
        QVERIFY(!asked->isApiCall());
        QCOMPARE(asked->to.id, std::string("10.0.1.77"));
        QCOMPARE(asked->port, 22);
    }

    void aSavedRequestFillsTheForm() {
        Fixture f;
        const Request saved = f.document.design().requests.begin()->second;
        f.document.setRequest(saved);
        QCOMPARE(f.bar.request(), std::optional(saved));
    }

    void somethingThatCannotAskIsNotTaken() {
        Fixture f;
        QSignalSpy hints(&f.bar, &RequestBar::pickRequested);
        f.part<QToolButton>("pick")->click();
        f.bar.picked("vpc-lab");
        QCOMPARE(hints.size(), 2);
        const QString name = QString::fromStdString(displayName(*f.document.design().topology.get<Vpc>(Id("vpc-lab"))));
        QVERIFY2(hints.last().first().toString().contains(name), "the hint says what was no source");
        QVERIFY(!f.bar.request().has_value());
    }

    void theVerdictIsAWordAndAReasonAndFollowsEdits() {
        Fixture f("broken-01-no-route-table");
        f.document.setRequest(f.document.design().requests.begin()->second);
        auto* pill = f.part<VerdictPill>("verdict");
        QCOMPARE(pill->word(), QStringLiteral("Blocked"));
        QVERIFY(!pill->reason().isEmpty());
        Design fixed = *templateDesign(QStringLiteral(":/samples/s3-gateway-endpoint.waylight"));
        f.document.commit(fixed, QStringLiteral("test"));
        QCOMPARE(pill->word(), QStringLiteral("Allowed"));
    }

    void theListOffersWhatTheTargetKnows() {
        Fixture f;
        f.show();
        f.pick(f.first<Instance>(), f.first<Bucket>());
        f.typeAction("LIFECYCLE");
        QVERIFY(f.popup()->isVisible());
        QStringList rows = f.rows();
        QVERIFY2(rows.contains("s3:PutLifecycleConfiguration"), qPrintable(rows.join(' ')));
        for (const QString& row : rows)
            QVERIFY2(row.startsWith("s3:"), qPrintable(row));
        QCOMPARE(f.list()->item(0)->data(ProposalDelegate::detailRole).toString(), QStringLiteral("Read"));
        QTest::keyClick(f.part<QComboBox>("action"), Qt::Key_Down);
        QTest::keyClick(f.part<QComboBox>("action"), Qt::Key_Return);
        QVERIFY(!f.popup()->isVisible());
        QCOMPARE(f.document.request()->action, rows.at(1).toStdString());
        QVERIFY2(!f.part<QLineEdit>("key")->isVisibleTo(&f.bar), "on the bucket");
        QVERIFY(!f.document.request()->resource.ends_with("/example.txt"));
    }

    void anActionOnObjectsNeedsAKey() {
        Fixture f;
        f.show();
        f.pick(f.first<Instance>(), f.first<Bucket>());
        f.commitAction("getobjecttagging");
        QCOMPARE(f.document.request()->action, std::string("s3:GetObjectTagging"));
        QVERIFY(f.part<QLineEdit>("key")->isVisibleTo(&f.bar));
        QVERIFY(f.document.request()->resource.ends_with("/example.txt"));
    }

    void theListOpensWithEverydayActionsAndThePresentOneChosen() {
        Fixture f;
        f.show();
        f.pick(f.first<Instance>(), f.first<Bucket>());
        f.choose("s3:PutObject");
        f.part<QComboBox>("action")->showPopup();
        const QStringList rows = f.rows();
        QCOMPARE(QSet<QString>(rows.begin(), rows.begin() + 4), (QSet<QString>{"s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket"}));
        QCOMPARE(f.list()->currentItem()->text(), QStringLiteral("s3:PutObject"));
        QTest::keyClick(f.part<QComboBox>("action"), Qt::Key_Escape);
        QVERIFY(!f.popup()->isVisible());
        QCOMPARE(f.document.request()->action, std::string("s3:PutObject"));
    }

    void anUnknownActionIsAskedButSaid() {
        Fixture f;
        f.show();
        f.pick(f.first<Instance>(), f.first<Bucket>());
        f.typeAction("s3:GetObjectzz");
        QVERIFY2(f.rows().contains("s3:GetObject"), "the nearest names");
        f.commitAction("s3:GetObjectzz");
        QCOMPARE(f.document.request()->action, std::string("s3:GetObjectzz"));
        QVERIFY2(f.part<VerdictPill>("verdict")->reason().contains("did you mean s3:GetObject"), qPrintable(f.part<VerdictPill>("verdict")->reason()));
    }

    void anActionOfAnotherServiceIsNotTaken() {
        Fixture f;
        f.show();
        f.pick(f.first<Instance>(), f.first<Bucket>());
        f.choose("s3:PutObject");
        f.commitAction("dynamodb:GetItem");
        QCOMPARE(f.document.request()->action, std::string("s3:PutObject"));
        QVERIFY(f.part<VerdictPill>("verdict")->reason().contains("dynamodb:GetItem cannot be asked of"));
    }

    void anInterfaceEndpointIsAskedForItsService() {
        Fixture f;
        f.show();
        Design design = f.document.design();
        VpcEndpoint endpoint;
        endpoint.id = "vpce-queues";
        endpoint.type = EndpointType::Interface;
        endpoint.service = "com.amazonaws.us-east-1.sqs";
        endpoint.account = "111122223333";
        endpoint.vpc = f.first<Vpc>();
        design.topology.set(endpoint);
        f.document.commit(design, QStringLiteral("test"));
        f.pick(f.first<Instance>(), endpoint.id);
        QVERIFY2(!f.document.request()->isApiCall(), "a connection until an action is chosen");
        f.commitAction("SendMessage");
        f.part<QLineEdit>("key")->setFocus();
        QTest::keyClicks(f.part<QLineEdit>("key"), QStringLiteral("jobs"));
        QCOMPARE(f.document.request()->action, std::string("sqs:SendMessage"));
        QCOMPARE(f.document.request()->resource, std::string("arn:aws:sqs:us-east-1:111122223333:jobs"));
        f.commitAction("sqs:ListQueues");
        QCOMPARE(f.document.request()->resource, std::string("*"));
        QVERIFY(!f.part<QLineEdit>("key")->isVisibleTo(&f.bar));
        f.commitAction("connect");
        QVERIFY(!f.document.request()->isApiCall());
    }

    void savingExpectsThePresentAnswer() {
        Fixture f("broken-01-no-route-table");
        Request request = f.document.design().requests.begin()->second;
        request.id.clear();
        request.expectedVerdict.clear();
        f.document.setRequest(request);
        f.bar.save(false);
        const Request* saved = f.document.design().requests.find("request-1");
        QVERIFY(saved);
        QCOMPARE(saved->expectedVerdict, std::string("blocked"));
        QCOMPARE(saved->expectedResource, f.document.trace()->blockers.front().resource);
        QCOMPARE(f.document.undoStack().count(), 1);
    }
};

WAYLIGHT_TEST(RequestBarTest)
#include "tst_request_bar.moc"
