// SPDX-License-Identifier: MIT
#include "tests/support/guided_values.h"
#include "tests/support/random_policy.h"
#include "tests/support/registry.h"

#include <QtTest>

#include <random>
#include <set>

using namespace waylight;
using namespace waylight::policy;
using random_policy::KeyValue;
using random_policy::Question;

namespace {

void setKey(RequestContext& context, const std::string& name, const KeyValue& value) {
    value ? context.keys.set(name, *value) : context.keys.setAbsent(name);
}

/// Looks for values of open keys with which a request is allowed, and for others with which it is not.
class BothWays {
public:
    BothWays(const Question& question, std::vector<std::string> names) : m_question(question), m_policies(question.policies()), m_names(std::move(names)) {}

    /// As many assignments as asked for: first each key's values with the others absent, then any.
    bool found(int attempts, std::mt19937& random) {
        std::vector<std::vector<KeyValue>> values;
        for (const std::string& name : m_names)
            values.push_back(random_policy::guidedValues(m_question, name));
        RequestContext context = m_question.context();
        for (std::size_t changed = 0; changed < m_names.size(); ++changed) {
            for (const std::string& name : m_names)
                setKey(context, name, std::nullopt);
            for (const KeyValue& value : values[changed]) {
                setKey(context, m_names[changed], value);
                if (attempts-- <= 0 || answered(context))
                    return bothAnswers();
            }
        }
        for (; attempts > 0; --attempts) {
            for (std::size_t i = 0; i < m_names.size(); ++i)
                setKey(context, m_names[i], random() % 5 == 0 ? std::nullopt : values[i][random() % values[i].size()]);
            if (answered(context))
                return true;
        }
        return bothAnswers();
    }

private:
    /// True when both answers have been seen.
    bool answered(const RequestContext& context) {
        m_answers.insert(evaluate(m_policies, context, Detail::Decision).decision == Decision::Allowed);
        return bothAnswers();
    }
    bool bothAnswers() const { return m_answers.size() == 2; }

    const Question& m_question;
    PolicySet m_policies;
    std::vector<std::string> m_names;
    std::set<bool> m_answers;
};

/// Has a variable other than `${*}`, `${?}` and `${$}`.
bool namesKey(const Json& block) {
    const std::string text = block.dump();
    return text.find("${a") != std::string::npos || text.find("${s") != std::string::npos;
}

random_policy::Document document(const Json& json) {
    return {json.dump(), json, policy::Document::parse(json.dump()).document};
}

} // namespace

class PolicyOpenKeysTest : public QObject {
    Q_OBJECT

private slots:
    /// An answer that is certain although keys are open stays the same whatever the keys turn out to be. (What is denied is denied either
    /// way: by whom may depend on them.)
    void certainAnswersHoldForEveryValueOfOpenKeys() {
        std::mt19937 random(11);
        int certain = 0;
        int unknown = 0;
        for (int seed = 1; seed <= 60; ++seed) {
            random_policy::SeededChoices choices(static_cast<unsigned>(seed));
            const random_policy::World world(choices, 8);
            for (int i = 0; i < 100; ++i) {
                const Question question = world.question(choices);
                const PolicySet policies = question.policies();
                const RequestContext whole = question.context();
                RequestContext open = whole;
                std::vector<std::string> values{"", "true", "10.1.2.3", "2024-01-01", "5", "red", "arn:aws:s3:::bucket"};
                std::vector<std::string> names;
                for (const ContextKey& key : whole.keys.all()) {
                    values.insert(values.end(), key.values.begin(), key.values.end());
                    if (random() % 3 == 0)
                        names.push_back(key.name);
                }
                for (const std::string& name : names)
                    open.keys.setUnknown(name);
                const Decision decision = evaluate(policies, open, Detail::Decision).decision;
                ++(decision == Decision::Unknown ? unknown : certain);
                if (decision == Decision::Unknown)
                    continue;
                for (int round = 0; round < 20; ++round) {
                    RequestContext closed = open;
                    for (const std::string& name : names) {
                        if (random() % 4 == 0)
                            closed.keys.setAbsent(name);
                        else
                            closed.keys.set(name, values[random() % values.size()]);
                    }
                    const Decision now = evaluate(policies, closed, Detail::Decision).decision;
                    QVERIFY2((now == Decision::Allowed) == (decision == Decision::Allowed) && now != Decision::Unknown, qPrintable(QString("seed %1, question %2: %3, then %4\n%5").arg(seed).arg(i).arg(toString(decision), toString(now), QString::fromStdString(question.line()))));
                }
            }
        }
        qInfo("%d answers certain, %d unknown", certain, unknown);
        QVERIFY(certain > 500 && unknown > 100);
    }

    /// Most answers that are unknown because of open keys depend on them indeed.
    void unknownAnswersGoBothWays() {
        std::mt19937 random(12);
        int unknown = 0;
        int both = 0;
        for (int seed = 1; seed <= 100; ++seed) {
            random_policy::SeededChoices choices(static_cast<unsigned>(seed));
            const random_policy::World world(choices, 8);
            for (int i = 0; i < 100; ++i) {
                const Question question = world.question(choices);
                RequestContext open = question.context();
                if (!question.request.bucketOwnsObject || !naive_policy::decide(question.naivePolicies(), question.request).open.empty())
                    continue; // open for another reason
                std::vector<std::string> names;
                for (const std::string& name : random_policy::keyNames()) {
                    if (random() % 4 != 0)
                        continue;
                    names.push_back(name);
                    open.keys.setUnknown(name);
                }
                if (evaluate(question.policies(), open, Detail::Decision).decision != Decision::Unknown)
                    continue;
                ++unknown;
                const bool found = BothWays(question, names).found(200, random);
                both += found;
                if (!found && qEnvironmentVariableIsSet("WAYLIGHT_POLICY_SHOW"))
                    qInfo("seed %d, question %d: %s", seed, i, question.line().c_str());
            }
        }
        qInfo("%d of %d unknown answers go both ways (%.1f %%)", both, unknown, 100.0 * both / unknown);
        QVERIFY(unknown > 200);
        QVERIFY(both > unknown / 2);
    }

    /// Where the answer hangs on one condition on one key (and none in its values), it is unknown only if the key can turn it.
    void oneConditionOnAnOpenKeyGoesBothWays() {
        std::mt19937 random(13);
        int unknown = 0;
        int wrong = 0;
        for (unsigned seed = 1; seed <= 3000; ++seed) {
            random_policy::SeededChoices choices(seed);
            const bool denies = choices.chance(30);
            const auto [name, block] = random_policy::oneCondition(choices);
            if (namesKey(block))
                continue;
            Json statements = Json::array({{{"Effect", denies ? "Deny" : "Allow"}, {"Action", "*"}, {"Resource", "*"}, {"Condition", block}}});
            if (denies)
                statements.push_back({{"Effect", "Allow"}, {"Action", "*"}, {"Resource", "*"}});
            const auto identity = document({{"Version", "2012-10-17"}, {"Statement", statements}});
            Question question;
            question.request = {"arn:aws:iam::111111111111:user/bob", "s3:GetObject", "arn:aws:s3:::bucket/key", "111111111111", false, true, {}};
            question.identity = {&identity};
            RequestContext open = question.context();
            open.keys.setUnknown(name);
            if (evaluate(question.policies(), open).decision != Decision::Unknown)
                continue;
            ++unknown;
            if (!BothWays(question, {name}).found(200, random) && ++wrong <= 10)
                qWarning("seed %u: %s", seed, identity.text.c_str());
        }
        qInfo("%d conditions leave the answer open", unknown);
        QVERIFY(unknown > 1500);
        QCOMPARE(wrong, 0);
    }

    void whatHoldsForEveryValueOrForNoneIsCertain_data() {
        QTest::addColumn<QString>("condition");
        QTest::addColumn<int>("match");
        const auto row = [](const char* condition, Match match) { QTest::newRow(condition) << condition << static_cast<int>(match); };
        row(R"({"StringEquals": {"k": "a"}})", Match::Unknown);
        row(R"({"StringLike": {"k": "*"}})", Match::Unknown); // the key may be absent
        row(R"({"StringLikeIfExists": {"k": "*"}})", Match::Yes);
        row(R"({"ForAllValues:StringLike": {"k": ["a", "*"]}})", Match::Yes);
        row(R"({"ForAnyValue:StringLikeIfExists": {"k": "*"}})", Match::Unknown); // an empty text is not enough
        row(R"({"ForAnyValue:StringNotLike": {"k": "*"}})", Match::No);
        row(R"({"StringNotLike": {"k": "*"}})", Match::Unknown);
        row(R"({"NumericEquals": {"k": "ten"}})", Match::No);
        row(R"({"NumericEquals": {"k": ["ten", "10"]}})", Match::Unknown);
        row(R"({"NumericEqualsIfExists": {"k": "ten"}})", Match::Unknown);
        row(R"({"NumericNotEquals": {"k": "ten"}})", Match::Unknown);
        row(R"({"ForAnyValue:NumericNotEquals": {"k": "ten"}})", Match::No);
        row(R"({"StringEquals": {"k": []}})", Match::No);
        row(R"({"StringNotEquals": {"k": []}})", Match::Yes);
        row(R"({"Null": {"k": ["true", "false"]}})", Match::Yes);
        row(R"({"Null": {"k": "true"}})", Match::Unknown);
        row(R"({"StringEquals": {"k": "a"}, "StringNotEquals": {"K": "a"}})", Match::No);
        row(R"({"StringEquals": {"k": "a"}, "StringNotEquals": {"k": "b"}})", Match::Unknown);
        row(R"({"StringEquals": {"k": ["a", "b"]}, "StringNotEquals": {"k": "b"}})", Match::Unknown);
        row(R"({"StringEquals": {"k": "a"}, "StringNotEquals": {"j": "a"}})", Match::Unknown);
        row(R"({"StringEqualsIfExists": {"k": "a"}, "StringNotEquals": {"k": "a"}})", Match::Unknown);
        row(R"({"StringEquals": {"k": ""}, "ForAllValues:StringNotEquals": {"k": ""}})", Match::Unknown);
        row(R"({"IpAddress": {"k": "10.0.0.0/8"}, "NotIpAddress": {"k": ["10.0.0.0/8", "::/0"]}})", Match::No);
        row(R"({"NumericLessThan": {"k": "5"}, "NumericNotEquals": {"k": "5"}})", Match::Unknown);
        row(R"({"StringEquals": {"k": "a"}, "Null": {"k": "true"}})", Match::No);
        row(R"({"StringEquals": {"k": ""}, "Null": {"k": "true"}})", Match::Unknown);
        row(R"({"StringEquals": {"k": "a"}, "Null": {"k": "false"}})", Match::Unknown);
    }
    void whatHoldsForEveryValueOrForNoneIsCertain() {
        QFETCH(QString, condition);
        const auto policy = document({{"Statement", {{"Effect", "Allow"}, {"Action", "*"}, {"Resource", "*"}, {"Condition", Json::parse(condition.toStdString())}}}});
        RequestContext context;
        context.action = "s3:GetObject";
        context.resource = "arn:aws:s3:::bucket/key";
        context.keys.setUnknown("k");
        context.keys.setUnknown("j");
        QTEST(static_cast<int>(evaluateDocument(*policy.parsed, context, {}).allows), "match");
    }
};

WAYLIGHT_TEST(PolicyOpenKeysTest)
#include "tst_policy_open_keys.moc"
