// SPDX-License-Identifier: MIT
#include "core/policy/allowed_if.h"
#include "tests/core/policy/policy_cases.h"
#include "tests/support/registry.h"

#include <QtTest>

using namespace waylight;
using namespace waylight::policy;

namespace {

std::string statement(const std::string& effect, const std::string& condition, const std::string& resource = "*") {
    return R"({"Effect": ")" + effect + R"(", "Principal": "*", "Action": "s3:*", "Resource": ")" + resource + R"(", "Condition": {)" + condition + "}}";
}

RequestContext openRequest() {
    RequestContext context = request(session);
    for (const char* key : {"aws:PrincipalTag/*", "aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge", "aws:CurrentTime", "aws:SourceIp", "s3:prefix"})
        context.keys.setUnknown(key);
    addPrincipalKeys(context);
    return context;
}

} // namespace

class AllowedIfTest : public QObject {
    Q_OBJECT

private slots:
    void conditions_data() {
        QTest::addColumn<QString>("identity");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const std::string& identity, const char* expected) {
            QTest::newRow(name) << QString::fromStdString(identity) << QString(expected);
        };
        row("a tag", statement("Allow", R"("StringEquals": {"aws:PrincipalTag/team": "blue"})"), "allowed if aws:PrincipalTag/team is blue");
        row("one of two tags", statement("Allow", R"("StringEquals": {"aws:PrincipalTag/team": ["blue", "red"]})"), "allowed if aws:PrincipalTag/team is blue or red");
        row("a pattern", statement("Allow", R"("StringLike": {"aws:PrincipalTag/team": "blue-*"})"), "allowed if aws:PrincipalTag/team is like blue-*");
        row("two keys", statement("Allow", R"("StringEquals": {"aws:PrincipalTag/team": "blue"}, "Bool": {"aws:MultiFactorAuthPresent": "true"})"),
            "allowed if aws:MultiFactorAuthPresent is true and aws:PrincipalTag/team is blue");
        row("either key", statement("Allow", R"("StringEquals": {"aws:PrincipalTag/team": "blue"})") + ", " + statement("Allow", R"("Bool": {"aws:MultiFactorAuthPresent": "true"})"),
            "allowed if aws:MultiFactorAuthPresent is true, or aws:PrincipalTag/team is blue");
        row("a deny", std::string(allowAll) + ", " + statement("Deny", R"("StringEquals": {"aws:PrincipalTag/team": "red"})"), "allowed if aws:PrincipalTag/team is not red");
        row("a deny without the tag", std::string(allowAll) + ", " + statement("Deny", R"("Null": {"aws:PrincipalTag/team": "true"})"), "allowed if aws:PrincipalTag/team is present");
        row("a deny with the tag", std::string(allowAll) + ", " + statement("Deny", R"("Null": {"aws:PrincipalTag/team": "false"})"), "allowed if aws:PrincipalTag/team is absent");
        row("an age", statement("Allow", R"("NumericLessThan": {"aws:MultiFactorAuthAge": "3600"})"), "allowed if aws:MultiFactorAuthAge is less than 3600");
        row("a date", statement("Allow", R"("DateGreaterThanEquals": {"aws:CurrentTime": "2026-01-01T00:00:00Z"})"), "allowed if aws:CurrentTime is 2026-01-01T00:00:00Z or later");
        row("an address", statement("Allow", R"("IpAddress": {"aws:SourceIp": "203.0.113.0/24"})"), "allowed if aws:SourceIp is in 203.0.113.0/24");
        row("not an address", std::string(allowAll) + ", " + statement("Deny", R"("IpAddress": {"aws:SourceIp": "203.0.113.0/24"})"), "allowed if aws:SourceIp is outside of 203.0.113.0/24");
        row("if it exists", statement("Allow", R"("StringEqualsIfExists": {"aws:PrincipalTag/team": "blue"})"), "allowed if aws:PrincipalTag/team is blue, or aws:PrincipalTag/team is absent");
        row("a variable in the resource", R"({"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::${aws:PrincipalTag/team}/key"})", "allowed if aws:PrincipalTag/team is bucket");
        row("never", statement("Allow", R"("StringEquals": {"aws:PrincipalTag/team": "blue"})") + ", " + statement("Deny", R"("Null": {"aws:PrincipalTag/team": "false"})"), "");
        row("certain", allowAll, "");
    }
    void conditions() {
        QFETCH(QString, identity);
        QFETCH(QString, expected);
        PolicySet set;
        set.identity = {policyOf(identity.toStdString())};
        const RequestContext context = openRequest();
        const auto answer = allowedIf(set, context, evaluate(set, context));
        QCOMPARE(answer ? QString::fromStdString(toEnglish(toMessage(*answer))) : QString(), expected);
    }

    /// The second policy speaks of a key that does not matter as long as the first one's is open.
    void keysThatShowUpLater() {
        PolicySet set;
        set.identity = {policyOf(statement("Allow", R"("StringEquals": {"aws:PrincipalTag/team": "blue"})"))};
        set.boundary = {policyOf(statement("Allow", R"("Bool": {"aws:MultiFactorAuthPresent": "true"})"))};
        const RequestContext context = openRequest();
        const auto answer = allowedIf(set, context, evaluate(set, context));
        QVERIFY(answer);
        QCOMPARE(toEnglish(toMessage(*answer)), std::string("allowed if aws:MultiFactorAuthPresent is true and aws:PrincipalTag/team is blue"));
    }

    void aPolicyThatIsNotInTheDesignLeavesNoCondition() {
        PolicySet set;
        set.identity = {policyOf(statement("Allow", R"("StringEquals": {"aws:PrincipalTag/team": "blue"})"))};
        set.boundary = {{"boundary", nullptr}};
        const RequestContext context = openRequest();
        QVERIFY(!allowedIf(set, context, evaluate(set, context)));
    }

    void manyKeysAreGivenUpInBoundedTime() {
        std::string all;
        for (int i = 0; i < 40; ++i)
            all += (i ? ", " : "") + statement("Allow", R"("StringEquals": {"aws:PrincipalTag/t)" + std::to_string(i) + R"(": ["a", "b", "c"]})");
        PolicySet set;
        set.identity = {policyOf(all)};
        const RequestContext context = openRequest();
        QVERIFY(!allowedIf(set, context, evaluate(set, context)));
    }
};

WAYLIGHT_TEST(AllowedIfTest)
#include "tst_allowed_if.moc"
