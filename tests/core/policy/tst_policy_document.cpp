// SPDX-License-Identifier: MIT
#include "core/base/message_ids.h"
#include "core/policy/validate.h"
#include "tests/support/registry.h"

#include <QtTest>

#include <random>

using namespace waylight;
using namespace waylight::policy;

namespace {

const std::string sample = R"({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Only\u0041Team",
      "Effect": "Deny",
      "Principal": { "AWS": ["111111111111", "arn:aws:iam::111111111111:role/app"] },
      "NotAction": "s3:Get*",
      "Resource": ["arn:aws:s3:::b", "arn:aws:s3:::b/${aws:username}/x*"],
      "Condition": { "StringNotEquals": { "aws:SourceVpce": ["vpce-1", "vpce-2"] }, "Bool": { "a/b~c": true } }
    }
  ]
})";

std::string textAt(const Document& document, const std::string& pointer, bool onName = false) {
    const TextRange range = document.rangeOf({document.tree().nodeAt(pointer), onName});
    return document.text().substr(range.begin, range.end - range.begin);
}

} // namespace

class PolicyDocumentTest : public QObject {
    Q_OBJECT

private slots:
    void everyTokenKnowsItsBytes() {
        const auto parsed = Document::parse(sample);
        QVERIFY(parsed.document);
        QVERIFY(parsed.problems.empty());
        const Document& document = *parsed.document;
        QCOMPARE(textAt(document, "/Statement/0/Sid"), std::string(R"("Only\u0041Team")"));
        QCOMPARE(document.statements()[0].sid, std::string("OnlyATeam"));
        QCOMPARE(textAt(document, "/Statement/0/Condition/StringNotEquals/aws:SourceVpce/1"), std::string(R"("vpce-2")"));
        QCOMPARE(textAt(document, "/Statement/0/Condition/StringNotEquals", true), std::string(R"("StringNotEquals")"));
        QCOMPARE(textAt(document, "/Statement/0/Condition/Bool/a~1b~0c"), std::string("true"));
        QCOMPARE(document.tree().nodeAt("/Statement/1"), noNode);
    }

    void pointersNameTheirNodes() {
        const auto parsed = Document::parse(sample);
        const JsonTree& tree = parsed.document->tree();
        for (NodeId id = 0; id < tree.size(); ++id)
            QCOMPARE(tree.nodeAt(tree.pointerOf(id)), id);
    }

    void statementsAreCompiled() {
        const auto parsed = Document::parse(sample);
        const Statement& statement = parsed.document->statements()[0];
        QVERIFY(statement.effect == Effect::Deny);
        QVERIFY(statement.action.negated);
        QCOMPARE(statement.principal.patterns.size(), std::size_t(2));
        QVERIFY(statement.principal.patterns[0].kind == PrincipalPattern::Kind::Account);
        QVERIFY(std::holds_alternative<ValueTemplate>(statement.resource.patterns[1].pattern));
        QCOMPARE(statement.conditions.size(), std::size_t(2));
    }

    void oldVersionsHaveNoVariables() {
        const auto parsed = Document::parse(R"({"Statement": {"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::b/${aws:username}"}})");
        QVERIFY(!parsed.document->hasVariables());
        QVERIFY(std::holds_alternative<ResourcePattern>(parsed.document->statements()[0].resource.patterns[0].pattern));
        QCOMPARE(parsed.problems.size(), std::size_t(1));
        QVERIFY(parsed.problems[0].diagnostic.severity == Severity::Warning);
    }

    void problems_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("type");
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("pointer");
        QTest::addColumn<QByteArray>("token");
        const auto row = [](const char* name, const QByteArray& text, PolicyType type, const char* message, const char* pointer, const char* token) {
            QTest::newRow(name) << text << static_cast<int>(type) << QByteArray(message) << QByteArray(pointer) << QByteArray(token);
        };
        const auto statement = [](const char* members) {
            return QByteArray(R"({"Version": "2012-10-17", "Statement": [{)") + members + "}]}";
        };
        constexpr auto identity = PolicyType::Identity;
        constexpr auto resource = PolicyType::Resource;
        constexpr auto endpoint = PolicyType::InterfaceEndpoint;
        constexpr auto rcp = PolicyType::ResourceControl;
        row("nothing", "", identity, "PolicyJsonValue", "", "");
        row("cut off", R"({"Version": "2012)", identity, "PolicyJsonString", "", R"("2012)");
        row("comma", R"({"Version": "2012-10-17",})", identity, "PolicyJsonExpected", "", "}");
        row("more behind", "{} {}", identity, "PolicyJsonTrailing", "", "{}");
        row("leading zero", R"({"Id": 01})", identity, "PolicyJsonValue", "", "01");
        row("broken utf-8", "{\"Id\": \"\xff\"}", identity, "PolicyJsonEncoding", "", "\xff");
        row("list", "[]", identity, "PolicyNotAnObject", "", "[]");
        row("no statement", R"({"Version": "2012-10-17"})", identity, "PolicyNoStatement", "", R"({"Version": "2012-10-17"})");
        row("unknown element", R"({"Version": "2012-10-17", "statement": [], "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})",
            identity, "PolicyUnknownElement", "/statement", R"("statement")");
        row("version", R"({"Version": "2020-01-01", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})", identity,
            "PolicyBadVersion", "/Version", R"("2020-01-01")");
        row("twice", statement(R"("Effect": "Allow", "Effect": "Deny", "Action": "*", "Resource": "*")"), identity, "PolicyDuplicateName",
            "/Statement/0/Effect", R"("Effect")");
        row("effect", statement(R"("Effect": "allow", "Action": "*", "Resource": "*")"), identity, "PolicyBadEffect", "/Statement/0/Effect",
            R"("allow")");
        row("no action", statement(R"("Effect": "Allow", "Resource": "*")"), identity, "PolicyMissingElement", "/Statement/0",
            R"({"Effect": "Allow", "Resource": "*"})");
        row("no resource", statement(R"("Effect": "Allow", "Action": "*")"), identity, "PolicyMissingElement", "/Statement/0",
            R"({"Effect": "Allow", "Action": "*"})");
        row("both", statement(R"("Effect": "Allow", "Action": "*", "NotAction": "s3:*", "Resource": "*")"), identity, "PolicyBothForms",
            "/Statement/0/NotAction", R"("NotAction")");
        row("bad action", statement(R"("Effect": "Allow", "Action": ["s3:*", "s3"], "Resource": "*")"), identity, "PolicyBadAction",
            "/Statement/0/Action/1", R"("s3")");
        row("bad resource", statement(R"("Effect": "Allow", "Action": "*", "Resource": "my-bucket")"), identity, "PolicyBadResource",
            "/Statement/0/Resource", R"("my-bucket")");
        row("operator", statement(R"("Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"StringIs": {"a": "b"}})"), identity,
            "PolicyUnknownOperator", "/Statement/0/Condition/StringIs", R"("StringIs")");
        row("value", statement(R"("Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"IpAddress": {"aws:SourceIp": "10"}})"), identity,
            "PolicyBadConditionValue", "/Statement/0/Condition/IpAddress/aws:SourceIp", R"("10")");
        row("star", statement(R"("Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"StringEquals": {"a": "b*"}})"), identity,
            "PolicyConditionStar", "/Statement/0/Condition/StringEquals/a", R"("b*")");
        row("principal in identity", statement(R"("Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*")"), identity,
            "PolicyPrincipalForbidden", "/Statement/0/Principal", R"("Principal")");
        row("no principal", statement(R"("Effect": "Allow", "Action": "s3:*", "Resource": "*")"), endpoint, "PolicyPrincipalRequired",
            "/Statement/0", R"({"Effect": "Allow", "Action": "s3:*", "Resource": "*"})");
        row("principal with a star", statement(R"("Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111111111111:role/x*"}, "Action": "s3:*", "Resource": "*")"),
            resource, "PolicyPrincipalWildcard", "/Statement/0/Principal/AWS", R"("arn:aws:iam::111111111111:role/x*")");
        row("not principal", statement(R"("Effect": "Allow", "NotPrincipal": {"AWS": "111111111111"}, "Action": "s3:*", "Resource": "*")"), resource,
            "PolicyNotPrincipalAllow", "/Statement/0/NotPrincipal", R"("NotPrincipal")");
        row("only deny", statement(R"("Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*")"), endpoint, "PolicyNothingAllowed",
            "/Statement", R"([{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}])");
        row("gateway", statement(R"("Effect": "Allow", "Principal": {"AWS": "111111111111"}, "Action": "s3:*", "Resource": "*")"),
            PolicyType::GatewayEndpoint, "PolicyGatewayPrincipal", "/Statement/0/Principal", R"({"AWS": "111111111111"})");
        row("rcp allows", statement(R"("Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*")"), rcp, "PolicyDenyOnly", "/Statement/0",
            R"({"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"})");
        row("rcp star", statement(R"("Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*")"), rcp, "PolicyActionMustNameService",
            "/Statement/0/Action", R"("*")");
    }
    void problems() {
        QFETCH(QByteArray, text);
        QFETCH(int, type);
        QFETCH(QByteArray, token);
        const Problems found = validate(text.toStdString(), static_cast<PolicyType>(type));
        QCOMPARE(found.size(), std::size_t(1));
        QTEST(QByteArray(messageName(found[0].diagnostic.message.id)), "message");
        QTEST(QByteArray::fromStdString(found[0].diagnostic.pointer), "pointer");
        QCOMPARE(text.mid(static_cast<int>(found[0].range.begin), static_cast<int>(found[0].range.end - found[0].range.begin)), token);
    }

    void validPoliciesHaveNoProblems_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("type");
        const auto row = [](const char* name, PolicyType type, const char* text) { QTest::newRow(name) << QByteArray(text) << static_cast<int>(type); };
        row("identity", PolicyType::Identity, R"({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}})");
        row("endpoint", PolicyType::GatewayEndpoint,
            R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "*", "Resource": "*"}]})");
        row("trust", PolicyType::Resource,
            R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]})");
        row("rcp", PolicyType::ResourceControl,
            R"({"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}]})");
    }
    void validPoliciesHaveNoProblems() {
        QFETCH(QByteArray, text);
        QFETCH(int, type);
        for (const Problem& problem : validate(text.toStdString(), static_cast<PolicyType>(type)))
            QFAIL(toEnglish(problem.diagnostic).c_str());
    }

    void endpointPoliciesMayHave20480Characters() {
        const std::string text = R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]})";
        QVERIFY(validate(text + std::string(20480 - text.size(), ' '), PolicyType::GatewayEndpoint).empty());
        const auto problems = validate(text + std::string(20481 - text.size(), ' '), PolicyType::GatewayEndpoint);
        QCOMPARE(problems.size(), std::size_t(1));
        QVERIFY(problems[0].diagnostic.message.id == MessageId::PolicyTooLong);
    }

    void nestingIsLimited() {
        const auto parsed = Document::parse(R"({"Id": )" + std::string(10000, '['));
        QVERIFY(!parsed.document);
        QVERIFY(parsed.problems[0].diagnostic.message.id == MessageId::JsonTooDeep);
    }

    void damagedPoliciesNeverCrash() {
        for (std::size_t length = 0; length < sample.size(); ++length)
            QVERIFY(!Document::parse(sample.substr(0, length)).problems.empty());
        std::mt19937 random(3);
        RequestContext context;
        context.action = "s3:GetObject";
        context.resource = "arn:aws:s3:::b/k";
        const std::string alphabet = "{}[]\",:\\*?$0ue\x01\xc3\xff ";
        for (int i = 0; i < 3000; ++i) {
            std::string text = sample;
            for (int change = 0; change < 1 + i % 4; ++change)
                text[random() % text.size()] = alphabet[random() % alphabet.size()];
            const auto parsed = Document::parse(text);
            QVERIFY(parsed.document || !parsed.problems.empty());
            for (const Problem& problem : parsed.problems)
                QVERIFY(problem.range.begin <= problem.range.end && problem.range.end <= text.size());
            if (parsed.document)
                evaluateDocument(*parsed.document, context, {PolicyType::Resource, false, Detail::Reasons});
        }
    }
};

WAYLIGHT_TEST(PolicyDocumentTest)
#include "tst_policy_document.moc"
