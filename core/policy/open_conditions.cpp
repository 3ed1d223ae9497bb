// SPDX-License-Identifier: MIT
#include "core/policy/open_conditions.h"

#include <algorithm>

namespace waylight::policy {
namespace {

bool isUnreadable(const ConditionValue& value) {
    return std::holds_alternative<std::monostate>(value.operand);
}

/// `*` where it stands for every text.
bool isEveryText(const Operator& op, const ConditionValue& value) {
    const auto* const text = std::get_if<ValueTemplate>(&value.operand);
    return op.family == OperatorFamily::StringLike && text && !text->hasVariables() &&
           text->fixed().matchesEverything();
}

bool isWanted(const ConditionValue& value, bool wanted) {
    const bool* const flag = std::get_if<bool>(&value.operand);
    return flag && *flag == wanted;
}

template <class Is>
bool any(const Condition& condition, Is is) {
    return std::any_of(condition.values.begin(), condition.values.end(), is);
}

Match nullWhenOpen(const Condition& condition) {
    if (condition.op.quantifier != SetQuantifier::None)
        return Match::Unknown;
    const bool absent = any(condition, [](const ConditionValue& value) { return isWanted(value, true); });
    const bool present = any(condition, [](const ConditionValue& value) { return isWanted(value, false); });
    return absent == present ? toMatch(absent) : Match::Unknown;
}

Match whenOpen(const Condition& condition) {
    const Operator& op = condition.op;
    if (op.family == OperatorFamily::Null)
        return nullWhenOpen(condition);
    const auto everyText = [&](const ConditionValue& value) { return isEveryText(op, value); };
    const bool matchesAll = any(condition, everyText);
    const bool matchesNone = std::all_of(condition.values.begin(), condition.values.end(), isUnreadable);
    const bool presentHolds = op.negated ? condition.values.empty() : matchesAll;
    const bool presentFails = op.negated ? matchesAll || any(condition, isUnreadable) : matchesNone;
    const bool ofEach = op.quantifier == SetQuantifier::ForAllValues;
    const bool ofOne = op.quantifier == SetQuantifier::ForAnyValue;
    const bool absentHolds = op.ifExists || ofEach || (op.negated && !ofOne);
    if (presentHolds && absentHolds && !ofOne) // ForAnyValue wants more than an empty text
        return Match::Yes;
    return presentFails && !absentHolds ? Match::No : Match::Unknown;
}

/// It is met only when the key has one of its values.
bool wantsOne(const Condition& condition) {
    const Operator& op = condition.op;
    return op.family != OperatorFamily::Null && !op.negated && !op.ifExists &&
           op.quantifier != SetQuantifier::ForAllValues;
}

/// It is met only when the key has none of its values. (ForAllValues overlooks an empty text.)
bool wantsNone(const Condition& condition) {
    return condition.op.negated && condition.op.quantifier == SetQuantifier::None;
}

bool holdsAll(const Condition& all, const Condition& some, const JsonTree& tree) {
    const auto text = [&](const ConditionValue& value) -> const std::string& { return tree.node(value.node).text; };
    return std::all_of(some.values.begin(), some.values.end(), [&](const ConditionValue& value) {
        return any(all, [&](const ConditionValue& other) { return text(other) == text(value); });
    });
}

bool isNotEmptyText(const ConditionValue& value) {
    const auto* const text = std::get_if<ValueTemplate>(&value.operand);
    return text && !text->hasVariables() && !text->fixed().text().empty();
}

bool exclude(const Condition& positive, const Condition& other, const JsonTree& tree) {
    if (positive.lowerKey != other.lowerKey || !wantsOne(positive))
        return false;
    const Operator& op = positive.op;
    if (other.op.family == OperatorFamily::Null) {
        const bool present = op.family == OperatorFamily::StringEquals &&
                             std::all_of(positive.values.begin(), positive.values.end(), isNotEmptyText);
        return present && other.op.quantifier == SetQuantifier::None &&
               !any(other, [](const ConditionValue& value) { return isWanted(value, false); });
    }
    return wantsNone(other) && other.op.family == op.family && op.relation == Relation::Equal &&
           holdsAll(other, positive, tree);
}

} // namespace

void settleOpenConditions(std::vector<Condition>& conditions, const JsonTree& tree) {
    for (Condition& condition : conditions) {
        condition.whenKeyOpen = whenOpen(condition);
        for (const Condition& other : conditions)
            if (exclude(other, condition, tree))
                condition.whenKeyOpen = Match::No;
    }
}

} // namespace waylight::policy
