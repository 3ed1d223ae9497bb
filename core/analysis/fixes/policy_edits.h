// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/values.h"

#include <optional>
#include <string>

namespace waylight {

/// A test of a condition: the operator, the key and its value.
struct ConditionValue {
    std::string op;
    std::string key;
    std::string value;
};

/// A statement that allows one action on one resource. With `principal`, it has "Principal": "*" or that ARN.
struct AllowStatement {
    std::string sid;
    std::string action;
    std::string resource;
    std::optional<std::string> principal;
    std::optional<ConditionValue> condition;
};

/// The policy with the statement added; a new policy when there was none. None when the text is not a policy.
std::optional<PolicyText> withStatement(const PolicyText& policy, const AllowStatement& statement);

/// The policy without its statement number `index`; none when there is no such statement. A policy left without
/// statements becomes empty.
std::optional<PolicyText> withoutStatement(const PolicyText& policy, std::size_t index);

/// The policy whose statement `index` has one more condition value: `value` is added to those of `key` under `op`.
std::optional<PolicyText> withConditionValue(const PolicyText& policy, std::size_t index, const std::string& op,
                                             const std::string& key, const std::string& value);

/// The policy whose statement `index` is about this principal alone; none when there is no such statement.
std::optional<PolicyText> withPrincipal(const PolicyText& policy, std::size_t index, const std::string& principal);

/// A condition of a statement whose key a fix may extend.
struct ConditionKey {
    std::string op;
    std::string key;
};
/// The conditions of statement `index`, in the order of the text.
std::vector<ConditionKey> conditionKeys(const PolicyText& policy, std::size_t index);

/// The index N in a pointer that holds "/Statement/N"; 0 for "/Statement" that is a bare object; none otherwise.
std::optional<std::size_t> statementIndex(const std::string& pointer);

} // namespace waylight
