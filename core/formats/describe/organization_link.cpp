// SPDX-License-Identifier: MIT
#include "core/base/arn.h"
#include "core/base/message_ids.h"
#include "core/formats/describe/hooks.h"
#include "core/formats/describe/organization.h"

#include <algorithm>
#include <set>

namespace waylight::describe {
namespace {

/// An organization is at most five units deep, and a folder may hold nonsense.
constexpr std::size_t maxLevels = 16;

bool isRoot(const std::string& id) {
    return id.starts_with("r-");
}

bool isOfAws(const std::string& policyName) {
    return policyName == "FullAWSAccess" || policyName == "RCPFullAWSAccess";
}

class Linker {
public:
    Linker(const OrganizationFacts& facts, Topology& topology, Diagnostics& diagnostics)
        : m_facts(facts), m_topology(topology), m_diagnostics(diagnostics) {
        for (const auto& [asker, organization] : facts.organizations)
            m_organization = textAt(organization, "Id");
        for (const auto& [id, policy] : facts.policies)
            if (const auto arn = Arn::parse(textAt(policy.summary, "Arn")); arn && m_organization.empty())
                m_organization = organizationIn(arn->resource);
    }

    void link() {
        std::vector<Account> accounts;
        m_topology.forEach<Account>([&](const Account& each) { accounts.push_back(each); });
        for (Account& account : accounts) {
            linkAccount(account);
            m_topology.set(account);
        }
        for (const auto& [id, policy] : m_facts.policies) {
            const std::string name = nameOf(id, policy);
            if (!policy.targets)
                say(message(MessageId::ControlPolicyUnplaced, name, id));
            else if (m_used.contains(id) && !policy.content && !isOfAws(name))
                say(message(MessageId::ControlPolicyNoDocument, name));
        }
    }

    /// What no account of the design says.
    void keep(std::vector<UnmodelledList>& kept) const {
        UnmodelledList policies{controlPolicyList, {}, {}, Json::array()};
        for (const auto& [id, policy] : m_facts.policies)
            if (Json rest = restOf(id, policy); !rest.is_null())
                policies.items.push_back(std::move(rest));
        UnmodelledList parents{parentList, {}, {}, Json::array()};
        for (const auto& [child, parent] : m_facts.parents)
            if (!m_linkedChildren.contains(child))
                parents.items.push_back({{"ChildId", child}, {"ParentId", parent}});
        UnmodelledList organizations{"Organizations", {}, {}, Json::array()};
        for (const auto& [asker, organization] : m_facts.organizations)
            if (!m_topology.get<Account>(Id(asker)))
                organizations.items.push_back(organization);
        for (UnmodelledList* each : {&policies, &parents, &organizations})
            if (!each->items.empty())
                kept.push_back(std::move(*each));
    }

private:
    /// The id in policy/o-…/service_control_policy/p-….
    static std::string organizationIn(const std::string& resource) {
        const auto at = resource.find("/o-");
        return at == std::string::npos ? std::string() : resource.substr(at + 1, resource.find('/', at + 1) - at - 1);
    }

    static std::string nameOf(const std::string& id, const OrganizationFacts::Policy& policy) {
        const std::string name = textAt(policy.summary, "Name");
        return name.empty() ? id : name;
    }

    Json restOf(const std::string& id, const OrganizationFacts::Policy& policy) const {
        Json targets = Json::array();
        if (policy.targets)
            for (const auto& [target, json] : *policy.targets)
                if (!m_usedAt.contains({id, target}))
                    targets.push_back(json);
        const bool told = policy.targets && targets.empty() && m_used.contains(id);
        if (told)
            return {};
        Json rest = {{"Policy", {{"PolicySummary", policy.summary}}}};
        if (policy.content)
            rest["Policy"]["Content"] = *policy.content;
        if (policy.targets)
            rest["Targets"] = std::move(targets);
        return rest;
    }

    void linkAccount(Account& account) {
        std::vector<std::string> levels{account.id};
        for (auto parent = m_facts.parents.find(account.id);
             parent != m_facts.parents.end() && levels.size() < maxLevels;
             parent = m_facts.parents.find(parent->second))
            levels.push_back(parent->second);
        std::reverse(levels.begin(), levels.end());
        const bool complete = isRoot(levels.front());
        setOrganization(account, levels, complete);
        if (!complete)
            if (const std::string root = onlyRoot(); !root.empty())
                levels.insert(levels.begin(), root);
        for (const ControlKind& kind : controlKinds)
            linkKind(account, levels, complete, kind);
    }

    void setOrganization(Account& account, const std::vector<std::string>& levels, bool complete) {
        if (const auto asked = m_facts.organizations.find(account.id); asked != m_facts.organizations.end()) {
            account.organization = textAt(asked->second, "Id");
            Json rest = asked->second;
            rest.erase("Id");
            if (textAt(rest, "MasterAccountId") == account.id)
                rest.erase("MasterAccountId");
            if (!rest.empty())
                account.extra = Extra(Json{{"aws", {{"Organization", std::move(rest)}}}});
        }
        for (const auto& [asker, organization] : m_facts.organizations)
            if (textAt(organization, "MasterAccountId") == account.id) {
                account.organization = textAt(organization, "Id");
                account.managesOrganization = true;
            }
        if (!complete || m_organization.empty())
            return;
        account.organization = m_organization;
        account.organizationPath = m_organization + '/';
        for (const std::string& level : levels) {
            m_linkedChildren.insert(level);
            if (level != account.id)
                account.organizationPath += level + '/';
        }
    }

    /// The root that a policy is attached to: an organization has one.
    std::string onlyRoot() const {
        std::set<std::string> roots;
        for (const auto& [id, policy] : m_facts.policies)
            if (policy.targets)
                for (const auto& [target, json] : *policy.targets)
                    if (isRoot(target))
                        roots.insert(target);
        return roots.size() == 1 ? *roots.begin() : std::string();
    }

    void linkKind(Account& account, const std::vector<std::string>& levels, bool complete, const ControlKind& kind) {
        bool any = false;
        bool open = false;
        for (const auto& [id, policy] : m_facts.policies) {
            const bool isOfKind = textAt(policy.summary, "Type") == kind.type;
            any |= isOfKind;
            open |= isOfKind && !policy.targets;
        }
        if (!any)
            return;
        std::set<std::string> labels{"root", "account"};
        std::string bare;
        for (const std::string& level : levels)
            if (!addLevel(account, level, labels, kind))
                bare = level;
        if (account.managesOrganization)
            return; // control policies do not limit it
        if (!complete)
            say(message(MessageId::ControlPolicyNoParents, account.id, kind.label));
        else if (!bare.empty() && kind.list == &Account::serviceControlPolicies)
            say(message(MessageId::ControlPolicyNoneAtLevel, account.id, bare));
        else if (!open)
            return;
        account.unknown.emplace_back(kind.field);
    }

    /// False when no policy of the kind is known to be attached there.
    bool addLevel(Account& account, const std::string& level, std::set<std::string>& labels, const ControlKind& kind) {
        std::string label = level == account.id ? "account" : isRoot(level) ? "root" : std::string();
        bool found = false;
        for (const auto& [id, policy] : m_facts.policies) {
            if (textAt(policy.summary, "Type") != kind.type || !policy.targets || !policy.targets->contains(level))
                continue;
            const Json& target = policy.targets->at(level);
            if (label.empty()) {
                const std::string name = textAt(target, "Name");
                label = name.empty() || !labels.insert(name).second ? level : name;
            }
            Json summary = policy.summary;
            for (const char* member : {"Name", "Type"})
                summary.erase(member);
            (account.*kind.list)
                .push_back({label,
                            nameOf(id, policy),
                            {policy.content.value_or(std::string())},
                            Extra(Json{{"aws", {{"PolicySummary", std::move(summary)}, {"Target", target}}}})});
            m_used.insert(id);
            m_usedAt.insert({id, level});
            found = true;
        }
        return found;
    }

    void say(Message what) { m_diagnostics.push_back({Severity::Warning, std::move(what), {}, {}}); }

    const OrganizationFacts& m_facts;
    Topology& m_topology;
    Diagnostics& m_diagnostics;
    std::string m_organization; ///< o-…; empty: not known
    std::set<std::string> m_used, m_linkedChildren;
    std::set<std::pair<std::string, std::string>> m_usedAt; ///< policy and target
};

} // namespace

void linkOrganization(const OrganizationFacts& facts, Topology& topology, std::vector<UnmodelledList>& kept,
                      Diagnostics& diagnostics) {
    if (facts.empty())
        return;
    Linker linker(facts, topology, diagnostics);
    linker.link();
    linker.keep(kept);
}

} // namespace waylight::describe
