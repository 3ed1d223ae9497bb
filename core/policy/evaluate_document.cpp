// SPDX-License-Identifier: MIT
#include "core/policy/evaluate_document.h"

#include "core/base/sort_unique.h"
#include "core/policy/principal_match.h"

#include <algorithm>

namespace waylight::policy {
namespace {

/// A part of a statement against the request; where it failed or is unknown.
struct PartOutcome {
    Match match = Match::Yes;
    Place place;
    NodeId by = noNode; ///< the value that matches
};

ShortArns shortArnsIn(PolicyType type) {
    switch (type) {
    case PolicyType::Identity:
    case PolicyType::Boundary:
    case PolicyType::Session:
        return ShortArns::FillIn;
    case PolicyType::ServiceControl:
    case PolicyType::ResourceControl:
        return ShortArns::Refuse;
    case PolicyType::Resource:
    case PolicyType::InterfaceEndpoint:
    case PolicyType::GatewayEndpoint:
        break;
    }
    return ShortArns::FillInWildcards;
}

/// Evaluates the statements of one document. Keys on which an unknown match depends are collected on the way.
class Evaluator {
public:
    Evaluator(const PreparedRequest& request, const DocumentOptions& options)
        : m_request(request), m_context(request.context), m_options(options), m_shortArns(shortArnsIn(options.type)) {}

    StatementOutcome evaluated(const Statement& statement, std::size_t index) {
        StatementOutcome out{index,      statement.effect, Match::Yes, StatementPart::None, {statement.node, false},
                             Grant::None};
        if (!statement.wellFormed) {
            out.match = Match::Unknown;
            out.effectKnown = statement.effectKnown;
            out.part = StatementPart::Malformed;
            out.place = statement.malformedAt.node == noNode ? out.place : statement.malformedAt;
            return out;
        }
        const auto take = [&](StatementPart part, const PartOutcome& outcome) {
            if (outcome.match < out.match) {
                out.match = outcome.match;
                out.part = part;
                out.place = outcome.place;
            }
            return out.match != Match::No;
        };
        const PartOutcome action = actionOutcome(statement.action);
        out.action = action.by;
        if (!take(StatementPart::Action, action))
            return out;
        const PartOutcome resource = resourceOutcome(statement.resource, statement.effect);
        out.resource = resource.by;
        if (!take(StatementPart::Resource, resource))
            return out;
        const PrincipalMatch who = matchPrincipal(statement, m_context.principal, m_options);
        out.grant = who.grant;
        out.principal = who.by;
        if (who.match == Match::Unknown)
            miss("CanonicalUser");
        if (!take(StatementPart::Principal, {who.match, {who.place, false}}))
            return out;
        for (const Condition& condition : statement.conditions)
            if (!take(StatementPart::Condition, conditionOutcome(condition)))
                break;
        return out;
    }

    std::vector<std::string> takeMissingKeys() { return std::move(m_missingKeys); }
    void forgetMissingKeys(std::size_t from) { m_missingKeys.resize(from); }
    std::size_t missingKeyCount() const { return m_missingKeys.size(); }

private:
    PartOutcome actionOutcome(const Element<ActionPattern>& element) const {
        const auto named =
            std::find_if(element.patterns.begin(), element.patterns.end(), [&](const ActionPattern& pattern) {
                return pattern.everything || (pattern.usable && pattern.service.matches(m_request.service) &&
                                              pattern.name.matches(m_request.actionName));
            });
        const bool found = named != element.patterns.end();
        return {
            toMatch(found != element.negated), {element.node, false}, found && !element.negated ? named->node : noNode};
    }

    /// Whether the pattern names what the request is for; of a request for many all of them, or `partly` some.
    bool names(const ResourcePattern& pattern, bool partly) const {
        if (!m_request.namesMany || m_context.actionHasNoResource)
            return pattern.matches(m_request.resource, m_shortArns);
        const auto matches = [&](const std::string& one) { return pattern.matches(ResourceName(one), m_shortArns); };
        if (partly && pattern.intersects(m_request.resource, m_shortArns))
            return true;
        return matches(m_request.shortest) && matches(m_request.longest);
    }

    PartOutcome resourceOutcome(const Element<ResourceValue>& element, Effect effect) {
        if (!element.present)
            return {};
        // A request for `bucket/*` is allowed as soon as part of it is, and denied only when all of it is.
        const bool partly = (effect == Effect::Allow) != element.negated;
        Match named = Match::No;
        NodeId by = noNode;
        bool canBeNegated = true;
        for (const ResourceValue& value : element.patterns) {
            const auto* const fixed = std::get_if<ResourcePattern>(&value.pattern);
            std::optional<ResourcePattern> expanded;
            if (!fixed) {
                const auto& text = std::get<ValueTemplate>(value.pattern);
                if (!element.negated && startsElse(text.fixed().literalPrefix()))
                    continue;
                const auto expansion = text.expanded(m_context.keys);
                if (expansion.pattern)
                    expanded = ResourcePattern::from(*expansion.pattern);
                else if (!expansion.unknownKey.empty())
                    miss(expansion.unknownKey);
                named = either(named, expansion.unknownKey.empty() ? Match::No : Match::Unknown);
            }
            const ResourcePattern* const pattern = fixed ? fixed : expanded ? &*expanded : nullptr;
            if (pattern)
                named = either(named, toMatch(names(*pattern, partly)));
            canBeNegated = canBeNegated && (pattern ? pattern->canBeNegated(m_shortArns) : named == Match::Unknown);
            if (named == Match::Yes) {
                by = value.node;
                break;
            }
        }
        if (!element.negated)
            return {named, {element.node, false}, by};
        // A NotResource that cannot be resolved matches nothing, rather than everything else.
        return {canBeNegated ? opposite(named) : Match::No, {element.node, false}};
    }

    /// Whether nothing that the request is for can begin so.
    bool startsElse(std::string_view prefix) const {
        const std::string_view asked = m_request.resource.text;
        const std::string_view fixed = asked.substr(0, m_context.actionHasNoResource ? asked.size() : asked.find('*'));
        const bool many = fixed.size() < asked.size();
        return !asked.starts_with(prefix) && !(many && prefix.starts_with(fixed));
    }

    PartOutcome conditionOutcome(const Condition& condition) {
        const auto found = m_context.keys.find(condition.lowerKey);
        if (found.state == ContextKeys::State::Unknown) {
            if (condition.whenKeyOpen != Match::Unknown)
                return {condition.whenKeyOpen, {condition.keyNode, true}};
            miss(condition.lowerKey);
            return {Match::Unknown, {condition.keyNode, true}};
        }
        const bool present = found.state == ContextKeys::State::Present;
        const Match match = condition.op.family == OperatorFamily::Null ? nullMatches(condition, found.key)
                            : present                                   ? valuesMatch(condition, found.key->values)
                                                                        : toMatch(matchesWhenAbsent(condition.op));
        return {match, {condition.keyNode, !present}};
    }

    static bool matchesWhenAbsent(const Operator& op) {
        if (op.ifExists || op.quantifier == SetQuantifier::ForAllValues)
            return true;
        return op.negated && op.quantifier == SetQuantifier::None;
    }

    /// No values, or only the empty text: AWS's "null data set".
    static bool isNullSet(const std::vector<std::string>& values) {
        return std::all_of(values.begin(), values.end(), [](const std::string& value) { return value.empty(); });
    }

    static Match nullMatches(const Condition& condition, const ContextKey* key) {
        const bool isNull = !key || isNullSet(key->values);
        if (isNull && condition.op.quantifier != SetQuantifier::None)
            return toMatch(condition.op.quantifier == SetQuantifier::ForAllValues);
        const auto wantsIt = [&](const ConditionValue& value) {
            const bool* wanted = std::get_if<bool>(&value.operand);
            return wanted && *wanted == isNull;
        };
        return toMatch(std::any_of(condition.values.begin(), condition.values.end(), wantsIt));
    }

    Match valuesMatch(const Condition& condition, const std::vector<std::string>& values) {
        const SetQuantifier quantifier = condition.op.quantifier;
        if (values.empty())
            return toMatch(matchesWhenAbsent(condition.op));
        if (quantifier != SetQuantifier::None && isNullSet(values)) // present, so that IfExists does not help
            return toMatch(quantifier == SetQuantifier::ForAllValues);
        // Several values without a quantifier are not defined by AWS: positive operators want one of them, negated ones
        // all.
        const bool all =
            quantifier == SetQuantifier::ForAllValues || (quantifier == SetQuantifier::None && condition.op.negated);
        Match result = toMatch(all);
        for (const std::string& value : values) {
            const Match match = valueMatches(condition, value);
            result = all ? both(result, match) : either(result, match);
        }
        return result;
    }

    /// One value of the request against all values of the policy: any of them, or with a negated operator none.
    Match valueMatches(const Condition& condition, const std::string& text) {
        const RequestValue value(condition.op, text);
        Match any = Match::No;
        bool comparable = true;
        for (const ConditionValue& operand : condition.values) {
            std::string_view unknownKey;
            switch (compared(condition.op, operand.operand, value, m_context.keys, unknownKey)) {
            case Comparison::Matches:
                any = Match::Yes;
                break;
            case Comparison::Differs:
                break;
            case Comparison::Incomparable:
                comparable = false;
                break;
            case Comparison::Unknown:
                miss(unknownKey);
                any = either(any, Match::Unknown);
            }
            if (any == Match::Yes)
                break;
        }
        if (!condition.op.negated)
            return any;
        return comparable ? opposite(any) : Match::No;
    }

    void miss(std::string_view key) { m_missingKeys.emplace_back(key); }

    const PreparedRequest& m_request;
    const RequestContext& m_context;
    const DocumentOptions& m_options;
    ShortArns m_shortArns;
    std::vector<std::string> m_missingKeys;
};

/// The statement to show: the certain Deny, the certain Allow, an unknown one, or the Allow that failed last.
const StatementOutcome* deciding(const std::vector<StatementOutcome>& statements, const DocumentOutcome& outcome) {
    const auto rank = [&](const StatementOutcome& s) {
        const bool deny = s.effect == Effect::Deny || !s.effectKnown;
        if (s.match == Match::Yes)
            return deny ? 100 : 80;
        if (s.match == Match::Unknown)
            return deny ? 90 : outcome.allows == Match::Unknown ? 85 : 0;
        return deny ? 0 : 1 + static_cast<int>(s.part);
    };
    const StatementOutcome* best = nullptr;
    for (const StatementOutcome& statement : statements)
        if (rank(statement) > (best ? rank(*best) : 0))
            best = &statement;
    return best;
}

void add(DocumentOutcome& out, const StatementOutcome& statement) {
    if (!statement.effectKnown)
        out.denies = either(out.denies, Match::Unknown);
    if (statement.effect == Effect::Deny) {
        out.denies = either(out.denies, statement.match);
        return;
    }
    out.allows = either(out.allows, statement.match);
    Match& grant = out.grants[static_cast<std::size_t>(statement.grant)];
    grant = either(grant, statement.match);
}

} // namespace

DocumentOutcome::Effect DocumentOutcome::effect() const {
    if (denies == Match::Yes)
        return Effect::Deny;
    if (denies == Match::Unknown || allows == Match::Unknown)
        return Effect::Unknown;
    return allows == Match::Yes ? Effect::Allow : Effect::None;
}

PreparedRequest::PreparedRequest(const RequestContext& request)
    : context(request), service(lowered(request.action)), resource(request.resource),
      namesMany(request.resource.find('*') != std::string::npos) {
    constexpr std::size_t longRun = 256;
    for (const char c : namesMany ? request.resource : std::string()) {
        shortest += c == '*' ? "" : std::string(1, c);
        longest += c == '*' ? std::string(longRun, '\1') : std::string(1, c); // a character that no pattern names
    }
    const auto colon = service.find(':');
    if (colon == std::string::npos)
        return;
    actionName = service.substr(colon + 1);
    service.resize(colon);
}

DocumentOutcome evaluateDocument(const Document& document, const PreparedRequest& request,
                                 const DocumentOptions& options) {
    Evaluator evaluator(request, options);
    DocumentOutcome out;
    if (options.detail == Detail::Reasons)
        out.statements.reserve(document.statements().size());
    for (std::size_t i = 0; i < document.statements().size(); ++i) {
        const std::size_t missingBefore = evaluator.missingKeyCount();
        const StatementOutcome statement = evaluator.evaluated(document.statements()[i], i);
        if (statement.match != Match::Unknown)
            evaluator.forgetMissingKeys(missingBefore);
        add(out, statement);
        if (options.detail == Detail::Reasons)
            out.statements.push_back(statement);
        else if (out.denies == Match::Yes)
            break;
    }
    if (const StatementOutcome* statement = deciding(out.statements, out)) {
        out.decidedBy = statement->statement;
        out.place = statement->place;
    }
    out.missingKeys = evaluator.takeMissingKeys();
    sortUnique(out.missingKeys);
    return out;
}

DocumentOutcome evaluateDocument(const Document& document, const RequestContext& context,
                                 const DocumentOptions& options) {
    return evaluateDocument(document, PreparedRequest(context), options);
}

} // namespace waylight::policy
