// SPDX-License-Identifier: MIT
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

    /// What the engine finds an address for, and nothing else.
    void whatCanAskAndAnswer_data() {
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<bool>("asks");
        QTest::addColumn<bool>("answers");
        QTest::newRow("instance") << kindOf<Instance> << true << true;
        QTest::newRow("internet gateway") << kindOf<InternetGateway> << true << true;
        QTest::newRow("customer gateway") << kindOf<CustomerGateway> << true << true;
        QTest::newRow("load balancer") << kindOf<LoadBalancer> << false << true;
        QTest::newRow("endpoint") << kindOf<VpcEndpoint> << false << true;
        QTest::newRow("bucket") << kindOf<Bucket> << false << true;
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
