// SPDX-License-Identifier: MIT
#include "core/base/message_ids.h"
#include "core/policy/validate_rules.h"

#include <algorithm>
#include <array>

namespace waylight::policy {
namespace {

/// Global keys "that reference system generated identifiers (for example, aws:PrincipalAccount or aws:SourceVpc)".
bool holdsIdentifier(std::string_view lowerKey) {
    constexpr std::array<std::string_view, 11> keys{"aws:principalaccount", "aws:principalorgid", "aws:resourceaccount",
                                                    "aws:resourceorgid",    "aws:sourceaccount",  "aws:sourceorgid",
                                                    "aws:sourceowner",      "aws:sourcevpc",      "aws:sourcevpce",
                                                    "aws:vpceaccount",      "aws:vpceorgid"};
    return std::find(keys.begin(), keys.end(), lowerKey) != keys.end();
}

bool isWildcard(char c) {
    return c == '*' || c == '?';
}

bool hasWildcard(std::string_view text) {
    return std::any_of(text.begin(), text.end(), isWildcard);
}

/// Each wildcard, or run of them, has six characters together on one of its sides.
bool standsFirm(std::string_view text) {
    constexpr std::size_t enough = 6;
    std::size_t before = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto wild = static_cast<std::size_t>(
            std::find_if(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), isWildcard) - text.begin());
        if (wild == text.size())
            return true;
        before = wild - at;
        std::size_t behind = wild;
        while (behind < text.size() && isWildcard(text[behind]))
            ++behind;
        const auto next = std::min(text.find_first_of("*?", behind), text.size());
        if (before < enough && next - behind < enough)
            return false;
        at = behind;
    }
    return true;
}

/// "The account portion of the ARN can include either an account ID or a wildcard character, but not both."
bool mixesAccount(std::string_view text) {
    const ArnParts arn = ArnParts::of(text);
    if (arn.count < 6 || arn.parts[0] != "arn")
        return false;
    const std::string_view account = arn.parts[4];
    return hasWildcard(account) && !std::all_of(account.begin(), account.end(), isWildcard);
}

void checkAccount(Validation& validation, NodeId value) {
    if (const std::string& text = validation.textOf(value); mixesAccount(text))
        validation.report({value, false}, message(MessageId::PolicyArnAccountMix, text));
}

void checkIdentifier(Validation& validation, const Condition& condition) {
    const std::string& key = validation.node(condition.keyNode).name;
    if (condition.op.family == OperatorFamily::Numeric)
        validation.report({condition.operatorNode, true}, message(MessageId::PolicyEndpointIdNumber,
                                                                  validation.node(condition.operatorNode).name, key));
    for (const ConditionValue& value : condition.values)
        if (const std::string& text = validation.textOf(value.node); hasWildcard(text))
            validation.report({value.node, false}, message(MessageId::PolicyEndpointIdWildcard, text, key));
}

void checkCondition(Validation& validation, const Condition& condition) {
    if (holdsIdentifier(condition.lowerKey))
        checkIdentifier(validation, condition);
    for (const ConditionValue& value : condition.values) {
        checkAccount(validation, value.node);
        const std::string& text = validation.textOf(value.node);
        if (condition.op.family == OperatorFamily::StringLike && !holdsIdentifier(condition.lowerKey) &&
            !standsFirm(text))
            validation.report({value.node, false}, message(MessageId::PolicyEndpointWildcard, text));
    }
}

void checkNothingAllowed(Validation& validation) {
    const auto& statements = validation.document().statements();
    const bool allows =
        std::any_of(statements.begin(), statements.end(), [](const Statement& s) { return s.effect == Effect::Allow; });
    if (!statements.empty() && !allows)
        validation.report({validation.document().tree().member(0, "Statement"), false},
                          message(MessageId::PolicyNothingAllowed), Severity::Warning);
}

} // namespace

void checkEndpoint(Validation& validation, PolicyForm form) {
    for (const Statement& statement : validation.document().statements()) {
        const auto& principal = statement.principal;
        if (form == PolicyForm::GatewayEndpoint && principal.present && !principal.negated && !isEveryone(principal))
            validation.report({principal.node, false}, message(MessageId::PolicyGatewayPrincipal), Severity::Warning);
        for (const ResourceValue& resource : statement.resource.patterns)
            checkAccount(validation, resource.node);
        for (const Condition& condition : statement.conditions)
            checkCondition(validation, condition);
    }
    checkNothingAllowed(validation);
}

} // namespace waylight::policy
