// SPDX-License-Identifier: MIT
#include "tests/support/random_policy.h"

namespace random_policy {

namespace {

using waylight::Json;

void spoilEffect(Choices& choices, Json& statement) {
    switch (choices.below(3)) {
    case 0: statement["Effect"] = statement["Effect"] == "Allow" ? "allow" : "DENY"; break;
    case 1: statement["Effect"] = Json::array({statement["Effect"]}); break;
    default: statement.erase("Effect");
    }
}

void spoilElement(Choices& choices, Json& statement, const std::string& name) {
    switch (choices.below(5)) {
    case 0: statement["Not" + name] = statement[name] = "*"; break;
    case 1: statement[name] = Json::array(); break;
    case 2: statement[name] = 5; break;
    case 3: statement[name] = Json::array({"*", Json::object()}); break;
    default: statement.erase(name), statement.erase("Not" + name);
    }
    if (name == "Resource" && !statement.contains(name) && !statement.contains("NotResource"))
        statement["Resources"] = "*";
}

void spoilCondition(Choices& choices, Json& statement) {
    static const std::vector<const char*> operators{"StringMatches", "NullIfExists", "ForEachValue:StringLike", "StringEqualsIfExist", "BoolNotEquals", ""};
    switch (choices.below(4)) {
    case 0: statement["Condition"] = Json::array(); break;
    case 1: statement["Condition"] = {{choices.oneOf(operators), {{"s3:prefix", "red"}}}}; break;
    case 2: statement["Condition"] = {{"StringEquals", "red"}}; break;
    default: statement["Condition"] = {{"StringEquals", {{"s3:prefix", Json::object()}}}};
    }
}

void spoilPrincipal(Choices& choices, Json& statement) {
    switch (choices.below(4)) {
    case 0: statement["Principal"] = Json::object(); break;
    case 1: statement["Principal"] = {{"User", "bob"}}; break;
    case 2: statement["Principal"] = {{"AWS", Json::array()}}; break;
    default: statement["Principal"] = statement["NotPrincipal"] = "*";
    }
}

void spoilStatement(Choices& choices, Json& statement) {
    switch (choices.below(8)) {
    case 0: statement = choices.chance(50) ? Json("Allow") : Json(nullptr); break;
    case 1: statement["Sid"] = 7; break;
    case 2: statement["Conditions"] = Json::object(); break;
    case 3: spoilElement(choices, statement, "Action"); break;
    case 4: spoilElement(choices, statement, "Resource"); break;
    case 5: spoilCondition(choices, statement); break;
    case 6: spoilPrincipal(choices, statement); break;
    default: spoilEffect(choices, statement);
    }
}

} // namespace

Json spoiled(Choices& choices, Json policy) {
    Json& list = policy["Statement"];
    if (choices.chance(12))
        policy["Version"] = choices.chance(50) ? Json("2012-10-18") : Json(2012);
    else if (choices.chance(12))
        policy[choices.chance(50) ? "Statements" : "Id"] = Json::array();
    else
        spoilStatement(choices, list.is_array() ? list[static_cast<std::size_t>(choices.below(static_cast<int>(list.size())))] : list);
    return policy;
}

} // namespace random_policy
