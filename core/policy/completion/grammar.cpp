// SPDX-License-Identifier: MIT
#include "core/base/message_ids.h"
#include "core/policy/completion/candidates.h"

#include <algorithm>

namespace waylight::policy {
namespace {

using Tail = Candidate::Tail;

struct ElementName {
    std::string_view name;
    MessageId help;
    Tail tail;
    std::string_view other; ///< its other form, which excludes it
};

constexpr ElementName documentElements[] = {
    {"Version", MessageId::ProposeVersion, Tail::Text, {}},
    {"Statement", MessageId::ProposeStatement, Tail::StatementList, {}},
    {"Id", MessageId::ProposeId, Tail::Text, {}},
};

constexpr ElementName statementElements[] = {
    {"Effect", MessageId::ProposeEffect, Tail::Text, {}},
    {"Principal", MessageId::ProposePrincipal, Tail::Text, "NotPrincipal"},
    {"Action", MessageId::ProposeAction, Tail::Text, "NotAction"},
    {"Resource", MessageId::ProposeResource, Tail::Text, "NotResource"},
    {"Condition", MessageId::ProposeCondition, Tail::Object, {}},
    {"Sid", MessageId::ProposeSid, Tail::Text, {}},
    {"NotAction", MessageId::ProposeNotAction, Tail::Text, "Action"},
    {"NotResource", MessageId::ProposeNotResource, Tail::Text, "Resource"},
    {"NotPrincipal", MessageId::ProposeNotPrincipal, Tail::Text, "Principal"},
};

/// Whether the object around the cursor has a member of that name, other than the one that the cursor is in.
bool isThere(const Wanted& wanted, std::string_view name) {
    const auto& nodes = wanted.place.nodes;
    return !name.empty() && std::any_of(nodes.begin(), nodes.end(), [&](const LooseNode& node) {
        return node.parent == wanted.place.container && node.name == name && node.nameRange != wanted.place.token;
    });
}

bool isValid(std::string_view element, const Wanted& wanted) {
    const bool ofPrincipal = element == "Principal" || element == "NotPrincipal";
    const bool ofResource = element == "Resource" || element == "NotResource";
    if (ofPrincipal && wanted.isIdentityBased())
        return false;
    // A trust policy speaks of its own role.
    if (ofResource && !wanted.scope.type)
        return false;
    return wanted.scope.type != PolicyType::ResourceControl || (element != "NotAction" && element != "NotPrincipal");
}

void addElement(Candidates& out, const Wanted& wanted, const ElementName& element, int rank) {
    if (isThere(wanted, element.name) || isThere(wanted, element.other) || !isValid(element.name, wanted))
        return;
    out.push_back({.kind = ProposalKind::Element,
                   .text = std::string(element.name),
                   .help = message(element.help),
                   .rank = rank,
                   .tail = element.tail,
                   .goesOn = element.name != "Sid" && element.name != "Id"});
}

struct OperatorName {
    std::string_view name;
    MessageId help;
    const char* relation; ///< what a number or date must be; null: the help says it all
    bool negated;
};

/// In the order in which policies need them.
constexpr OperatorName operatorNames[] = {
    {"StringEquals", MessageId::ProposeStringEquals, nullptr, false},
    {"StringNotEquals", MessageId::ProposeStringEquals, nullptr, true},
    {"StringLike", MessageId::ProposeStringLike, nullptr, false},
    {"StringNotLike", MessageId::ProposeStringLike, nullptr, true},
    {"ArnLike", MessageId::ProposeArnLike, nullptr, false},
    {"ArnNotLike", MessageId::ProposeArnLike, nullptr, true},
    {"ArnEquals", MessageId::ProposeArnLike, nullptr, false},
    {"ArnNotEquals", MessageId::ProposeArnLike, nullptr, true},
    {"Bool", MessageId::ProposeBool, nullptr, false},
    {"IpAddress", MessageId::ProposeIpAddress, nullptr, false},
    {"NotIpAddress", MessageId::ProposeIpAddress, nullptr, true},
    {"Null", MessageId::ProposeNull, nullptr, false},
    {"StringEqualsIgnoreCase", MessageId::ProposeStringIgnoreCase, nullptr, false},
    {"StringNotEqualsIgnoreCase", MessageId::ProposeStringIgnoreCase, nullptr, true},
    {"NumericEquals", MessageId::ProposeNumeric, "=", false},
    {"NumericNotEquals", MessageId::ProposeNumeric, "=", true},
    {"NumericLessThan", MessageId::ProposeNumeric, "<", false},
    {"NumericLessThanEquals", MessageId::ProposeNumeric, "≤", false},
    {"NumericGreaterThan", MessageId::ProposeNumeric, ">", false},
    {"NumericGreaterThanEquals", MessageId::ProposeNumeric, "≥", false},
    {"DateEquals", MessageId::ProposeDate, "=", false},
    {"DateNotEquals", MessageId::ProposeDate, "=", true},
    {"DateLessThan", MessageId::ProposeDate, "<", false},
    {"DateLessThanEquals", MessageId::ProposeDate, "≤", false},
    {"DateGreaterThan", MessageId::ProposeDate, ">", false},
    {"DateGreaterThanEquals", MessageId::ProposeDate, "≥", false},
    {"BinaryEquals", MessageId::ProposeBinary, nullptr, false},
};

Message helpOf(const OperatorName& op) {
    const Message plain = op.relation ? message(op.help, op.relation) : message(op.help);
    return op.negated ? message(MessageId::ProposeNegated, toEnglish(plain)) : plain;
}

void addOperator(Candidates& out, std::string name, Message help, int rank, bool onlySearched) {
    out.push_back({.kind = ProposalKind::Operator,
                   .text = std::move(name),
                   .help = std::move(help),
                   .rank = rank,
                   .tail = Tail::Object,
                   .goesOn = true,
                   .onlySearched = onlySearched});
}

} // namespace

bool Wanted::isIdentityBased() const {
    using enum PolicyType;
    return scope.type == Identity || scope.type == Boundary || scope.type == Session || scope.type == ServiceControl;
}

void addDocumentElements(Candidates& out, const Wanted& wanted) {
    int rank = 0;
    for (const ElementName& element : documentElements)
        addElement(out, wanted, element, --rank);
}

void addStatementElements(Candidates& out, const Wanted& wanted) {
    int rank = 0;
    for (const ElementName& element : statementElements)
        addElement(out, wanted, element, --rank);
}

void addStatements(Candidates& out, const Wanted& wanted) {
    const std::string principal = wanted.isIdentityBased() ? "" : "  \"Principal\": \"*\",\n";
    const std::string resource = wanted.scope.type ? ",\n  \"Resource\": \"*\"" : "";
    const auto add = [&](const char* effect, MessageId help, int rank) {
        out.push_back({.kind = ProposalKind::Statement,
                       .text = std::string("{\n  \"Effect\": \"") + effect + "\",\n" + principal +
                               "  \"Action\": \"|\"" + resource + "\n}",
                       .label = std::string("{ ") + effect + " … }",
                       .help = message(help),
                       .rank = rank,
                       .goesOn = true,
                       .whole = true});
    };
    if (wanted.scope.type != PolicyType::ResourceControl)
        add("Allow", MessageId::ProposeNewAllow, 2);
    add("Deny", MessageId::ProposeNewDeny, 1);
}

void addVersions(Candidates& out) {
    out.push_back({.text = "2012-10-17", .help = message(MessageId::ProposeVersion2012), .rank = 1});
    out.push_back({.text = "2008-10-17", .help = message(MessageId::ProposeVersion2008)});
}

void addEffects(Candidates& out, const Wanted& wanted) {
    if (wanted.scope.type != PolicyType::ResourceControl)
        out.push_back({.text = "Allow", .help = message(MessageId::ProposeAllow), .rank = 1});
    out.push_back({.text = "Deny", .help = message(MessageId::ProposeDeny)});
}

void addPrincipalKinds(Candidates& out) {
    const auto add = [&](const char* name, MessageId help, int rank) {
        out.push_back({.kind = ProposalKind::Principal,
                       .text = name,
                       .help = message(help),
                       .rank = rank,
                       .tail = Tail::Text,
                       .goesOn = true});
    };
    add("AWS", MessageId::ProposeAwsPrincipal, 4);
    add("Service", MessageId::ProposeServicePrincipal, 3);
    add("Federated", MessageId::ProposeFederatedPrincipal, 2);
    add("CanonicalUser", MessageId::ProposeCanonicalUser, 1);
}

/// The forms with a prefix or suffix are many: they come when one is being typed.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
void addOperators(Candidates& out, const Wanted& wanted) {
    const bool searched = !wanted.place.typed.empty();
    int rank = 0;
    for (const OperatorName& op : operatorNames) {
        const std::string name(op.name);
        const Message help = helpOf(op);
        addOperator(out, name, help, --rank, false);
        if (!searched)
            continue;
        const bool isNull = op.name == "Null";
        if (!isNull)
            addOperator(out, name + "IfExists", message(MessageId::ProposeIfExists, toEnglish(help)), rank - 100, true);
        for (const auto& [prefix, id] : {std::pair("ForAnyValue:", MessageId::ProposeForAnyValue),
                                         std::pair("ForAllValues:", MessageId::ProposeForAllValues)}) {
            const Message of = message(id, toEnglish(help));
            addOperator(out, prefix + name, of, rank - 200, true);
            if (!isNull)
                addOperator(out, prefix + name + "IfExists", message(MessageId::ProposeIfExists, toEnglish(of)),
                            rank - 300, true);
        }
    }
    std::erase_if(out, [&](const Candidate& each) { return isThere(wanted, each.text); });
}

} // namespace waylight::policy
