// SPDX-License-Identifier: MIT
#include "core/policy/lint.h"
#include "core/policy/lint/aws_buckets.h"
#include "core/policy/lint/network_keys.h"
#include "core/policy/lint/rule_list.h"
#include "core/policy/validate.h"
#include "tests/core/policy/lint_traps.h"
#include "tests/support/corpora.h"
#include "tests/support/registry.h"

#include <nlohmann/json.hpp>

#include <QDirIterator>
#include <QtTest>

#include <set>

using namespace waylight;
using namespace waylight::policy;

namespace {

std::vector<LintFinding> findingsOf(const std::string& text, PolicyType type) {
    return lint(Document::parse(text).document, type);
}

std::vector<LintFinding> findingsAs(const std::string& text, PolicyForm form) {
    return lint(Document::parse(text).document, form);
}

/// What is wrong with a finding's witness; empty when its rule wants none, or when the evaluator confirms it.
QString faultOf(const LintFinding& finding) {
    const QString code = QString::fromStdString(std::string(finding.code));
    const LintRule* rule = lintRule(finding.code);
    if (!rule)
        return code + " is no rule";
    if (rule->proof == Proof::None)
        return finding.witness ? code + " has a witness" : QString();
    if (!finding.witness)
        return code + " has no witness";
    const Witness& witness = *finding.witness;
    const Decision decision = evaluate(witness.policies, witness.request).decision;
    if (decision != witness.decision || decision == witness.expected)
        return code + ": " + toString(decision) + ", claimed " + toString(witness.decision) + ", expected " + toString(witness.expected);
    return witness.request.action.empty() || witness.request.resource.empty() ? code + " asks for nothing" : QString();
}

const LintFinding* found(const std::vector<LintFinding>& findings, std::string_view code) {
    const auto at = std::find_if(findings.begin(), findings.end(), [&](const LintFinding& f) { return f.code == code; });
    return at == findings.end() ? nullptr : &*at;
}

QString listed(const std::vector<LintFinding>& findings) {
    QStringList out;
    for (const LintFinding& finding : findings)
        out << QString::fromStdString(std::string(finding.code) + ' ' + finding.problem.diagnostic.pointer + ' ' +
                                      toEnglish(finding.problem.diagnostic.message));
    return out.join('\n');
}

/// What a finding is called by the other linter. Several of ours may stand for one of theirs.
std::set<std::string> theirNames(const std::string& text, PolicyType type) {
    static const std::map<std::string_view, std::string> names{
        {"unknown-service", "UNKNOWN_PREFIX"},
        {"unknown-action", "UNKNOWN_ACTION"},
        {"unknown-key", "UNKNOWN_CONDITION_FOR_ACTION"},
        {"key-not-for-action", "UNKNOWN_CONDITION_FOR_ACTION"},
        {"operator-not-for-key", "MISMATCHED_TYPE"},
        {"value-not-of-key", "MISMATCHED_TYPE"},
        {"value-compared-as-text", "MISMATCHED_TYPE"},
        {"arn-compared-as-text", "MISMATCHED_TYPE_BUT_USABLE"},
        {"string-operator-for-arn", "MISMATCHED_TYPE_BUT_USABLE"},
        {"resource-star", "RESOURCE_STAR"},
        {"resource-not-for-action", "RESOURCE_MISMATCH"},
        {"action-needs-star", "RESOURCE_MISMATCH"},
        {"bucket-for-object-action", "RESOURCE_MISMATCH"},
        {"object-for-bucket-action", "RESOURCE_MISMATCH"},
        {"mfa-missing-key", "BAD_PATTERN_FOR_MFA"},
        {"mfa-presence", "BAD_PATTERN_FOR_MFA"},
        {"denied-can-be-regained", "RESOURCE_POLICY_PRIVILEGE_ESCALATION"},
    };
    std::set<std::string> out;
    for (const LintFinding& finding : findingsOf(text, type))
        if (const auto at = names.find(finding.code); at != names.end())
            out.insert(at->second);
    for (const Problem& problem : validate(text, type)) {
        const std::string name = messageName(problem.diagnostic.message.id);
        if (name == "PolicyBadConditionValue")
            out.insert("MISMATCHED_TYPE");
        else if (name == "PolicyUnknownOperator")
            out.insert("UNKNOWN_OPERATOR");
        else if (problem.diagnostic.severity == Severity::Error)
            out.insert("MALFORMED");
    }
    return out;
}

} // namespace

class PolicyLint : public QObject {
    Q_OBJECT

private slots:
    /// Each trap, as somebody would write it, and the same without it.
    void findsTraps_data() {
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("form");
        QTest::addColumn<QString>("trap");
        QTest::addColumn<QString>("sound");
        for (const LintTrap& trap : lintTraps())
            QTest::newRow(trap.name) << trap.code << int(trap.form) << QString::fromStdString(trap.trap)
                                     << QString::fromStdString(trap.sound);
    }
    void findsTraps() {
        QFETCH(QString, code);
        QFETCH(int, form);
        QFETCH(QString, trap);
        QFETCH(QString, sound);
        const auto as = static_cast<PolicyForm>(form);
        const std::string text = document(trap.toStdString());
        const auto bad = findingsAs(text, as);
        const LintFinding* finding = found(bad, code.toStdString());
        QVERIFY2(finding, qPrintable(listed(bad)));
        QVERIFY(finding->problem.range.begin < finding->problem.range.end);
        QVERIFY(finding->problem.range.end <= text.size());
        QVERIFY(!finding->problem.diagnostic.pointer.empty());
        const auto good = findingsAs(document(sound.toStdString()), as);
        QVERIFY2(!found(good, code.toStdString()), qPrintable(listed(good)));
        for (const auto& findings : {bad, good})
            for (const LintFinding& each : findings)
                QVERIFY2(faultOf(each).isEmpty(), qPrintable(faultOf(each)));
    }

    /// Every rule has a trap that it finds, and a page of AWS that it comes from.
    void everyRuleIsShown() {
        std::set<std::string_view> shown;
        for (const LintTrap& trap : lintTraps()) {
            QVERIFY2(lintRule(trap.code), trap.code);
            shown.insert(trap.code);
        }
        for (const LintRule& rule : lintRules()) {
            QVERIFY2(shown.contains(rule.code), std::string(rule.code).c_str());
            QVERIFY2(rule.source.starts_with("https://docs.aws.amazon.com/"), std::string(rule.code).c_str());
        }
        QVERIFY(!lintRule("no-such-rule"));
    }

    /// Rules about how a policy is written, which no request can show. A new one needs a reason, and a place here.
    void rulesThatNoRequestShows() {
        std::set<std::string_view> none;
        for (const LintRule& rule : lintRules())
            if (rule.proof == Proof::None)
                none.insert(rule.code);
        QCOMPARE(none, (std::set<std::string_view>{"arn-compared-as-text", "set-operator-without-effect", "value-compared-as-text"}));
    }

    /// Where the rest of the policy makes up for a statement, the statement alone is shown, and the witness says so.
    void showsTheStatementAlone() {
        const std::string bad = R"({"Effect":"Allow","Action":"s33:GetObject","Resource":"*"})";
        const auto one = findingsOf(document(bad), PolicyType::Identity);
        QVERIFY(found(one, "unknown-service") && !found(one, "unknown-service")->witness->alone);
        const auto two = findingsOf(document(bad + R"(,{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"})"), PolicyType::Identity);
        QVERIFY(found(two, "unknown-service") && found(two, "unknown-service")->witness->alone);
        QCOMPARE(found(two, "unknown-service")->witness->request.action, std::string("s3:GetObject"));
    }

    /// An account is foreign to a role whose own account is known.
    void knowsItsOwnAccount() {
        const auto parsed = Document::parse(document(R"({"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"sts:AssumeRole"})")).document;
        QVERIFY(found(lint(parsed, PolicyForm::Trust, "111122223333"), "trust-without-external-id"));
        QVERIFY(!found(lint(parsed, PolicyForm::Trust, "444455556666"), "trust-without-external-id"));
    }

    /// What the witness of a trap asks for gets the expected answer once the trap is gone.
    void witnessesArePassedByTheSoundPolicy() {
        const auto trap = findingsOf(document(R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b"})"),
                                     PolicyType::Identity);
        const LintFinding* finding = found(trap, "bucket-for-object-action");
        QVERIFY(finding && finding->witness);
        PolicySet fixed;
        fixed.identity = {{"fixed", Document::parse(document(R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b*"})")).document}};
        QVERIFY(evaluate(fixed, finding->witness->request).decision == finding->witness->expected);
    }

    /// All witnesses of AWS's own policies are true: whatever is claimed was evaluated.
    void witnessesOfManagedPoliciesHold() {
        const QString path = corpusPath("policy/aws-managed-policies/managed_policies.json");
        if (path.isEmpty())
            QSKIP("no corpora here");
        const auto all = nlohmann::json::parse(readFile(path).toStdString());
        int witnesses = 0;
        int policies = 0;
        for (const auto& [name, entry] : all["policies"].items()) {
            const auto& policy = entry.contains("document") ? entry["document"] : entry;
            for (const LintFinding& finding : findingsOf(policy.is_string() ? policy.get<std::string>() : policy.dump(), PolicyType::Identity)) {
                QVERIFY2(finding.problem.diagnostic.severity != Severity::Error, name.c_str());
                if (finding.witness && ++witnesses % 7 != 0)
                    continue;
                QVERIFY2(faultOf(finding).isEmpty(), qPrintable(QString::fromStdString(name) + ' ' + faultOf(finding)));
            }
            ++policies;
        }
        QVERIFY(policies > 1000);
        QVERIFY(witnesses > 1000);
    }

    void doesNotDoubtWhatAwsPublishes_data() {
        QTest::addColumn<int>("type");
        const QString root = corpusPath("policy/data-perimeter");
        if (root.isEmpty())
            QSKIP("no corpora here");
        QDirIterator it(root, {"*.json"}, QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            const QString file = it.next();
            const QString relative = QDir(root).relativeFilePath(file);
            PolicyType type = PolicyType::ServiceControl;
            if (relative.startsWith("vpc_endpoint"))
                type = relative.contains("s3_") ? PolicyType::GatewayEndpoint : PolicyType::InterfaceEndpoint;
            else if (relative.startsWith("resource_control"))
                type = relative.contains("service_specific") ? PolicyType::Resource : PolicyType::ResourceControl;
            QTest::newRow(qPrintable(relative)) << int(type);
        }
    }
    void doesNotDoubtWhatAwsPublishes() {
        QFETCH(int, type);
        const std::string text = readFile(corpusPath("policy/data-perimeter") + '/' + QTest::currentDataTag()).toStdString();
        const auto document = Document::parse(text).document;
        QVERIFY(document);
        for (const LintFinding& finding : lint(document, static_cast<PolicyType>(type)))
        {
            QVERIFY2(finding.problem.diagnostic.severity == Severity::Note, qPrintable(listed({finding})));
            QVERIFY2(faultOf(finding).isEmpty(), qPrintable(faultOf(finding)));
        }
    }

    /// The cases of another linter: what it finds is found, and where it finds nothing there is nothing.
    void agreesWithAnotherLinter() {
        const QString path = corpusPath("policy/lint.json");
        if (path.isEmpty())
            QSKIP("no corpora here");
        const auto cases = nlohmann::json::parse(readFile(path).toStdString())["cases"];
        int agreed = 0;
        for (const auto& one : cases) {
            const std::string text = one["policy"];
            std::set<std::string> expected;
            for (const auto& name : one["expectedFindings"])
                expected.insert(name.get<std::string>());
            const bool resource = text.find("\"Principal\"") != std::string::npos;
            const auto ours = theirNames(text, resource ? PolicyType::Resource : PolicyType::Identity);
            const bool same = expected.empty() ? ours.empty() : std::includes(ours.begin(), ours.end(), expected.begin(), expected.end());
            agreed += same;
            if (!same) {
                std::string said;
                for (const std::string& name : ours)
                    said += ' ' + name;
                qWarning("%s expects %s, we say%s", one["test"].get<std::string>().c_str(), one["expectedFindings"].dump().c_str(), said.c_str());
            }
        }
        qInfo("%d of %d cases agree", agreed, int(cases.size()));
        QVERIFY(agreed * 10 >= int(cases.size()) * 9);
    }

    void bucketsOfAws() {
        const auto named = [](std::string_view name) -> const AwsBucket& {
            return *std::find_if(awsBuckets().begin(), awsBuckets().end(), [&](const AwsBucket& bucket) { return bucket.name == name; });
        };
        QCOMPARE(named("al2023-repos-$-de612dc2").objects("eu-west-1"), std::string("arn:aws:s3:::al2023-repos-eu-west-1-de612dc2/*"));
        QCOMPARE(named("aws-patch-manager-$").objects("eu-west-1"), std::string("arn:aws:s3:::aws-patch-manager-eu-west-1-5522fb710/*"));
        QCOMPARE(named("aws-patch-manager-$").objects("REGION"), std::string("arn:aws:s3:::aws-patch-manager-REGION-*/*"));
        QVERIFY(!named("aws-patch-manager-$").isKnownIn("xx-new-1") && named("aws-ssm-$").isKnownIn("xx-new-1"));
        QCOMPARE(named("patch-baseline-snapshot-$").objects("us-east-1"), std::string("arn:aws:s3:::patch-baseline-snapshot-us-east-1/*"));
        QCOMPARE(named("patch-baseline-snapshot-$").objects("me-south-1"), std::string("arn:aws:s3:::patch-baseline-snapshot-me-south-1-uduvl7q8/*"));
    }

    /// A finding is not lost or invented by what stands around it.
    void findsInEachStatement() {
        const std::string bad = R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b"})";
        const auto findings = findingsOf(document(bad + ',' + bad), PolicyType::Identity);
        QCOMPARE(std::count_if(findings.begin(), findings.end(), [](const LintFinding& f) { return f.code == "bucket-for-object-action"; }), 2);
    }

    void leavesOutWhatAwsRefuses() {
        QVERIFY(lint(nullptr, PolicyType::Identity).empty());
        QVERIFY(findingsOf("{}", PolicyType::Identity).empty());
        QVERIFY(findingsOf(document(R"({"Effect":"allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b"})"), PolicyType::Identity).empty());
    }

    void knowsWhoSetsWhichKey() {
        QVERIFY(setsNetworkKey("s3", "aws:sourcevpcarn") && setsNetworkKey("s3", "aws:vpceorgpaths"));
        QVERIFY(!setsNetworkKey("dynamodb", "aws:sourcevpcarn") && setsNetworkKey("dynamodb", "aws:vpceaccount"));
        QVERIFY(setsNetworkKey("sqs", "aws:vpceorgid") && !setsNetworkKey("sqs", "aws:vpceaccount"));
        QVERIFY(!setsNetworkKey("sts", "aws:vpceorgid") && setsNetworkKey("sts", "aws:sourcevpce"));
    }

    /// Many wildcards over all services, many resources, many doubtful conditions: there is an end to the findings.
    void boundsItsWork() {
        std::string actions, resources, conditions;
        for (int i = 0; i < 1000; ++i) {
            const std::string comma = i ? "," : "";
            actions += comma + "\"*s*:*" + std::to_string(i % 10) + "*\"";
            resources += comma + "\"arn:aws:s3:::*x*y*z*" + std::to_string(i) + "\"";
            conditions += comma + "\"key" + std::to_string(i) + "\":\"*\"";
        }
        const auto findings = findingsOf(document(R"({"Effect":"Allow","Action":[)" + actions + R"(],"Resource":[)" + resources +
                                                  R"(],"Condition":{"StringEquals":{)" + conditions + "}}}"),
                                         PolicyType::Identity);
        QVERIFY(findings.size() >= 200 && findings.size() < 1000);
    }
};

WAYLIGHT_TEST(PolicyLint)
#include "tst_policy_lint.moc"
