// SPDX-License-Identifier: MIT
#include "core/base/json.h"
#include "core/policy/public_access.h"
#include "tests/core/policy/policy_cases.h"
#include "tests/support/corpora.h"
#include "tests/support/registry.h"

#include <QtTest>

using namespace waylight;
using namespace waylight::policy;

namespace {

std::string statement(const std::string& principal, const std::string& condition, const std::string& effect = "Allow") {
    return R"({"Effect": ")" + effect + R"(", )" + principal + R"(, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/x*")" +
           (condition.empty() ? std::string() : R"(, "Condition": )" + condition) + "}";
}

bool isPublic(const std::string& statements) {
    return publicAccess(*policyOf(statements).document).isPublic;
}

const std::string everyone = R"("Principal": "*")";

} // namespace

/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
class PublicAccessTest : public QObject {
    Q_OBJECT

private slots:
    void principals_data() {
        QTest::addColumn<QByteArray>("principal");
        QTest::addColumn<bool>("expected");
        const auto row = [](const char* principal, bool expected) { QTest::newRow(principal) << QByteArray(principal) << expected; };
        row(R"("Principal": "*")", true);
        row(R"("Principal": {"AWS": "*"})", true);
        row(R"("Principal": {"AWS": ["111111111111", "*"]})", true);
        row(R"("Principal": {"AWS": "111111111111"})", false);
        row(R"("Principal": {"AWS": ["arn:aws:iam::111111111111:root", "arn:aws:iam::222222222222:user/x"]})", false);
        row(R"("Principal": {"AWS": "arn:aws:iam::*:role/x"})", true);
        row(R"("Principal": {"Service": "cloudtrail.amazonaws.com"})", false);
        row(R"("Principal": {"CanonicalUser": "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"})", false);
        row(R"("Principal": {"Federated": "arn:aws:iam::111111111111:saml-provider/idp"})", false);
        row(R"("Principal": {"Federated": "accounts.google.com"})", true);
        row(R"("NotPrincipal": {"AWS": "111111111111"})", true);
    }
    void principals() {
        QFETCH(QByteArray, principal);
        QTEST(isPublic(statement(principal.toStdString(), "")), "expected");
        QVERIFY(!isPublic(statement(principal.toStdString(), "", "Deny")));
        QVERIFY(!isPublic(statement(principal.toStdString(), R"({"StringEquals": {"aws:SourceVpc": "vpc-1"}})")));
    }

    void conditions_data() {
        QTest::addColumn<QByteArray>("condition");
        QTest::addColumn<bool>("expected");
        const auto row = [](const char* condition, bool expected) { QTest::newRow(condition) << QByteArray(condition) << expected; };
        // the page's own keys
        row(R"({"StringEquals": {"AWS:sourcevpce": ["vpce-1", "vpce-2"]}})", false);
        row(R"({"StringEquals": {"aws:SourceVpce": ["vpce-1", "vpce-*"]}})", true);
        row(R"({"StringLike": {"aws:SourceVpc": "vpc-91237329"}})", false);
        row(R"({"StringLike": {"aws:SourceVpc": "vpc-*"}})", true);
        row(R"({"StringLike": {"aws:SourceVpc": "vpc-9123732?"}})", true);
        row(R"({"StringEquals": {"aws:SourceAccount": "111111111111"}})", false);
        row(R"({"StringEquals": {"aws:SourceOwner": "111111111111"}})", false);
        row(R"({"StringEquals": {"s3:DataAccessPointAccount": "111111111111"}})", false);
        row(R"({"StringLike": {"s3:DataAccessPointArn": "arn:aws:s3:us-west-2:111111111111:accesspoint/x*"}})", false);
        row(R"({"StringLike": {"s3:DataAccessPointArn": "arn:aws:s3:us-west-2:*:accesspoint/x"}})", true);
        row(R"({"StringLike": {"aws:userid": "AROAEXAMPLEID:*"}})", false);
        row(R"({"StringEquals": {"aws:userid": "AIDAEXAMPLEID"}})", false);
        row(R"({"StringLike": {"aws:userid": "AROA*:app"}})", true);
        row(R"({"StringLike": {"aws:userid": ":*"}})", true);
        row(R"({"StringEquals": {"s3:x-amz-server-side-encryption-aws-kms-key-id": "arn:aws:kms:us-east-1:111111111111:key/k"}})", false);
        // address blocks
        row(R"({"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}})", false);
        row(R"({"IpAddress": {"aws:SourceIp": "203.0.113.7"}})", false);
        row(R"({"IpAddress": {"aws:SourceIp": "20.0.0.0/8"}})", false);
        row(R"({"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "20.0.0.0/7"]}})", true);
        row(R"({"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}})", true);
        row(R"({"IpAddress": {"aws:SourceIp": "2001:db8::/32"}})", false);
        row(R"({"IpAddress": {"aws:SourceIp": "2001:db8::/31"}})", true);
        row(R"({"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}})", true);
        row(R"({"StringLike": {"aws:SourceIp": "203.0.*"}})", true);
        row(R"({"IpAddress": {"aws:VpcSourceIp": "10.0.0.0/16"}})", true);
        // ARNs: whoever has the account has what is behind it
        row(R"({"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111111111111:role/x*"}})", false);
        row(R"({"StringLike": {"aws:PrincipalArn": "arn:aws:iam::111111111111:role/x*"}})", false);
        row(R"({"StringLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/x"}})", true);
        row(R"({"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::11111111111?:role/x"}})", true);
        row(R"({"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:111111111111:*"}})", false);
        row(R"({"StringLike": {"aws:SourceArn": "arn:aws:sns:*:111111111111:*"}})", true);
        row(R"({"ArnLike": {"aws:SourceArn": "arn:aws:s3:::logs-*"}})", true);
        row(R"({"ArnEquals": {"aws:SourceArn": "arn:aws:s3:::logs"}})", false);
        row(R"({"StringEquals": {"aws:PrincipalArn": "arn:aws:iam::${aws:PrincipalAccount}:role/x"}})", true);
        // organizations and services
        row(R"({"StringEquals": {"aws:PrincipalOrgID": "o-abcdefghij"}})", false);
        row(R"({"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-abcdefghij"}})", true);
        row(R"({"StringEquals": {"aws:PrincipalOrgID": "${aws:ResourceOrgID}"}})", true);
        row(R"({"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-abcdefghij/r-1/ou-1/x*"}})", false);
        row(R"({"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-*/r-1/x*"}})", true);
        row(R"({"ForAllValues:StringEquals": {"aws:PrincipalOrgPaths": "o-abcdefghij/r-1/"}})", true);
        row(R"({"StringEquals": {"aws:VpceOrgID": "o-abcdefghij"}})", false);
        row(R"({"StringEquals": {"aws:VpceAccount": "111111111111"}})", false);
        row(R"({"StringEquals": {"aws:SourceOrgID": "o-abcdefghij"}})", false);
        row(R"({"StringEquals": {"aws:PrincipalAccount": "anonymous"}})", true);
        row(R"({"NumericEquals": {"aws:PrincipalAccount": "111111111111"}})", false);
        row(R"({"NumericLessThan": {"aws:PrincipalAccount": "211111111111"}})", true);
        row(R"({"Bool": {"aws:PrincipalIsAWSService": true}})", false);
        row(R"({"Bool": {"aws:PrincipalIsAWSService": ["true", "false"]}})", true);
        row(R"({"StringEquals": {"aws:PrincipalServiceName": "logs.amazonaws.com"}})", false);
        // what anybody can have
        row(R"({"StringEquals": {"aws:PrincipalTag/team": "blue"}})", true);
        row(R"({"StringEquals": {"aws:ResourceAccount": "111111111111"}})", true);
        row(R"({"Bool": {"aws:SecureTransport": "true"}})", true);
        row(R"({"StringLike": {"aws:Referer": "example.com*"}})", true);
        row(R"({"Null": {"aws:SourceVpc": "false"}})", true);
        row(R"({"StringNotEquals": {"aws:SourceVpc": "vpc-1"}})", true);
        // one limit is enough
        row(R"({"Bool": {"aws:SecureTransport": "true"}, "StringEquals": {"aws:username": "bob", "aws:SourceVpc": "vpc-1"}})", false);
    }
    void conditions() {
        QFETCH(QByteArray, condition);
        QTEST(isPublic(statement(everyone, condition.toStdString())), "expected");
    }

    void namesTheStatements() {
        const std::string fixed = statement(R"("Principal": {"AWS": "111111111111"})", "");
        const auto answer = publicAccess(*policyOf(fixed + ',' + statement(everyone, "") + ',' + statement(everyone, "", "Deny") + ',' + statement(everyone, "")).document);
        QVERIFY(answer.isPublic);
        QCOMPARE(answer.statements, (std::vector<std::size_t>{1, 3}));
        QVERIFY(publicAccess(*policyOf(fixed).document) == PublicAccess{});
    }

    void corpus() {
        const QString path = corpusPath("policy/block-public-access.json");
        if (path.isEmpty())
            QSKIP("the shared corpora are not on this machine");
        const Json rows = Json::parse(readFile(path).toStdString());
        for (const Json& row : rows) {
            const auto answer = publicAccess(*documentOf(row.at("policy").dump()));
            std::vector<std::size_t> expected;
            for (const Json& entry : row.value("publicStatements", Json::array()))
                expected.push_back(entry.at("index").get<std::size_t>() - 1);
            const std::string name = row.at("name");
            QVERIFY2(answer.isPublic == (row.at("expected") == "public"), name.c_str());
            QVERIFY2(answer.statements == expected, name.c_str());
        }
        qInfo("block-public-access: %zu rows agree", rows.size());
    }
};

WAYLIGHT_TEST(PublicAccessTest)
#include "tst_policy_public_access.moc"
