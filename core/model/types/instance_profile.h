// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/types/role.h"

namespace waylight {

/// Hands an IAM role to the programs of an instance; AWS allows one role.
struct InstanceProfile : ResourceBase {
    std::vector<Ref<Role>> roles;

    bool operator==(const InstanceProfile&) const = default;
};

template <>
struct Description<InstanceProfile> {
    static constexpr TypeInfo type{.name = "instance-profile", .plural = "instanceProfiles", .label = "Instance profile", .idPrefix = "profile-", .awsList = "InstanceProfiles", .awsId = "Arn",
                                   .cfn = "AWS::IAM::InstanceProfile", .tf = "aws_iam_instance_profile", .drawn = Drawn::Hidden, .regional = false, .help = "Hands an IAM role to an instance."};
    static constexpr auto fields = std::tuple(
        field("roles", &InstanceProfile::roles, {.label = "Role", .help = "The role that programs on the instance act as.", .aws = "Roles[].Arn", .cfn = "Roles", .tf = "role"}));
};

} // namespace waylight
