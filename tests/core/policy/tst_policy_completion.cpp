// SPDX-License-Identifier: MIT
#include "core/policy/completion.h"
#include "core/policy/cursor_place.h"
#include "core/policy/name_match.h"
#include "core/policy/validate.h"
#include "tests/support/registry.h"

#include <QtTest>

#include <random>

using namespace waylight;
using namespace waylight::policy;

namespace {

using Named = DesignName::Kind;

CompletionScope endpointScope() {
    return {PolicyType::InterfaceEndpoint,
            {{Named::Endpoint, "vpce-1", "s3 way"},
             {Named::Endpoint, "vpce-2", "other"},
             {Named::Vpc, "vpc-1", "lab"},
             {Named::Bucket, "arn:aws:s3:::logs", "logs"},
             {Named::Table, "arn:aws:dynamodb:us-east-1:111122223333:table/orders", "orders"},
             {Named::Role, "arn:aws:iam::111122223333:role/app", "app"},
             {Named::Account, "111122223333", "111122223333"},
             {Named::Region, "us-east-1", "us-east-1"},
             {Named::PublicAddress, "203.0.113.9/32", "nat"},
             {Named::PrivateBlock, "10.0.0.0/16", "lab"}},
            {"s3"}};
}

CompletionScope scopeOf(std::optional<PolicyType> type) {
    CompletionScope scope = endpointScope();
    scope.type = type;
    return scope;
}

/// The cursor stands at the `|`.
struct Asked {
    std::string text;
    std::size_t cursor = 0;
    Completion completion;

    explicit Asked(std::string marked, const CompletionScope& scope = endpointScope()) {
        cursor = marked.find('|');
        text = marked.erase(cursor, 1);
        completion = completions(text, cursor, scope);
    }
    QStringList labels() const {
        QStringList all;
        for (const Proposal& each : completion.proposals)
            all << QString::fromStdString(each.label);
        return all;
    }
    /// The text after accepting, with the cursor's place marked.
    std::string accepted(const std::string& label) const {
        for (const Proposal& each : completion.proposals) {
            if (each.label != label)
                continue;
            std::string after = text;
            std::string put = each.text;
            put.insert(each.cursor, "|");
            return after.replace(completion.replaced.begin, completion.replaced.end - completion.replaced.begin, put);
        }
        return "not offered: " + label;
    }
};

std::string statement(const std::string& inside) { return "{\"Version\":\"2012-10-17\",\"Statement\":[{" + inside + "}]}"; }

} // namespace

class PolicyCompletionTest : public QObject {
    Q_OBJECT

private slots:
    void whatIsOfferedFirst_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("labels"); // the list begins with these
        QTest::newRow("document") << "{|}" << QStringList{"Version", "Statement", "Id"};
        QTest::newRow("document, half typed") << "{\"st|\"}" << QStringList{"Statement"};
        QTest::newRow("without quotes") << "{Vers|" << QStringList{"Version"};
        QTest::newRow("version") << "{\"Version\": \"|\"}" << QStringList{"2012-10-17", "2008-10-17"};
        QTest::newRow("statement list") << "{\"Statement\": [|]}" << QStringList{"{ Allow … }", "{ Deny … }"};
        QTest::newRow("effect") << "{\"Statement\":[{\"Effect\": \"|" << QStringList{"Allow", "Deny"};
        QTest::newRow("effect, one letter") << "{\"Statement\":{\"Effect\": \"d|\"}}" << QStringList{"Deny"};
        QTest::newRow("elements not twice") << "{\"Statement\":[{\"Effect\":\"Deny\",\"NotAction\":\"s3:*\",|" << QStringList{"Principal", "Resource", "Condition", "Sid", "NotResource", "NotPrincipal"};
        QTest::newRow("the element itself stays on offer") << "{\"Statement\":[{\"Effect\":\"Deny\",\"Acti|\":\"\"}]}" << QStringList{"Action", "NotAction"};
        QTest::newRow("services about the policy first") << "{\"Statement\":[{\"Action\":\"|\"}]}" << QStringList{"s3:"};
        QTest::newRow("service") << "{\"Statement\":[{\"Action\":\"dyn|\"}]}" << QStringList{"dynamodb:"};
        QTest::newRow("action") << "{\"Statement\":[{\"Action\":\"s3:GetObj|\"}]}" << QStringList{"s3:GetObject"};
        QTest::newRow("action, lower case") << "{\"Statement\":[{\"Action\":[\"s3:putob|\"]}]}" << QStringList{"s3:PutObject"};
        QTest::newRow("action by the beginnings of its words") << "{\"Statement\":[{\"Action\":[\"s3:gob|\"]}]}" << QStringList{"s3:GetObject"};
        QTest::newRow("action without its service") << "{\"Statement\":[{\"Action\":[\"GetObj|\"]}]}" << QStringList{"s3:GetObject"};
        QTest::newRow("group of actions") << "{\"Statement\":[{\"Action\":[\"s3:List*|\"]}]}" << QStringList{};
        QTest::newRow("operators") << "{\"Statement\":[{\"Condition\":{\"|\"}}]}" << QStringList{"StringEquals", "StringNotEquals", "StringLike"};
        QTest::newRow("operator with prefix") << "{\"Statement\":[{\"Condition\":{\"ForAnyValue:StringL|\"}}]}" << QStringList{"ForAnyValue:StringLike", "ForAnyValue:StringLikeIfExists"};
        QTest::newRow("operator with suffix") << "{\"Statement\":[{\"Condition\":{\"BoolI|\"}}]}" << QStringList{"BoolIfExists"};
        QTest::newRow("key") << "{\"Statement\":[{\"Condition\":{\"StringEquals\":{\"sourcevpce|\"}}}]}" << QStringList{"aws:SourceVpce"};
        QTest::newRow("key of the action") << "{\"Statement\":[{\"Action\":\"s3:ListBucket\",\"Condition\":{\"StringLike\":{\"s3:pre|\"}}}]}" << QStringList{"s3:prefix"};
        QTest::newRow("endpoints of the design") << "{\"Statement\":[{\"Condition\":{\"StringEquals\":{\"aws:SourceVpce\":\"|\"}}}]}" << QStringList{"vpce-1", "vpce-2"};
        QTest::newRow("endpoints not twice") << "{\"Statement\":[{\"Condition\":{\"StringEquals\":{\"aws:SourceVpce\":[\"vpce-1\", \"|\"]}}}]}" << QStringList{"vpce-2"};
        QTest::newRow("vpcs, any case of the key") << "{\"Statement\":[{\"Condition\":{\"StringEquals\":{\"AWS:SOURCEVPC\":\"|\"}}}]}" << QStringList{"vpc-1"};
        QTest::newRow("role") << "{\"Statement\":[{\"Condition\":{\"ArnLike\":{\"aws:PrincipalArn\":\"|\"}}}]}" << QStringList{"arn:aws:iam::111122223333:role/app"};
        QTest::newRow("region") << "{\"Statement\":[{\"Condition\":{\"StringEquals\":{\"aws:RequestedRegion\":\"|\"}}}]}" << QStringList{"us-east-1"};
        QTest::newRow("public address") << "{\"Statement\":[{\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":\"|\"}}}]}" << QStringList{"203.0.113.9/32"};
        QTest::newRow("true or false") << "{\"Statement\":[{\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"|\"}}}]}" << QStringList{"true", "false"};
        QTest::newRow("null") << "{\"Statement\":[{\"Condition\":{\"Null\":{\"aws:SourceVpce\":\"f|\"}}}]}" << QStringList{"false"};
        QTest::newRow("objects for an action on objects") << "{\"Statement\":[{\"Action\":\"s3:GetObject\",\"Resource\":\"|\"}]}" << QStringList{"arn:aws:s3:::logs/*", "arn:aws:s3:::logs"};
        QTest::newRow("the bucket for an action on buckets") << "{\"Statement\":[{\"Action\":\"s3:ListBucket\",\"Resource\":\"|\"}]}" << QStringList{"arn:aws:s3:::logs", "arn:aws:s3:::logs/*"};
        QTest::newRow("tables") << "{\"Statement\":[{\"Action\":\"dynamodb:Query\",\"Resource\":\"|\"}]}" << QStringList{"arn:aws:dynamodb:us-east-1:111122223333:table/orders", "arn:aws:dynamodb:us-east-1:111122223333:table/orders/index/*"};
        QTest::newRow("principal") << "{\"Statement\":[{\"Principal\":{\"AWS\":\"|\"}}]}" << QStringList{"*", "arn:aws:iam::111122223333:role/app", "arn:aws:iam::111122223333:root"};
        QTest::newRow("kinds of principal") << "{\"Statement\":[{\"Principal\":{|}}]}" << QStringList{"AWS", "Service", "Federated", "CanonicalUser"};
        QTest::newRow("variable") << "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Resource\":\"arn:aws:s3:::logs/${aws:usern|\"}]}" << QStringList{"aws:username"};
    }

    void whatIsOfferedFirst() {
        QFETCH(QString, text);
        QFETCH(QStringList, labels);
        const Asked asked(text.toStdString());
        QVERIFY2(asked.labels().size() >= labels.size(), qPrintable(asked.labels().join(", ")));
        QCOMPARE(asked.labels().mid(0, labels.size()), labels);
    }

    void whatIsNeverOffered_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("type");
        QTest::addColumn<QString>("label");
        QTest::newRow("principal in identity policies") << "{\"Statement\":[{|}]}" << int(PolicyType::Identity) << "Principal";
        QTest::newRow("principal in service control policies") << "{\"Statement\":[{|}]}" << int(PolicyType::ServiceControl) << "NotPrincipal";
        QTest::newRow("allow in resource control policies") << "{\"Statement\":[{\"Effect\":\"|\"}]}" << int(PolicyType::ResourceControl) << "Allow";
        QTest::newRow("every action in resource control policies") << "{\"Statement\":[{\"Action\":\"|\"}]}" << int(PolicyType::ResourceControl) << "*";
        QTest::newRow("resource in a trust policy") << "{\"Statement\":[{|}]}" << -1 << "Resource";
        QTest::newRow("somebody at a gateway endpoint") << "{\"Statement\":[{\"Principal\": |}]}" << int(PolicyType::GatewayEndpoint) << "{ \"AWS\": … }";
        QTest::newRow("both forms") << "{\"Statement\":[{\"Action\":\"*\",|}]}" << int(PolicyType::Resource) << "NotAction";
        QTest::newRow("a key twice") << "{\"Statement\":[{\"Condition\":{\"StringEquals\":{\"AWS:sourcevpce\":\"\",\"|\"}}}]}" << int(PolicyType::Resource) << "aws:SourceVpce";
        QTest::newRow("an operator twice") << "{\"Statement\":[{\"Condition\":{\"StringEquals\":{},\"|\"}}]}" << int(PolicyType::Resource) << "StringEquals";
        QTest::newRow("an action twice") << "{\"Statement\":[{\"Action\":[\"s3:GetObject\",\"s3:Get|\"]}]}" << int(PolicyType::Resource) << "s3:GetObject";
        QTest::newRow("variables in a policy of 2008") << "{\"Statement\":[{\"Resource\":\"${|\"}]}" << int(PolicyType::Resource) << "aws:username";
        QTest::newRow("buckets for a database") << "{\"Statement\":[{\"Action\":\"dynamodb:GetItem\",\"Resource\":\"|\"}]}" << int(PolicyType::Resource) << "arn:aws:s3:::logs";
    }

    void whatIsNeverOffered() {
        QFETCH(QString, text);
        QFETCH(int, type);
        QFETCH(QString, label);
        const Asked asked(text.toStdString(), scopeOf(type < 0 ? std::nullopt : std::optional(PolicyType(type))));
        QVERIFY2(!asked.labels().contains(label), qPrintable(asked.labels().join(", ")));
    }

    void whatIsThereAlreadyIsNotOfferedAlone() {
        QVERIFY(Asked("{\"Statement\":[{\"Action\":\"s3:DeleteBucketWebsite|\"}]}").completion.proposals.empty());
        QVERIFY(Asked("{\"Version\":\"2012-10-17|\"}").completion.proposals.empty());
    }

    void nothingBetweenANameAndItsColon() {
        QVERIFY(Asked("{\"Version\" | : \"2012-10-17\"}").completion.proposals.empty());
        QVERIFY(Asked("{\"Nonsense\": {\"Effect\": \"|\"}}").completion.proposals.empty());
    }

    void acceptingWritesWhatIsMissing_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("label");
        QTest::addColumn<QString>("after");
        QTest::newRow("a value between quotes") << "{\"Statement\":[{\"Effect\":\"|\"}]}" << "Deny" << "{\"Statement\":[{\"Effect\":\"Deny\"|}]}";
        QTest::newRow("a value whose quote is open") << "{\"Statement\":[{\"Effect\": \"A|\n}]}" << "Allow" << "{\"Statement\":[{\"Effect\": \"Allow\"|\n}]}";
        QTest::newRow("a name with its value") << "{\n  |\n}" << "Version" << "{\n  \"Version\": \"|\"\n}";
        QTest::newRow("a name that has its value") << "{\"|\": \"2012-10-17\"}" << "Version" << "{\"Version\"|: \"2012-10-17\"}";
        QTest::newRow("a comma before") << "{\"Version\":\"2012-10-17\"\n  |\n}" << "Id" << "{\"Version\":\"2012-10-17\",\n  \"Id\": \"|\"\n}";
        QTest::newRow("a comma behind") << "{ | \"Version\":\"2012-10-17\"}" << "Id" << "{ \"Id\": \"|\", \"Version\":\"2012-10-17\"}";
        QTest::newRow("a service goes on") << "{\"Statement\":[{\"Action\":\"s|\"}]}" << "s3:" << "{\"Statement\":[{\"Action\":\"s3:|\"}]}";
        QTest::newRow("the whole text is replaced") << "{\"Statement\":[{\"Action\":\"s3:Get|Bucket\"}]}" << "s3:GetObject" << "{\"Statement\":[{\"Action\":\"s3:GetObject\"|}]}";
        QTest::newRow("the list of statements") << "{\n  \"St|\"\n}" << "Statement" << "{\n  \"Statement\": [\n    {\n      \"|\"\n    }\n  ]\n}";
        QTest::newRow("a condition") << "{\"Statement\":[{\n  \"Cond|\"\n}]}" << "Condition" << "{\"Statement\":[{\n  \"Condition\": {\n    \"|\"\n  }\n}]}";
        QTest::newRow("a statement behind another") << "{\"Statement\":[{}|]}" << "{ Deny … }" << "{\"Statement\":[{},{\n  \"Effect\": \"Deny\",\n  \"Principal\": \"*\",\n  \"Action\": \"|\",\n  \"Resource\": \"*\"\n}]}";
        QTest::newRow("a variable closes") << "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Resource\":\"arn:aws:s3:::b/${usern|/x\"}]}" << "aws:username" << "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Resource\":\"arn:aws:s3:::b/${aws:username}|\"}]}";
        QTest::newRow("a tag key goes on") << "{\"Statement\":[{\"Condition\":{\"StringEquals\":{\"princ|\"}}}]}" << "aws:PrincipalTag/" << "{\"Statement\":[{\"Condition\":{\"StringEquals\":{\"aws:PrincipalTag/|\"}}}]}";
    }

    void acceptingWritesWhatIsMissing() {
        QFETCH(QString, text);
        QFETCH(QString, label);
        QFETCH(QString, after);
        QCOMPARE(QString::fromStdString(Asked(text.toStdString()).accepted(label.toStdString())), after);
    }

    void aPolicyCanBeWrittenByAcceptingAlone() {
        const CompletionScope scope = endpointScope();
        std::string text = "{|}";
        for (const char* label : {"Statement", "Effect", "Deny"})
            text = Asked(text, scope).accepted(label);
        const auto add = [&](const char* element, std::initializer_list<const char*> then) {
            text = Asked(text, scope).accepted(element);
            for (const char* label : then)
                text = Asked(text, scope).accepted(label);
        };
        add("Principal", {"*"});
        add("Action", {"s3:", "s3:GetObject"});
        add("Resource", {"arn:aws:s3:::logs/*"});
        add("Condition", {"StringNotEquals", "aws:SourceVpce", "vpce-1"});
        text.erase(text.find('|'), 1);
        const ParsedDocument parsed = Document::parse(text);
        QVERIFY2(parsed.document && parsed.problems.empty(), text.c_str());
        QCOMPARE(parsed.document->statements().size(), std::size_t(1));
        QCOMPARE(parsed.document->statements().front().conditions.size(), std::size_t(1));
    }

    void whatMatchesIsMarked() {
        const Asked asked("{\"Statement\":[{\"Action\":[\"s3:gob|\"]}]}");
        QCOMPARE(asked.completion.proposals.front().matched, (std::vector<std::uint32_t>{0, 1, 2, 3, 6, 7}));
    }

    void betterMatchesScoreHigher_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("better");
        QTest::addColumn<QString>("worse");
        QTest::newRow("beginning before words") << "get" << "GetItem" << "BatchGetItem";
        QTest::newRow("words before parts") << "gi" << "GetItem" << "Logical";
        QTest::newRow("parts before letters") << "ject" << "GetObject" << "JackExactCount";
        QTest::newRow("short before long") << "GetObject" << "GetObject" << "GetObjectAcl";
    }

    void betterMatchesScoreHigher() {
        QFETCH(QString, typed);
        QFETCH(QString, better);
        QFETCH(QString, worse);
        const auto a = matchedName(typed.toStdString(), better.toStdString());
        const auto b = matchedName(typed.toStdString(), worse.toStdString());
        QVERIFY(a && b);
        QVERIFY(a->score > b->score);
    }

    void lettersThatAreNotThereDoNotMatch() {
        QVERIFY(!matchedName("xyz", "GetObject"));
        QVERIFY(!matchedName("objectget", "GetObject"));
        QVERIFY(!matchedName(std::string(100000, 'a'), "aaa"));
    }

    /// Whatever is accepted wherever, a text that was JSON stays JSON.
    void acceptingKeepsJsonWhole() {
        const std::string text = "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {\n      \"Effect\": \"Allow\",\n      \"Principal\": {\"AWS\": \"*\"},\n"
                                 "      \"Action\": [\"s3:GetObject\", \"s3:PutObject\"],\n      \"Resource\": \"arn:aws:s3:::logs/*\",\n"
                                 "      \"Condition\": {\"StringEquals\": {\"aws:SourceVpce\": \"vpce-1\"}}\n    }\n  ]\n}";
        int accepted = 0;
        for (std::size_t cursor = 0; cursor <= text.size(); ++cursor) {
            const Completion completion = completions(text, cursor, endpointScope());
            for (std::size_t i = 0; i < std::min<std::size_t>(4, completion.proposals.size()); ++i) {
                if (completion.proposals[i].goesOn)
                    continue; // the next list is part of it
                std::string after = text;
                after.replace(completion.replaced.begin, completion.replaced.end - completion.replaced.begin, completion.proposals[i].text);
                Problems problems;
                QVERIFY2(JsonTree::parse(after, problems), after.c_str());
                QVERIFY(completion.proposals[i].cursor <= completion.proposals[i].text.size());
                ++accepted;
            }
        }
        QVERIFY(accepted > 200);
    }

    void hostileTextsAreAnswered() {
        std::mt19937 random(7);
        const std::string alphabet = "{}[]:,\"\\ \nSAa${*s3:GetEffectConditionäö";
        for (int run = 0; run < 3000; ++run) {
            std::string text = run % 2 ? statement("") : "";
            for (int i = 0; i < 60; ++i)
                text.insert(random() % (text.size() + 1), 1, alphabet[random() % alphabet.size()]);
            const std::size_t cursor = random() % (text.size() + 1);
            const Completion completion = completions(text, cursor, endpointScope());
            QVERIFY(completion.replaced.begin <= completion.replaced.end && completion.replaced.end <= text.size());
            QVERIFY(completion.proposals.size() <= mostProposals);
        }
        QVERIFY(completions(std::string(200000, '['), 200000, endpointScope()).proposals.empty());
        QVERIFY(completions(std::string(2 << 20, ' '), 5, endpointScope()).proposals.empty());
    }
};

WAYLIGHT_TEST(PolicyCompletionTest)
#include "tst_policy_completion.moc"
