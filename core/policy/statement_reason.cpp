// SPDX-License-Identifier: MIT
#include "core/policy/statement_reason.h"

#include "core/base/message_ids.h"

#include <algorithm>

namespace waylight::policy {
namespace {

constexpr std::size_t shownValues = 3;

/// Keys that only a VPC endpoint sets.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
bool isSetByEndpoint(const std::string& lowerKey) {
    constexpr std::string_view keys[] = {"aws:sourcevpce",  "aws:sourcevpc", "aws:sourcevpcarn", "aws:vpcsourceip",
                                         "aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths"};
    return std::find(std::begin(keys), std::end(keys), lowerKey) != std::end(keys);
}

/// The first values, with commas; an ellipsis stands for the rest.
std::string listed(const std::vector<std::string>& values) {
    std::string text;
    for (std::size_t i = 0; i < values.size() && i < shownValues; ++i)
        text += (i == 0 ? "" : ", ") + values[i];
    return values.size() > shownValues ? text + ", …" : text;
}

std::vector<std::string> textsBelow(const JsonTree& tree, NodeId id) {
    const JsonNode& node = tree.node(id);
    if (node.kind != JsonKind::Array)
        return {node.text};
    std::vector<std::string> texts;
    tree.forEachChild(id, [&](NodeId item) { texts.push_back(tree.node(item).text); });
    return texts;
}

/// The first variable in the element's texts whose key nobody knows; empty when there is none.
std::string unknownVariable(const JsonTree& tree, NodeId id, const ContextKeys& keys) {
    for (const std::string& text : textsBelow(tree, id)) {
        for (auto at = text.find("${"); at != std::string::npos; at = text.find("${", at + 2)) {
            const std::string name = text.substr(at + 2, text.find_first_of(",}", at) - at - 2);
            if (keys.find(lowered(name)).state == ContextKeys::State::Unknown)
                return name;
        }
    }
    return {};
}

Message conditionReason(const Document& document, const Condition& condition, const RequestContext& context) {
    const JsonTree& tree = document.tree();
    const std::string& key = tree.node(condition.keyNode).name;
    const std::string& op = tree.node(condition.operatorNode).name;
    const std::string wanted = listed(textsBelow(tree, condition.keyNode));
    const auto found = context.keys.find(condition.lowerKey);
    if (found.state == ContextKeys::State::Present)
        return message(MessageId::StatementConditionDiffers, key, op, wanted, listed(found.key->values));
    if (isSetByEndpoint(condition.lowerKey) && !context.keys.has("aws:SourceVpce"))
        return message(MessageId::StatementNoEndpoint, key, op, wanted);
    if (condition.lowerKey == "aws:sourceip" && context.keys.has("aws:SourceVpce"))
        return message(MessageId::StatementNoPublicAddress, key, op, wanted);
    return message(MessageId::StatementConditionAbsent, key, op, wanted);
}

Message unknownReason(const Document& document, const StatementOutcome& outcome, const RequestContext& context) {
    const JsonTree& tree = document.tree();
    const std::string& name = tree.node(outcome.place.node).name;
    if (outcome.part == StatementPart::Principal)
        return message(MessageId::StatementUnknown, name, "CanonicalUser");
    const std::string variable = unknownVariable(tree, outcome.place.node, context.keys);
    return message(MessageId::StatementUnknown, name, variable.empty() ? name : variable);
}

template <class Pattern>
Message elementReason(const Element<Pattern>& element, MessageId other, MessageId except, const std::string& asked) {
    return message(element.negated ? except : other, asked);
}

std::string whoAsks(const Principal& principal) {
    if (principal.kind == PrincipalKind::Anonymous)
        return toEnglish(message(MessageId::StatementAnonymous));
    return principal.roleArn.empty() ? principal.arn : principal.roleArn;
}

/// "Action s3:Get*": what an element says of the request. Empty: it says nothing.
template <class Pattern>
std::string saidBy(const JsonTree& tree, const Element<Pattern>& element, NodeId by) {
    if (!element.present)
        return {};
    std::vector<std::string> values;
    for (const Pattern& pattern : element.patterns)
        if (element.negated || pattern.node == by)
            values.push_back(tree.node(pattern.node).text);
    return values.empty() ? std::string() : tree.node(element.node).name + ' ' + listed(values);
}

} // namespace

std::string matchingParts(const Document& document, const StatementOutcome& outcome) {
    const JsonTree& tree = document.tree();
    const Statement& statement = document.statements()[outcome.statement];
    std::vector<std::string> parts{saidBy(tree, statement.action, outcome.action),
                                   saidBy(tree, statement.resource, outcome.resource),
                                   saidBy(tree, statement.principal, outcome.principal)};
    for (const Condition& condition : statement.conditions)
        parts.push_back(tree.node(condition.operatorNode).name + ' ' + tree.node(condition.keyNode).name);
    std::string text;
    for (const std::string& part : parts)
        if (!part.empty())
            text += (text.empty() ? "" : "; ") + part;
    return text;
}

Message statementReason(const Document& document, const StatementOutcome& outcome, const RequestContext& context) {
    const Statement& statement = document.statements()[outcome.statement];
    if (outcome.part == StatementPart::Malformed)
        return message(MessageId::StatementMalformed);
    if (outcome.match == Match::Unknown)
        return unknownReason(document, outcome, context);
    switch (outcome.part) {
    case StatementPart::Action:
        return elementReason(statement.action, MessageId::StatementOtherAction, MessageId::StatementExceptAction,
                             context.action);
    case StatementPart::Resource:
        return elementReason(statement.resource, MessageId::StatementOtherResource, MessageId::StatementExceptResource,
                             context.resource);
    case StatementPart::Principal:
        return elementReason(statement.principal, MessageId::StatementOtherPrincipal,
                             MessageId::StatementExceptPrincipal, whoAsks(context.principal));
    case StatementPart::Condition:
        for (const Condition& condition : statement.conditions)
            if (condition.keyNode == outcome.place.node)
                return conditionReason(document, condition, context);
        break;
    case StatementPart::None:
    case StatementPart::Malformed:
        break;
    }
    return message(outcome.effect == Effect::Deny ? MessageId::StatementDenies : MessageId::StatementAllows);
}

} // namespace waylight::policy
