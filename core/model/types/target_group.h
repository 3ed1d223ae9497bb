// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/types/vpc.h"

namespace waylight {

/// A target of a target group.
struct Target {
    std::string target;            ///< an instance's id, an address, or a load balancer's ARN
    std::optional<int> port;       ///< none: the group's
    std::string availabilityZone;  ///< empty: that of the target; `all`: outside the VPC
    std::string health;            ///< healthy, unhealthy, unused, …; empty: not told, taken as healthy
    Extra extra;

    bool operator==(const Target&) const = default;
};

template <>
struct Description<Target> {
    static constexpr auto fields = std::tuple(
        field("id", &Target::target, {.label = "Target", .help = "An instance's id, an address, or a load balancer's ARN.", .aws = "Target.Id", .cfn = "Id", .tf = "target_id", .required = true}),
        field("port", &Target::port, {.label = "Port", .help = "None: the group's port.", .aws = "Target.Port", .cfn = "Port", .tf = "port"}),
        field("availabilityZone", &Target::availabilityZone, {.label = "Availability zone", .help = "Where it counts as being; `all` for addresses outside the VPC.", .aws = "Target.AvailabilityZone", .cfn = "AvailabilityZone", .tf = "availability_zone"}),
        field("health", &Target::health, {.label = "Health", .help = "healthy, unhealthy, unused … Empty: not told.", .aws = "TargetHealth.State"}));
};

/// Where listeners of a load balancer send what they accept.
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html
struct TargetGroup : ResourceBase {
    std::string groupName;
    Ref<Vpc> vpc;
    std::string protocol = "TCP";
    int port = 80;
    std::string targetType = "instance"; ///< instance, ip, alb, lambda
    std::string preserveClientIp;        ///< true or false; empty: AWS's default for the type and protocol
    std::vector<Target> targets;

    bool operator==(const TargetGroup&) const = default;
};

template <>
struct Description<TargetGroup> {
    static constexpr TypeInfo type{.name = "target-group", .plural = "targetGroups", .label = "Target group", .idPrefix = "tg-", .awsList = "TargetGroups", .awsId = "TargetGroupArn", .cfn = "AWS::ElasticLoadBalancingV2::TargetGroup", .tf = "aws_lb_target_group",
                                   .drawn = Drawn::Hidden, .help = "Where a load balancer sends what it accepts."};
    static constexpr auto fields = std::tuple(
        field("targetGroupName", &TargetGroup::groupName, {.label = "Group name", .help = "The name in AWS.", .aws = "TargetGroupName", .cfn = "Name", .tf = "name"}),
        field("vpcId", &TargetGroup::vpc, {.label = "VPC", .help = "Where the targets are.", .aws = "VpcId", .cfn = "VpcId", .tf = "vpc_id"}),
        field("protocol", &TargetGroup::protocol, {.label = "Protocol", .help = "TCP, UDP, TCP_UDP, TLS, HTTP, HTTPS, GENEVE.", .aws = "Protocol", .cfn = "Protocol", .tf = "protocol"}),
        field("port", &TargetGroup::port, {.label = "Port", .help = "The port of targets that name none.", .aws = "Port", .cfn = "Port", .tf = "port"}),
        field("targetType", &TargetGroup::targetType, {.label = "Target type", .help = "instance, ip, alb or lambda.", .aws = "TargetType", .cfn = "TargetType", .tf = "target_type"}),
        field("preserveClientIp", &TargetGroup::preserveClientIp, {.label = "Preserve client IP", .help = "true: targets see the client's address. Empty: true for instances and for UDP, false for addresses with TCP or TLS.", .tf = "preserve_client_ip"}),
        field("targets", &TargetGroup::targets, {.label = "Targets", .help = "Instances or addresses."}));
};

} // namespace waylight
