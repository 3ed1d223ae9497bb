// SPDX-License-Identifier: MIT
#include "core/base/message_ids.h"
#include "core/policy/lint/rules.h"
#include "core/policy/lint/witness.h"

#include <algorithm>
#include <array>
#include <set>

namespace waylight::policy {
namespace {

/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html (sensitive condition keys)
bool isIdentifier(std::string_view lowerKey) {
    static constexpr std::array<std::string_view, 10> keys{
        "aws:principalaccount", "aws:principalorgid", "aws:resourceaccount", "aws:resourceorgid", "aws:sourceaccount",
        "aws:sourceorgid",      "aws:sourcevpc",      "aws:sourcevpce",      "aws:vpceaccount",   "aws:vpceorgid"};
    return std::find(keys.begin(), keys.end(), lowerKey) != keys.end();
}

class ConditionRules {
public:
    explicit ConditionRules(LintSubject& subject) : m_subject(subject), m_witness(subject) {}

    void run() {
        for (const StatementView& view : m_subject.statements())
            for (const Condition& condition : view.statement->conditions)
                if (!m_subject.isFull())
                    check(view, condition);
    }

private:
    void check(const StatementView& view, const Condition& condition) {
        const std::string& name = m_subject.nameOf(condition.keyNode);
        const KeyEntry* key = m_subject.catalog().key(name);
        checkStars(view, condition);
        checkIdentifier(view, condition);
        checkMfa(view, condition);
        if (key) {
            checkMultivalued(view, condition, *key);
            if (!m_subject.catalog().globalKey(name))
                checkActions(view, condition, name);
        } else if (!isOfProvider(view, name)) {
            m_subject.report("unknown-key", Severity::Warning, {condition.keyNode, true},
                             message(MessageId::LintUnknownKey, name), withoutKey(view, condition));
        }
        checkForAllValues(view, condition);
    }

    /// Keys of identity providers are named after the provider: "server.example.com:sub".
    /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
    static bool isOfProvider(const StatementView& view, const std::string& name) {
        const std::string provider = name.substr(0, name.rfind(':'));
        if (provider.size() == name.size())
            return false;
        return provider.find('.') != std::string::npos ||
               std::any_of(view.actions.begin(), view.actions.end(),
                           [](const ActionUse& use) { return use.action->name.starts_with("AssumeRoleWith"); });
    }

    static bool holdsWhenAbsent(const Condition& condition) {
        const Operator& op = condition.op;
        return op.ifExists || op.quantifier == SetQuantifier::ForAllValues ||
               (op.negated && op.quantifier == SetQuantifier::None);
    }

    /// What a request gets that fulfils everything else and does not carry the key.
    std::shared_ptr<const Witness> withoutKey(const StatementView& view, const Condition& condition,
                                              const ActionUse* use = nullptr) const {
        RequestContext request = m_witness.requestFor(view, use);
        request.keys.remove(m_subject.nameOf(condition.keyNode));
        if (condition.op.family == OperatorFamily::Null)
            return m_witness.provenEither(view, request);
        return holdsWhenAbsent(condition) ? m_witness.provenAlways(view, std::move(request))
                                          : m_witness.provenNever(view, std::move(request));
    }

    /// A `*` in StringEquals is a star. Ranges and words are those of `validate`, which says it too.
    void checkStars(const StatementView& view, const Condition& condition) {
        if (condition.op.family != OperatorFamily::StringEquals &&
            condition.op.family != OperatorFamily::StringEqualsIgnoreCase)
            return;
        for (const ConditionValue& value : condition.values) {
            const std::string& text = m_subject.textOf(value.node);
            std::size_t at = text.find_first_of("*?");
            while (at != std::string::npos && at >= 2 && text.compare(at - 2, 2, "${") == 0)
                at = text.find_first_of("*?", at + 1);
            if (at == std::string::npos)
                continue;
            RequestContext request = m_witness.requestFor(view);
            std::string meant = text;
            std::replace(meant.begin(), meant.end(), '*', 'x');
            std::replace(meant.begin(), meant.end(), '?', 'x');
            request.keys.set(m_subject.nameOf(condition.keyNode), meant);
            const bool never = !condition.op.negated;
            m_subject.report("star-in-string-equals", Severity::Warning, {value.node, false},
                             message(MessageId::PolicyConditionStar, m_subject.nameOf(condition.operatorNode),
                                     condition.op.negated ? "StringNotLike" : "StringLike", text),
                             never ? m_witness.provenNever(view, std::move(request))
                                   : m_witness.provenAlways(view, std::move(request)));
        }
    }

    void checkIdentifier(const StatementView& view, const Condition& condition) {
        if (condition.op.family != OperatorFamily::StringLike || !isIdentifier(condition.lowerKey) ||
            m_subject.isEndpoint()) // there AWS refuses it, which is for `validate`
            return;
        for (const ConditionValue& value : condition.values) {
            const std::string& text = m_subject.textOf(value.node);
            if (text.find_first_of("*?") == std::string::npos || text.find("${") != std::string::npos)
                continue;
            RequestContext request = m_witness.requestFor(view);
            std::string stranger = text;
            std::replace(stranger.begin(), stranger.end(), '*', '9');
            std::replace(stranger.begin(), stranger.end(), '?', '9');
            request.keys.set(m_subject.nameOf(condition.keyNode), stranger);
            m_subject.report("wildcard-in-identifier", Severity::Warning, {value.node, false},
                             message(MessageId::LintWildcardIdentifier, m_subject.nameOf(condition.keyNode), text),
                             condition.op.negated ? m_witness.provenNever(view, std::move(request))
                                                  : m_witness.provenAlways(view, std::move(request)));
        }
    }

    /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html (MultiFactorAuthPresent)
    void checkMfa(const StatementView& view, const Condition& condition) {
        if (condition.lowerKey != "aws:multifactorauthpresent" || condition.values.empty())
            return;
        const bool says = lowered(m_subject.textOf(condition.values.front().node)) == "true";
        const Place place{condition.keyNode, true};
        if (condition.op.family == OperatorFamily::Bool && !condition.op.ifExists && !says) {
            RequestContext request = m_witness.requestFor(view);
            request.keys.remove("aws:MultiFactorAuthPresent");
            m_subject.report("mfa-missing-key", Severity::Warning, place, message(MessageId::LintMfaBool),
                             m_witness.provenNever(view, std::move(request)));
        } else if (condition.op.family == OperatorFamily::Null && says != view.allows() && !comparesMfa(view)) {
            RequestContext request = m_witness.requestFor(view);
            request.keys.set("aws:MultiFactorAuthPresent", "false");
            m_subject.report("mfa-presence", Severity::Warning, place, message(MessageId::LintMfaNull),
                             view.allows() ? m_witness.provenAlways(view, std::move(request))
                                           : m_witness.provenNever(view, std::move(request)));
        }
    }

    static bool comparesMfa(const StatementView& view) {
        const auto& all = view.statement->conditions;
        return std::any_of(all.begin(), all.end(), [](const Condition& c) {
            return c.lowerKey == "aws:multifactorauthpresent" && c.op.family == OperatorFamily::Bool;
        });
    }

    /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
    void checkMultivalued(const StatementView& view, const Condition& condition, const KeyEntry& key) {
        if (condition.op.family == OperatorFamily::Null)
            return;
        const std::string& op = m_subject.nameOf(condition.operatorNode);
        const std::string& name = m_subject.nameOf(condition.keyNode);
        const Place place{condition.operatorNode, true};
        if (key.multivalued && condition.op.quantifier == SetQuantifier::None) {
            RequestContext request = m_witness.requestFor(view);
            const auto found = request.keys.find(condition.lowerKey);
            std::vector<std::string> values = found.key ? found.key->values : std::vector<std::string>();
            values.push_back(condition.op.negated && !condition.values.empty()
                                 ? m_subject.textOf(condition.values.front().node)
                                 : "other-value");
            request.keys.set(name, values);
            m_subject.report("multivalued-key", Severity::Warning, place, message(MessageId::LintMultivalued, name, op),
                             m_witness.provenEither(view, request));
        } else if (!key.multivalued && condition.op.quantifier != SetQuantifier::None) {
            const std::string single = op.substr(op.find(':') + 1);
            // They differ where the request lacks the key.
            const bool plain = condition.op.ifExists || condition.op.negated;
            if (plain == holdsWhenAbsent(condition))
                m_subject.report("set-operator-without-effect", Severity::Note, place,
                                 message(MessageId::LintSetOperatorUseless, name, op, single));
            else
                m_subject.report("set-operator-on-single-value", Severity::Note, place,
                                 message(MessageId::LintSetOperatorSingle, name, op, single),
                                 withoutKey(view, condition));
        }
    }

    /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
    void checkForAllValues(const StatementView& view, const Condition& condition) {
        if (!view.allows() || condition.op.quantifier != SetQuantifier::ForAllValues ||
            condition.op.family == OperatorFamily::Null || needsKey(view, condition.lowerKey))
            return;
        const std::string& name = m_subject.nameOf(condition.keyNode);
        RequestContext request = m_witness.requestFor(view);
        request.keys.remove(name);
        m_subject.report("for-all-values-without-key", Severity::Warning, {condition.operatorNode, true},
                         message(MessageId::LintForAllValues, name), m_witness.provenAlways(view, std::move(request)));
    }

    /// Another condition of the statement holds only for requests that carry the key.
    bool needsKey(const StatementView& view, const std::string& lowerKey) const {
        const auto& all = view.statement->conditions;
        return std::any_of(all.begin(), all.end(), [&](const Condition& c) {
            if (c.lowerKey != lowerKey)
                return false;
            return c.op.family == OperatorFamily::Null
                       ? !c.values.empty() && lowered(m_subject.textOf(c.values.front().node)) == "false"
                       : !holdsWhenAbsent(c);
        });
    }

    /// A key that only some actions have: the others are not allowed, or not denied, by this statement.
    void checkActions(const StatementView& view, const Condition& condition, const std::string& name) {
        if (view.actions.empty() || condition.op.family == OperatorFamily::Null)
            return;
        const auto has = [&](const ActionUse& use) {
            const KeyEntry* key = use.service->key(name);
            return key && use.service->hasKey(*use.action, *key);
        };
        const bool never = !holdsWhenAbsent(condition);
        if (std::none_of(view.actions.begin(), view.actions.end(), has)) {
            if (isAssigned(view.actions.front(), name))
                reportAction(view, condition, view.actions.front(), name);
        } else if (never && view.allows()) {
            std::set<NodeId> done;
            for (const ActionUse& use : view.actions)
                if (use.exact && !has(use) && !isPartOfTakingRole(use) && done.insert(use.node).second)
                    reportAction(view, condition, use, name);
        }
    }

    /// Tags and the source identity come with the request that takes the role, and are decided with its keys.
    bool isPartOfTakingRole(const ActionUse& use) const {
        return m_subject.isTrust() && !use.action->name.starts_with("AssumeRole");
    }

    /// AWS lists some keys for a service and for none of its actions: nothing can be said of those.
    bool isAssigned(const ActionUse& use, const std::string& name) const {
        const ServiceEntry* owner = m_subject.catalog().service(std::string_view(name).substr(0, name.find(':')));
        const ServiceEntry& service = use.service->key(name) || !owner ? *use.service : *owner;
        const KeyEntry* key = service.key(name);
        return !key || std::any_of(service.actions.begin(), service.actions.end(),
                                   [&](const ActionEntry& action) { return service.hasKey(action, *key); });
    }

    void reportAction(const StatementView& view, const Condition& condition, const ActionUse& use,
                      const std::string& name) {
        m_subject.report("key-not-for-action", Severity::Warning, {condition.keyNode, true},
                         message(MessageId::LintKeyNotForAction, name, use.name()), withoutKey(view, condition, &use));
    }

    LintSubject& m_subject;
    WitnessMaker m_witness;
};

} // namespace

void lintConditions(LintSubject& subject) {
    ConditionRules(subject).run();
}

} // namespace waylight::policy
