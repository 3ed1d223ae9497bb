// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/types/instance_profile.h"

namespace waylight {

/// An EC2 instance. Where it is in the network is said by its network interfaces.
struct Instance : ResourceBase {
    std::string instanceType;
    std::string image;
    std::string state; ///< running, stopped, …; empty: running
    Ref<InstanceProfile> profile;
    std::string platform; ///< windows; empty: Linux

    bool operator==(const Instance&) const = default;
};

template <>
struct Description<Instance> {
    static constexpr TypeInfo type{.name = "instance", .plural = "instances", .label = "Instance", .idPrefix = "i-", .awsList = "Reservations", .awsId = "InstanceId", .cfn = "AWS::EC2::Instance", .tf = "aws_instance",
                                   .help = "A virtual machine."};
    static constexpr auto fields = std::tuple(
        field("instanceType", &Instance::instanceType, {.label = "Type", .help = "Such as t3.micro.", .aws = "InstanceType", .cfn = "InstanceType", .tf = "instance_type"}),
        field("imageId", &Instance::image, {.label = "Image", .help = "The AMI it was started from.", .aws = "ImageId", .cfn = "ImageId", .tf = "ami"}),
        field("state", &Instance::state, {.label = "State", .help = "A stopped instance sends and answers nothing. Empty means running.", .aws = "State.Name"}),
        field("instanceProfileId", &Instance::profile, {.label = "Instance profile", .help = "Carries the IAM role whose policies decide what programs on the instance may do.",
                                                        .aws = "IamInstanceProfile.Arn", .cfn = "IamInstanceProfile", .tf = "iam_instance_profile"}),
        field("platform", &Instance::platform, {.label = "Platform", .help = "windows, or empty for Linux: decides the ephemeral ports that replies go to.", .aws = "Platform"}));
};

} // namespace waylight
