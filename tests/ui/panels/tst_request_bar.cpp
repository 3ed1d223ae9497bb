// SPDX-License-Identifier: MIT
#include "tests/support/registry.h"
#include "ui/document/document.h"
#include "ui/panels/reference_combo.h"
#include "ui/panels/request_bar.h"
#include "ui/panels/verdict_pill.h"
#include "ui/player/player.h"
#include "ui/shell/templates.h"

#include <QLineEdit>
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
