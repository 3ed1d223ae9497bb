// SPDX-License-Identifier: MIT
#include "core/policy/validate_rules.h"

#include "core/base/message_ids.h"
#include "core/policy/validate_values.h"

#include <algorithm>

namespace waylight::policy {
namespace {

bool continuesCharacter(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return !continuesCharacter(c); }));
}

/// White space inside of texts counts.
std::size_t compactCharacters(std::string_view text) {
    std::size_t count = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"')
            quoted = !quoted;
        const bool white = !quoted && (text[i] == ' ' || text[i] == '\n' || text[i] == '\t' || text[i] == '\r');
        count += !white && !continuesCharacter(text[i]);
        if (quoted && text[i] == '\\') {
            ++count; // the escaped character, which may be a quote
            ++i;
        }
    }
    return count;
}

void reportSize(Validation& validation, MessageId id, std::size_t size, std::size_t limit, Severity severity) {
    if (size > limit)
        validation.report({}, message(id, std::to_string(size), std::to_string(limit)), severity);
}

} // namespace

void checkSize(Validation& validation, PolicyForm form) {
    const FormRules rules = rulesOf(form);
    const std::string& text = validation.document().text();
    if (rules.limit == 0)
        return;
    const std::size_t compact = compactCharacters(text);
    switch (rules.unit) {
    case SizeUnit::Characters:
        reportSize(validation, MessageId::PolicyTooLong, characters(text), rules.limit, Severity::Error);
        break;
    case SizeUnit::Bytes:
        reportSize(validation, MessageId::PolicyTooLong, text.size(), rules.limit, Severity::Error);
        break;
    case SizeUnit::CompactCharacters:
        reportSize(validation, MessageId::PolicyTooLongCompact, compact, rules.limit, Severity::Error);
        break;
    case SizeUnit::CompactOrAll:
        if (compact > rules.limit)
            reportSize(validation, MessageId::PolicyTooLongCompact, compact, rules.limit, Severity::Error);
        else
            reportSize(validation, MessageId::PolicyTooLong, characters(text), rules.limit, Severity::Warning);
        break;
    }
    const std::size_t managed = rulesOf(PolicyForm::Managed).limit;
    if (form == PolicyForm::Identity && compact <= rules.limit)
        reportSize(validation, MessageId::PolicyTooLongManaged, compact, managed, Severity::Warning);
}

void checkTrust(Validation& validation) {
    for (const Statement& statement : validation.document().statements()) {
        if (statement.resource.present)
            validation.report({statement.resource.node, true}, message(MessageId::PolicyElementForbidden,
                                                                       validation.node(statement.resource.node).name));
        if (statement.principal.present && statement.principal.negated && statement.effect == Effect::Deny)
            validation.report({statement.principal.node, true},
                              message(MessageId::PolicyElementForbidden, "NotPrincipal"));
        for (const ActionPattern& action : statement.action.patterns)
            if (const std::string& text = validation.textOf(action.node); action.usable && !isTrustAction(text))
                validation.report({action.node, false}, message(MessageId::PolicyTrustAction, text));
    }
}

/// "Supported since September 2025" and "only with Resource *" stand on the same page.
void checkServiceControl(Validation& validation) {
    for (const Statement& statement : validation.document().statements()) {
        const auto& patterns = statement.resource.patterns;
        const bool narrowed = statement.resource.negated ||
                              std::any_of(patterns.begin(), patterns.end(), [&](const ResourceValue& value) {
                                  return validation.textOf(value.node) != "*";
                              });
        if (statement.effect == Effect::Allow && statement.resource.present && narrowed)
            validation.report({statement.resource.node, false}, message(MessageId::PolicyScpAllowResource),
                              Severity::Warning);
    }
}

void checkResourceControl(Validation& validation) {
    for (const Statement& statement : validation.document().statements()) {
        if (statement.effect == Effect::Allow)
            validation.report({statement.node, false}, message(MessageId::PolicyDenyOnly));
        if (statement.action.present && statement.action.negated)
            validation.report({statement.action.node, true}, message(MessageId::PolicyElementForbidden, "NotAction"));
        for (const ActionPattern& action : statement.action.patterns)
            if (action.everything)
                validation.report({action.node, false}, message(MessageId::PolicyActionMustNameService));
        if (statement.principal.present && (statement.principal.negated || !isEveryone(statement.principal)))
            validation.report({statement.principal.node, false}, message(MessageId::PolicyPrincipalMustBeStar));
    }
}

} // namespace waylight::policy
