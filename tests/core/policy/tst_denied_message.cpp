// SPDX-License-Identifier: MIT
#include "core/policy/denied_message.h"
#include "tests/core/policy/policy_cases.h"
#include "tests/support/registry.h"

#include <QtTest>

using namespace waylight::policy;

/// The forms of https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
class DeniedMessageTest : public QObject {
    Q_OBJECT

private slots:
    /// Each layer alone stands in the way: the message says so, and reads back as that layer.
    void eachLayerThereAndBack_data() {
        QTest::addColumn<int>("layer");
        QTest::addColumn<bool>("denies");
        for (const Layer layer : {Layer::ServiceControl, Layer::ResourceControl, Layer::Endpoint, Layer::Resource, Layer::Identity, Layer::Boundary, Layer::Session})
            for (const bool denies : {false, true})
                if (denies || (layer != Layer::ResourceControl && layer != Layer::Resource)) // those never lack an Allow here
                    QTest::addRow("%s %s", shortName(layer), denies ? "denies" : "does not allow") << static_cast<int>(layer) << denies;
    }
    void eachLayerThereAndBack() {
        QFETCH(int, layer);
        QFETCH(bool, denies);
        const auto policyFor = [&](Layer at) { return policyOf(static_cast<int>(at) != layer ? allowAll : denies ? denyAll : allowOther); };
        PolicySet set;
        set.scp = {{policyFor(Layer::ServiceControl)}};
        set.rcp = {{policyFor(Layer::ResourceControl)}};
        set.endpoints = {{policyFor(Layer::Endpoint), true}};
        if (layer == static_cast<int>(Layer::Resource))
            set.resource = {policyFor(Layer::Resource)};
        set.identity = {policyFor(Layer::Identity)};
        set.boundary = {policyFor(Layer::Boundary)};
        set.session = {policyFor(Layer::Session)};
        const RequestContext context = request(session);
        const auto parsed = parseDeniedMessage(deniedMessage(evaluate(set, context), context));
        QVERIFY(parsed);
        QVERIFY(parsed->layer);
        QCOMPARE(static_cast<int>(*parsed->layer), layer);
        QCOMPARE(parsed->explicitDeny, denies);
        QCOMPARE(parsed->principal, session);
        QCOMPARE(parsed->action, std::string("s3:GetObject"));
        QCOMPARE(parsed->resource, std::string("arn:aws:s3:::bucket/key"));
    }

    void texts_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<DeniedMessage>("expected");
        const std::string bob = "arn:aws:iam::111111111111:user/bob";
        QTest::newRow("from the command line, wrapped")
            << "An error occurred (AccessDenied) when calling the GetObject operation: User: arn:aws:iam::111111111111:user/bob is not\n"
               "authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::b/k\" because no VPC endpoint policy\n   allows the s3:GetObject action"
            << DeniedMessage{bob, "s3:GetObject", "arn:aws:s3:::b/k", Layer::Endpoint, false, false, {}};
        QTest::newRow("with the policy's ARN")
            << "User: arn:aws:iam::111111111111:user/bob is not authorized to perform: dynamodb:GetItem on resource: arn:aws:dynamodb:eu-west-1:111111111111:table/t "
               "with an explicit deny in a service control policy: arn:aws:organizations::222222222222:policy/o-1/service_control_policy/p-1"
            << DeniedMessage{bob, "dynamodb:GetItem", "arn:aws:dynamodb:eu-west-1:111111111111:table/t", Layer::ServiceControl, false, true,
                             "arn:aws:organizations::222222222222:policy/o-1/service_control_policy/p-1"};
        QTest::newRow("trust policy") << "User: arn:aws:iam::111111111111:user/bob is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111111111111:role/app "
                                         "because no role trust policy allows the sts:AssumeRole action"
                                      << DeniedMessage{bob, "sts:AssumeRole", "arn:aws:iam::111111111111:role/app", Layer::Resource, true, false, {}};
        QTest::newRow("the bare form") << "An error occurred (AccessDenied) when calling the ListObjectsV2 operation: Access Denied"
                                       << DeniedMessage{{}, "ListObjectsV2", {}, {}, false, false, {}};
        QTest::newRow("without a resource") << "User: arn:aws:iam::111111111111:user/bob is not authorized to perform: s3:ListAllMyBuckets because no identity-based policy allows the s3:ListAllMyBuckets action."
                                            << DeniedMessage{bob, "s3:ListAllMyBuckets", {}, Layer::Identity, false, false, {}};
    }
    void texts() {
        QFETCH(QString, text);
        QFETCH(DeniedMessage, expected);
        const auto parsed = parseDeniedMessage(text.toStdString());
        QVERIFY(parsed);
        QCOMPARE(parsed->principal, expected.principal);
        QCOMPARE(parsed->action, expected.action);
        QCOMPARE(parsed->resource, expected.resource);
        QVERIFY(*parsed == expected);
    }

    void otherTextIsRefused() {
        QVERIFY(!parseDeniedMessage("hello"));
        QVERIFY(!parseDeniedMessage(""));
        QVERIFY(!parseDeniedMessage(std::string(1 << 17, 'x')));
    }

    /// AWS tells other accounts nothing.
    void acrossAccountsItIsBare() {
        PolicySet set;
        set.identity = {policyOf(allowAll)};
        const RequestContext context = request(user, "222222222222");
        QCOMPARE(deniedMessage(evaluate(set, context), context), std::string("Access Denied"));
    }
};

WAYLIGHT_TEST(DeniedMessageTest)
#include "tst_denied_message.moc"
