// SPDX-License-Identifier: MIT
#include "core/policy/call_checks.h"
#include "core/policy/completion.h"
#include "core/policy/known_actions.h"
#include "tests/support/registry.h"

#include <QtTest>

using namespace waylight;
using namespace waylight::policy;

namespace {

std::vector<OfferedAction> allOf(const char* service) {
    std::vector<OfferedAction> offered;
    const ServiceEntry* entry = Catalog::builtIn().service(service);
    for (const ActionEntry& action : entry->actions)
        offered.push_back({entry, &action, 0});
    return offered;
}

} // namespace

class KnownActionsTest : public QObject {
    Q_OBJECT

private slots:
    void whatIsWrongWithAnAction_data() {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("known") << "s3:GetObject" << "";
        QTest::newRow("in another case") << "S3:getobject" << "";
        QTest::newRow("an operation whose permission has another name") << "s3:HeadObject" << "";
        QTest::newRow("an operation of two permissions") << "s3:CopyObject" << "";
        QTest::newRow("a letter too many") << "s3:GetObjects" << "s3:GetObjects is not an action of Amazon S3; did you mean s3:GetObject?";
        QTest::newRow("several as near") << "s3:PutObjectTag" << "s3:PutObjectTag is not an action of Amazon S3; did you mean s3:PutObject, s3:PutObjectAcl, s3:PutObjectTagging?";
        QTest::newRow("begun") << "dynamodb:BatchWr" << "dynamodb:BatchWr is not an action of Amazon DynamoDB; did you mean dynamodb:BatchWriteItem?";
        QTest::newRow("of another service") << "dynamodb:PurgeQueue" << "dynamodb:PurgeQueue is not an action of Amazon DynamoDB; did you mean sqs:PurgeQueue?";
        QTest::newRow("nothing like it") << "kms:Xyzzyqqqq" << "kms:Xyzzyqqqq is not an action of AWS Key Management Service. Check the spelling.";
        QTest::newRow("no such service") << "sq:PurgeQueue" << "sq:PurgeQueue is no action: AWS has no service `sq`; did you mean sqs:PurgeQueue?";
        QTest::newRow("nothing at all") << "qq:Xyzzy" << "qq:Xyzzy is no action: AWS has no service `qq`. Check the spelling.";
        QTest::newRow("no service") << "PurgeQueue" << "PurgeQueue names no service; did you mean sqs:PurgeQueue?";
        QTest::newRow("no service, nothing like it") << "Xyzzy" << "Xyzzy names no service. Write service and action, such as s3:GetObject.";
        QTest::newRow("empty") << "" << " names no service. Write service and action, such as s3:GetObject.";
    }
    void whatIsWrongWithAnAction() {
        QFETCH(QString, action);
        QFETCH(QString, sentence);
        const auto unknown = unknownAction(action.toStdString());
        QCOMPARE(unknown ? QString::fromStdString(toEnglish(*unknown)) : QString(), sentence);
    }

    void everyOperationHasAnAction() {
        for (const char* operation : {"s3:ListObjectsV2", "s3:HeadBucket", "s3:ListBuckets", "s3:UploadPart", "s3:DeleteObjects", "dynamodb:TransactGetItems"}) {
            QVERIFY2(requestedAction(operation), operation);
            QVERIFY2(!Catalog::builtIn().action(operation), operation);
        }
    }

    void nearNamesAreFewAndBounded() {
        QVERIFY(nearestActions("ec2:Describe", 3).size() <= 3);
        QVERIFY(nearestActions("s3:" + std::string(100000, 'x')).empty());
        QVERIFY(nearestActions(std::string(100000, 'x') + ":GetObject").empty());
    }

    void proposalsAreRankedAndSayTheAccess_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("first");
        QTest::newRow("beginning") << "s3:GetObj" << "s3:GetObject";
        QTest::newRow("without the service") << "getobj" << "s3:GetObject";
        QTest::newRow("a part") << "lifecycle" << "s3:GetLifecycleConfiguration";
        QTest::newRow("beginnings of words") << "amu" << "s3:AbortMultipartUpload";
        QTest::newRow("nothing like it") << "zzzz" << "";
    }
    void proposalsAreRankedAndSayTheAccess() {
        QFETCH(QString, typed);
        QFETCH(QString, first);
        const auto found = actionProposals(typed.toStdString(), allOf("s3"));
        QCOMPARE(found.empty() ? QString() : QString::fromStdString(found.front().text), first);
        for (const Proposal& each : found)
            QCOMPARE(each.access, std::optional(Catalog::builtIn().action(each.text).action->access));
    }

    void aHigherRankComesFirst() {
        auto offered = allOf("s3");
        for (OfferedAction& each : offered)
            each.rank = each.action->name == "PutObject" ? 1 : 0;
        QCOMPARE(actionProposals("", offered).front().text, std::string("s3:PutObject"));
        QCOMPARE(actionProposals("object", offered).front().text, std::string("s3:PutObject"));
        QCOMPARE(actionProposals("s3:Get", offered).front().text.substr(0, 6), std::string("s3:Get"));
    }
};

WAYLIGHT_TEST(KnownActionsTest)
#include "tst_known_actions.moc"
