// SPDX-License-Identifier: MIT
#include "core/formats/describe/iam.h"

#include "core/formats/describe/hooks.h"

#include <algorithm>

namespace waylight::describe {
namespace {

constexpr const char* policyList = "Policies";

/// The version of a managed policy that counts, or null.
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_ManagedPolicyDetail.html
template <class J>
J* defaultVersion(J& policy) {
    if (!policy.is_object() || !policy.contains("PolicyVersionList") || !policy["PolicyVersionList"].is_array())
        return nullptr;
    const std::string wanted = textAt(policy, "DefaultVersionId");
    for (auto& version : policy["PolicyVersionList"])
        if (version.is_object() &&
            (wanted.empty() ? version.contains("IsDefaultVersion") && version["IsDefaultVersion"] == Json(true)
                            : textAt(version, "VersionId") == wanted))
            return &version;
    return nullptr;
}

PolicyText documentOf(const Json& version) {
    PolicyText policy;
    if (!version.contains("Document"))
        return policy;
    ReadLog ignored({});
    codec::read(version["Document"], policy, codec::Source{ignored, {}});
    policy.text = decodedPolicy(policy.text);
    return policy;
}

using Documents = std::map<std::string, PolicyText>;

Documents documentsOf(const std::vector<UnmodelledList>& lists) {
    Documents documents;
    for (const UnmodelledList& list : lists)
        if (list.list == policyList)
            for (const Json& policy : list.items)
                if (const Json* version = defaultVersion(policy))
                    documents.emplace(textAt(policy, "Arn"), documentOf(*version));
    return documents;
}

void markUnknown(Role& role, const char* field) {
    if (!isUnknown(role, field))
        role.unknown.emplace_back(field);
}

void linkRole(Role& role, Json& rest, const Documents& documents) {
    const Json attached = takenMember(rest, "AttachedManagedPolicies");
    for (const Json& each : attached) {
        const std::string arn = textAt(each, "PolicyArn");
        const auto document = documents.find(arn);
        if (document == documents.end())
            markUnknown(role, "policies");
        role.policies.push_back({textAt(each, "PolicyName"),
                                 document == documents.end() ? PolicyText() : document->second,
                                 Extra(Json{{"aws", {{"PolicyArn", arn}}}})});
    }
    if (!rest.contains("PermissionsBoundary"))
        return;
    if (const auto document = documents.find(textAt(rest["PermissionsBoundary"], "PermissionsBoundaryArn"));
        document != documents.end())
        role.permissionsBoundary = document->second;
    else
        markUnknown(role, "permissionsBoundary");
}

Json newPolicy(const std::string& arn) {
    return {{"PolicyName", arn.substr(arn.rfind('/') + 1)},
            {"Arn", arn},
            {"DefaultVersionId", "v1"},
            {"PolicyVersionList", Json::array({{{"VersionId", "v1"}, {"IsDefaultVersion", true}}})}};
}

/// The policy with this ARN in a list of the account, made if it is not there.
Json& policyNamed(const std::string& arn, const std::string& account, std::vector<UnmodelledList>& lists) {
    UnmodelledList* home = nullptr;
    for (UnmodelledList& list : lists) {
        if (list.list != policyList || list.account != account)
            continue;
        home = &list;
        for (Json& policy : list.items)
            if (textAt(policy, "Arn") == arn)
                return policy;
    }
    if (!home)
        home = &lists.emplace_back(UnmodelledList{policyList, account, {}, Json::array()});
    home->items.push_back(newPolicy(arn));
    return home->items.back();
}

void putDocument(const std::string& arn, const PolicyText& document, const std::string& account,
                 std::vector<UnmodelledList>& lists) {
    if (arn.empty() || document.empty())
        return;
    Json& policy = policyNamed(arn, account, lists);
    if (Json* version = defaultVersion(policy); version && documentOf(*version) != document)
        (*version)["Document"] = codec::write(document);
}

} // namespace

void linkPolicies(Drafts& drafts, const std::vector<UnmodelledList>& lists) {
    const Documents documents = documentsOf(lists);
    for (Draft& draft : drafts.all())
        if (auto* role = std::get_if<Role>(draft.resource.get()))
            linkRole(*role, draft.rest, documents);
}

std::vector<UnmodelledList> withPolicies(std::vector<UnmodelledList> lists, const Topology& topology) {
    topology.forEach<Role>([&](const Role& role) {
        for (const NamedPolicy& policy : role.policies)
            putDocument(textAt(awsPart(policy.extra), "PolicyArn"), policy.document, role.account, lists);
        if (const Json& aws = awsPart(role.extra); aws.contains("PermissionsBoundary"))
            putDocument(textAt(aws["PermissionsBoundary"], "PermissionsBoundaryArn"), role.permissionsBoundary,
                        role.account, lists);
    });
    return lists;
}

} // namespace waylight::describe
