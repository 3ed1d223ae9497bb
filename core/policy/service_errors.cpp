// SPDX-License-Identifier: MIT
#include "core/policy/service_errors.h"

#include "core/base/message_ids.h"
#include "core/policy/service_texts.h"
#include "core/policy/validate.h"
#include "core/policy/validate_values.h"

#include <algorithm>
#include <array>
#include <unordered_set>
#include <vector>

namespace waylight::policy {
namespace {

using Answer = std::optional<ServiceError>;

constexpr std::array<std::string_view, 4> rootElements{"Version", "Id", "Statement", "Conditions"};
constexpr std::array<std::string_view, 9> statementElements{
    "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"};
constexpr std::array<const char*, 2> actionElements{"Action", "NotAction"};
constexpr std::array<const char*, 2> resourceElements{"Resource", "NotResource"};

template <std::size_t N>
bool isOneOf(const std::array<std::string_view, N>& all, std::string_view name) {
    return std::find(all.begin(), all.end(), name) != all.end();
}

/// The grammar as IAM reads it, more leniently than the documentation: Effect in any case, a condition operator that
/// does not exist as long as it is empty, a null in a list. The first node that breaks it, or `noNode`.
class Grammar {
public:
    explicit Grammar(const JsonTree& tree) : m_tree(tree) {}

    NodeId firstFault() const {
        if (m_tree.root().kind != JsonKind::Object)
            return 0;
        NodeId fault = firstUnknown(0, rootElements);
        take(fault, [&] { return notText(0, "Id"); });
        take(fault, [&] { return badVersion(); });
        take(fault, [&] { return badStatements(); });
        return fault;
    }

private:
    const JsonNode& node(NodeId id) const { return m_tree.node(id); }

    template <class Check>
    static void take(NodeId& fault, Check check) {
        if (fault == noNode)
            fault = check();
    }

    template <std::size_t N>
    NodeId firstUnknown(NodeId object, const std::array<std::string_view, N>& known) const {
        return firstChild(object, [&](NodeId id) { return isOneOf(known, node(id).name) ? noNode : id; });
    }

    /// What `check` finds in the first child in which it finds something.
    template <class Check>
    NodeId firstChild(NodeId parent, Check check) const {
        NodeId fault = noNode;
        m_tree.forEachChild(parent, [&](NodeId id) { take(fault, [&] { return check(id); }); });
        return fault;
    }

    NodeId notText(NodeId object, const char* name) const {
        const NodeId id = m_tree.member(object, name);
        return id == noNode || node(id).kind == JsonKind::String ? noNode : id;
    }

    NodeId badVersion() const {
        const NodeId id = m_tree.member(0, "Version");
        const bool good = id == noNode || (node(id).kind == JsonKind::String &&
                                           (node(id).text == "2012-10-17" || node(id).text == "2008-10-17"));
        return good ? noNode : id;
    }

    NodeId badStatements() const {
        const NodeId list = m_tree.member(0, "Statement");
        if (list == noNode)
            return 0;
        if (node(list).kind != JsonKind::Array)
            return badStatement(list);
        return node(list).firstChild == noNode ? list : firstChild(list, [&](NodeId id) { return badStatement(id); });
    }

    NodeId badStatement(NodeId id) const {
        if (node(id).kind != JsonKind::Object)
            return id;
        NodeId fault = firstUnknown(id, statementElements);
        take(fault, [&] { return badEffect(id); });
        take(fault, [&] { return notText(id, "Sid"); });
        for (const auto& forms : {actionElements, resourceElements}) {
            take(fault, [&] {
                const bool both = m_tree.member(id, forms[0]) != noNode && m_tree.member(id, forms[1]) != noNode;
                return both ? m_tree.member(id, forms[1]) : noNode;
            });
            for (const char* name : forms)
                take(fault, [&] { return badTexts(m_tree.member(id, name)); });
        }
        take(fault, [&] { return badCondition(m_tree.member(id, "Condition")); });
        return fault;
    }

    NodeId badEffect(NodeId statement) const {
        const NodeId id = m_tree.member(statement, "Effect");
        if (id == noNode)
            return statement;
        const std::string lower = lowered(node(id).text);
        return node(id).kind == JsonKind::String && (lower == "allow" || lower == "deny") ? noNode : id;
    }

    NodeId badTexts(NodeId id) const {
        if (id == noNode || node(id).kind == JsonKind::String)
            return noNode;
        if (node(id).kind != JsonKind::Array)
            return id;
        return firstChild(id, [&](NodeId item) {
            return node(item).kind == JsonKind::String || node(item).kind == JsonKind::Null ? noNode : item;
        });
    }

    NodeId badCondition(NodeId block) const {
        if (block == noNode)
            return noNode;
        if (node(block).kind != JsonKind::Object)
            return block;
        return firstChild(block, [&](NodeId op) {
            if (node(op).kind != JsonKind::Object)
                return op;
            if (!Operator::parse(node(op).name) && node(op).firstChild != noNode)
                return op;
            return firstChild(op, [&](NodeId key) { return badValues(key); });
        });
    }

    NodeId badValues(NodeId key) const {
        const auto isContainer = [&](NodeId id) {
            return node(id).kind == JsonKind::Object || node(id).kind == JsonKind::Array;
        };
        if (node(key).kind == JsonKind::Array)
            return firstChild(key, [&](NodeId item) { return isContainer(item) ? item : noNode; });
        return node(key).kind == JsonKind::Object || node(key).kind == JsonKind::Null ? key : noNode;
    }

    const JsonTree& m_tree;
};

/// The checks of IAM on a document whose grammar is good, one function each, in the order in which IAM makes them.
class IamChecks {
public:
    IamChecks(const JsonTree& tree, PolicyForm form) : m_tree(tree), m_form(form), m_rules(policy::rulesOf(form)) {
        const NodeId list = tree.member(0, "Statement");
        if (tree.node(list).kind == JsonKind::Object)
            m_statements.push_back(list);
        else
            tree.forEachChild(list, [&](NodeId id) { m_statements.push_back(id); });
    }

    Answer firstError() const {
        using Check = Answer (IamChecks::*)() const;
        static constexpr Check checks[] = {
            &IamChecks::version,      &IamChecks::effects,      &IamChecks::dates,           &IamChecks::cutShortArns,
            &IamChecks::sids,         &IamChecks::principals,   &IamChecks::missingActions,  &IamChecks::resourceFormat,
            &IamChecks::actionFormat, &IamChecks::trustActions, &IamChecks::missingResources};
        for (const Check check : checks)
            if (Answer answer = (this->*check)())
                return answer;
        return std::nullopt;
    }

private:
    const JsonNode& node(NodeId id) const { return m_tree.node(id); }
    Answer at(NodeId id, std::string text) const { return ServiceError{std::move(text), node(id).range}; }

    /// Calls `visit(id)` for the text or the texts of a list.
    template <class Visit>
    void forEachText(NodeId element, Visit visit) const {
        if (element == noNode)
            return;
        const auto take = [&](NodeId id) {
            if (node(id).kind != JsonKind::Null)
                visit(id);
        };
        if (node(element).kind == JsonKind::Array)
            m_tree.forEachChild(element, take);
        else
            take(element);
    }

    Answer version() const {
        const NodeId id = m_tree.member(0, "Version");
        const bool good = !m_rules.needsVersion || (id != noNode && node(id).text == "2012-10-17");
        return good ? std::nullopt : at(id == noNode ? 0 : id, service_text::version);
    }

    Answer effects() const {
        for (const NodeId statement : m_statements)
            if (const NodeId id = m_tree.member(statement, "Effect");
                node(id).text != "Allow" && node(id).text != "Deny")
                return at(id, service_text::legacy);
        return std::nullopt;
    }

    Answer dates() const {
        Answer answer;
        for (const NodeId statement : m_statements) {
            const NodeId block = m_tree.member(statement, "Condition");
            if (block == noNode)
                continue;
            m_tree.forEachChild(block, [&](NodeId op) {
                const auto parsed = Operator::parse(node(op).name);
                if (!parsed || parsed->family != OperatorFamily::Date)
                    return;
                m_tree.forEachChild(op, [&](NodeId key) {
                    forEachText(key, [&](NodeId value) {
                        if (!answer && !isAcceptedDate(node(value).text))
                            answer = at(value, service_text::legacy);
                    });
                });
            });
        }
        return answer;
    }

    /// What the ARNs of the document are refused for. IAM looks at Resource everywhere, then at NotResource, at the
    /// ARNs of a list in reverse order; the last one that is not well formed is named. The older parser, whose words
    /// come first, is asked only as long as all were well formed.
    struct ArnVerdict {
        NodeId malformed = noNode;
        NodeId cutShort = noNode;
    };
    ArnVerdict arns() const {
        ArnVerdict verdict;
        for (const char* const name : resourceElements)
            for (const NodeId statement : m_statements) {
                const ArnVerdict own = arnsOf(m_tree.member(statement, name));
                if (own.malformed != noNode)
                    verdict.malformed = own.malformed;
                if (verdict.malformed == noNode && verdict.cutShort == noNode)
                    verdict.cutShort = own.cutShort;
            }
        return verdict;
    }
    ArnVerdict arnsOf(NodeId element) const {
        ArnVerdict verdict;
        forEachText(element, [&](NodeId id) {
            const ResourceFault fault = resourceFault(node(id).text);
            if (fault == ResourceFault::None)
                return;
            NodeId& worst = fault == ResourceFault::CutShort ? verdict.cutShort : verdict.malformed;
            if (worst == noNode || node(id).text < node(worst).text)
                worst = id;
        });
        return verdict;
    }

    Answer cutShortArns() const {
        const NodeId id = arns().cutShort;
        return id == noNode ? std::nullopt : at(id, service_text::legacy);
    }

    Answer resourceFormat() const {
        const NodeId id = arns().malformed;
        return id == noNode || m_form == PolicyForm::Trust ? std::nullopt
                                                           : at(id, service_text::ofResource(node(id).text));
    }

    Answer sids() const {
        std::unordered_set<std::string> seen;
        for (const NodeId statement : m_statements)
            if (const NodeId id = m_tree.member(statement, "Sid");
                id != noNode && !node(id).text.empty() && !seen.insert(node(id).text).second)
                return at(id, service_text::duplicateSid);
        return std::nullopt;
    }

    Answer principals() const {
        for (const NodeId statement : m_statements) {
            const NodeId named = m_tree.member(statement, "Principal");
            const NodeId id = named == noNode ? m_tree.member(statement, "NotPrincipal") : named;
            if (m_rules.principal == PrincipalRule::Forbidden && id != noNode)
                return at(id, service_text::principalForbidden);
            if (m_rules.principal == PrincipalRule::Required && id == noNode)
                return at(statement, service_text::principalMissing);
        }
        return std::nullopt;
    }

    /// The first statement that has neither element, or an empty list.
    NodeId firstWithout(const std::array<const char*, 2>& forms) const {
        for (const NodeId statement : m_statements) {
            const NodeId positive = m_tree.member(statement, forms[0]);
            const NodeId id = positive == noNode ? m_tree.member(statement, forms[1]) : positive;
            if (id == noNode)
                return statement;
            if (node(id).kind == JsonKind::Array && node(id).firstChild == noNode)
                return id;
        }
        return noNode;
    }

    Answer missingActions() const {
        const NodeId id = firstWithout(actionElements);
        return id == noNode ? std::nullopt : at(id, service_text::noActions);
    }

    Answer missingResources() const {
        if (m_form == PolicyForm::Trust) {
            for (const NodeId statement : m_statements)
                for (const char* const name : resourceElements)
                    if (const NodeId id = m_tree.member(statement, name); id != noNode)
                        return at(id, service_text::resourceForbidden);
            return std::nullopt;
        }
        const NodeId id = firstWithout(resourceElements);
        return id == noNode ? std::nullopt : at(id, service_text::noResources);
    }

    template <class Refused>
    NodeId firstAction(Refused refused) const {
        NodeId found = noNode;
        for (const char* const name : actionElements)
            for (const NodeId statement : m_statements)
                forEachText(m_tree.member(statement, name), [&](NodeId id) {
                    if (found == noNode && refused(node(id).text))
                        found = id;
                });
        return found;
    }

    Answer actionFormat() const {
        const NodeId id =
            firstAction([](const std::string& action) { return actionFault(action) != ActionFault::None; });
        return id == noNode ? std::nullopt : at(id, service_text::ofAction(node(id).text));
    }

    Answer trustActions() const {
        if (m_form != PolicyForm::Trust)
            return std::nullopt;
        const NodeId id = firstAction([](const std::string& action) { return !isTrustAction(action); });
        return id == noNode ? std::nullopt : at(id, service_text::trustActions);
    }

    const JsonTree& m_tree;
    PolicyForm m_form;
    FormRules m_rules;
    std::vector<NodeId> m_statements;
};

Answer iamError(std::string_view text, PolicyForm form) {
    Problems problems;
    const auto tree = JsonTree::parse(text, problems);
    if (!problems.empty()) // not JSON, or a member twice
        return ServiceError{service_text::syntax, problems.front().range};
    if (const NodeId fault = Grammar(*tree).firstFault(); fault != noNode)
        return ServiceError{service_text::syntax, tree->node(fault).range};
    return IamChecks(*tree, form).firstError();
}

bool isTooLong(const Problem& problem) {
    const MessageId id = problem.diagnostic.message.id;
    return id == MessageId::PolicyTooLong || id == MessageId::PolicyTooLongCompact;
}

} // namespace

std::optional<ServiceError> serviceError(std::string_view text, PolicyForm form) {
    const bool iam = rulesOf(form).savedByIam;
    if (iam)
        if (Answer answer = iamError(text, form))
            return answer;
    for (const Problem& problem : validate(text, form)) {
        if (problem.diagnostic.severity != Severity::Error || (iam && !isTooLong(problem)))
            continue;
        if (std::string words = serviceText(problem, form); !words.empty())
            return ServiceError{std::move(words), problem.range};
    }
    return std::nullopt;
}

} // namespace waylight::policy
