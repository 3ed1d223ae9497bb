// SPDX-License-Identifier: MIT
#include "tests/support/naive_policy.h"
#include "tests/support/random_policy.h"
#include "tests/support/registry.h"

#include <QtTest>

#include <map>

using namespace waylight;
using namespace waylight::policy;
using random_policy::Question;

namespace {

/// As many as asked for in the environment: the full run has a million.
int cases(int usual) {
    const int asked = qEnvironmentVariableIntValue("WAYLIGHT_POLICY_CASES");
    return asked > 0 ? asked : usual;
}

std::map<const Document*, const Json*> jsonOf(const Question& question) {
    std::map<const Document*, const Json*> all;
    const auto add = [&](const std::vector<const random_policy::Document*>& documents) {
        for (const auto* document : documents)
            all[document->parsed.get()] = &document->json;
    };
    add(question.identity);
    add(question.boundary);
    add(question.session);
    add(question.gateways);
    add(question.interfaces);
    for (const auto* levels : {&question.scp, &question.rcp}) {
        for (const auto& level : *levels)
            add(level);
    }
    if (question.resource)
        add({question.resource});
    return all;
}

/// What differs between the statements that both looked at; empty when nothing does.
std::string statementDifference(const Question& question, const Evaluation& engine, const naive_policy::Answer& naive) {
    const auto jsons = jsonOf(question);
    for (const LayerResult& layer : engine.layers) {
        for (const SourceOutcome& source : layer.sources) {
            const Json& list = jsons.at(source.document.get())->at("Statement");
            for (const StatementOutcome& outcome : source.outcome.statements) {
                const Json& statement = list.is_array() ? list.at(outcome.statement) : list;
                const std::pair<std::string, const Json*> place{shortName(layer.layer), &statement};
                if (naive.all.count(place) == 0)
                    continue;
                const Match wanted = naive.open.count(place) > 0 ? Match::Unknown : toMatch(naive.matching.count(place) > 0);
                if (outcome.match != wanted)
                    return place.first + ": engine says match " + std::to_string(static_cast<int>(outcome.match)) + " of 2 for " + statement.dump();
            }
        }
    }
    return {};
}

std::string joined(const std::set<std::string>& names) {
    std::string text;
    for (const std::string& name : names)
        text += name + ' ';
    return text;
}

/// How the evaluators differ on a question; empty when they agree.
std::string difference(const Question& question, const PolicySet& policies, const RequestContext& context, const naive_policy::Answer& naive) {
    const Evaluation engine = evaluate(policies, context);
    std::set<std::string> blockers;
    for (const Layer layer : engine.blockers())
        blockers.insert(shortName(layer));
    std::string text = statementDifference(question, engine, naive);
    if (text.empty() && toString(engine.decision) != naive.decision)
        text = std::string("engine ") + toString(engine.decision) + ", naive " + naive.decision;
    if (text.empty() && blockers != naive.blockedBy)
        text = "engine blocked by " + joined(blockers) + ", naive by " + joined(naive.blockedBy);
    if (text.empty() && evaluate(policies, context, Detail::Decision).decision != engine.decision)
        text = "without reasons the engine says something else";
    return text.empty() ? text : text + "\n" + question.line();
}

} // namespace

class PolicyNaiveTest : public QObject {
    Q_OBJECT

private slots:
    void engineAgreesWithANaiveEvaluator() {
        const int total = cases(200000);
        std::map<std::string, int> decisions;
        int wrong = 0;
        for (int done = 0, seed = 1; done < total; ++seed) {
            random_policy::SeededChoices choices(static_cast<unsigned>(seed));
            const random_policy::World world(choices, 8);
            for (int i = 0; i < 200 && done < total; ++i, ++done) {
                const Question question = world.question(choices);
                const auto naive = naive_policy::decide(question.naivePolicies(), question.request);
                ++decisions[naive.decision];
                const std::string text = difference(question, question.policies(), question.context(), naive);
                if (!text.empty() && ++wrong <= 10)
                    qWarning("seed %d, question %d: %s", seed, i, text.c_str());
            }
        }
        for (const auto& [decision, count] : decisions)
            qInfo("%s: %.1f %%", decision.c_str(), 100.0 * count / total);
        QCOMPARE(wrong, 0);
        for (const char* decision : {"Allowed", "ImplicitlyDenied", "ExplicitlyDenied"})
            QVERIFY(decisions[decision] > total / 10);
        QVERIFY(decisions["Unknown"] > total / 100);
    }
};

WAYLIGHT_TEST(PolicyNaiveTest)
#include "tst_policy_naive.moc"
