// SPDX-License-Identifier: MIT
#include "core/policy/validate.h"

#include "core/base/message_ids.h"

#include <algorithm>

namespace waylight::policy {
namespace {

/// What a type of policy demands beyond the grammar.
struct TypeRules {
    std::size_t characters = 0; ///< 0: not checked
    bool namesPrincipal = false;
};

TypeRules rulesOf(PolicyType type) {
    switch (type) {
    case PolicyType::InterfaceEndpoint:
    case PolicyType::GatewayEndpoint:
        return {20480, true}; // vpc/latest/privatelink/vpc-endpoints-access.html
    case PolicyType::ServiceControl:
        return {5120, false}; // organizations/latest/userguide/orgs_reference_limits.html
    case PolicyType::ResourceControl:
        return {5120, true};
    case PolicyType::Resource:
        return {0, true};
    case PolicyType::Identity:
    case PolicyType::Boundary:
    case PolicyType::Session:
        break;
    }
    return {};
}

bool isEndpoint(PolicyType type) {
    return type == PolicyType::InterfaceEndpoint || type == PolicyType::GatewayEndpoint;
}

class TypeValidator {
public:
    TypeValidator(const Document& document, PolicyType type)
        : m_document(document), m_type(type), m_rules(rulesOf(type)) {}

    Problems validate() {
        checkSize();
        if (m_document.tree().member(0, "Version") == noNode)
            report({}, message(MessageId::PolicyOldVersion),
                   m_type == PolicyType::ResourceControl ? Severity::Error : Severity::Warning);
        for (const Statement& statement : m_document.statements()) {
            checkPrincipal(statement);
            checkResource(statement);
            checkConditions(statement);
            if (m_type == PolicyType::ResourceControl)
                checkResourceControl(statement);
        }
        checkEndpointAllows();
        return std::move(m_problems);
    }

private:
    void report(Place place, Message what, Severity severity = Severity::Error) {
        m_problems.push_back({{severity, std::move(what), {}, m_document.pointerOf(place)}, m_document.rangeOf(place)});
    }

    const std::string& nameOf(NodeId node) const { return m_document.tree().node(node).name; }

    /// AWS counts characters, white space included.
    void checkSize() {
        const std::string& text = m_document.text();
        const auto characters = static_cast<std::size_t>(std::count_if(
            text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
        if (m_rules.characters != 0 && characters > m_rules.characters)
            report({},
                   message(MessageId::PolicyTooLong, std::to_string(characters), std::to_string(m_rules.characters)),
                   isEndpoint(m_type) ? Severity::Error
                                      : Severity::Warning); // the console strips white space from the others
    }

    void checkPrincipal(const Statement& statement) {
        const auto& principal = statement.principal;
        if (!m_rules.namesPrincipal) {
            if (principal.present)
                report({principal.node, true}, message(MessageId::PolicyPrincipalForbidden, nameOf(principal.node)));
            return;
        }
        if (!principal.present)
            report({statement.node, false}, message(MessageId::PolicyPrincipalRequired));
        else if (principal.negated && statement.effect == Effect::Allow)
            report({principal.node, true}, message(MessageId::PolicyNotPrincipalAllow));
        else if (m_type == PolicyType::GatewayEndpoint && !principal.negated && !isEveryone(principal))
            report({principal.node, false}, message(MessageId::PolicyGatewayPrincipal), Severity::Warning);
    }

    static bool isEveryone(const Element<PrincipalPattern>& principal) {
        return std::all_of(principal.patterns.begin(), principal.patterns.end(), [](const PrincipalPattern& pattern) {
            return pattern.kind == PrincipalPattern::Kind::Everyone;
        });
    }

    /// A trust policy speaks of its own role and has no Resource.
    void checkResource(const Statement& statement) {
        const auto& actions = statement.action.patterns;
        const bool trust = m_type == PolicyType::Resource && !actions.empty() &&
                           std::all_of(actions.begin(), actions.end(), [](const ActionPattern& action) {
                               return action.usable && !action.everything && action.service.matches("sts");
                           });
        if (!statement.resource.present && !trust && m_document.tree().node(statement.node).kind == JsonKind::Object)
            report({statement.node, false}, message(MessageId::PolicyMissingElement, "Resource"));
    }

    void checkConditions(const Statement& statement) {
        for (const Condition& condition : statement.conditions) {
            const OperatorFamily family = condition.op.family;
            if (family != OperatorFamily::StringEquals && family != OperatorFamily::StringEqualsIgnoreCase)
                continue;
            const char* const like = condition.op.negated ? "StringNotLike" : "StringLike";
            for (const ConditionValue& value : condition.values)
                if (holdsBareStar(m_document.tree().node(value.node).text))
                    report({value.node, false},
                           message(MessageId::PolicyConditionStar, nameOf(condition.operatorNode), like,
                                   m_document.tree().node(value.node).text),
                           Severity::Warning);
        }
    }

    /// A wildcard outside of `${*}` and `${?}`.
    static bool holdsBareStar(const std::string& text) {
        for (std::size_t at = text.find_first_of("*?"); at != std::string::npos; at = text.find_first_of("*?", at + 1))
            if (at < 2 || text.compare(at - 2, 2, "${") != 0)
                return true;
        return false;
    }

    /// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
    void checkResourceControl(const Statement& statement) {
        if (statement.effect == Effect::Allow)
            report({statement.node, false}, message(MessageId::PolicyDenyOnly));
        if (statement.action.present && statement.action.negated)
            report({statement.action.node, true}, message(MessageId::PolicyElementForbidden, "NotAction"));
        for (const ActionPattern& action : statement.action.patterns)
            if (action.everything)
                report({action.node, false}, message(MessageId::PolicyActionMustNameService));
        if (statement.principal.present && (statement.principal.negated || !isEveryone(statement.principal)))
            report({statement.principal.node, false}, message(MessageId::PolicyPrincipalMustBeStar));
    }

    void checkEndpointAllows() {
        const auto& statements = m_document.statements();
        const bool allows = std::any_of(statements.begin(), statements.end(),
                                        [](const Statement& s) { return s.effect == Effect::Allow; });
        if (isEndpoint(m_type) && !statements.empty() && !allows)
            report({m_document.tree().member(0, "Statement"), false}, message(MessageId::PolicyNothingAllowed),
                   Severity::Warning);
    }

    const Document& m_document;
    PolicyType m_type;
    TypeRules m_rules;
    Problems m_problems;
};

} // namespace

Problems validateType(const Document& document, PolicyType type) {
    return TypeValidator(document, type).validate();
}

Problems validate(std::string_view text, PolicyType type) {
    ParsedDocument parsed = Document::parse(std::string(text));
    if (parsed.document)
        for (Problem& problem : validateType(*parsed.document, type))
            parsed.problems.push_back(std::move(problem));
    return std::move(parsed.problems);
}

} // namespace waylight::policy
