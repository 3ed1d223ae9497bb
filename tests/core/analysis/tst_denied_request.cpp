// SPDX-License-Identifier: MIT
#include "core/analysis/denied_request.h"
#include "core/base/message_ids.h"
#include "core/formats/waylight_file.h"
#include "tests/support/corpora.h"
#include "tests/support/registry.h"

#include <QtTest>

using namespace waylight;

namespace {

Design sample(const char* name) {
    const QString path = QStringLiteral(WAYLIGHT_SOURCE_DIR "/resources/samples/%1.waylight").arg(QLatin1String(name));
    const auto loaded = readWaylight(readFile(path).toStdString(), path.toStdString());
    if (!loaded)
        qFatal("the sample cannot be read");
    return loaded->design;
}

const std::string caller = "arn:aws:sts::111122223333:assumed-role/app-role/i-app";

Result<DeniedRequest> found(const Design& design, const std::string& message, const std::optional<Request>& shown = std::nullopt) {
    const auto denied = policy::parseDeniedMessage(message);
    if (!denied)
        qFatal("no message: %s", message.c_str());
    return deniedRequest(design, Network::compile(design.topology), *denied, shown);
}

std::string sentence(const std::string& action, const std::string& resource, const std::string& why, const std::string& who = caller) { return "User: " + who + " is not authorized to perform: " + action + (resource.empty() ? "" : " on resource: \"" + resource + '"') + why; }

} // namespace

/// From what AWS says to the request in the design.
class DeniedRequestTest : public QObject {
    Q_OBJECT

private slots:
    void theSavedRequestIsFound() {
        const Design design = sample("broken-05-bucket-policy-other-vpc");
        const Request saved = design.requests.begin()->second;
        const auto answer = found(design, sentence("s3:getobject", saved.resource, " with an explicit deny in a resource-based policy"));
        QVERIFY(answer);
        QCOMPARE(answer->request, saved);
        QVERIFY(answer->stops);
        QCOMPARE(answer->resource, Id("bucket-reports"));
        QVERIFY(answer->pointer.starts_with("/policy"));
        QCOMPARE(answer->message.id, MessageId::DeniedSameReason);
    }

    void anotherReasonIsTold() {
        const Design design = sample("broken-05-bucket-policy-other-vpc");
        const auto answer = found(design, sentence("s3:GetObject", design.requests.begin()->second.resource, " because no VPC endpoint policy allows the s3:GetObject action"));
        QVERIFY(answer && !answer->stops);
        QCOMPARE(answer->message.id, MessageId::DeniedOtherReason);
        QCOMPARE(answer->resource, Id("vpce-s3"));
    }

    void aRequestIsMade() {
        const Design design = sample("s3-gateway-endpoint");
        const auto answer = found(design, sentence("s3:DeleteObject", "arn:aws:s3:::reports-111122223333/a/b.csv", " because no identity-based policy allows the s3:DeleteObject action"));
        QVERIFY(answer);
        QCOMPARE(answer->request.id, Id());
        QCOMPARE(answer->request.from.id, Id("i-app"));
        QCOMPARE(answer->request.action, std::string("s3:DeleteObject"));
        QCOMPARE(answer->request.resource, std::string("arn:aws:s3:::reports-111122223333/a/b.csv"));
        QCOMPARE(answer->request.resourceAccount, std::string("111122223333"));
        QCOMPARE(answer->resource, Id("role-app"));
        QVERIFY(answer->stops);
        QCOMPARE(answer->message.id, MessageId::DeniedOneOfSeveral); // the endpoint does not allow it either
    }

    void aResourceThatIsNotInTheDesignStaysAsItIs() {
        const auto answer = found(sample("s3-gateway-endpoint"), sentence("s3:GetObject", "arn:aws:s3:::somebody-elses/a", " because no VPC endpoint policy allows the s3:GetObject action"));
        QVERIFY(answer);
        QCOMPARE(answer->request.resource, std::string("arn:aws:s3:::somebody-elses/a"));
    }

    void anOperationFindsItsServiceAndItsOnlyTarget() {
        const Design design = sample("s3-gateway-endpoint");
        const Request saved = design.requests.begin()->second;
        const auto answer = found(design, "An error occurred (AccessDenied) when calling the GetObject operation: Access Denied", saved);
        QVERIFY(answer);
        QCOMPARE(answer->request, saved);
        const auto put = found(design, "An error occurred (AccessDenied) when calling the PutObject operation: Access Denied", saved);
        QVERIFY(put);
        QCOMPARE(put->request.action, std::string("s3:PutObject"));
        QVERIFY(put->request.resource.starts_with("arn:aws:s3:::reports-111122223333/"));
    }

    void theSessionNamesTheInstance() {
        Design design = sample("s3-gateway-endpoint");
        Instance second = *design.topology.get<Instance>(Id("i-app"));
        second.id = "i-0second";
        design.topology.set(second);
        const std::string why = " because no identity-based policy allows the s3:ListBucket action";
        const auto answer = found(design, sentence("s3:ListBucket", "arn:aws:s3:::reports-111122223333", why, "arn:aws:sts::111122223333:assumed-role/app-role/i-0second"));
        QVERIFY(answer);
        QCOMPARE(answer->request.from.id, Id("i-0second"));
    }

    void whoIsNotThereIsNamed_data() {
        QTest::addColumn<QString>("who");
        QTest::newRow("a user") << "arn:aws:iam::111122223333:user/zoe";
        QTest::newRow("another role") << "arn:aws:sts::111122223333:assumed-role/other/i-app";
        QTest::newRow("the same role of another account") << "arn:aws:sts::999988887777:assumed-role/app-role/i-app";
    }

    void whoIsNotThereIsNamed() {
        QFETCH(QString, who);
        const auto answer = found(sample("s3-gateway-endpoint"), sentence("s3:GetObject", "arn:aws:s3:::b/k", " because no identity-based policy allows the s3:GetObject action", who.toStdString()));
        QVERIFY(!answer);
        QCOMPARE(answer.error().message.id, MessageId::DeniedCallerUnknown);
        QCOMPARE(QString::fromStdString(answer.error().message.args.front()), who);
    }

    void whatItWasOnMustBeClear() {
        const auto answer = found(sample("s3-gateway-endpoint"), sentence("dynamodb:GetItem", "", " because no identity-based policy allows the dynamodb:GetItem action"));
        QVERIFY(!answer);
        QCOMPARE(answer.error().message.id, MessageId::DeniedWithoutResource);
    }
};

WAYLIGHT_TEST(DeniedRequestTest)
#include "tst_denied_request.moc"
