// SPDX-License-Identifier: MIT
#include "tests/support/naive_policy.h"

#include "tests/support/naive_policy_parts.h"

#include <algorithm>
#include <iterator>

namespace naive_policy {

namespace {

/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
void addKeys(Facts& facts) {
    const auto add = [&](const char* name, const std::string& value) { facts.keys.insert({name, {value}}); };
    if (!facts.request->resourceAccount.empty())
        add("aws:resourceaccount", facts.request->resourceAccount);
    if (facts.who == Who::Service)
        add("aws:principalisawsservice", "true");
    if (facts.who == Who::Anonymous) {
        add("aws:principalaccount", "anonymous");
        add("aws:principaltype", "Anonymous");
    }
    if (facts.account.empty())
        return;
    add("aws:principalisawsservice", "false");
    add("aws:principalaccount", facts.account);
    add("aws:principalarn", facts.roleArn.empty() ? facts.arn : facts.roleArn);
    add("aws:principaltype", facts.who == Who::User            ? "User"
                             : facts.who == Who::Root          ? "Account"
                             : facts.who == Who::FederatedUser ? "FederatedUser"
                                                               : "AssumedRole");
    if (facts.who == Who::User)
        add("aws:username", splitAt(facts.arn, '/').back());
}

std::string serviceOf(const std::string& action) {
    return lower(splitAt(action, ':').at(0));
}

/// The services whose resources RCPs protect:
/// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
bool rcpApplies(const Facts& facts) {
    static const std::set<std::string> services{"s3", "sts", "kms", "sqs", "secretsmanager", "dynamodb", "logs", "ecr"};
    return !facts.serviceLinked && services.count(serviceOf(facts.request->action)) > 0 && lower(facts.request->action) != "kms:retiregrant";
}

/// Keys and roles let nobody in whom their own policy does not name, not even through identity policies.
bool resourceMustAllow(const Request& request) {
    const auto parts = splitAt(request.resource, ':');
    if (parts.size() < 6)
        return false;
    const bool key = parts[2] == "kms" && parts[5].rfind("key/", 0) == 0 && serviceOf(request.action) == "kms";
    const bool role = parts[2] == "iam" && parts[5].rfind("role/", 0) == 0 && serviceOf(request.action) == "sts";
    return key || role;
}

struct Verdict {
    bool allows = false, denies = false;
    Named named = Named::No; ///< how the Allows name the requester
};

/// Puts the layers together.
class Decider {
public:
    Decider(const Policies& policies, const Request& request, Luck luck) : m_policies(policies), m_facts(factsOf(request)) {
        m_facts.luck = luck;
    }

    Answer decide();

private:
    Verdict look(const Json& document, Kind kind, const std::string& layer);
    Verdict look(const std::vector<const Json*>& documents, Kind kind, const std::string& layer);
    StatementAnswer unreadable(const Json& statement) const;
    void block(const std::string& layer, const Verdict& verdict, bool needed);
    void filters();
    void grants();

    const Policies& m_policies;
    Facts m_facts;
    Answer m_answer;
    bool m_denied = false;
};

/// Nobody knows what it says, but it may say that the requester may, or may not.
StatementAnswer Decider::unreadable(const Json& statement) const {
    const std::string effect = effectOf(statement);
    const bool best = m_facts.luck == Luck::Best;
    return {effect != (best ? "Deny" : "Allow"), !best, best ? Named::Direct : Named::No};
}

Verdict Decider::look(const Json& document, Kind kind, const std::string& layer) {
    Verdict verdict;
    const bool fits = documentFits(document);
    const bool variables = fits && document.value("Version", "2008-10-17") == "2012-10-17";
    const Json& list = document.at("Statement");
    for (std::size_t i = 0; i < (list.is_array() ? list.size() : 1); ++i) {
        const Json& statement = list.is_array() ? list.at(i) : list;
        const bool readable = fits && statementFits(statement);
        const StatementAnswer answer = readable ? ask(statement, variables, kind, m_facts) : unreadable(statement);
        m_answer.all.insert({layer, &statement});
        if (!readable)
            m_answer.open.insert({layer, &statement});
        if (!answer.matches)
            continue;
        m_answer.matching.insert({layer, &statement});
        if (answer.denies) {
            verdict.denies = true;
        } else {
            verdict.allows = true;
            verdict.named = std::max(verdict.named, answer.named);
        }
    }
    return verdict;
}

Verdict Decider::look(const std::vector<const Json*>& documents, Kind kind, const std::string& layer) {
    Verdict all;
    for (const Json* document : documents) {
        const Verdict one = look(*document, kind, layer);
        all.allows |= one.allows;
        all.denies |= one.denies;
    }
    return all;
}

void Decider::block(const std::string& layer, const Verdict& verdict, bool needed) {
    m_denied |= verdict.denies;
    if (verdict.denies || (needed && !verdict.allows))
        m_answer.blockedBy.insert(layer);
}

/// Layers that grant nothing.
void Decider::filters() {
    if (!m_facts.account.empty() && !m_facts.serviceLinked) {
        for (const auto& level : m_policies.scp)
            block("scp", look(level, Kind::ServiceControl, "scp"), true);
    }
    if (rcpApplies(m_facts)) {
        for (const auto& level : m_policies.rcp)
            block("rcp", look(level, Kind::ResourceControl, "rcp"), false);
    }
    for (const Endpoint& endpoint : m_policies.endpoints)
        block("vpce", look(*endpoint.document, endpoint.gateway ? Kind::Gateway : Kind::Interface, "vpce"), true);
}

/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-single-account.html
void Decider::grants() {
    const Request& request = *m_facts.request;
    const bool sameAccount = m_facts.account == request.resourceAccount;
    Verdict resource = m_policies.resource ? look(*m_policies.resource, Kind::Resource, "resource") : Verdict{};
    // "A bucket policy's Allow covers only objects that the bucket's account owns": https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
    resource.allows = resource.allows && request.bucketOwnsObject.value_or(m_facts.luck == Luck::Best);
    block("resource", resource, !sameAccount || resourceMustAllow(request));
    if (m_facts.account.empty())
        return;
    const Named named = sameAccount && resource.allows ? resource.named : Named::No;
    const bool direct = named == Named::Direct || named == Named::Everyone;
    if (m_facts.who != Who::Root) { // which has neither
        block("identity", look(m_policies.identity, Kind::Identity, "identity"), !direct && named != Named::Role);
        if (!m_policies.boundary.empty())
            block("pb", look(m_policies.boundary, Kind::Boundary, "pb"), !direct);
    }
    if (!m_policies.session.empty())
        block("session", look(m_policies.session, Kind::Session, "session"), !direct);
}

Answer Decider::decide() {
    m_facts.hasBoundary = !m_policies.boundary.empty() && (m_facts.who == Who::User || m_facts.who == Who::Role || m_facts.who == Who::RoleSession);
    filters();
    grants();
    if (lower(m_facts.request->action) == "sts:getcalleridentity") { // cannot be denied
        m_answer.blockedBy.clear();
        m_denied = false;
    }
    m_answer.decision = m_denied ? "ExplicitlyDenied" : m_answer.blockedBy.empty() ? "Allowed" : "ImplicitlyDenied";
    return m_answer;
}

} // namespace

Facts factsOf(const Request& request) {
    Facts facts;
    facts.request = &request;
    for (const auto& [name, values] : request.keys)
        facts.keys[lower(name)] = values;
    const auto parts = splitAt(request.principal, ':');
    if (parts.size() < 6) {
        facts.who = request.principal == "anonymous" ? Who::Anonymous : Who::Service;
        facts.arn = facts.who == Who::Service ? request.principal : "";
    } else {
        facts.arn = request.principal;
        facts.account = parts[4];
        const auto path = splitAt(parts[5], '/');
        if (path[0] == "assumed-role") {
            facts.who = Who::RoleSession;
            facts.roleArn = "arn:aws:iam::" + facts.account + ":role/" + path[1];
            facts.serviceLinked = path[1].rfind("AWSServiceRoleFor", 0) == 0;
        } else if (path[0] == "role") {
            facts.who = Who::Role;
            facts.roleArn = request.principal;
            facts.serviceLinked = path[1] == "aws-service-role";
        } else {
            facts.who = path[0] == "user" ? Who::User : path[0] == "federated-user" ? Who::FederatedUser : Who::Root;
        }
    }
    addKeys(facts);
    return facts;
}

Answer decide(const Policies& policies, const Request& request) {
    Answer best = Decider(policies, request, Luck::Best).decide();
    const Answer worst = Decider(policies, request, Luck::Worst).decide();
    std::set_symmetric_difference(best.matching.begin(), best.matching.end(), worst.matching.begin(), worst.matching.end(),
                                  std::inserter(best.open, best.open.end()));
    if ((best.decision == "Allowed") != (worst.decision == "Allowed"))
        best.decision = "Unknown";
    return best;
}

} // namespace naive_policy
