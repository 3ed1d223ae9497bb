// SPDX-License-Identifier: MIT
#include "tests/core/policy/policy_cases.h"
#include "tests/support/registry.h"

#include <QtTest>

using namespace waylight::policy;

namespace {

/// Whether a statement with this condition matches the request.
Match matches(const std::string& condition, const RequestContext& context) {
    const auto source = policyOf(R"({"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": )" + condition + "}");
    return evaluateDocument(*source.document, context, {}).allows;
}

} // namespace

class PolicyConditionsTest : public QObject {
    Q_OBJECT

private slots:
    void operators_data() {
        QTest::addColumn<QString>("op");
        QTest::addColumn<QString>("policyValues");
        QTest::addColumn<QStringList>("requestValues");
        QTest::addColumn<bool>("matches");
        const auto row = [](const char* op, const char* policyValues, const QStringList& values, bool expected) {
            QTest::addRow("%s %s on %s", op, policyValues, qPrintable(values.join('+'))) << QString(op) << QString(policyValues) << values << expected;
        };
        row("StringEquals", R"("a")", {"a"}, true);
        row("stringequals", R"("a")", {"a"}, true);
        row("StringEquals", R"("a*")", {"ab"}, false);
        row("StringEquals", R"("a")", {"A"}, false);
        row("StringEquals", R"(["x", "a"])", {"a"}, true);
        row("StringNotEquals", R"(["x", "a"])", {"a"}, false);
        row("StringNotEquals", R"(["x", "y"])", {"a"}, true);
        row("StringEqualsIgnoreCase", R"("Ab")", {"aB"}, true);
        row("StringNotEqualsIgnoreCase", R"("Ab")", {"aB"}, false);
        row("StringLike", R"("a*")", {"ab"}, true);
        row("StringLike", R"("A*")", {"ab"}, false);
        row("StringNotLike", R"("a*")", {"b"}, true);
        row("Bool", "true", {"True"}, true);
        row("Bool", R"("false")", {"true"}, false);
        row("Bool", R"("false")", {"perhaps"}, false);
        row("NumericEquals", "10", {"10.0"}, true);
        row("NumericLessThan", "10", {"9.9"}, true);
        row("NumericLessThanEquals", "10", {"10"}, true);
        row("NumericGreaterThan", "10", {"10"}, false);
        row("NumericGreaterThanEquals", "10", {"10"}, true);
        row("NumericNotEquals", "10", {"11"}, true);
        row("NumericNotEquals", R"("ten")", {"11"}, false);
        row("NumericNotEquals", "10", {"eleven"}, false);
        row("DateLessThan", R"("2024-01-02")", {"2024-01-01T23:59:59Z"}, true);
        row("DateEquals", R"("2024-01-01T00:00:00Z")", {"1704067200"}, true);
        row("DateGreaterThanEquals", R"("2024-01-01")", {"2023-12-31"}, false);
        row("BinaryEquals", R"("QUJD")", {"QUJD"}, true);
        row("BinaryEquals", R"("QUJD")", {"QUJE"}, false);
        row("IpAddress", R"("10.1.2.3/8")", {"10.9.9.9"}, true);
        row("IpAddress", R"("10.1.2.3")", {"10.1.2.4"}, false);
        row("IpAddress", R"("2001:db8::/32")", {"2001:db8:1::1"}, true);
        row("NotIpAddress", R"("0.0.0.0/0")", {"2001:db8::1"}, true);
        row("NotIpAddress", R"("10.0.0.0/8")", {"10.1.1.1"}, false);
        row("ArnEquals", R"("arn:aws:s3:::b*")", {"arn:aws:s3:::bucket"}, true);
        row("ArnLike", R"("arn:aws:sns:*:1:t")", {"arn:aws:sns:us-east-1:2:1:t"}, false);
        row("ArnLike", R"("arn:aws:sns:*:1:t:*")", {"arn:aws:sns:us-east-1:1:t:u:v"}, true);
        row("ArnNotLike", R"("arn:aws:s3:::b")", {"arn:aws:s3:::c"}, true);
        row("ArnNotLike", R"("arn:aws:s3:::b")", {"no arn"}, false);
        row("Null", "true", {}, true);
        row("Null", "true", {"x"}, false);
        row("Null", "false", {"x"}, true);
        row("Null", "false", {""}, false);
    }
    void operators() {
        QFETCH(QString, op);
        QFETCH(QString, policyValues);
        QFETCH(QStringList, requestValues);
        QFETCH(bool, matches);
        RequestContext context = request(user);
        std::vector<std::string> values;
        for (const QString& value : requestValues)
            values.push_back(value.toStdString());
        if (!values.empty())
            context.keys.set("K", values);
        const QString condition = QStringLiteral(R"({"%1": {"k": %2}})").arg(op, policyValues);
        QCOMPARE(::matches(condition.toStdString(), context), toMatch(matches));
    }

    void missingKeys_data() {
        QTest::addColumn<QString>("op");
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("negated");
        const auto row = [](const char* op, const char* value, bool negated) { QTest::newRow(op) << QString(op) << QString(value) << negated; };
        row("StringEquals", "x", false);
        row("StringNotEquals", "x", true);
        row("StringEqualsIgnoreCase", "x", false);
        row("StringNotEqualsIgnoreCase", "x", true);
        row("StringLike", "x", false);
        row("StringNotLike", "x", true);
        row("ArnEquals", "arn:aws:s3:::b", false);
        row("ArnLike", "arn:aws:s3:::b", false);
        row("ArnNotEquals", "arn:aws:s3:::b", true);
        row("ArnNotLike", "arn:aws:s3:::b", true);
        row("NumericEquals", "1", false);
        row("NumericNotEquals", "1", true);
        row("NumericLessThan", "1", false);
        row("DateEquals", "2024-01-01", false);
        row("DateNotEquals", "2024-01-01", true);
        row("Bool", "false", false);
        row("BinaryEquals", "QUJD", false);
        row("IpAddress", "10.0.0.0/8", false);
        row("NotIpAddress", "10.0.0.0/8", true);
    }
    void missingKeys() {
        QFETCH(QString, op);
        QFETCH(QString, value);
        QFETCH(bool, negated);
        const RequestContext context = request(user);
        const auto outcome = [&](const char* form) {
            return ::matches(QStringLiteral(R"({"%1": {"k": "%2"}})").arg(QString(form).arg(op), value).toStdString(), context);
        };
        QCOMPARE(outcome("%1"), toMatch(negated));
        QCOMPARE(outcome("%1IfExists"), Match::Yes);
        QCOMPARE(outcome("ForAllValues:%1"), Match::Yes);
        QCOMPARE(outcome("ForAnyValue:%1"), Match::No);
        QCOMPARE(outcome("ForAnyValue:%1IfExists"), Match::Yes);
        RequestContext unknown = context;
        unknown.keys.setUnknown("K");
        QCOMPARE(::matches(QStringLiteral(R"({"%1": {"k": "%2"}})").arg(op, value).toStdString(), unknown), Match::Unknown);
    }

    void sets_data() {
        QTest::addColumn<QString>("op");
        QTest::addColumn<QStringList>("values");
        QTest::addColumn<bool>("matches");
        const auto row = [](const char* op, const QStringList& values, bool matches) {
            QTest::addRow("%s on %s", op, qPrintable(values.join('+'))) << QString(op) << values << matches;
        };
        // The policy's values are a and b.
        row("ForAllValues:StringEquals", {"a"}, true);
        row("ForAllValues:StringEquals", {"a", "b"}, true);
        row("ForAllValues:StringEquals", {"a", "c"}, false);
        row("ForAllValues:StringEquals", {""}, true);
        row("ForAnyValue:StringEquals", {"c", "a"}, true);
        row("ForAnyValue:StringEquals", {"c"}, false);
        row("ForAnyValue:StringEquals", {""}, false);
        row("ForAllValues:StringNotEquals", {"c", "d"}, true);
        row("ForAllValues:StringNotEquals", {"c", "a"}, false);
        row("ForAnyValue:StringNotEquals", {"a", "c"}, true);
        row("ForAnyValue:StringNotEquals", {"a", "b"}, false);
    }
    void sets() {
        QFETCH(QString, op);
        QFETCH(QStringList, values);
        QFETCH(bool, matches);
        RequestContext context = request(user);
        std::vector<std::string> texts;
        for (const QString& value : values)
            texts.push_back(value.toStdString());
        context.keys.set("k", texts);
        QCOMPARE(::matches(QStringLiteral(R"({"%1": {"k": ["a", "b"]}})").arg(op).toStdString(), context), toMatch(matches));
    }

    void operatorsAndKeysMustAllMatch() {
        RequestContext context = request(user);
        context.keys.set("a", "1");
        context.keys.set("b", "2");
        QCOMPARE(::matches(R"({"StringEquals": {"a": "1", "b": "2"}, "StringNotEquals": {"a": "3"}})", context), Match::Yes);
        QCOMPARE(::matches(R"({"StringEquals": {"a": "1", "b": "3"}})", context), Match::No);
        QCOMPARE(::matches(R"({"StringEquals": {"a": "1"}, "StringNotEquals": {"b": "2"}})", context), Match::No);
    }

    void variablesThatHaveNoValue() {
        RequestContext context = request(user);
        context.keys.set("k", "blue");
        QCOMPARE(::matches(R"({"StringEquals": {"k": "${aws:PrincipalTag/t}"}})", context), Match::No);
        QCOMPARE(::matches(R"({"StringNotEquals": {"k": "${aws:PrincipalTag/t}"}})", context), Match::Yes);
        context.keys.set("aws:PrincipalTag/t", "blue");
        QCOMPARE(::matches(R"({"StringEquals": {"k": "${aws:PrincipalTag/t}"}})", context), Match::Yes);
        QCOMPARE(::matches(R"({"StringNotEquals": {"k": "${aws:PrincipalTag/t}"}})", context), Match::No);
    }

    void anUnknownKeyMattersOnlyWhenTheRestMatches() {
        RequestContext context = request(user);
        context.keys.setUnknown("aws:PrincipalTag/*");
        context.keys.set("k", "1");
        QCOMPARE(::matches(R"({"StringEquals": {"aws:PrincipalTag/t": "x", "k": "1"}})", context), Match::Unknown);
        QCOMPARE(::matches(R"({"StringEquals": {"aws:PrincipalTag/t": "x", "k": "2"}})", context), Match::No);
        QCOMPARE(::matches(R"({"StringEquals": {"k": ["1", "${aws:PrincipalTag/t}"]}})", context), Match::Yes);
        QCOMPARE(::matches(R"({"StringEquals": {"k": ["2", "${aws:PrincipalTag/t}"]}})", context), Match::Unknown);
    }

    void theFirstPartThatFailsIsNamed_data() {
        QTest::addColumn<QString>("statement");
        QTest::addColumn<int>("part");
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QString>("token");
        const auto row = [](const char* name, const char* statement, StatementPart part, const char* pointer, const char* token) {
            QTest::newRow(name) << QString(statement) << static_cast<int>(part) << QString(pointer) << QString(token);
        };
        row("action", R"({"Effect": "Allow", "Principal": "*", "Action": ["s3:Put*"], "Resource": "*"})", StatementPart::Action,
            "/Statement/0/Action", R"(["s3:Put*"])");
        row("not action", R"({"Effect": "Allow", "Principal": "*", "NotAction": "S3:getobject", "Resource": "*"})", StatementPart::Action,
            "/Statement/0/NotAction", R"("S3:getobject")");
        row("resource", R"({"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "arn:aws:s3:::other/x*"})", StatementPart::Resource,
            "/Statement/0/Resource", R"("arn:aws:s3:::other/x*")");
        row("principal", R"({"Effect": "Allow", "Principal": {"AWS": "222222222222"}, "Action": "*", "Resource": "*"})", StatementPart::Principal,
            "/Statement/0/Principal", R"({"AWS": "222222222222"})");
        row("key with another value",
            R"({"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*", "Condition": {"StringEquals": {"k": "other"}}})",
            StatementPart::Condition, "/Statement/0/Condition/StringEquals/k", R"("other")");
        row("key that is absent",
            R"({"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*", "Condition": {"StringEquals": {"aws:SourceVpce": "vpce-1"}}})",
            StatementPart::Condition, "/Statement/0/Condition/StringEquals/aws:SourceVpce", R"("aws:SourceVpce")");
        row("malformed", R"({"Effect": "allow", "Principal": "*", "Action": "*", "Resource": "*"})", StatementPart::Malformed,
            "/Statement/0/Effect", R"("allow")");
    }
    void theFirstPartThatFailsIsNamed() {
        QFETCH(QString, statement);
        const auto source = policyOf(statement.toStdString());
        RequestContext context = request(user);
        context.keys.set("k", "value");
        const auto outcome = evaluateDocument(*source.document, context, {PolicyType::Resource, false, Detail::Reasons});
        QCOMPARE(outcome.statements.size(), std::size_t(1));
        QTEST(static_cast<int>(outcome.statements[0].part), "part");
        const Place place = outcome.statements[0].place;
        QTEST(QString::fromStdString(source.document->pointerOf(place)), "pointer");
        const TextRange range = source.document->rangeOf(place);
        QTEST(QString::fromStdString(source.document->text().substr(range.begin, range.end - range.begin)), "token");
    }
};

WAYLIGHT_TEST(PolicyConditionsTest)
#include "tst_policy_conditions.moc"
