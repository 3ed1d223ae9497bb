// SPDX-License-Identifier: MIT
#include "core/policy/case.h"
#include "core/policy/lint.h"
#include "core/policy/print.h"
#include "core/policy/service_errors.h"
#include "core/policy/validate.h"
#include "tests/core/policy/policy_cases.h"
#include "tests/support/registry.h"

#include <QtTest>

using namespace waylight;
using namespace waylight::policy;

namespace {

std::string repeated(std::string_view text, std::size_t times) {
    std::string out;
    out.reserve(text.size() * times);
    for (std::size_t i = 0; i < times; ++i)
        out += text;
    return out;
}

std::string policyWith(const std::string& statement) {
    return "{\"Version\": \"2012-10-17\", \"Statement\": [" + statement + "]}";
}

std::string statementOn(const std::string& resource, const std::string& condition = "{}") {
    return "{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"s3:*\", \"Resource\": " + resource + ", \"Condition\": " + condition + "}";
}

std::string quoted(const std::string& text) {
    return '"' + text + '"';
}

} // namespace

/// Documents made to hurt. Each ends with a diagnostic or a decision; under the asan preset also without a wrong access. That they end at
/// all is what the time limit of the test program checks.
class PolicyHostileTest : public QObject {
    Q_OBJECT

private slots:
    void documents_data() {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<bool>("refused");
        const auto row = [](const char* name, std::string text, bool refused) { QTest::newRow(name) << std::move(text) << refused; };
        row("10,000 nested arrays", policyWith(statementOn(repeated("[", 10000) + repeated("]", 10000))), true);
        row("10,000 nested arrays that never end", repeated("[", 10000), true);
        row("50 MB", policyWith(statementOn(quoted(std::string(50u << 20, 'x')))), true);
        row("a bracket, 50 million times", std::string(50u << 20, '{'), true);
        row("10,000 statements", policyWith(repeated(statementOn("\"*\"") + ",", 10000 / 4) + statementOn("\"*\"")), false);
        row("half a million empty statements", policyWith(repeated("{},", 300000) + "{}"), true);
        row("100,000 values", policyWith(statementOn("\"*\"", "{\"StringEquals\": {\"a:b\": [" + repeated("\"v\",", 100000) + "\"v\"]}}")), false);
        row("a value longer than a policy", policyWith(statementOn(quoted("arn:aws:s3:::" + repeated("*a", 20000)))), true);
        row("NUL", policyWith(statementOn(quoted(std::string("arn:aws:s3:::b\0c", 16)))), true);
        row("NUL as an escape", policyWith(statementOn(R"("arn:aws:s3:::b\u0000c")")), false);
        row("broken UTF-8", policyWith(statementOn(quoted("arn:aws:s3:::\xC3\x28"))), true);
        row("overlong UTF-8", policyWith(statementOn(quoted("arn:aws:s3:::\xC0\xAF"))), true);
        row("half a surrogate pair", policyWith(statementOn(R"("arn:aws:s3:::\ud800")")), true);
        row("keys that differ by case", R"({"Version": "2012-10-17", "version": "2008-10-17", "Statement": []})", true);
        row("the same key twice", R"({"Version": "2012-10-17", "Version": "2008-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})", true);
        row("a number of 500,000 digits", policyWith(statementOn("\"*\"", "{\"NumericEquals\": {\"a:b\": " + std::string(500000, '9') + "}}")), true);
        row("a number with a huge exponent", policyWith(statementOn("\"*\"", "{\"NumericEquals\": {\"a:b\": 1e999999999}}")), true);
        row("a date far away", policyWith(statementOn("\"*\"", "{\"DateEquals\": {\"a:b\": \"99999999999-01-01T00:00:00Z\"}}")), true);
        row("base64 that is none", policyWith(statementOn("\"*\"", "{\"BinaryEquals\": {\"a:b\": \"!!!!\"}}")), true);
        row("variables in variables", policyWith(statementOn(quoted("arn:aws:s3:::" + repeated("${", 5000) + repeated("}", 5000)))), false);
        row("5,000 variables", policyWith(statementOn(quoted("arn:aws:s3:::" + repeated("${a}", 5000)))), false);
        row("a variable that is not closed", policyWith(statementOn("\"arn:aws:s3:::${aws:username\"")), false);
        row("nothing", "", true);
        row("only white space", std::string(1000000, ' '), true);
    }
    void documents() {
        QFETCH(std::string, text);
        QFETCH(bool, refused);
        const auto parsed = Document::parse(text);
        static_cast<void>(serviceError(text, PolicyForm::Managed)); // IAM takes some of these; it must only end
        QVERIFY(parsed.problems.size() <= 200);
        QCOMPARE(hasErrors(toDiagnostics(parsed.problems)), refused);
        for (const PolicyType type : {PolicyType::Identity, PolicyType::GatewayEndpoint, PolicyType::ResourceControl, PolicyType::Resource})
            for (const Problem& problem : validate(text, type)) {
                QVERIFY(problem.range.begin <= problem.range.end && problem.range.end <= text.size());
                QVERIFY(!toEnglish(problem.diagnostic).empty());
            }
        if (!parsed.document)
            return;
        const std::string canonical = printed(*parsed.document);
        QVERIFY(Document::parse(canonical).document || canonical.size() > 1u << 20); // indented it may be longer than a policy may be
        RequestContext context = request(user);
        context.keys.set("a:b", "v");
        addPrincipalKeys(context);
        PolicySet set;
        set.identity = {{"p", parsed.document}};
        const Evaluation answer = evaluate(set, context);
        QCOMPARE(evaluate(set, context, Detail::Decision).decision, answer.decision);
        QVERIFY(answer.decision != Decision::Allowed || !refused); // what AWS would refuse grants nothing
        for (const LintFinding& finding : lint(parsed.document, PolicyType::Identity))
            QVERIFY(finding.problem.range.end <= text.size());
    }

    /// The longest patterns that a document can hold, against a megabyte that almost matches.
    void patterns_data() {
        QTest::addColumn<std::string>("pattern");
        QTest::addColumn<std::string>("text");
        QTest::addColumn<bool>("matches");
        const std::string as(1u << 20, 'a');
        const auto row = [](const char* name, std::string pattern, std::string text, bool matches) {
            QTest::newRow(name) << std::move(pattern) << std::move(text) << matches;
        };
        row("10,000 stars", repeated("*", 10000), as, true);
        row("10,000 stars with letters", repeated("*a", 10000) + "*", as, true);
        row("10,000 stars with letters that fail at the end", repeated("*a", 10000) + "*b", as, false);
        row("a long piece that fails at its end", "*" + repeated("a", 20000) + "b*", as, false);
        row("a long piece of question marks that fails at its end", "*" + repeated("a?", 10000) + "b*", as, false);
        row("a long piece of question marks that matches", "*" + repeated("a?", 10000) + "*", as, true);
        row("many pieces of question marks", repeated("*?a?", 5000) + "*b", as, false);
        row("question marks and bytes that are no characters", "*" + repeated("?", 10000) + "*", std::string(1u << 20, '\x80'), false);
    }
    void patterns() {
        QFETCH(std::string, pattern);
        QFETCH(std::string, text);
        QTEST(Glob::fromPattern(pattern).matches(text), "matches");
        ResourcePattern::from(Glob::fromPattern("arn:aws:s3:::" + pattern)).matches(ResourceName(text), ShortArns::FillIn);
    }

    /// Two keys of one request that differ by case only: AWS compares names without case, so that the request says two things at once.
    void keysOfARequestThatDifferByCase() {
        const auto question = readCase(R"({"request": {"principal": "anonymous", "action": "s3:GetObject", "resource": "*", "context": {"aws:SourceVpc": "a", "aws:sourcevpc": "b"}}})");
        QVERIFY(!question);
        QCOMPARE(question.error().pointer, std::string("/request/context/aws:sourcevpc"));
    }

    void manyValuesOfOneKeyAreRefused() {
        const auto question = readCase("{\"request\": {\"principal\": \"anonymous\", \"action\": \"s3:GetObject\", \"resource\": \"*\", \"context\": {\"a:b\": [" + repeated("\"v\",", 100000) + "\"v\"]}}}");
        QVERIFY(!question);
    }
};

WAYLIGHT_TEST(PolicyHostileTest)
#include "tst_policy_hostile.moc"
