// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/resource_base.h"

namespace waylight {

/// A policy with a name, attached to a role.
struct NamedPolicy {
    std::string name;
    PolicyText document;
    Extra extra;

    bool operator==(const NamedPolicy&) const = default;
};

template <>
struct Description<NamedPolicy> {
    static constexpr auto fields = std::tuple(
        field("policyName", &NamedPolicy::name, {.label = "Name", .help = "The policy's name.", .aws = "PolicyName", .cfn = "PolicyName", .tf = "name", .required = true}),
        field("policyDocument", &NamedPolicy::document, {.label = "Document", .help = "What the role may do.", .aws = "PolicyDocument", .cfn = "PolicyDocument", .tf = "policy"}));
};

/// An IAM role with its inline and attached policies.
struct Role : ResourceBase {
    std::string roleName; ///< empty: its name or id serves
    PolicyText trustPolicy;
    std::vector<NamedPolicy> policies;
    PolicyText permissionsBoundary;

    bool operator==(const Role&) const = default;
};

template <>
struct Description<Role> {
    static constexpr TypeInfo type{.name = "role", .plural = "roles", .label = "IAM role", .idPrefix = "role-", .awsList = "RoleDetailList", .awsId = "Arn", .cfn = "AWS::IAM::Role", .tf = "aws_iam_role",
                                   .regional = false, .help = "An identity with policies; an instance acts as the role of its instance profile."};
    static constexpr auto fields = std::tuple(
        field("roleName", &Role::roleName, {.label = "Role name", .help = "The last part of the role's ARN.", .aws = "RoleName", .cfn = "RoleName", .tf = "name"}),
        field("policies", &Role::policies, {.label = "Policies", .help = "What the role may do. Without an Allow it may do nothing.", .aws = "RolePolicyList"}),
        field("permissionsBoundary", &Role::permissionsBoundary, {.label = "Permissions boundary", .help = "The most that the role's policies can grant."}),
        field("assumeRolePolicyDocument", &Role::trustPolicy, {.label = "Trust policy", .help = "Who may act as the role.", .aws = "AssumeRolePolicyDocument", .cfn = "AssumeRolePolicyDocument", .tf = "assume_role_policy"}));
};

} // namespace waylight
