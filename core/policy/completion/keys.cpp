// SPDX-License-Identifier: MIT
#include "core/base/message_ids.h"
#include "core/policy/completion/candidates.h"
#include "core/policy/glob.h"
#include "core/policy/operators.h"

#include <algorithm>

namespace waylight::policy {
namespace {

using Kind = DesignName::Kind;

constexpr int fitting = 10; ///< for what goes with the operator, or with the statement's actions

/// What of the design a key's value can be.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
struct KeyValues {
    std::string_view lowerKey;
    Kind kind;
    const char* what;
};
constexpr KeyValues keyValues[] = {
    {"aws:sourcevpce", Kind::Endpoint, "VPC endpoint"},
    {"aws:sourcevpc", Kind::Vpc, "VPC"},
    {"aws:ec2instancesourcevpc", Kind::Vpc, "VPC"},
    {"aws:principalarn", Kind::Role, "IAM role"},
    {"aws:sourcearn", Kind::Bucket, "Bucket"},
    {"aws:principalaccount", Kind::Account, "Account"},
    {"aws:resourceaccount", Kind::Account, "Account"},
    {"aws:sourceaccount", Kind::Account, "Account"},
    {"aws:sourceowner", Kind::Account, "Account"},
    {"aws:vpceaccount", Kind::Account, "Account"},
    {"s3:resourceaccount", Kind::Account, "Account"},
    {"aws:requestedregion", Kind::Region, "Region"},
    {"aws:sourceip", Kind::PublicAddress, "Public address of"},
    {"aws:vpcsourceip", Kind::PrivateBlock, "Block of VPC"},
};

bool isPattern(const KeyEntry& key) {
    return key.name.find("${") != std::string_view::npos;
}

const char* typeName(KeyType type) {
    switch (type) {
    case KeyType::Arn:
        return "ARN";
    case KeyType::Bool:
        return "true or false";
    case KeyType::Numeric:
        return "number";
    case KeyType::Date:
        return "date";
    case KeyType::IpAddress:
        return "address";
    case KeyType::String:
        break;
    }
    return "text";
}

bool goesWith(OperatorFamily family, KeyType type) {
    switch (family) {
    case OperatorFamily::Arn:
        return type == KeyType::Arn;
    case OperatorFamily::Numeric:
        return type == KeyType::Numeric;
    case OperatorFamily::Date:
        return type == KeyType::Date;
    case OperatorFamily::Bool:
        return type == KeyType::Bool;
    case OperatorFamily::IpAddress:
        return type == KeyType::IpAddress;
    case OperatorFamily::Null:
        return true;
    default:
        return type == KeyType::String || type == KeyType::Arn;
    }
}

/// The actions of the statement that the catalog knows one by one, and the services of all of them.
struct Spoken {
    std::vector<FoundAction> actions;
    std::vector<const ServiceEntry*> services;
};

Spoken spokenOf(const Wanted& wanted) {
    Spoken out;
    const auto addService = [&](const ServiceEntry* service) {
        if (service && std::find(out.services.begin(), out.services.end(), service) == out.services.end())
            out.services.push_back(service);
    };
    const int statement = wanted.place.statement();
    for (const std::string& text :
         wanted.place.textsOf(statement < 0 ? -1 : wanted.place.member(statement, "Action"))) {
        if (const FoundAction found = wanted.catalog.action(text))
            out.actions.push_back(found);
        addService(wanted.catalog.service(text.substr(0, text.find(':'))));
    }
    if (out.services.empty())
        for (const std::string& prefix : wanted.scope.services)
            addService(wanted.catalog.service(prefix));
    return out;
}

/// Whether a request for one of the actions can carry the key; true where none is named.
bool fits(const Spoken& spoken, const ServiceEntry& service, const KeyEntry& key) {
    bool told = false;
    for (const FoundAction& each : spoken.actions) {
        if (each.service != &service)
            continue;
        told = true;
        if (service.hasKey(*each.action, key))
            return true;
    }
    return !told;
}

Candidate candidateOf(const KeyEntry& key, const std::string& owner, ProposalKind kind, int rank) {
    const std::string type = typeName(key.type) + std::string(key.multivalued ? ", several values" : "");
    Candidate out{.kind = kind,
                  .text = std::string(key.name.substr(0, key.name.find("${"))),
                  .help = message(MessageId::ProposeKeyOfType, type, owner),
                  .rank = rank};
    out.unfinished = isPattern(key);
    return out;
}

template <class Take>
void forEachKey(const Wanted& wanted, Take take) {
    const Spoken spoken = spokenOf(wanted);
    std::vector<std::string_view> seen;
    for (const KeyEntry& key : wanted.catalog.globalKeys()) {
        seen.push_back(key.name);
        take(key, std::string("every service"), true);
    }
    for (const ServiceEntry* service : spoken.services)
        for (const KeyEntry& key : service->keys)
            if (std::find(seen.begin(), seen.end(), key.name) == seen.end())
                take(key, std::string(service->title), fits(spoken, *service, key));
}

void addDesignValues(Candidates& out, const Wanted& wanted, const std::string& lowerKey) {
    for (const KeyValues& each : keyValues) {
        if (each.lowerKey != lowerKey)
            continue;
        for (const DesignName& name : wanted.scope.names)
            if (name.kind == each.kind)
                out.push_back({.text = name.value, .help = message(MessageId::ProposeOfDesign, each.what, name.title)});
    }
}

void addBooleans(Candidates& out, MessageId yes, MessageId no) {
    out.push_back({.text = "true", .help = message(yes), .rank = 1});
    out.push_back({.text = "false", .help = message(no)});
}

} // namespace

void addKeys(Candidates& out, const Wanted& wanted, const std::string& op) {
    const auto parsed = Operator::parse(op);
    const auto isThere = [&](std::string_view name) {
        return std::any_of(wanted.place.nodes.begin(), wanted.place.nodes.end(), [&](const LooseNode& node) {
            return node.parent == wanted.place.container && lowered(node.name) == lowered(name) &&
                   node.nameRange != wanted.place.token;
        });
    };
    forEachKey(wanted, [&](const KeyEntry& key, const std::string& owner, bool carried) {
        if (isThere(key.name))
            return;
        const bool compares = !parsed || goesWith(parsed->family, key.type);
        const bool several = parsed && parsed->quantifier != SetQuantifier::None;
        const int rank = (compares ? fitting : 0) + (carried ? fitting : 0) + (several == key.multivalued ? 1 : 0);
        Candidate candidate = candidateOf(key, owner, ProposalKind::Key, rank);
        candidate.tail = Candidate::Tail::Text;
        candidate.goesOn = !candidate.unfinished;
        out.push_back(std::move(candidate));
    });
}

void addKeyValues(Candidates& out, const Wanted& wanted, const std::string& op, const std::string& key) {
    const auto parsed = Operator::parse(op);
    const KeyEntry* entry = wanted.catalog.key(key);
    if (parsed && parsed->family == OperatorFamily::Null)
        addBooleans(out, MessageId::ProposeKeyMissing, MessageId::ProposeKeyThere);
    else if ((parsed && parsed->family == OperatorFamily::Bool) || (entry && entry->type == KeyType::Bool))
        addBooleans(out, MessageId::ProposeTrue, MessageId::ProposeFalse);
    else
        addDesignValues(out, wanted, lowered(key));
    std::erase_if(out, [&](const Candidate& each) {
        return std::any_of(wanted.place.nodes.begin(), wanted.place.nodes.end(), [&](const LooseNode& node) {
            return node.parent == wanted.place.container && node.name.empty() && node.text == each.text &&
                   node.range != wanted.place.token;
        });
    });
}

/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
void addVariables(Candidates& out, const Wanted& wanted) {
    const int version = wanted.place.nodes.empty() ? -1 : wanted.place.member(0, "Version");
    if (version < 0 || wanted.place.nodes[static_cast<std::size_t>(version)].text != "2012-10-17")
        return;
    forEachKey(wanted, [&](const KeyEntry& key, const std::string& owner, bool carried) {
        if (!key.multivalued)
            out.push_back(candidateOf(key, owner, ProposalKind::Variable, carried ? fitting : 0));
    });
}

} // namespace waylight::policy
