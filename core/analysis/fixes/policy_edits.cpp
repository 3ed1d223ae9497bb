// SPDX-License-Identifier: MIT
#include "core/analysis/fixes/policy_edits.h"

#include "core/base/json.h"

#include <charconv>

namespace waylight {
namespace {

PolicyText textOf(const Json& policy) {
    return {policy.dump(2, ' ', false, Json::error_handler_t::replace)};
}

/// The policy as JSON with its statements as a list.
std::optional<Json> parsed(const PolicyText& policy) {
    auto json = parseJson(policy.text);
    if (!json || !json->is_object())
        return std::nullopt;
    Json object = *std::move(json);
    Json& statements = object["Statement"];
    if (statements.is_null())
        statements = Json::array();
    else if (!statements.is_array())
        statements = Json::array({Json(statements)});
    return object;
}

Json asList(const Json& value) {
    return value.is_array() ? value : Json::array({value});
}

} // namespace

std::optional<PolicyText> withStatement(const PolicyText& policy, const AllowStatement& statement) {
    auto json = policy.empty() ? std::optional<Json>(Json{{"Version", "2012-10-17"}, {"Statement", Json::array()}})
                               : parsed(policy);
    if (!json)
        return std::nullopt;
    Json added = {{"Sid", statement.sid}, {"Effect", "Allow"}};
    if (statement.principal)
        added["Principal"] = *statement.principal == "*" ? Json("*") : Json{{"AWS", *statement.principal}};
    added["Action"] = statement.action;
    added["Resource"] = statement.resource;
    if (const auto& condition = statement.condition)
        added["Condition"] = Json{{condition->op, Json{{condition->key, condition->value}}}};
    (*json)["Statement"].push_back(std::move(added));
    return textOf(*json);
}

std::optional<PolicyText> withoutStatement(const PolicyText& policy, std::size_t index) {
    auto json = parsed(policy);
    if (!json || index >= (*json)["Statement"].size())
        return std::nullopt;
    (*json)["Statement"].erase(index);
    return (*json)["Statement"].empty() ? PolicyText() : textOf(*json);
}

std::optional<PolicyText> withConditionValue(const PolicyText& policy, std::size_t index, const std::string& op,
                                             const std::string& key, const std::string& value) {
    auto json = parsed(policy);
    if (!json || index >= (*json)["Statement"].size() || !(*json)["Statement"][index].is_object())
        return std::nullopt;
    Json& condition = (*json)["Statement"][index]["Condition"];
    if (condition.is_null())
        condition = Json::object();
    if (!condition.is_object() || (condition.contains(op) && !condition[op].is_object()))
        return std::nullopt;
    Json& values = condition[op][key];
    if (values.is_null()) {
        values = value;
    } else {
        values = asList(values);
        values.push_back(value);
    }
    return textOf(*json);
}

std::optional<PolicyText> withPrincipal(const PolicyText& policy, std::size_t index, const std::string& principal) {
    auto json = parsed(policy);
    if (!json || index >= (*json)["Statement"].size() || !(*json)["Statement"][index].contains("Principal"))
        return std::nullopt;
    (*json)["Statement"][index]["Principal"] = Json{{"AWS", principal}};
    return textOf(*json);
}

std::vector<ConditionKey> conditionKeys(const PolicyText& policy, std::size_t index) {
    std::vector<ConditionKey> keys;
    const auto json = parsed(policy);
    if (!json || index >= (*json)["Statement"].size() || !(*json)["Statement"][index].is_object())
        return keys;
    const Json& statement = (*json)["Statement"][index];
    if (const auto condition = statement.find("Condition"); condition != statement.end() && condition->is_object())
        for (const auto& [op, tests] : condition->items())
            if (tests.is_object())
                for (const auto& [key, values] : tests.items())
                    keys.push_back({op, key});
    return keys;
}

std::optional<std::size_t> statementIndex(const std::string& pointer) {
    const std::string marker = "/Statement";
    const auto at = pointer.find(marker);
    if (at == std::string::npos)
        return std::nullopt;
    std::size_t index = 0;
    if (const auto slash = at + marker.size(); slash < pointer.size()) {
        const char* begin = pointer.data() + slash + 1;
        if (std::from_chars(begin, pointer.data() + pointer.size(), index).ec != std::errc{})
            return 0; // "/Statement/Effect": a bare statement
    }
    return index;
}

} // namespace waylight
