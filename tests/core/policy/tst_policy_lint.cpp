// SPDX-License-Identifier: MIT
#include "core/policy/lint.h"
#include "core/policy/lint/network_keys.h"
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
    /// Each trap, as somebody would write it, and the same without it. The witness is a request that shows what happens.
    void findsTraps_data() {
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("type");
        QTest::addColumn<QString>("trap");
        QTest::addColumn<QString>("sound");
        QTest::addColumn<bool>("witnessed");
        for (const LintTrap& trap : lintTraps())
            QTest::newRow(trap.name) << trap.code << int(trap.type) << QString::fromStdString(trap.trap)
                                     << QString::fromStdString(trap.sound) << trap.witnessed;
    }
    void findsTraps() {
        QFETCH(QString, code);
        QFETCH(int, type);
        QFETCH(QString, trap);
        QFETCH(QString, sound);
        QFETCH(bool, witnessed);
        const auto kind = static_cast<PolicyType>(type);
        const std::string text = document(trap.toStdString());
        const auto bad = findingsOf(text, kind);
        const LintFinding* finding = found(bad, code.toStdString());
        QVERIFY2(finding, qPrintable(listed(bad)));
        QVERIFY(finding->problem.range.begin < finding->problem.range.end);
        QVERIFY(finding->problem.range.end <= text.size());
        QVERIFY(!finding->problem.diagnostic.pointer.empty());
        const auto good = findingsOf(document(sound.toStdString()), kind);
        QVERIFY2(!found(good, code.toStdString()), qPrintable(listed(good)));
        QCOMPARE(finding->witness != nullptr, witnessed);
        if (!finding->witness)
            return;
        const Witness& witness = *finding->witness;
        QVERIFY(witness.decision != witness.expected);
        QCOMPARE(QString(toString(evaluate(witness.policies, witness.request).decision)), QString(toString(witness.decision)));
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
                if (!finding.witness || ++witnesses % 7 != 0)
                    continue;
                QCOMPARE(evaluate(finding.witness->policies, finding.witness->request).decision, finding.witness->decision);
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
            QVERIFY2(finding.problem.diagnostic.severity == Severity::Note, qPrintable(listed({finding})));
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

    /// Many wildcards over all services stay bounded.
    void boundsItsWork() {
        std::string actions;
        for (int i = 0; i < 2000; ++i)
            actions += (i ? ",\"*s*:*" : "\"*s*:*") + std::to_string(i % 10) + "*\"";
        findingsOf(document(R"({"Effect":"Allow","Action":[)" + actions + R"(],"Resource":["arn:aws:s3:::*x*y*z*"]})"), PolicyType::Identity);
    }
};

WAYLIGHT_TEST(PolicyLint)
#include "tst_policy_lint.moc"
