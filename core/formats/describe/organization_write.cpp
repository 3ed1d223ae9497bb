// SPDX-License-Identifier: MIT
#include "core/formats/describe/files.h"
#include "core/formats/describe/hooks.h"
#include "core/formats/describe/organization.h"

#include <algorithm>
#include <cstdio>

namespace waylight::describe {
namespace {

/// An id for what a drawing leaves without one: the same for the same text (FNV-1a).
std::string madeId(const std::string& prefix, const std::string& text) {
    std::uint32_t hash = 2166136261u;
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
    char digits[9];
    std::snprintf(digits, sizeof digits, "%08x", hash);
    return prefix + digits;
}

/// The ids of root and organizational units in o-…/r-…/ou-…/, from the root down.
std::vector<std::string> levelsIn(const std::string& path) {
    std::vector<std::string> levels;
    for (std::size_t at = path.find('/'); at != std::string::npos && at + 1 < path.size();) {
        const std::size_t end = std::min(path.find('/', at + 1), path.size());
        levels.push_back(path.substr(at + 1, end - at - 1));
        at = end < path.size() ? end : std::string::npos;
    }
    return levels;
}

Json member(const ControlPolicy& policy, const char* name) {
    const auto found = awsPart(policy.extra).find(name);
    return found != awsPart(policy.extra).end() && found->is_object() ? *found : Json::object();
}

class OrganizationWriter {
public:
    std::map<std::filesystem::path, Json> files;

    /// What is kept goes first: its policies keep their ids.
    void takeKept(std::vector<UnmodelledList>& kept) {
        for (const UnmodelledList& list : kept)
            for (const Json& item : list.items)
                if (list.list == controlPolicyList && controlSummary(item))
                    addPolicy(item, m_facts);
                else if (list.list == parentList)
                    m_facts.parents[textAt(item, "ChildId")] = textAt(item, "ParentId");
        std::erase_if(
            kept, [](const UnmodelledList& list) { return list.list == controlPolicyList || list.list == parentList; });
    }

    void add(const Account& account) {
        addOrganization(account);
        const std::vector<std::string> known = levelsIn(account.organizationPath);
        std::vector<std::string> levels = known;
        for (const ControlKind& kind : controlKinds)
            for (const ControlPolicy& policy : account.*kind.list) {
                const Json target = targetOf(account, policy, known);
                const std::string id = textAt(target, "TargetId");
                if (id != account.id && std::find(levels.begin(), levels.end(), id) == levels.end())
                    levels.push_back(id);
                addControl(policy, kind, target);
            }
        // What an import could not tell is not made up.
        if (!known.empty() || (account.unknown.empty() && !m_facts.parents.contains(account.id)))
            addParents(account, known.empty() ? levels : known);
    }

    void write() {
        for (const auto& [id, policy] : m_facts.policies) {
            if (!policy.summary.contains("Type"))
                ;
            else if (policy.content)
                put("policy-" + id, {{"Policy", {{"PolicySummary", policy.summary}, {"Content", *policy.content}}}});
            else
                put("policy-list-" + id, {{"Policies", Json::array({policy.summary})}});
            if (!policy.targets)
                continue;
            Json targets = Json::array();
            for (const auto& [target, json] : *policy.targets)
                targets.push_back(json);
            put("targets-for-policy-" + id, {{"Targets", std::move(targets)}});
        }
        for (const auto& [child, parent] : m_facts.parents)
            put("parents-" + child, {{"Parents", Json::array({{{"Id", parent}, {"Type", targetType(parent)}}})}});
    }

private:
    void put(const std::string& name, Json json) {
        files[std::filesystem::path("organization") / (name + ".json")] = std::move(json);
    }

    void addOrganization(const Account& account) {
        if (account.organization.empty())
            return;
        const Json& aws = awsPart(account.extra);
        Json organization = {{"Id", account.organization}};
        if (account.managesOrganization)
            organization["MasterAccountId"] = account.id;
        if (const auto rest = aws.find("Organization"); rest != aws.end() && rest->is_object())
            for (const auto& [name, value] : rest->items())
                if (!organization.contains(name))
                    organization[name] = value;
        files[scopeFolder(account.id, {}) / "organization.json"] = {{"Organization", std::move(organization)}};
    }

    /// What a policy is attached to: as it was read, or by the name of the level.
    static Json targetOf(const Account& account, const ControlPolicy& policy, const std::vector<std::string>& known) {
        Json target = member(policy, "Target");
        const bool isOwn = policy.attachedTo == "account";
        const std::string id = textAt(target, "TargetId");
        if (!id.empty() && isOwn == (id == account.id))
            return target;
        if (isOwn)
            return {{"TargetId", account.id}, {"Type", targetType(account.id)}};
        const std::string& level = policy.attachedTo;
        const bool hasRoot = !known.empty() && known.front().starts_with("r-");
        if (level == "root")
            return {{"TargetId", hasRoot ? known.front() : "r-0000"}, {"Type", "ROOT"}};
        if (level.starts_with("ou-"))
            return {{"TargetId", level}, {"Type", targetType(level)}};
        return {{"TargetId", madeId("ou-0000-", level)}, {"Name", level}, {"Type", "ORGANIZATIONAL_UNIT"}};
    }

    void addControl(const ControlPolicy& policy, const ControlKind& kind, const Json& target) {
        Json summary = member(policy, "PolicySummary");
        std::string id = textAt(summary, "Id");
        if (id.empty())
            id = policy.document.empty() && policy.name.ends_with("FullAWSAccess")
                     ? "p-" + policy.name
                     : madeId("p-", kind.type + policy.name + policy.document.text);
        if (const auto other = m_facts.policies.find(id);
            other != m_facts.policies.end() && differs(other->second, policy))
            id = madeId("p-", kind.type + policy.name + policy.document.text);
        summary["Id"] = id;
        summary["Name"] = policy.name;
        summary["Type"] = kind.type;
        sortMembers(summary);
        OrganizationFacts::Policy& out = m_facts.policies[id];
        out.summary = std::move(summary);
        if (!policy.document.empty())
            out.content = policy.document.text;
        if (!out.targets)
            out.targets.emplace();
        (*out.targets)[textAt(target, "TargetId")] = target;
    }

    /// One of two levels with the same policy was edited: AWS would have two policies then.
    static bool differs(const OrganizationFacts::Policy& known, const ControlPolicy& policy) {
        return textAt(known.summary, "Name") != policy.name ||
               known.content.value_or(std::string()) != policy.document.text;
    }

    void addParents(const Account& account, std::vector<std::string> levels) {
        if (levels.empty())
            return;
        if (!levels.front().starts_with("r-"))
            levels.insert(levels.begin(), "r-0000");
        levels.push_back(account.id);
        for (std::size_t i = 1; i < levels.size(); ++i)
            m_facts.parents[levels[i]] = levels[i - 1];
    }

    OrganizationFacts m_facts;
};

} // namespace

std::map<std::filesystem::path, Json> organizationFiles(const Topology& topology, std::vector<UnmodelledList>& kept) {
    OrganizationWriter writer;
    writer.takeKept(kept);
    topology.forEach<Account>([&](const Account& account) { writer.add(account); });
    writer.write();
    return std::move(writer.files);
}

} // namespace waylight::describe
