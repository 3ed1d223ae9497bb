// SPDX-License-Identifier: MIT
#include "core/policy/case.h"
#include "core/policy/validate.h"
#include "tests/support/corpora.h"
#include "tests/support/registry.h"

#include <QtTest>

#include <map>

using namespace waylight;
using namespace waylight::policy;

namespace {

/// "Denied" in a case stands for either kind.
bool agrees(const Json& expected, const Json& answer) {
    const std::string want = expected.at("decision");
    const std::string got = answer.at("decision");
    const bool decision = want == got || (want == "Denied" && (got == "ImplicitlyDenied" || got == "ExplicitlyDenied"));
    const Json blockers = expected.value("blockedBy", Json());
    return decision && (blockers.is_null() || blockers == answer.at("blockedBy"));
}

bool isDisputed(const Json& row) {
    return row.at("confidence") == "disputed" || row.at("confidence") == "conflicts-with-aws-doc";
}

} // namespace

class PolicyCorpusTest : public QObject {
    Q_OBJECT

private slots:
    /// The number of undisputed rows that agree; it may only rise.
    void cases_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("reached");
        QTest::newRow("AWS documentation") << "policy/aws-doc-vectors.jsonl" << 103;
        QTest::newRow("iam-simulate, decisions") << "policy/iam-simulate-core.strict.jsonl" << 167;
        QTest::newRow("iam-simulate, operators") << "policy/iam-simulate-operators.jsonl" << 80;
        // pmapper takes every text that is not "true" for false; the other 2 + 2 rows depend on that.
        QTest::newRow("pmapper, conditions") << "policy/pmapper-conditions.jsonl" << 36;
        QTest::newRow("pmapper, decisions") << "policy/pmapper-full.jsonl" << 36;
    }
    void cases() {
        QFETCH(QString, file);
        QFETCH(int, reached);
        const QString path = corpusPath(file);
        if (path.isEmpty())
            QSKIP("the shared corpora are not on this machine");
        int rows = 0;
        int agreeing = 0;
        for (const QByteArray& line : readFile(path).split('\n')) {
            if (line.isEmpty())
                continue;
            const Json row = Json::parse(line.toStdString());
            if (isDisputed(row))
                continue;
            const auto question = readCase(line.toStdString());
            QVERIFY2(question, line.constData());
            const bool good = agrees(row.at("expected"), toJson(*question, evaluate(question->policies, question->context)));
            ++rows;
            agreeing += good;
            if (!good)
                qInfo("differs: %s", row.at("id").dump().c_str());
        }
        qInfo("%s: %d of %d undisputed rows agree", qPrintable(file), agreeing, rows);
        QVERIFY2(agreeing >= reached, "fewer rows agree than before");
    }

    void resourcePatterns() {
        const QString path = corpusPath("policy/resource-patterns.json");
        if (path.isEmpty())
            QSKIP("the shared corpora are not on this machine");
        int agreeing = 0;
        const Json rows = Json::parse(readFile(path).toStdString());
        for (const Json& row : rows)
            agreeing += resourceMatches(row) == (row.at("expected") == "Match");
        qInfo("resource-patterns: %d of %zu rows agree", agreeing, rows.size());
        QVERIFY(agreeing >= resourcePatternsReached);
    }

    void managedPoliciesAreRead() {
        const QString path = corpusPath("policy/aws-managed-policies/managed_policies.json");
        if (path.isEmpty())
            QSKIP("the shared corpora are not on this machine");
        const Json file = Json::parse(readFile(path).toStdString());
        int count = 0;
        int unread = 0;
        for (const auto& [name, entry] : file.at("policies").items()) {
            const Json& policy = entry.contains("document") ? entry.at("document") : entry;
            const auto parsed = Document::parse(policy.dump(1));
            QVERIFY(parsed.document);
            ++count;
            if (hasErrors(toDiagnostics(parsed.problems))) {
                ++unread;
                qInfo("%s: %s", name.c_str(), toEnglish(parsed.problems.front().diagnostic).c_str());
            }
        }
        qInfo("%d managed policies, %d with errors", count, unread);
        QVERIFY(count > 1500);
        QCOMPARE(unread, 0);
    }

private:
    static constexpr int resourcePatternsReached = 104;

    static PolicyType typeNamed(const std::string& name) {
        const std::map<std::string, PolicyType> types{{"identity", PolicyType::Identity}, {"session", PolicyType::Session},
                                                      {"pb", PolicyType::Boundary},       {"resource", PolicyType::Resource},
                                                      {"scp", PolicyType::ServiceControl}, {"rcp", PolicyType::ResourceControl},
                                                      {"vpce", PolicyType::InterfaceEndpoint}};
        return types.at(name);
    }

    static bool resourceMatches(const Json& row) {
        const Json policy = {{"Version", "2012-10-17"},
                             {"Statement", Json::array({{{"Effect", row.at("effect")}, {"Principal", "*"}, {"Action", "*"}, {row.at("element"), row.at("patterns")}}})}};
        RequestContext context;
        context.action = "s3:GetObject";
        context.resource = row.at("resource");
        context.actionHasNoResource = row.at("wildcardOnlyAction");
        for (const auto& [key, value] : row.at("context").items())
            context.keys.set(key, value.is_array() ? value.get<std::vector<std::string>>() : std::vector<std::string>{value.get<std::string>()});
        const auto outcome = evaluateDocument(*Document::parse(policy.dump()).document, context, {typeNamed(row.at("policyType")), false, Detail::Reasons});
        return either(outcome.allows, outcome.denies) == Match::Yes;
    }
};

WAYLIGHT_TEST(PolicyCorpusTest)
#include "tst_policy_corpus.moc"
