// SPDX-License-Identifier: MIT
#include "core/policy/validate.h"

#include "core/base/message_ids.h"
#include "core/policy/validate_rules.h"
#include "core/policy/validate_values.h"

#include <algorithm>

namespace waylight::policy {
namespace {

void checkVersion(Validation& validation, const FormRules& rules) {
    const NodeId id = validation.document().tree().member(0, "Version");
    if (rules.needsVersion && (id == noNode || validation.textOf(id) == "2008-10-17"))
        validation.report({id, false}, message(MessageId::PolicyVersionRequired));
    else if (id == noNode)
        validation.report({}, message(MessageId::PolicyOldVersion), Severity::Warning);
}

/// NotPrincipal: "must be used with Effect Deny", and "always denies any principal that has a permissions boundary".
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
void checkPrincipal(Validation& validation, const Statement& statement, PrincipalRule rule) {
    const auto& principal = statement.principal;
    if (rule == PrincipalRule::Forbidden) {
        if (principal.present)
            validation.report({principal.node, true},
                              message(MessageId::PolicyPrincipalForbidden, validation.node(principal.node).name));
        return;
    }
    if (!principal.present)
        validation.report({statement.node, false}, message(MessageId::PolicyPrincipalRequired));
    else if (principal.negated && statement.effect == Effect::Allow)
        validation.report({principal.node, true}, message(MessageId::PolicyNotPrincipalAllow));
}

void warnAboutBoundaries(Validation& validation, const Statement& statement) {
    const auto& principal = statement.principal;
    if (principal.present && principal.negated && statement.effect == Effect::Deny)
        validation.report({principal.node, true}, message(MessageId::PolicyNotPrincipalBoundary), Severity::Warning);
}

/// A trust policy speaks of its own role and has no Resource; among the other policies of resources it is known by its
/// actions.
bool speaksOfItsRole(const Statement& statement) {
    const auto& actions = statement.action.patterns;
    return !actions.empty() && std::all_of(actions.begin(), actions.end(), [](const ActionPattern& action) {
        return action.usable && !action.everything && action.service.matches("sts");
    });
}

void checkResource(Validation& validation, const Statement& statement, PolicyForm form) {
    const bool needed = form == PolicyForm::Resource ? !speaksOfItsRole(statement) : form != PolicyForm::Trust;
    if (needed && !statement.resource.present && validation.node(statement.node).kind == JsonKind::Object)
        validation.report({statement.node, false}, message(MessageId::PolicyMissingElement, "Resource"));
}

/// A wildcard outside of `${*}` and `${?}`.
bool holdsBareStar(const std::string& text) {
    for (std::size_t at = text.find_first_of("*?"); at != std::string::npos; at = text.find_first_of("*?", at + 1))
        if (at < 2 || text.compare(at - 2, 2, "${") != 0)
            return true;
    return false;
}

void checkConditions(Validation& validation, const Statement& statement) {
    for (const Condition& condition : statement.conditions) {
        const OperatorFamily family = condition.op.family;
        if (family != OperatorFamily::StringEquals && family != OperatorFamily::StringEqualsIgnoreCase)
            continue;
        const char* const like = condition.op.negated ? "StringNotLike" : "StringLike";
        for (const ConditionValue& value : condition.values)
            if (const std::string& text = validation.textOf(value.node); holdsBareStar(text))
                validation.report(
                    {value.node, false},
                    message(MessageId::PolicyConditionStar, validation.node(condition.operatorNode).name, like, text),
                    Severity::Warning);
    }
}

/// AWS saves more dates than it can compare, such as one of an hour with one digit.
bool isSavedDate(const Message& found) {
    if (found.id != MessageId::PolicyBadConditionValue)
        return false;
    const auto op = Operator::parse(found.args[1]);
    return op && op->family == OperatorFamily::Date && isAcceptedDate(found.args[0]);
}

/// `<my-vpc>`, as AWS's sample policies write what is still to be filled in.
bool isPlaceholder(const Message& found) {
    switch (found.id) {
    case MessageId::PolicyBadAction:
    case MessageId::PolicyBadResource:
    case MessageId::PolicyBadPrincipal:
    case MessageId::PolicyBadConditionValue:
        return found.args[0].size() > 2 && found.args[0].front() == '<' && found.args[0].back() == '>';
    default:
        return false;
    }
}

void soften(Problems& problems) {
    for (Problem& problem : problems) {
        Diagnostic& found = problem.diagnostic;
        const bool placeholder = isPlaceholder(found.message);
        if (placeholder || isSavedDate(found.message))
            found.severity = Severity::Warning;
        if (placeholder)
            found.message = message(MessageId::PolicyPlaceholder, found.message.args[0]);
    }
}

} // namespace

bool isEveryone(const Element<PrincipalPattern>& principal) {
    return std::all_of(principal.patterns.begin(), principal.patterns.end(), [](const PrincipalPattern& pattern) {
        return pattern.kind == PrincipalPattern::Kind::Everyone;
    });
}

Problems validateForm(const Document& document, PolicyForm form) {
    const FormRules rules = rulesOf(form);
    Validation validation(document);
    checkSize(validation, form);
    checkVersion(validation, rules);
    for (const Statement& statement : document.statements()) {
        checkPrincipal(validation, statement, rules.principal);
        checkResource(validation, statement, form);
        checkConditions(validation, statement);
        if (rules.principal == PrincipalRule::Required && form != PolicyForm::Trust &&
            form != PolicyForm::ResourceControl)
            warnAboutBoundaries(validation, statement);
    }
    const bool ofOrganization = form == PolicyForm::ServiceControl || form == PolicyForm::ResourceControl;
    if (rules.savedByIam || ofOrganization)
        checkSids(validation);
    if (rules.savedByIam)
        checkForIam(validation, form);
    if (rules.endpoint)
        checkEndpoint(validation, form);
    if (form == PolicyForm::Trust)
        checkTrust(validation);
    if (form == PolicyForm::ServiceControl)
        checkServiceControl(validation);
    if (form == PolicyForm::ResourceControl)
        checkResourceControl(validation);
    return validation.taken();
}

Problems validateType(const Document& document, PolicyType type) {
    return validateForm(document, formOf(type));
}

Problems validate(std::string_view text, PolicyForm form) {
    ParsedDocument parsed = Document::parse(std::string(text));
    soften(parsed.problems);
    if (parsed.document)
        for (Problem& problem : validateForm(*parsed.document, form))
            parsed.problems.push_back(std::move(problem));
    return std::move(parsed.problems);
}

Problems validate(std::string_view text, PolicyType type) {
    return validate(text, formOf(type));
}

} // namespace waylight::policy
