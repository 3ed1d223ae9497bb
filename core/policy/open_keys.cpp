// SPDX-License-Identifier: MIT
#include "core/policy/open_keys.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace waylight::policy {
namespace {

std::string withoutWildcards(std::string_view pattern, std::string_view star) {
    std::string out;
    for (const char c : pattern)
        out += c == '*' ? std::string(star) : std::string(1, c == '?' ? 'x' : c);
    return out;
}

std::string numberText(long double value) {
    std::array<char, 64> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed);
    return {digits.data(), end.ptr};
}

/// Values on both sides of what a condition tells apart.
void addCandidates(OpenKey& key, const Condition& condition, const std::string& value) {
    switch (condition.op.family) {
    case OperatorFamily::StringLike:
    case OperatorFamily::Arn:
        key.add(withoutWildcards(value, ""));
        key.add(withoutWildcards(value, "x"));
        break;
    case OperatorFamily::Numeric:
    case OperatorFamily::Date:
        if (const auto number = condition.op.family == OperatorFamily::Date ? parseDate(value) : parseNumber(value))
            for (const long double near : {*number - 1, *number, *number + 1})
                key.add(numberText(near));
        break;
    case OperatorFamily::IpAddress:
        key.add(value.substr(0, value.find('/')));
        key.add("192.0.2.1"); // of the blocks for documentation: nobody's
        break;
    case OperatorFamily::Bool:
        key.add("true");
        key.add("false");
        break;
    case OperatorFamily::Null:
        break;
    case OperatorFamily::StringEquals:
    case OperatorFamily::StringEqualsIgnoreCase:
    case OperatorFamily::Binary:
        key.add(value);
    }
}

template <class Visit>
void forEachDocument(const PolicySet& policies, Visit visit) {
    const auto visitAll = [&](const std::vector<Source>& sources) {
        for (const Source& source : sources)
            if (source.document)
                visit(*source.document);
    };
    for (const auto& level : policies.scp)
        visitAll(level);
    for (const auto& level : policies.rcp)
        visitAll(level);
    for (const EndpointSource& endpoint : policies.endpoints)
        visitAll({endpoint.source});
    for (const auto* sources : {&policies.resource, &policies.identity, &policies.boundary, &policies.session})
        visitAll(*sources);
}

class KeyReader {
public:
    KeyReader(const RequestContext& context, OpenKey& key) : m_context(context), m_key(key) {}

    void read(const Document& document) {
        for (const Statement& statement : document.statements()) {
            for (const Condition& condition : statement.conditions)
                readCondition(document, condition);
            for (const ResourceValue& value : statement.resource.patterns)
                if (const auto* text = std::get_if<ValueTemplate>(&value.pattern))
                    solve(*text, m_context.resource);
        }
    }

private:
    void readCondition(const Document& document, const Condition& condition) {
        const auto found = m_context.keys.find(condition.lowerKey);
        for (const ConditionValue& value : condition.values)
            if (const auto* text = std::get_if<ValueTemplate>(&value.operand);
                text && text->hasVariables() && found.key)
                for (const std::string& present : found.key->values)
                    solve(*text, present);
        if (condition.lowerKey != m_key.lowerKey)
            return;
        m_key.name = document.tree().node(condition.keyNode).name;
        m_key.tests.push_back({&document, &condition, {}});
        for (const ConditionValue& value : condition.values)
            addCandidates(m_key, condition, document.tree().node(value.node).text);
    }

    void solve(const ValueTemplate& text, std::string_view wanted) {
        auto value = text.solved(m_key.lowerKey, wanted);
        if (!value)
            return;
        m_key.add(std::move(value));
        if (m_key.tests.empty()) // no condition has told yet how the name is written
            m_key.name = text.firstVariable();
    }

    const RequestContext& m_context;
    OpenKey& m_key;
};

} // namespace

void OpenKey::add(Candidate candidate) {
    if (std::find(candidates.begin(), candidates.end(), candidate) == candidates.end())
        candidates.push_back(std::move(candidate));
}

OpenKey openKeyIn(const PolicySet& policies, const RequestContext& context, const std::string& lowerKey) {
    OpenKey key{lowerKey, lowerKey, {"another value", std::nullopt}, {}};
    forEachDocument(policies, [&](const Document& document) { KeyReader(context, key).read(document); });
    return key;
}

} // namespace waylight::policy
