// SPDX-License-Identifier: MIT
#include "core/analysis/findings.h"
#include "core/analysis/policy_findings.h"
#include "core/formats/waylight_file.h"
#include "core/policy/document.h"
#include "tests/support/corpora.h"
#include "tests/support/registry.h"

#include <QtTest>

using namespace waylight;

namespace {

Design sample(const char* name) {
    const std::string path = std::string(WAYLIGHT_SOURCE_DIR "/resources/samples/") + name + ".waylight";
    const auto loaded = readWaylight(readFile(QString::fromStdString(path)).toStdString(), path);
    if (!loaded || !loaded->diagnostics.empty())
        qFatal("%s cannot be read", path.c_str());
    return loaded->design;
}

std::vector<Finding> policyFindingsOf(const Design& design) { return policyFindings(Network::compile(design.topology).index()); }

QString rulesOf(const std::vector<Finding>& findings) {
    QStringList rules;
    for (const Finding& finding : findings)
        rules << QString::fromStdString(finding.rule + '@' + finding.resource + finding.pointer);
    return rules.join(' ');
}

std::string deny(const std::string& condition) {
    return R"({"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*",)"
           R"("Resource":["arn:aws:s3:::reports-111122223333","arn:aws:s3:::reports-111122223333*"],"Condition":{)" + condition + "}}]}";
}

Design withBucketPolicy(const std::string& text) {
    Design design = sample("s3-gateway-endpoint");
    Bucket bucket = *design.topology.get<Bucket>(Id("bucket-reports"));
    bucket.policy = {text};
    design.topology.set(Resource(bucket));
    return design;
}

} // namespace

class PolicyFindings : public QObject {
    Q_OBJECT

private slots:
    void samples_data() {
        QTest::addColumn<QString>("rules");
        QTest::newRow("s3-gateway-endpoint") << "";
        QTest::newRow("broken-01-no-route-table") << "";
        QTest::newRow("broken-02-wrong-route-table") << "";
        QTest::newRow("broken-03-endpoint-policy-other-bucket") << "endpoint-policy-misses-resource@vpce-s3/policyDocument";
        QTest::newRow("broken-05-bucket-policy-other-vpc")
            << "policy-names-wrong-vpc@bucket-reports/policy/Statement/0/Condition/StringNotEquals/aws:SourceVpc";
        QTest::newRow("broken-06-bucket-policy-source-ip")
            << "source-ip-refuses-endpoints@bucket-reports/policy/Statement/0/Condition/NotIpAddress/aws:SourceIp";
        QTest::newRow("broken-07-bucket-in-another-region") << "";
        QTest::newRow("broken-10-dns-support-off") << "";
    }
    void samples() {
        QFETCH(QString, rules);
        QCOMPARE(rulesOf(policyFindingsOf(sample(QTest::currentDataTag()))), rules);
    }

    /// The pointer leads through the resource to the words, and the finding is among those of the whole design.
    void pointsIntoRolePolicies() {
        Design design = sample("s3-gateway-endpoint");
        Role role = *design.topology.get<Role>(Id("role-app"));
        role.policies.push_back({"second", {R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject"],"Resource":"arn:aws:s3:::b"}]})"}, {}});
        design.topology.set(Resource(role));
        const QString expected = "bucket-for-object-action@role-app/policies/1/policyDocument/Statement/0/Action/0";
        QCOMPARE(rulesOf(policyFindingsOf(design)), expected);
        QVERIFY(rulesOf(findings(design, Network::compile(design.topology))).contains(expected));
        const Id approved = "bucket-for-object-action:role-app";
        design.approvals.set(approved, {approved, "on purpose", {}});
        const auto all = findings(design, Network::compile(design.topology));
        QVERIFY(std::any_of(all.begin(), all.end(), [](const Finding& f) { return f.rule == "bucket-for-object-action" && f.approved; }));
    }

    void namesOfEndpoints_data() {
        QTest::addColumn<QString>("condition");
        QTest::addColumn<QString>("message");
        QTest::newRow("ours") << R"("StringNotEquals":{"aws:SourceVpce":"vpce-s3"})" << "";
        QTest::newRow("not there") << R"("StringNotEquals":{"aws:SourceVpce":"vpce-other"})" << "LintOtherEndpoint";
        QTest::newRow("one is ours") << R"("StringNotEquals":{"aws:SourceVpce":["vpce-other","vpce-s3"]})" << "";
        QTest::newRow("of DynamoDB") << R"("StringNotEquals":{"aws:SourceVpce":"vpce-db"})" << "LintEndpointOfOtherService";
        QTest::newRow("pattern") << R"("StringNotEquals":{"aws:SourceVpce":"${aws:PrincipalTag/e}"})" << "";
        QTest::newRow("our VPC") << R"("StringNotEquals":{"aws:SourceVpc":"vpc-lab"})" << "";
        QTest::newRow("VPC not there") << R"("StringNotEquals":{"aws:SourceVpc":"vpc-other"})" << "LintOtherVpc";
        QTest::newRow("VPC without endpoint") << R"("StringNotEquals":{"aws:SourceVpc":"vpc-second"})" << "LintVpcWithoutEndpoint";
    }
    void namesOfEndpoints() {
        QFETCH(QString, condition);
        QFETCH(QString, message);
        Design design = withBucketPolicy(deny(condition.toStdString()));
        VpcEndpoint db = *design.topology.get<VpcEndpoint>(Id("vpce-s3"));
        db.id = "vpce-db";
        db.service = "com.amazonaws.us-east-1.dynamodb";
        db.policy = {};
        design.topology.set(Resource(db));
        Vpc second = *design.topology.get<Vpc>(Id("vpc-lab"));
        second.id = "vpc-second";
        design.topology.set(Resource(second));
        QStringList said;
        for (const Finding& finding : policyFindingsOf(design))
            said << messageName(finding.message.id);
        QCOMPARE(said.join(' '), message);
    }

    /// Images come from ECR only if their layers come from its bucket.
    void awsBucketsOfServicesInUse() {
        Design design = sample("s3-gateway-endpoint");
        VpcEndpoint ecr = *design.topology.get<VpcEndpoint>(Id("vpce-s3"));
        ecr.id = "vpce-ecr";
        ecr.type = EndpointType::Interface;
        ecr.service = "com.amazonaws.us-east-1.ecr.dkr";
        ecr.policy = {};
        ecr.routeTables.clear();
        design.topology.set(Resource(ecr));
        const auto found = policyFindingsOf(design);
        QCOMPARE(rulesOf(found), QString("endpoint-policy-misses-aws-bucket@vpce-s3/policyDocument"));
        QVERIFY(toEnglish(found.front().message).find("prod-us-east-1-starport-layer-bucket") != std::string::npos);

        VpcEndpoint s3 = *design.topology.get<VpcEndpoint>(Id("vpce-s3"));
        const std::string ours = "\"arn:aws:s3:::reports-111122223333";
        s3.policy.text.insert(s3.policy.text.find(ours), R"("arn:aws:s3:::prod-us-east-1-starport-layer-bucket*", )");
        QVERIFY(policy::Document::parse(s3.policy.text).document);
        design.topology.set(Resource(s3));
        QCOMPARE(rulesOf(policyFindingsOf(design)), QString());
    }

    /// A public subnet is not told that it lacks the endpoint's route, so the policy that relies on it is.
    void endpointThatNoInstanceReaches() {
        Design design = sample("broken-02-wrong-route-table");
        InternetGateway gateway;
        gateway.id = "igw-1";
        design.topology.set(Resource(gateway));
        RouteTable table = *design.topology.get<RouteTable>(Id("rtb-private"));
        Route route;
        route.destination = *Cidr::parse("0.0.0.0/0");
        route.target = Id("igw-1");
        table.routes.push_back(route);
        design.topology.set(Resource(table));
        const auto found = policyFindingsOf(design);
        QCOMPARE(rulesOf(found), QString("policy-names-wrong-endpoint@bucket-reports/policy/Statement/0/Condition/StringNotEquals/aws:SourceVpce"));
        QCOMPARE(QString(messageName(found.front().message.id)), QString("LintEndpointUnreached"));
    }
};

WAYLIGHT_TEST(PolicyFindings)
#include "tst_policy_findings.moc"
