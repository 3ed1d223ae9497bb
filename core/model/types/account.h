// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/resource_base.h"

namespace waylight {

/// A service or resource control policy, attached to the root of the organization, an organizational unit or an account.
/// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
struct ControlPolicy {
    std::string attachedTo; ///< the level: `root`, the name of an organizational unit, or `account`
    std::string name;
    PolicyText document; ///< empty: not known, but for AWS's own FullAWSAccess and RCPFullAWSAccess
    Extra extra;

    bool operator==(const ControlPolicy&) const = default;
};

template <>
struct Description<ControlPolicy> {
    static constexpr auto fields = std::tuple(
        field("attachedTo", &ControlPolicy::attachedTo, {.label = "Attached to", .help = "The level it is attached to: root, an organizational unit, or account. List the levels from the root down."}),
        field("policyName", &ControlPolicy::name, {.label = "Name", .help = "The policy's name. FullAWSAccess and RCPFullAWSAccess need no document.", .cfn = "Name", .tf = "name", .required = true}),
        field("policyDocument", &ControlPolicy::document, {.label = "Document", .help = "What passes at this level.", .cfn = "Content", .tf = "content"}));
};

/// An AWS account; its id is the 12-digit account number.
struct Account : ResourceBase {
    std::string organization;     ///< o-…; empty: not known, or none
    std::string organizationPath; ///< o-…/r-…/ou-…/; empty: not known, or none
    bool managesOrganization = false;
    std::vector<ControlPolicy> serviceControlPolicies;  ///< all levels from the root to the account; empty: none limit
    std::vector<ControlPolicy> resourceControlPolicies; ///< the same; RCPFullAWSAccess is implied
    bool blockPublicAcls = false, ignorePublicAcls = false, blockPublicPolicy = false, restrictPublicBuckets = false;

    bool operator==(const Account&) const = default;
};

template <>
struct Description<Account> {
    static constexpr TypeInfo type{.name = "account", .plural = "accounts", .label = "Account", .idPrefix = "", .drawn = Drawn::Hidden, .regional = false,
                                   .help = "Owns resources; a request from one account to another needs a yes from both."};
    static constexpr auto fields = std::tuple(
        field("organizationId", &Account::organization, {.label = "Organization", .help = "Such as o-a1b2c3d4e5: what aws:PrincipalOrgID and aws:ResourceOrgID say."}),
        field("organizationPath", &Account::organizationPath, {.label = "Organization path", .help = "Such as o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/: what aws:PrincipalOrgPaths and aws:ResourceOrgPaths say."}),
        field("managementAccount", &Account::managesOrganization, {.label = "Management account", .help = "Control policies limit neither the callers nor the resources of the organization's management account."}),
        field("serviceControlPolicies", &Account::serviceControlPolicies, {.label = "Service control policies", .help = "The most that callers of this account may do: each level from the root down must allow. None: nothing is limited."}),
        field("resourceControlPolicies", &Account::resourceControlPolicies, {.label = "Resource control policies", .help = "What is denied on resources of this account, to callers of every account."}),
        field("blockPublicAcls", &Account::blockPublicAcls, {.label = "Block public ACLs", .help = "S3 in the whole account: new ACLs that open buckets or objects to the public are refused."}),
        field("ignorePublicAcls", &Account::ignorePublicAcls, {.label = "Ignore public ACLs", .help = "S3 in the whole account: ACLs open nothing to the public."}),
        field("blockPublicPolicy", &Account::blockPublicPolicy, {.label = "Block public policies", .help = "S3 in the whole account: new public bucket policies are refused."}),
        field("restrictPublicBuckets", &Account::restrictPublicBuckets, {.label = "Restrict public buckets", .help = "S3 in the whole account: a bucket with a public policy answers only the account itself and AWS services."}));
};

} // namespace waylight
