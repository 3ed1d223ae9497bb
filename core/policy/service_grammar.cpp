// SPDX-License-Identifier: MIT
#include "core/policy/service_grammar.h"

#include "core/policy/glob.h"
#include "core/policy/operators.h"

#include <algorithm>
#include <array>

namespace waylight::policy {
namespace {

constexpr std::array<std::string_view, 4> rootElements{"Version", "Id", "Statement", "Conditions"};
constexpr std::array<std::string_view, 9> statementElements{
    "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"};
constexpr std::array<const char*, 2> actionElements{"Action", "NotAction"};
constexpr std::array<const char*, 2> resourceElements{"Resource", "NotResource"};

template <std::size_t N>
bool isOneOf(const std::array<std::string_view, N>& all, std::string_view name) {
    return std::find(all.begin(), all.end(), name) != all.end();
}

/// Each check returns the first node that breaks it, or `noNode`.
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

} // namespace

NodeId firstGrammarFault(const JsonTree& tree) {
    return Grammar(tree).firstFault();
}

} // namespace waylight::policy
