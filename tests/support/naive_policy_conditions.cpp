// SPDX-License-Identifier: MIT
#include "tests/support/naive_policy_parts.h"

#include <algorithm>

namespace naive_policy {

namespace {

/// An operator in its parts: `ForAnyValue:StringNotLikeIfExists` is any, stringlike, negated, ifExists.
struct Operator {
    bool all = false, any = false, ifExists = false, negated = false;
    std::string base; ///< lower case, without `not`
};

bool removePrefix(std::string& text, const std::string& prefix) {
    const bool has = text.compare(0, prefix.size(), prefix) == 0;
    if (has)
        text.erase(0, prefix.size());
    return has;
}

Operator operatorOf(const std::string& name) {
    Operator op;
    op.base = lower(name);
    op.all = removePrefix(op.base, "forallvalues:");
    op.any = removePrefix(op.base, "foranyvalue:");
    const std::string suffix = "ifexists";
    if (op.base.size() > suffix.size() && op.base.substr(op.base.size() - suffix.size()) == suffix) {
        op.ifExists = true;
        op.base.resize(op.base.size() - suffix.size());
    }
    const auto no = op.base.find("not");
    if (no != std::string::npos) {
        op.negated = true;
        op.base.erase(no, 3);
    }
    return op;
}

Compared compareTexts(const std::string& kind, const std::string& value, const Pattern& wanted) {
    const bool same = kind == "equals"             ? value == literalText(wanted)
                      : kind == "equalsignorecase" ? lower(value) == lower(literalText(wanted))
                                                   : globMatches(wanted, value);
    return same ? Compared::Yes : Compared::No;
}

/// One value of the request with one of the policy. A variable without a value is equal to nothing.
Compared compare(const std::string& base, const std::string& value, const std::string& wanted, bool variables, const Facts& facts) {
    std::string kind = base;
    if (removePrefix(kind, "numeric"))
        return compareNumbers(kind, value, wanted);
    if (removePrefix(kind, "date"))
        return compareDates(kind, value, wanted);
    if (base == "binaryequals")
        return compareBinaries(value, wanted);
    if (base == "ipaddress")
        return compareAddresses(value, wanted);
    const bool arn = removePrefix(kind, "arn");
    const auto pattern = expanded(wanted, facts, variables, arn || base == "stringlike");
    if (!pattern)
        return Compared::No;
    if (arn)
        return compareArns(value, *pattern);
    if (base == "bool")
        return compareBooleans(value, literalText(*pattern));
    removePrefix(kind, "string");
    return compareTexts(kind, value, *pattern);
}

/// Whether one value of the request satisfies the operator: one of the policy's values, or for a negated one none. A
/// value that is not of the operator's type satisfies neither.
bool satisfied(const Operator& op, const std::string& value, const std::vector<std::string>& wanted, bool variables, const Facts& facts) {
    for (const std::string& one : wanted) {
        const Compared compared = compare(op.base, value, one, variables, facts);
        if (!op.negated && compared == Compared::Yes)
            return true;
        if (op.negated && compared != Compared::No)
            return false;
    }
    return op.negated;
}

bool holds(const Operator& op, const std::vector<std::string>& values, const std::vector<std::string>& wanted, bool variables, const Facts& facts) {
    const auto fits = [&](const std::string& value) { return satisfied(op, value, wanted, variables, facts); };
    const bool missing = values.empty();
    const bool nothing = std::all_of(values.begin(), values.end(), [](const std::string& value) { return value.empty(); });
    if (op.base == "null")
        return std::any_of(wanted.begin(), wanted.end(), [&](const std::string& one) { return (lower(one) == "true") == nothing; });
    if (missing && op.ifExists)
        return true;
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
    if (op.all)
        return nothing || std::all_of(values.begin(), values.end(), fits);
    if (op.any)
        return !nothing && std::any_of(values.begin(), values.end(), fits);
    if (missing)
        return op.negated;
    return op.negated ? std::all_of(values.begin(), values.end(), fits) : std::any_of(values.begin(), values.end(), fits);
}

} // namespace

bool conditionsHold(const Json& statement, bool variables, const Facts& facts) {
    const auto blocks = statement.find("Condition");
    if (blocks == statement.end())
        return true;
    for (const auto& [name, keys] : blocks->items()) {
        for (const auto& [key, wanted] : keys.items()) {
            const auto found = facts.keys.find(lower(key));
            const std::vector<std::string> values = found == facts.keys.end() ? std::vector<std::string>{} : found->second;
            if (!holds(operatorOf(name), values, texts(wanted), variables, facts))
                return false;
        }
    }
    return true;
}

} // namespace naive_policy
