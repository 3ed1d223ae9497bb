// SPDX-License-Identifier: MIT
#include "core/base/json.h"
#include "core/policy/normal_form.h"
#include "core/policy/print.h"
#include "tests/core/policy/policy_cases.h"
#include "tests/support/corpora.h"
#include "tests/support/registry.h"

#include <QElapsedTimer>
#include <QtTest>

using namespace waylight;
using namespace waylight::policy;

namespace {

std::string policyWith(const std::string& members) {
    return R"({"Version": "2012-10-17", "Statement": [{)" + members + "}]}";
}

} // namespace

class PolicyEquivalenceTest : public QObject {
    Q_OBJECT

private slots:
    void sameMeaning_data() {
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("second");
        QTest::addColumn<bool>("expected");
        const auto row = [](const char* name, const std::string& first, const std::string& second, bool expected) {
            QTest::newRow(name) << QByteArray::fromStdString(first) << QByteArray::fromStdString(second) << expected;
        };
        const auto pair = [&](const char* name, const char* first, const char* second, bool expected) {
            row(name, policyWith(first), policyWith(second), expected);
        };
        pair("value and list", R"("Action": "s3:Get")", R"("Action": ["s3:Get"])", true);
        pair("order and repetition", R"("Action": ["a:B", "c:D"])", R"("Action": ["c:D", "a:B", "c:D"])", true);
        pair("case of actions", R"("Action": "S3:getobject")", R"("Action": "s3:GetObject")", true);
        pair("case of resources", R"("Resource": "arn:aws:s3:::b/K")", R"("Resource": "arn:aws:s3:::b/k")", false);
        pair("element names", R"("Action": "s3:Get")", R"("NotAction": "s3:Get")", false);
        pair("effect", R"("Effect": "Allow")", R"("Effect": "Deny")", false);
        pair("case of effect", R"("Effect": "Allow")", R"("Effect": "allow")", true);
        pair("sid", R"("Sid": "A", "Action": "*")", R"("Sid": "B", "Action": "*")", true);
        pair("root and account", R"("Principal": {"AWS": "111111111111"})", R"("Principal": {"AWS": ["arn:aws-cn:iam::111111111111:root"]})", true);
        pair("user and account", R"("Principal": {"AWS": "111111111111"})", R"("Principal": {"AWS": "arn:aws:iam::111111111111:user/root"})", false);
        pair("everyone", R"("Principal": "*")", R"("Principal": {"AWS": "*"})", true);
        pair("kinds of principals", R"("Principal": {"AWS": "x"})", R"("Principal": {"Service": "x"})", false);
        pair("empty principal", R"("Principal": {"AWS": []})", R"("Action": [])", true);
        pair("numbers and flags", R"("Condition": {"Bool": {"a": true}, "NumericEquals": {"b": [1, 2.50]}})",
             R"("Condition": {"NumericEquals": {"B": ["2.50", "1"]}, "bool": {"a": "True"}})", true);
        pair("case of values", R"("Condition": {"StringEquals": {"a": "X"}})", R"("Condition": {"StringEquals": {"a": "x"}})", false);
        pair("ARN operators", R"("Condition": {"ForAnyValue:ArnEqualsIfExists": {"a": "x"}, "ArnNotEquals": {"b": "y"}})",
             R"("Condition": {"ForAnyValue:ArnLikeIfExists": {"a": "x"}, "ArnNotLike": {"b": "y"}})", true);
        pair("string operators", R"("Condition": {"StringEquals": {"a": "x*"}})", R"("Condition": {"StringLike": {"a": "x*"}})", false);
        pair("other key", R"("Condition": {"StringEquals": {"a": "x"}})", R"("Condition": {"StringEquals": {"b": "x"}})", false);
        pair("empty condition", R"("Action": "*", "Condition": {"StringEquals": {}})", R"("Action": "*")", true);
        pair("null in a list", R"("Resource": ["*", null])", R"("Resource": "*")", true);
        pair("lists in lists", R"("Resource": [["a", "b"]])", R"("Resource": [["b", "a"]])", false);
        row("default version", R"({"Statement": []})", R"({"Version": "2008-10-17", "Id": "x", "Statement": []})", true);
        row("version", R"({"Version": "2012-10-17", "Statement": []})", R"({"Statement": []})", false);
        row("order of statements", R"({"Statement": [{"Action": "a:b"}, {"Action": "c:d"}]})", R"({"Statement": [{"Action": "c:d"}, {"Action": "a:b"}, {"Action": "a:b"}]})", true);
        row("one statement", R"({"Statement": {"Action": "a:b"}})", R"({"Statement": [{"Action": "a:b"}]})", true);
        row("blank", " \n", "{}", true);
    }
    void sameMeaning() {
        QFETCH(QByteArray, first);
        QFETCH(QByteArray, second);
        QFETCH(bool, expected);
        const auto answer = equivalent(first.toStdString(), second.toStdString());
        QVERIFY(answer);
        QCOMPARE(*answer, expected);
        QCOMPARE(equivalent(second.toStdString(), first.toStdString()), answer);
    }

    void whatIsNoObjectHasNoMeaning() {
        QVERIFY(!equivalent("{", "{}"));
        QVERIFY(!equivalent("{}", "[]"));
    }

    void corpus() {
        const QString path = corpusPath("policy/equivalence.json");
        if (path.isEmpty())
            QSKIP("the shared corpora are not on this machine");
        const Json rows = Json::parse(readFile(path).toStdString()).at("cases");
        for (const Json& row : rows) {
            const auto answer = equivalent(row.at("policy1").get<std::string>(), row.at("policy2").get<std::string>());
            const std::string name = row.at("name");
            QVERIFY2(answer.has_value() != row.at("error").get<bool>(), name.c_str());
            QVERIFY2(!answer || *answer == row.at("equivalent").get<bool>(), name.c_str());
        }
        qInfo("equivalence: %zu rows agree", rows.size());
    }

    void printingOrdersTheElements() {
        const auto document = documentOf(
            "{\"Statement\": {\"Condition\": {\"Bool\": {\"Effect\": true, \"Action\": \"1\\u00e9\\u0001\"}}, \"Resource\": \"*\", "
            "\"Action\": [\"s3:Get\\\"\", \"s3:Put\\\\\"], \"Effect\": \"Allow\", \"Sid\": \"A\", \"Other\": [], "
            "\"Principal\": {\"Service\": [\"x\"], \"AWS\": \"y\"}}, \"Version\": \"2012-10-17\"}");
        const std::string expected = "{\n"
                                     "  \"Version\": \"2012-10-17\",\n"
                                     "  \"Statement\": {\n"
                                     "    \"Sid\": \"A\",\n"
                                     "    \"Effect\": \"Allow\",\n"
                                     "    \"Principal\": {\n"
                                     "      \"Service\": [\"x\"],\n"
                                     "      \"AWS\": \"y\"\n"
                                     "    },\n"
                                     "    \"Action\": [\n"
                                     "      \"s3:Get\\\"\",\n"
                                     "      \"s3:Put\\\\\"\n"
                                     "    ],\n"
                                     "    \"Resource\": \"*\",\n"
                                     "    \"Condition\": {\n"
                                     "      \"Bool\": {\n"
                                     "        \"Effect\": true,\n"
                                     "        \"Action\": \"1\xc3\xa9\\u0001\"\n"
                                     "      }\n"
                                     "    },\n"
                                     "    \"Other\": []\n"
                                     "  }\n"
                                     "}\n";
        QCOMPARE(printed(*document), expected);
        QCOMPARE(printed(*documentOf(expected)), expected);
    }

    /// AWS's own policies, printed and parsed again, are the same and mean the same.
    void managedPoliciesSurvivePrinting() {
        const QString path = corpusPath("policy/aws-managed-policies/managed_policies.json");
        if (path.isEmpty())
            QSKIP("the shared corpora are not on this machine");
        const Json file = Json::parse(readFile(path).toStdString());
        std::vector<std::string> texts;
        for (const Json& policy : file.at("policies"))
            texts.push_back(policy.dump());
        QVERIFY(texts.size() > 1500);
        QElapsedTimer timer;
        timer.start();
        std::vector<DocumentPtr> documents;
        for (const std::string& text : texts)
            documents.push_back(Document::parse(text).document);
        qInfo("%zu policies compiled in %lld ms", texts.size(), static_cast<long long>(timer.elapsed()));
        for (std::size_t i = 0; i < texts.size(); ++i) {
            const std::string again = printed(*documents[i]);
            QVERIFY2(nlohmann::json::parse(again) == nlohmann::json::parse(texts[i]), texts[i].c_str());
            const auto parsed = documentOf(again);
            QVERIFY(equivalent(*parsed, *documents[i]));
            QCOMPARE(parsed->statements().size(), documents[i]->statements().size());
            QCOMPARE(printed(*parsed), again);
        }
    }
};

WAYLIGHT_TEST(PolicyEquivalenceTest)
#include "tst_policy_equivalence.moc"
