// SPDX-License-Identifier: MIT
#include "core/policy/allowed_if.h"

#include "core/base/message_ids.h"
#include "core/policy/open_keys.h"

#include <algorithm>
#include <set>

namespace waylight::policy {
namespace {

constexpr std::size_t combinationLimit = 4096;
constexpr std::size_t wayLimit = 4;

/// Every combination of candidates decided, and the smallest description of those that are allowed.
class Explorer {
public:
    Explorer(const PolicySet& policies, const RequestContext& context, std::vector<OpenKey> keys)
        : m_policies(policies), m_context(context), m_keys(std::move(keys)) {}

    std::optional<AllowedIf> explored() {
        std::size_t combinations = 1;
        for (const OpenKey& key : m_keys) {
            combinations *= key.candidates.size();
            if (combinations > combinationLimit)
                return std::nullopt;
        }
        m_allowed.resize(combinations);
        for (std::size_t i = 0; i < combinations; ++i)
            m_allowed[i] = isAllowed(i);
        runTests();
        AllowedIf out;
        std::vector<bool> covered(combinations);
        for (std::size_t i = 0; i < combinations; ++i) {
            if (!m_allowed[i] || covered[i])
                continue;
            if (out.ways.size() == wayLimit) {
                out.complete = false;
                break;
            }
            const Box box = grown(i);
            forEachIn(box, [&](std::size_t inside) { covered[inside] = true; });
            out.ways.push_back(described(box));
        }
        if (out.ways.empty())
            return std::nullopt;
        std::stable_sort(out.ways.begin(), out.ways.end(),
                         [](const auto& a, const auto& b) { return a.size() < b.size(); });
        return out;
    }

    /// Keys on which some combinations depend beside those explored.
    const std::set<std::string>& missing() const { return m_missing; }

private:
    /// For each key the candidates that it may have.
    using Box = std::vector<std::vector<bool>>;

    std::size_t candidateOf(std::size_t combination, std::size_t key) const {
        for (std::size_t i = 0; i < key; ++i)
            combination /= m_keys[i].candidates.size();
        return combination % m_keys[key].candidates.size();
    }

    bool isAllowed(std::size_t combination) {
        RequestContext context = m_context;
        for (std::size_t i = 0; i < m_keys.size(); ++i) {
            const Candidate& value = m_keys[i].candidates[candidateOf(combination, i)];
            value ? context.keys.set(m_keys[i].name, *value) : context.keys.setAbsent(m_keys[i].name);
        }
        const Evaluation answer = evaluate(m_policies, context, Detail::Decision);
        m_missing.insert(answer.missingKeys.begin(), answer.missingKeys.end());
        return answer.decision == Decision::Allowed;
    }

    void runTests() {
        for (OpenKey& key : m_keys)
            for (KeyTest& test : key.tests)
                for (const Candidate& candidate : key.candidates)
                    test.holds.push_back(candidate && holds(*test.condition, *candidate));
    }

    bool holds(const Condition& condition, const std::string& value) const {
        const RequestValue request(condition.op, value);
        return std::any_of(condition.values.begin(), condition.values.end(), [&](const ConditionValue& operand) {
            std::string_view unknown;
            return compared(condition.op, operand.operand, request, m_context.keys, unknown) == Comparison::Matches;
        });
    }

    template <class Visit>
    void forEachIn(const Box& box, Visit visit) const {
        for (std::size_t i = 0; i < m_allowed.size(); ++i) {
            bool inside = true;
            for (std::size_t k = 0; k < m_keys.size() && inside; ++k)
                inside = box[k][candidateOf(i, k)];
            if (inside)
                visit(i);
        }
    }

    bool allAllowed(const Box& box) const {
        bool all = true;
        forEachIn(box, [&](std::size_t i) { all = all && m_allowed[i]; });
        return all;
    }

    /// The largest box around a combination, key after key, in which all is allowed.
    Box grown(std::size_t combination) const {
        Box box;
        for (std::size_t k = 0; k < m_keys.size(); ++k) {
            box.emplace_back(m_keys[k].candidates.size());
            box[k][candidateOf(combination, k)] = true;
        }
        for (std::size_t k = 0; k < m_keys.size(); ++k)
            for (std::size_t c = 0; c < box[k].size(); ++c) {
                if (box[k][c])
                    continue;
                box[k][c] = true;
                box[k][c] = allAllowed(box);
            }
        return box;
    }

    std::vector<KeyRequirement> described(const Box& box) const {
        std::vector<KeyRequirement> way;
        for (std::size_t k = 0; k < m_keys.size(); ++k)
            if (std::find(box[k].begin(), box[k].end(), false) != box[k].end())
                way.push_back({m_keys[k].name, requirement(m_keys[k], box[k])});
        return way;
    }

    /// The shortest true sentence for a set of candidates: one of the policies' own tests, or its opposite.
    static Message requirement(const OpenKey& key, const std::vector<bool>& wanted) {
        const auto equals = [&](auto value) {
            for (std::size_t c = 0; c < wanted.size(); ++c)
                if (wanted[c] != value(c))
                    return false;
            return true;
        };
        const auto isAbsent = [&](std::size_t c) { return !key.candidates[c]; };
        if (equals(isAbsent))
            return message(MessageId::PolicyKeyAbsent, key.name);
        if (equals([&](std::size_t c) { return !isAbsent(c); }))
            return message(MessageId::PolicyKeyPresent, key.name);
        for (const KeyTest& test : key.tests) {
            const bool ordered = test.condition->op.relation != Relation::Equal;
            if (equals([&](std::size_t c) { return test.holds[c]; }))
                return sentenceFor(key, test, false);
            if (equals([&](std::size_t c) { return !test.holds[c]; }))
                return ordered ? orAbsent(key, sentenceFor(key, test, true)) : sentenceFor(key, test, true);
            if (equals([&](std::size_t c) { return test.holds[c] || isAbsent(c); }))
                return orAbsent(key, sentenceFor(key, test, false));
            if (equals([&](std::size_t c) { return !test.holds[c] && !isAbsent(c); }))
                return ordered ? sentenceFor(key, test, true) : presentAnd(key, sentenceFor(key, test, true));
        }
        std::string values;
        for (std::size_t c = 0; c < wanted.size(); ++c)
            if (wanted[c])
                values += (values.empty() ? "" : " or ") + key.candidates[c].value_or("absent");
        return message(MessageId::PolicyKeyIs, key.name, values);
    }

    static Message orAbsent(const OpenKey& key, const Message& sentence) {
        return message(MessageId::PolicyOr, toEnglish(sentence),
                       toEnglish(message(MessageId::PolicyKeyAbsent, key.name)));
    }

    static Message presentAnd(const OpenKey& key, const Message& sentence) {
        return message(MessageId::PolicyAnd, toEnglish(message(MessageId::PolicyKeyPresent, key.name)),
                       toEnglish(sentence));
    }

    static Message sentenceFor(const OpenKey& key, const KeyTest& test, bool negated) {
        std::string values;
        bool wildcards = false;
        for (const ConditionValue& value : test.condition->values) {
            const std::string& text = test.document->tree().node(value.node).text;
            wildcards = wildcards || text.find_first_of("*?") != std::string::npos;
            values += (values.empty() ? "" : " or ") + text;
        }
        return message(wordsFor(test.condition->op, wildcards, negated), key.name, values);
    }

    static MessageId wordsFor(const Operator& op, bool wildcards, bool negated) {
        using R = Relation;
        const R relation = negated ? opposite(op.relation) : op.relation;
        if (op.relation != R::Equal && op.family == OperatorFamily::Numeric)
            return relation == R::Less          ? MessageId::PolicyKeyLess
                   : relation == R::LessOrEqual ? MessageId::PolicyKeyAtMost
                   : relation == R::Greater     ? MessageId::PolicyKeyGreater
                                                : MessageId::PolicyKeyAtLeast;
        if (op.relation != R::Equal)
            return relation == R::Less          ? MessageId::PolicyKeyBefore
                   : relation == R::LessOrEqual ? MessageId::PolicyKeyUntil
                   : relation == R::Greater     ? MessageId::PolicyKeyAfter
                                                : MessageId::PolicyKeyFrom;
        if (op.family == OperatorFamily::IpAddress)
            return negated ? MessageId::PolicyKeyOutside : MessageId::PolicyKeyWithin;
        if (wildcards && (op.family == OperatorFamily::StringLike || op.family == OperatorFamily::Arn))
            return negated ? MessageId::PolicyKeyNotLike : MessageId::PolicyKeyLike;
        return negated ? MessageId::PolicyKeyIsNot : MessageId::PolicyKeyIs;
    }

    static Relation opposite(Relation relation) {
        switch (relation) {
        case Relation::Less:
            return Relation::GreaterOrEqual;
        case Relation::LessOrEqual:
            return Relation::Greater;
        case Relation::Greater:
            return Relation::LessOrEqual;
        case Relation::GreaterOrEqual:
            return Relation::Less;
        case Relation::Equal:
            break;
        }
        return relation;
    }

    const PolicySet& m_policies;
    const RequestContext& m_context;
    std::vector<OpenKey> m_keys;
    std::vector<bool> m_allowed; ///< by combination
    std::set<std::string> m_missing;
};

} // namespace

std::optional<AllowedIf> allowedIf(const PolicySet& policies, const RequestContext& context,
                                   const Evaluation& evaluation) {
    if (evaluation.decision != Decision::Unknown || evaluation.missingKeys.empty())
        return std::nullopt;
    std::set<std::string> open(evaluation.missingKeys.begin(), evaluation.missingKeys.end());
    while (true) {
        std::vector<OpenKey> keys;
        for (const std::string& lowerKey : open)
            keys.push_back(openKeyIn(policies, context, lowerKey));
        Explorer explorer(policies, context, std::move(keys));
        auto found = explorer.explored();
        const std::size_t before = open.size();
        open.insert(explorer.missing().begin(), explorer.missing().end());
        if (open.size() == before) // else: a policy behind the first asks for more
            return found;
    }
}

Message toMessage(const AllowedIf& condition) {
    std::string ways;
    for (const auto& way : condition.ways) {
        std::string all;
        for (const KeyRequirement& requirement : way)
            all = all.empty() ? toEnglish(requirement.text)
                              : toEnglish(message(MessageId::PolicyAnd, all, toEnglish(requirement.text)));
        ways = ways.empty() ? all : toEnglish(message(MessageId::PolicyOr, ways, all));
    }
    return message(MessageId::PolicyAllowedIf, ways);
}

} // namespace waylight::policy
