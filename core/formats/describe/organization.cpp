// SPDX-License-Identifier: MIT
#include "core/formats/describe/organization.h"

#include "core/base/message_ids.h"
#include "core/formats/describe/hooks.h"

#include <algorithm>
#include <cctype>
#include <filesystem>

namespace waylight::describe {
namespace {

bool isWord(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
}

/// The ids in the name of a file, such as p-FullAWSAccess, ou-ab12-11111111, r-ab12 and 111122223333.
std::vector<std::string> idsIn(const std::string& path) {
    std::filesystem::path file = std::filesystem::path(path).filename();
    if (file.extension() == ".json")
        file.replace_extension();
    const std::string name = file.string();
    std::vector<std::string> words;
    for (std::size_t i = 0; i < name.size();) {
        std::size_t end = i;
        while (end < name.size() && isWord(name[end]))
            ++end;
        if (end > i)
            words.push_back(name.substr(i, end - i));
        i = end + 1;
    }
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::size_t left = words.size() - i - 1;
        if (looksLikeAccount(words[i]))
            ids.push_back(words[i]);
        else if (words[i] == "p" && left > 0 && words[i + 1].size() >= 8)
            ids.push_back("p-" + words[++i]);
        else if (words[i] == "ou" && left > 1 && words[i + 2].size() >= 8) {
            ids.push_back("ou-" + words[i + 1] + '-' + words[i + 2]);
            i += 2;
        } else if (words[i] == "r" && left > 0 && words[i + 1].size() >= 4)
            ids.push_back("r-" + words[++i]);
    }
    return ids;
}

/// The last id of a policy, or of a target, in the name of a file; empty: there is none.
std::string idIn(const std::string& path, bool ofPolicy) {
    std::string found;
    for (const std::string& id : idsIn(path))
        if (id.starts_with("p-") == ofPolicy)
            found = id;
    return found;
}

bool areAll(const Json& list, bool (*test)(const Json&)) {
    return list.is_array() && !list.empty() && std::all_of(list.begin(), list.end(), test);
}

class OrganizationReader {
public:
    OrganizationReader(DescribeFile& file, OrganizationFacts& facts, Diagnostics& diagnostics)
        : m_file(file), m_facts(facts), m_diagnostics(diagnostics) {}

    bool read() {
        bool known = false;
        for (const auto& [member, take] : {std::pair("Policy", &OrganizationReader::takePolicy),
                                           std::pair("Policies", &OrganizationReader::takePolicies),
                                           std::pair(controlPolicyList, &OrganizationReader::takePolicies),
                                           std::pair("Targets", &OrganizationReader::takeTargets),
                                           std::pair("Parents", &OrganizationReader::takeParents),
                                           std::pair(parentList, &OrganizationReader::takeKeptParents),
                                           std::pair("Organization", &OrganizationReader::takeOrganization),
                                           std::pair("Organizations", &OrganizationReader::takeOrganizations)})
            if (const auto found = m_file.root.find(member); found != m_file.root.end() && (this->*take)(*found)) {
                m_file.root.erase(member);
                known = true;
            }
        return known;
    }

private:
    bool takePolicy(const Json& policy) {
        if (!controlSummary(policy))
            return false;
        addPolicy(policy, m_facts);
        return true;
    }

    /// Of list-policies, or of list-policies-for-target where the name of the file says so.
    bool takePolicies(const Json& list) {
        if (!areAll(list, [](const Json& each) { return controlSummary(each) != nullptr; }))
            return false;
        const std::string name = std::filesystem::path(m_file.path).filename().string();
        const std::string target = name.find("target") == std::string::npos ? std::string() : idIn(name, false);
        for (const Json& each : list) {
            addPolicy(each, m_facts);
            if (!target.empty())
                attach(textAt(*controlSummary(each), "Id"), {{"TargetId", target}, {"Type", targetType(target)}});
        }
        return true;
    }

    void attach(const std::string& policy, const Json& target) {
        auto& targets = m_facts.policies[policy].targets;
        if (!targets)
            targets.emplace();
        Json& known = (*targets)[textAt(target, "TargetId")];
        if (known.size() < target.size())
            known = target;
    }

    bool takeTargets(const Json& list) {
        const std::string policy = idIn(m_file.path, true);
        const bool none = list.is_array() && list.empty() && !policy.empty();
        if (!none && !areAll(list, [](const Json& each) { return !textAt(each, "TargetId").empty(); }))
            return false;
        if (policy.empty()) {
            sayNobody("Targets", "policy");
            return false;
        }
        auto& targets = m_facts.policies[policy].targets;
        if (!targets)
            targets.emplace();
        if (Json& summary = m_facts.policies[policy].summary; summary.empty())
            summary = {{"Id", policy}};
        for (const Json& each : list)
            attach(policy, each);
        return true;
    }

    bool takeParents(const Json& list) {
        if (!areAll(list, [](const Json& each) {
                return textAt(each, "Type") == targetType(textAt(each, "Id")) && !textAt(each, "Id").empty();
            }))
            return false;
        const std::string child = idIn(m_file.path, false);
        if (child.empty()) {
            sayNobody("Parents", "account or organizational unit");
            return false;
        }
        m_facts.parents[child] = textAt(list[0], "Id");
        return true;
    }

    bool takeKeptParents(const Json& list) {
        if (!areAll(list, [](const Json& each) { return !textAt(each, "ChildId").empty(); }))
            return false;
        for (const Json& each : list)
            m_facts.parents[textAt(each, "ChildId")] = textAt(each, "ParentId");
        return true;
    }

    bool takeOrganization(const Json& organization) {
        if (!textAt(organization, "Id").starts_with("o-"))
            return false;
        m_facts.organizations[m_file.account] = organization;
        return true;
    }

    bool takeOrganizations(const Json& list) {
        return list.is_array() && list.size() == 1 && takeOrganization(list[0]);
    }

    void sayNobody(const char* list, const char* owner) {
        m_diagnostics.push_back({Severity::Warning, message(MessageId::AnswerOfNobody, list, owner), m_file.path,
                                 joinedPointer(m_file.pointer, std::string(list))});
    }

    DescribeFile& m_file;
    OrganizationFacts& m_facts;
    Diagnostics& m_diagnostics;
};

} // namespace

const char* targetType(const std::string& id) {
    return id.starts_with("r-") ? "ROOT" : id.starts_with("ou-") ? "ORGANIZATIONAL_UNIT" : "ACCOUNT";
}

const Json* controlSummary(const Json& item) {
    if (!item.is_object())
        return nullptr;
    for (const char* around : {"Policy", "PolicySummary"})
        if (const auto inner = item.find(around); inner != item.end())
            return controlSummary(*inner);
    const bool is = std::any_of(std::begin(controlKinds), std::end(controlKinds),
                                [&](const ControlKind& kind) { return textAt(item, "Type") == kind.type; });
    return (is || !item.contains("Type")) && textAt(item, "Id").starts_with("p-") ? &item : nullptr;
}

void addPolicy(const Json& item, OrganizationFacts& facts) {
    const Json& summary = *controlSummary(item);
    OrganizationFacts::Policy& policy = facts.policies[textAt(summary, "Id")];
    if (policy.summary.size() < summary.size())
        policy.summary = summary;
    sortMembers(policy.summary);
    const Json& answer = item.contains("Policy") ? item["Policy"] : item;
    if (answer.contains("Content") && answer["Content"].is_string())
        policy.content = textAt(answer, "Content");
    if (const auto targets = item.find("Targets"); targets != item.end() && targets->is_array()) {
        if (!policy.targets)
            policy.targets.emplace();
        for (const Json& each : *targets)
            if (const std::string id = textAt(each, "TargetId"); !id.empty())
                (*policy.targets)[id] = each;
    }
}

bool readOrganization(DescribeFile& file, OrganizationFacts& facts, Diagnostics& diagnostics) {
    return OrganizationReader(file, facts, diagnostics).read();
}

} // namespace waylight::describe
