// SPDX-License-Identifier: MIT
#include "core/policy/known_actions.h"
#include "core/trace/action_choices.h"
#include "core/trace/question.h"
#include "tests/support/registry.h"

#include <QtTest>

using namespace waylight;

namespace {

Topology sample() {
    Topology topology;
    Bucket bucket;
    bucket.id = "bucket-1";
    bucket.bucketName = "logs";
    bucket.region = "eu-west-1";
    topology.set(bucket);
    DynamoTable table;
    table.id = "table-1";
    table.tableName = "orders";
    table.region = "us-east-1";
    table.account = "111122223333";
    topology.set(table);
    KmsKey key;
    key.id = "key-1";
    key.region = "us-east-1";
    key.account = "111122223333";
    topology.set(key);
    VpcEndpoint endpoint;
    endpoint.id = "vpce-1";
    endpoint.type = EndpointType::Interface;
    endpoint.service = "com.amazonaws.us-east-1.sqs";
    endpoint.account = "111122223333";
    topology.set(endpoint);
    Instance instance;
    instance.id = "i-1";
    instance.name = "web";
    topology.set(instance);
    return topology;
}

} // namespace

class QuestionTest : public QObject {
    Q_OBJECT

private slots:
    void theArnComesFromTheTarget_data() {
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("arn");
        QTest::newRow("object") << "bucket-1" << "s3:GetObject" << "a/b.txt" << "arn:aws:s3:::logs/a/b.txt";
        QTest::newRow("object without key") << "bucket-1" << "s3:GetObject" << "" << "arn:aws:s3:::logs";
        QTest::newRow("bucket ignores the key") << "bucket-1" << "s3:ListBucket" << "a" << "arn:aws:s3:::logs";
        QTest::newRow("table") << "table-1" << "dynamodb:Query" << "" << "arn:aws:dynamodb:us-east-1:111122223333:table/orders";
        QTest::newRow("object, of the catalog") << "bucket-1" << "s3:GetObjectTagging" << "a" << "arn:aws:s3:::logs/a";
        QTest::newRow("bucket, of the catalog") << "bucket-1" << "s3:GetBucketPolicy" << "a" << "arn:aws:s3:::logs";
        QTest::newRow("an operation on objects") << "bucket-1" << "s3:HeadObject" << "a" << "arn:aws:s3:::logs/a";
        QTest::newRow("a copy to objects") << "bucket-1" << "s3:CopyObject" << "a" << "arn:aws:s3:::logs/a";
        QTest::newRow("no resource") << "bucket-1" << "s3:ListAllMyBuckets" << "a" << "*";
        QTest::newRow("no resource, at an endpoint") << "vpce-1" << "sqs:ListQueues" << "a" << "*";
        QTest::newRow("a name at an endpoint") << "vpce-1" << "sqs:SendMessage" << "jobs" << "arn:aws:sqs:us-east-1:111122223333:jobs";
        QTest::newRow("no name at an endpoint") << "vpce-1" << "sqs:SendMessage" << "" << "arn:aws:sqs:us-east-1:111122223333:*";
        QTest::newRow("an ARN at an endpoint") << "vpce-1" << "sqs:SendMessage" << "arn:aws:sqs:us-east-1:444455556666:jobs" << "arn:aws:sqs:us-east-1:444455556666:jobs";
        QTest::newRow("unknown at an endpoint") << "vpce-1" << "sqs:Frob" << "" << "*";
        QTest::newRow("key") << "key-1" << "kms:Decrypt" << "" << "arn:aws:kms:us-east-1:111122223333:key/key-1";
        QTest::newRow("outside the design") << "arn:aws:s3:::other" << "s3:GetObject" << "k" << "arn:aws:s3:::other/k";
    }

    void theArnComesFromTheTarget() {
        QFETCH(QString, to);
        QFETCH(QString, action);
        QFETCH(QString, key);
        QFETCH(QString, arn);
        const Question question{.from = "i-1", .to = to.toStdString(), .action = action.toStdString(), .key = key.toStdString()};
        const Request request = requestFor(sample(), question);
        QCOMPARE(QString::fromStdString(request.resource), arn);
        QVERIFY(request.to.id.empty());
    }

    void aTargetIsAskedWhatItsServiceKnows_data() {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QStringList>("offered");
        QTest::addColumn<QStringList>("not_offered");
        QTest::newRow("bucket") << "bucket-1" << QStringList{"s3:GetObject", "s3:GetObjectTagging", "s3:GetBucketPolicy", "s3:ListAllMyBuckets"}
                                << QStringList{"s3:DescribeJob", "s3:DeleteAccessPoint", "dynamodb:GetItem"};
        QTest::newRow("table") << "table-1" << QStringList{"dynamodb:Query", "dynamodb:UpdateTable", "dynamodb:ListTables"} << QStringList{"dynamodb:DeleteBackup", "s3:GetObject"};
        QTest::newRow("key") << "key-1" << QStringList{"kms:Decrypt", "kms:CreateGrant", "kms:ListKeys"} << QStringList{"s3:GetObject"};
        QTest::newRow("interface endpoint") << "vpce-1" << QStringList{"sqs:SendMessage", "sqs:ListQueues"} << QStringList{"sns:Publish"};
        QTest::newRow("instance") << "i-1" << QStringList{} << QStringList{"ec2:StartInstances"};
    }
    void aTargetIsAskedWhatItsServiceKnows() {
        QFETCH(QString, target);
        QFETCH(QStringList, offered);
        QFETCH(QStringList, not_offered);
        QStringList names;
        for (const auto& each : actionChoices(*sample().find(target.toStdString())))
            names << QString::fromStdString(std::string(each.service->prefix) + ':' + std::string(each.action->name));
        for (const QString& each : offered)
            QVERIFY2(names.contains(each), qPrintable(each));
        for (const QString& each : not_offered)
            QVERIFY2(!names.contains(each), qPrintable(each));
        QCOMPARE(names.isEmpty(), offered.isEmpty());
    }

    void theEverydayActionsAreOfTheCatalog() {
        for (Kind kind = 0; kind < kindCount; ++kind)
            for (const ApiAction& each : apiActions(kind)) {
                const auto found = policy::Catalog::builtIn().action(each.name);
                QVERIFY2(found && !found.action->wildcardOnly(), std::string(each.name).c_str());
                QVERIFY(isCommonAction(each.name));
            }
        QVERIFY(!isCommonAction("s3:ListAllMyBuckets"));
    }

    void whatNamesNoResourceGoesToTheTargetsRegion() {
        const Question question{.from = "i-1", .to = "bucket-1", .action = "s3:ListAllMyBuckets", .key = {}};
        const Request request = requestFor(sample(), question);
        QCOMPARE(request.resourceRegion, std::string("eu-west-1"));
        Question back = questionOf(sample(), request);
        QCOMPARE(back.to.id, std::string("*"));
        QVERIFY(requestFor(sample(), back, request) == request);
    }

    /// What the engine finds an address for, and nothing else.
    void whatCanAskAndAnswer_data() {
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<bool>("asks");
        QTest::addColumn<bool>("answers");
        QTest::newRow("instance") << kindOf<Instance> << true << true;
        QTest::newRow("function") << kindOf<LambdaFunction> << true << false;
        QTest::newRow("internet gateway") << kindOf<InternetGateway> << true << true;
        QTest::newRow("customer gateway") << kindOf<CustomerGateway> << true << true;
        QTest::newRow("load balancer") << kindOf<LoadBalancer> << false << true;
        QTest::newRow("endpoint") << kindOf<VpcEndpoint> << false << true;
        QTest::newRow("bucket") << kindOf<Bucket> << false << true;
        QTest::newRow("key") << kindOf<KmsKey> << false << true;
        QTest::newRow("VPC") << kindOf<Vpc> << false << false;
        QTest::newRow("transit gateway") << kindOf<TransitGateway> << false << false;
    }
    void whatCanAskAndAnswer() {
        QFETCH(Kind, kind);
        QFETCH(bool, asks);
        QFETCH(bool, answers);
        QCOMPARE(canAsk(kind), asks);
        QCOMPARE(canAnswer(kind), answers);
    }

    void aQuestionSurvivesItsRequest_data() {
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("key");
        QTest::newRow("object") << "bucket-1" << "s3:PutObject" << "a/b.txt";
        QTest::newRow("table") << "table-1" << "dynamodb:Scan" << "";
        QTest::newRow("flow") << "10.0.0.9" << "" << "";
    }

    void aQuestionSurvivesItsRequest() {
        QFETCH(QString, to);
        QFETCH(QString, action);
        QFETCH(QString, key);
        const Question question{.from = "i-1", .to = to.toStdString(), .action = action.toStdString(), .key = key.toStdString()};
        QVERIFY(questionOf(sample(), requestFor(sample(), question)) == question);
    }

    void whatTheFormDoesNotShowIsKept() {
        Request like;
        like.id = "r1";
        like.context["aws:PrincipalTag/team"] = "blue";
        const Request request = requestFor(sample(), {.from = "i-1", .to = "bucket-1", .action = "s3:GetObject", .key = "k"}, like);
        QCOMPARE(request.id, std::string("r1"));
        QCOMPARE(request.context.at("aws:PrincipalTag/team"), std::string("blue"));
    }

    void aRequestWithoutANameSaysWhatItAsks() {
        const Request request = requestFor(sample(), {.from = "i-1", .to = "bucket-1", .action = "s3:GetObject", .key = "k"});
        QCOMPARE(requestTitle(sample(), request), std::string("web → bucket-1: s3:GetObject"));
    }
};

WAYLIGHT_TEST(QuestionTest)
#include "tst_question.moc"
