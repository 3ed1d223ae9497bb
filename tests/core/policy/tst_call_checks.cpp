// SPDX-License-Identifier: MIT
#include "core/policy/call_checks.h"
#include "tests/support/registry.h"

#include <QtTest>

using namespace waylight::policy;

class CallChecksTest : public QObject {
    Q_OBJECT

private slots:
    void checks_data() {
        QTest::addColumn<ApiCall>("call");
        QTest::addColumn<std::vector<CallCheck>>("expected");
        constexpr auto forwarded = CallCheck::Caller::ForwardedAccess;
        const std::string object = "arn:aws:s3:::b/k";
        const std::string key = "arn:aws:kms:eu-west-1:111111111111:key/k1";
        const std::string other = "arn:aws:kms:eu-west-1:111111111111:key/k2";
        QTest::newRow("a plain call is one check") << ApiCall{"s3:GetObject", object, {}, {}, {}, {}}
                                                   << std::vector<CallCheck>{{"s3:GetObject", object}};
        QTest::newRow("an operation without an action of its own")
            << ApiCall{"s3:HeadObject", object, {}, {}, {}, {}} << std::vector<CallCheck>{{"s3:GetObject", object}};
        QTest::newRow("reading under SSE-KMS") << ApiCall{"s3:GetObject", object, {}, key, {}, {}}
                                               << std::vector<CallCheck>{{"s3:GetObject", object}, {"kms:Decrypt", key, forwarded}};
        QTest::newRow("writing under SSE-KMS") << ApiCall{"s3:PutObject", object, {}, key, {}, {}}
                                               << std::vector<CallCheck>{{"s3:PutObject", object}, {"kms:GenerateDataKey", key, forwarded}};
        QTest::newRow("listing needs no key") << ApiCall{"s3:ListBucket", "arn:aws:s3:::b", {}, key, {}, {}}
                                              << std::vector<CallCheck>{{"s3:ListBucket", "arn:aws:s3:::b"}};
        QTest::newRow("a part of an upload") << ApiCall{"s3:UploadPart", object, {}, key, {}, {}}
                                             << std::vector<CallCheck>{{"s3:PutObject", object}, {"kms:Decrypt", key, forwarded}, {"kms:GenerateDataKey", key, forwarded}};
        QTest::newRow("a copy between two keys")
            << ApiCall{"s3:CopyObject", object, {}, key, "arn:aws:s3:::a/k", other}
            << std::vector<CallCheck>{{"s3:GetObject", "arn:aws:s3:::a/k"},
                                      {"kms:Decrypt", other, forwarded},
                                      {"s3:PutObject", object},
                                      {"kms:GenerateDataKey", key, forwarded}};
        const std::string point = "arn:aws:s3:eu-west-1:111111111111:accesspoint/p";
        QTest::newRow("through an access point") << ApiCall{"s3:GetObject", point + "/object/x/y", "arn:aws:s3:::b", {}, {}, {}}
                                                 << std::vector<CallCheck>{{"s3:GetObject", point + "/object/x/y"}, {"s3:GetObject", "arn:aws:s3:::b/x/y"}};
        QTest::newRow("listing through an access point")
            << ApiCall{"s3:ListBucket", point, "arn:aws:s3:::b", {}, {}, {}} << std::vector<CallCheck>{{"s3:ListBucket", point}, {"s3:ListBucket", "arn:aws:s3:::b"}};
    }
    void checks() {
        QFETCH(ApiCall, call);
        QFETCH(std::vector<CallCheck>, expected);
        QCOMPARE(checksOf(call), expected);
    }

    void operationsWithAnotherAction() {
        QCOMPARE(actionOf("s3:ListObjectsV2"), std::string("s3:ListBucket"));
        QCOMPARE(actionOf("S3:headbucket"), std::string("s3:ListBucket"));
        QCOMPARE(actionOf("dynamodb:Query"), std::string("dynamodb:Query"));
    }
};

WAYLIGHT_TEST(CallChecksTest)
#include "tst_call_checks.moc"
