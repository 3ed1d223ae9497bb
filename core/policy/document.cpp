// SPDX-License-Identifier: MIT
#include "core/policy/document.h"

#include "core/base/arn.h"
#include "core/base/message_ids.h"
#include "core/policy/open_conditions.h"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace waylight::policy {
namespace {

constexpr std::array<std::string_view, 3> documentElements{"Version", "Id", "Statement"};
constexpr std::array<std::string_view, 9> statementElements{
    "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"};

/// Characters of the longest policy that AWS takes.
constexpr std::size_t longestValue = 20480;

bool isAccountId(std::string_view text) {
    return text.size() == 12 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool holdsWildcard(std::string_view text) {
    return text.find_first_of("*?") != std::string_view::npos;
}

} // namespace

/// Turns a tree into statements. A problem that AWS would refuse, and that leaves open what a statement means, makes
/// the statement (outside of statements: all of them) malformed.
class DocumentReader {
public:
    explicit DocumentReader(std::string text) : m_document(std::make_shared<Document>()) {
        m_document->m_text = std::move(text);
    }

    ParsedDocument read() {
        auto tree = JsonTree::parse(m_document->m_text, m_problems);
        if (!tree)
            return {nullptr, std::move(m_problems)};
        const Problems duplicates = m_problems;
        m_document->m_tree = std::move(*tree);
        if (node(0).kind != JsonKind::Object) {
            report({0, false}, message(MessageId::PolicyNotAnObject));
            return {nullptr, std::move(m_problems)};
        }
        readDocument();
        for (const Problem& problem : duplicates)
            refuseAt(problem.range);
        if (m_documentRefused)
            for (Statement& statement : m_document->m_statements)
                statement.wellFormed = false;
        return {m_document, std::move(m_problems)};
    }

private:
    const JsonTree& tree() const { return m_document->m_tree; }
    const JsonNode& node(NodeId id) const { return m_document->m_tree.node(id); }

    void report(Place place, Message what, Severity severity = Severity::Error) {
        addProblem(m_problems,
                   {{severity, std::move(what), {}, m_document->pointerOf(place)}, m_document->rangeOf(place)});
    }

    /// Reports what makes the current statement malformed.
    void refuse(Place place, Message what) {
        report(place, std::move(what));
        if (m_statement && m_statement->wellFormed) {
            m_statement->wellFormed = false;
            m_statement->malformedAt = place;
        }
        m_documentRefused = m_documentRefused || !m_statement;
    }

    /// Makes the statement around these bytes malformed, or all when they are in none.
    void refuseAt(TextRange range) {
        auto& statements = m_document->m_statements;
        const auto behind = std::partition_point(statements.begin(), statements.end(), [&](const Statement& s) {
            return node(s.node).range.begin <= range.begin;
        });
        if (behind != statements.begin() && range.end <= node(std::prev(behind)->node).range.end)
            std::prev(behind)->wellFormed = false;
        else
            m_documentRefused = true;
    }

    void readDocument() {
        tree().forEachChild(0, [&](NodeId id) {
            if (std::find(documentElements.begin(), documentElements.end(), node(id).name) == documentElements.end())
                refuse({id, true}, message(MessageId::PolicyUnknownElement, node(id).name));
        });
        readVersion();
        if (const NodeId id = tree().member(0, "Id"); id != noNode && node(id).kind != JsonKind::String)
            refuse({id, false}, message(MessageId::PolicyNotText, "Id"));
        readStatements();
    }

    void readVersion() {
        const NodeId id = tree().member(0, "Version");
        if (id == noNode)
            return;
        const std::string& version = node(id).text;
        if (node(id).kind == JsonKind::String && (version == "2012-10-17" || version == "2008-10-17"))
            m_document->m_version = version;
        else
            refuse({id, false}, message(MessageId::PolicyBadVersion, version));
    }

    void readStatements() {
        const NodeId list = tree().member(0, "Statement");
        if (list == noNode || (node(list).kind == JsonKind::Array && node(list).firstChild == noNode)) {
            refuse({list == noNode ? 0 : list, false}, message(MessageId::PolicyNoStatement));
            return;
        }
        if (node(list).kind == JsonKind::Array)
            tree().forEachChild(list, [&](NodeId id) { readStatement(id); });
        else
            readStatement(list);
    }

    void readStatement(NodeId id) {
        Statement statement;
        statement.node = id;
        m_statement = &statement;
        if (node(id).kind == JsonKind::Object) {
            readElements(id);
        } else {
            statement.effectKnown = false;
            refuse({id, false}, message(MessageId::PolicyNotObject, "Statement"));
        }
        m_statement = nullptr;
        m_document->m_statements.push_back(std::move(statement));
    }

    void readElements(NodeId id) {
        tree().forEachChild(id, [&](NodeId element) {
            if (std::find(statementElements.begin(), statementElements.end(), node(element).name) ==
                statementElements.end())
                refuse({element, true}, message(MessageId::PolicyUnknownStatementElement, node(element).name));
        });
        readSid(id);
        readEffect(id);
        readElement(id, m_statement->principal, "Principal", "NotPrincipal",
                    [&](NodeId value) { readPrincipal(value); });
        readElement(id, m_statement->action, "Action", "NotAction", [&](NodeId value) { readActions(value); });
        readElement(id, m_statement->resource, "Resource", "NotResource", [&](NodeId value) { readResources(value); });
        if (!m_statement->action.present)
            refuse({id, false}, message(MessageId::PolicyMissingElement, "Action"));
        if (const NodeId condition = tree().member(id, "Condition"); condition != noNode)
            readCondition(condition);
        settleOpenConditions(m_statement->conditions, tree());
    }

    void readSid(NodeId statement) {
        const NodeId id = tree().member(statement, "Sid");
        if (id == noNode)
            return;
        if (node(id).kind != JsonKind::String) {
            refuse({id, false}, message(MessageId::PolicyNotText, "Sid"));
            return;
        }
        m_statement->sid = node(id).text;
        if (!m_statement->sid.empty() && !m_sids.insert(m_statement->sid).second)
            report({id, false}, message(MessageId::PolicyDuplicateSid, m_statement->sid));
    }

    void readEffect(NodeId statement) {
        const NodeId id = tree().member(statement, "Effect");
        const std::string text = id != noNode && node(id).kind == JsonKind::String ? node(id).text : std::string();
        m_statement->effectKnown = text == "Allow" || text == "Deny";
        m_statement->effect = text == "Deny" ? Effect::Deny : Effect::Allow;
        if (id == noNode)
            refuse({statement, false}, message(MessageId::PolicyMissingElement, "Effect"));
        else if (!m_statement->effectKnown)
            refuse({id, false}, message(MessageId::PolicyBadEffect, node(id).text));
    }

    template <class Pattern, class Read>
    void readElement(NodeId statement, Element<Pattern>& element, const char* name, const char* notName, Read read) {
        const NodeId positive = tree().member(statement, name);
        const NodeId negative = tree().member(statement, notName);
        if (positive != noNode && negative != noNode)
            refuse({negative, true}, message(MessageId::PolicyBothForms, name, notName));
        element.present = positive != noNode || negative != noNode;
        element.negated = positive == noNode;
        element.node = positive == noNode ? negative : positive;
        if (element.present)
            read(element.node);
    }

    /// Calls `take(id)` for a text or each text of a list; refuses anything else. Nulls in lists are skipped, as AWS
    /// does.
    template <class Take>
    void forEachText(NodeId id, Take take) {
        const JsonNode& value = node(id);
        if (value.kind == JsonKind::String) {
            takeText(id, take);
            return;
        }
        if (value.kind != JsonKind::Array) {
            refuse({id, false}, message(MessageId::PolicyNotTextList, value.name));
            return;
        }
        if (value.firstChild == noNode)
            refuse({id, false}, message(MessageId::PolicyEmptyList, value.name));
        tree().forEachChild(id, [&](NodeId item) {
            if (node(item).kind == JsonKind::String)
                takeText(item, take);
            else if (node(item).kind != JsonKind::Null)
                refuse({item, false}, message(MessageId::PolicyNotTextList, node(id).name));
        });
    }

    /// A value longer than the longest policy that AWS takes is none: what it would match costs too much to find out.
    template <class Take>
    void takeText(NodeId id, Take take) {
        if (node(id).text.size() > longestValue)
            refuse({id, false}, message(MessageId::PolicyValueTooLong, std::to_string(longestValue)));
        else
            take(id);
    }

    void readPrincipal(NodeId id) {
        const JsonNode& value = node(id);
        if (value.kind == JsonKind::String) {
            if (value.text != "*")
                report({id, false}, message(MessageId::PolicyBadPrincipalText, value.text));
            addAwsPrincipal(id);
            return;
        }
        if (value.kind != JsonKind::Object || value.firstChild == noNode) {
            refuse({id, false}, message(MessageId::PolicyNotObject, value.name));
            return;
        }
        tree().forEachChild(id, [&](NodeId kind) {
            const std::string& name = node(kind).name;
            if (name == "AWS")
                forEachText(kind, [&](NodeId text) { addAwsPrincipal(text); });
            else if (name == "Service")
                addNamedPrincipals(kind, PrincipalPattern::Kind::Service);
            else if (name == "Federated")
                addNamedPrincipals(kind, PrincipalPattern::Kind::Federated);
            else if (name == "CanonicalUser")
                addNamedPrincipals(kind, PrincipalPattern::Kind::CanonicalUser);
            else
                refuse({kind, true}, message(MessageId::PolicyBadPrincipalKind, name));
        });
    }

    void addNamedPrincipals(NodeId list, PrincipalPattern::Kind kind) {
        forEachText(list, [&](NodeId id) {
            if (holdsWildcard(node(id).text))
                report({id, false}, message(MessageId::PolicyPrincipalWildcard, node(id).text));
            m_statement->principal.patterns.push_back({kind, node(id).text, id});
        });
    }

    void addAwsPrincipal(NodeId id) {
        using Kind = PrincipalPattern::Kind;
        const std::string& text = node(id).text;
        PrincipalPattern pattern{Kind::Arn, text, id};
        const auto arn = Arn::parse(text);
        if (text == "*") {
            pattern.kind = Kind::Everyone;
        } else if (isAccountId(text)) {
            pattern.kind = Kind::Account;
        } else if (arn && arn->service == "iam" && arn->resource == "root") {
            pattern.kind = Kind::Account;
            pattern.text = arn->account;
        } else if (holdsWildcard(text)) {
            report({id, false}, message(MessageId::PolicyPrincipalWildcard, text));
        } else if (!arn && text.substr(0, 4) != "AIDA" && text.substr(0, 4) != "AROA") {
            // AWS shows the unique id of a user or role that was deleted.
            report({id, false}, message(MessageId::PolicyBadPrincipal, text));
        }
        m_statement->principal.patterns.push_back(std::move(pattern));
    }

    void readActions(NodeId list) {
        forEachText(list, [&](NodeId id) {
            const std::string lower = lowered(node(id).text);
            ActionPattern pattern;
            pattern.node = id;
            pattern.everything = !lower.empty() && lower.find_first_not_of('*') == std::string::npos;
            const auto colon = lower.find(':');
            const bool oneColon = colon != std::string::npos && lower.find(':', colon + 1) == std::string::npos;
            pattern.usable = pattern.everything || (oneColon && colon > 0);
            if (!pattern.usable)
                report({id, false}, message(MessageId::PolicyBadAction, node(id).text));
            if (pattern.usable && !pattern.everything) {
                pattern.service = Glob::fromPattern(std::string_view(lower).substr(0, colon));
                pattern.name = Glob::fromPattern(std::string_view(lower).substr(colon + 1));
            }
            m_statement->action.patterns.push_back(std::move(pattern));
        });
    }

    void readResources(NodeId list) {
        forEachText(list, [&](NodeId id) {
            const std::string& text = node(id).text;
            if (text != "*" && text.substr(0, 4) != "arn:" && text.substr(0, 2) != "*:" && text.substr(0, 2) != "${")
                report({id, false}, message(MessageId::PolicyBadResource, text));
            warnAboutVariables(id);
            auto value = ValueTemplate::parse(text, {m_document->hasVariables(), true, false});
            ResourceValue resource;
            resource.node = id;
            if (value.hasVariables())
                resource.pattern = std::move(value);
            else
                resource.pattern = ResourcePattern::from(value.fixed());
            m_statement->resource.patterns.push_back(std::move(resource));
        });
    }

    void warnAboutVariables(NodeId id) {
        const std::string& text = node(id).text;
        if (!m_document->hasVariables() && text.find("${") != std::string::npos)
            report({id, false}, message(MessageId::PolicyVariablesOff, text), Severity::Warning);
    }

    void readCondition(NodeId block) {
        if (node(block).kind != JsonKind::Object) {
            refuse({block, false}, message(MessageId::PolicyNotObject, "Condition"));
            return;
        }
        tree().forEachChild(block, [&](NodeId id) {
            const auto op = Operator::parse(node(id).name);
            if (!op)
                refuse({id, true}, message(MessageId::PolicyUnknownOperator, node(id).name));
            else if (node(id).kind != JsonKind::Object)
                refuse({id, false}, message(MessageId::PolicyNotObject, node(id).name));
            else
                tree().forEachChild(id, [&](NodeId key) { readConditionKey(*op, id, key); });
        });
    }

    void readConditionKey(const Operator& op, NodeId operatorNode, NodeId key) {
        Condition condition{op, lowered(node(key).name), operatorNode, key, {}};
        const auto isScalar = [&](NodeId id) {
            return node(id).kind != JsonKind::Object && node(id).kind != JsonKind::Array &&
                   node(id).kind != JsonKind::Null;
        };
        const auto take = [&](NodeId id) {
            if (!isScalar(id))
                refuse({id, false}, message(MessageId::PolicyNotTextList, node(key).name));
            else
                takeText(id,
                         [&](NodeId text) { condition.values.push_back(readConditionValue(op, operatorNode, text)); });
        };
        if (node(key).kind == JsonKind::Array)
            tree().forEachChild(key, take);
        else
            take(key);
        m_statement->conditions.push_back(std::move(condition));
    }

    ConditionValue readConditionValue(const Operator& op, NodeId operatorNode, NodeId id) {
        const std::string& text = node(id).text;
        ConditionValue value{readOperand(op, text, m_document->hasVariables()), id};
        if (std::holds_alternative<std::monostate>(value.operand))
            report({id, false}, message(MessageId::PolicyBadConditionValue, text, node(operatorNode).name));
        warnAboutVariables(id);
        return value;
    }

    std::shared_ptr<Document> m_document;
    Problems m_problems;
    Statement* m_statement = nullptr; ///< the one being read
    std::unordered_set<std::string> m_sids;
    bool m_documentRefused = false;
};

ParsedDocument Document::parse(std::string text) {
    return DocumentReader(std::move(text)).read();
}

std::string Document::pointerOf(Place place) const {
    return place.node == noNode ? std::string() : m_tree.pointerOf(place.node);
}

TextRange Document::rangeOf(Place place) const {
    if (place.node == noNode)
        return {0, m_text.size()};
    const JsonNode& node = m_tree.node(place.node);
    return place.onName ? node.nameRange : node.range;
}

} // namespace waylight::policy
