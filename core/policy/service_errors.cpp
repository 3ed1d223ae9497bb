// SPDX-License-Identifier: MIT
#include "core/policy/service_errors.h"

#include "core/base/message_ids.h"
#include "core/policy/lint.h"
#include "core/policy/service_grammar.h"
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

constexpr std::array<const char*, 2> actionElements{"Action", "NotAction"};
constexpr std::array<const char*, 2> resourceElements{"Resource", "NotResource"};

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
    if (const NodeId fault = firstGrammarFault(*tree); fault != noNode)
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
    if (form == PolicyForm::Bucket) // S3 alone compares a statement's actions with its resources
        for (const LintFinding& finding : lint(Document::parse(std::string(text)).document, form))
            if (std::string words = serviceText(finding.problem, form); !words.empty())
                return ServiceError{std::move(words), finding.problem.range};
    return std::nullopt;
}

} // namespace waylight::policy
