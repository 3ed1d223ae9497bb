// SPDX-License-Identifier: MIT
// What AWS saves: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
#include "tests/support/naive_policy_parts.h"

#include <algorithm>

namespace naive_policy {

namespace {

bool onlyHas(const Json& object, const std::set<std::string>& names) {
    for (const auto& [name, value] : object.items()) {
        if (names.count(name) == 0)
            return false;
    }
    return true;
}

bool isTextIfThere(const Json& object, const char* name) {
    return !object.contains(name) || object.at(name).is_string();
}

/// A text or a list of texts that is not empty.
bool isTexts(const Json& value) {
    return value.is_string() || (value.is_array() && !value.empty() && std::all_of(value.begin(), value.end(), [](const Json& one) { return one.is_string(); }));
}

bool isPrincipal(const Json& value) {
    if (value.is_string())
        return true;
    if (!value.is_object() || value.empty() || !onlyHas(value, {"AWS", "Federated", "Service", "CanonicalUser"}))
        return false;
    return std::all_of(value.begin(), value.end(), isTexts);
}

bool isOperator(const std::string& name) {
    static const std::set<std::string> string{"equals", "notequals", "equalsignorecase", "notequalsignorecase", "like", "notlike"};
    static const std::set<std::string> ordered{"equals", "notequals", "lessthan", "lessthanequals", "greaterthan", "greaterthanequals"};
    static const std::set<std::string> arn{"equals", "notequals", "like", "notlike"};
    static const std::set<std::string> whole{"bool", "binaryequals", "ipaddress", "notipaddress"};
    std::string base = lower(name);
    for (const std::string prefix : {"forallvalues:", "foranyvalue:"}) {
        if (base.rfind(prefix, 0) == 0) {
            base.erase(0, prefix.size());
            break;
        }
    }
    if (base == "null")
        return true;
    if (base.size() > 8 && base.substr(base.size() - 8) == "ifexists")
        base.resize(base.size() - 8);
    const auto is = [&](const std::string& family, const std::set<std::string>& rest) { return base.rfind(family, 0) == 0 && rest.count(base.substr(family.size())) > 0; };
    return whole.count(base) > 0 || is("string", string) || is("numeric", ordered) || is("date", ordered) || is("arn", arn);
}

bool isConditionValue(const Json& value) {
    return value.is_string() || value.is_number() || value.is_boolean();
}

bool isCondition(const Json& blocks) {
    if (!blocks.is_object())
        return false;
    for (const auto& [name, keys] : blocks.items()) {
        if (!isOperator(name) || !keys.is_object())
            return false;
        for (const auto& [key, value] : keys.items()) {
            if (!isConditionValue(value) && !(value.is_array() && std::all_of(value.begin(), value.end(), isConditionValue)))
                return false;
        }
    }
    return true;
}

/// One of an element's two forms, not both.
bool hasOne(const Json& statement, const std::string& name, bool needed, bool (*fits)(const Json&)) {
    const bool plain = statement.contains(name);
    const bool negated = statement.contains("Not" + name);
    if (plain == negated)
        return !plain && !needed;
    return fits(statement.at(plain ? name : "Not" + name));
}

} // namespace

std::string effectOf(const Json& statement) {
    const bool has = statement.is_object() && statement.contains("Effect") && statement.at("Effect").is_string();
    const std::string effect = has ? statement.at("Effect").get<std::string>() : "";
    return effect == "Allow" || effect == "Deny" ? effect : "";
}

bool documentFits(const Json& document) {
    if (!onlyHas(document, {"Version", "Id", "Statement"}) || !isTextIfThere(document, "Id"))
        return false;
    return !document.contains("Version") || document.at("Version") == "2012-10-17" || document.at("Version") == "2008-10-17";
}

bool statementFits(const Json& statement) {
    static const std::set<std::string> elements{"Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"};
    if (!statement.is_object() || !onlyHas(statement, elements) || !isTextIfThere(statement, "Sid") || effectOf(statement).empty())
        return false;
    if (statement.contains("Condition") && !isCondition(statement.at("Condition")))
        return false;
    return hasOne(statement, "Principal", false, isPrincipal) && hasOne(statement, "Action", true, isTexts) && hasOne(statement, "Resource", false, isTexts);
}

} // namespace naive_policy
