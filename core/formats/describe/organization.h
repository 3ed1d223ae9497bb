// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/describe/gather.h"
#include "core/model/topology.h"

#include <filesystem>

/// Service and resource control policies, as AWS Organizations lists them.
namespace waylight::describe {

/// The lists in which `Design::extra` keeps what belongs to no account of the design.
inline constexpr const char* controlPolicyList = "ControlPolicies";
inline constexpr const char* parentList = "OrganizationParents";

/// Takes what the calls of AWS Organizations say out of a file's object. False when there is nothing of it.
bool readOrganization(DescribeFile& file, OrganizationFacts& facts, Diagnostics& diagnostics);

/// Gives the accounts of the design the policies of the levels above them. What cannot be known is said and becomes one
/// of an account's unknown fields; what belongs to no account of the design is added to `kept`.
void linkOrganization(const OrganizationFacts& facts, Topology& topology, std::vector<UnmodelledList>& kept,
                      Diagnostics& diagnostics);

/// The answers of AWS Organizations that would say the same, by file; takes what it writes out of `kept`.
std::map<std::filesystem::path, Json> organizationFiles(const Topology& topology, std::vector<UnmodelledList>& kept);

/// What is the same for the two kinds of policies.
struct ControlKind {
    const char* type; ///< in a policy's summary
    const char* field;
    const char* label; ///< plural
    std::vector<ControlPolicy> Account::*list;
};
inline constexpr ControlKind controlKinds[] = {
    {"SERVICE_CONTROL_POLICY", "serviceControlPolicies", "service control policies", &Account::serviceControlPolicies},
    {"RESOURCE_CONTROL_POLICY", "resourceControlPolicies", "resource control policies",
     &Account::resourceControlPolicies}};

/// The type of a target, as AWS names it, by its id.
const char* targetType(const std::string& id);

/// Adds what an item of a list of policies says: a summary, an answer of describe-policy, or what we keep.
void addPolicy(const Json& item, OrganizationFacts& facts);
/// The summary of such an item; null when it is no control policy.
const Json* controlSummary(const Json& item);

} // namespace waylight::describe
