// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/types/security_group.h"
#include "core/model/types/subnet.h"

namespace waylight {

enum class LoadBalancerType : std::uint8_t { Network, Application, Gateway };
template <>
struct EnumNames<LoadBalancerType> {
    static constexpr std::pair<LoadBalancerType, std::string_view> names[] = {{LoadBalancerType::Network, "network"}, {LoadBalancerType::Application, "application"}, {LoadBalancerType::Gateway, "gateway"}};
};

enum class LoadBalancerScheme : std::uint8_t { InternetFacing, Internal };
template <>
struct EnumNames<LoadBalancerScheme> {
    static constexpr std::pair<LoadBalancerScheme, std::string_view> names[] = {{LoadBalancerScheme::InternetFacing, "internet-facing"}, {LoadBalancerScheme::Internal, "internal"}};
};

/// A network, application or gateway load balancer: an interface in one subnet of each of its zones.
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/introduction.html
struct LoadBalancer : ResourceBase {
    std::string loadBalancerName;
    LoadBalancerType loadBalancerType = LoadBalancerType::Network;
    LoadBalancerScheme scheme = LoadBalancerScheme::InternetFacing;
    Ref<Vpc> vpc;
    std::vector<Ref<Subnet>> subnets;
    std::vector<Ref<SecurityGroup>> groups;
    bool crossZone = false;
    std::string dnsName;
    std::string state; ///< active, provisioning, failed; empty: active

    bool operator==(const LoadBalancer&) const = default;
};

template <>
struct Description<LoadBalancer> {
    static constexpr TypeInfo type{.name = "load-balancer", .plural = "loadBalancers", .label = "Load balancer", .idPrefix = "lb-", .awsList = "LoadBalancers", .awsId = "LoadBalancerArn", .cfn = "AWS::ElasticLoadBalancingV2::LoadBalancer", .tf = "aws_lb",
                                   .help = "Accepts connections on its listeners and sends them on to targets."};
    static constexpr auto fields = std::tuple(
        field("loadBalancerName", &LoadBalancer::loadBalancerName, {.label = "Load balancer name", .help = "The name in AWS.", .aws = "LoadBalancerName", .cfn = "Name", .tf = "name"}),
        field("type", &LoadBalancer::loadBalancerType, {.label = "Type", .help = "network, application or gateway.", .aws = "Type", .cfn = "Type", .tf = "load_balancer_type"}),
        field("scheme", &LoadBalancer::scheme, {.label = "Scheme", .help = "internet-facing: it has public addresses; internal: only private ones.", .aws = "Scheme", .cfn = "Scheme"}),
        field("vpcId", &LoadBalancer::vpc, {.label = "VPC", .help = "The VPC it is in.", .aws = "VpcId", .container = true}),
        field("subnetIds", &LoadBalancer::subnets, {.label = "Subnets", .help = "One in each of its zones.", .aws = "AvailabilityZones[].SubnetId", .cfn = "Subnets", .tf = "subnets"}),
        field("groups", &LoadBalancer::groups, {.label = "Security groups", .help = "A network load balancer may have none: then everything may connect.", .aws = "SecurityGroups", .cfn = "SecurityGroups", .tf = "security_groups"}),
        field("crossZone", &LoadBalancer::crossZone, {.label = "Cross-zone load balancing", .help = "On: each zone's interface sends to the targets of all zones. Off: to those of its own zone.", .tf = "enable_cross_zone_load_balancing"}),
        field("dnsName", &LoadBalancer::dnsName, {.label = "DNS name", .help = "The name that clients use.", .aws = "DNSName", .derived = true}),
        field("state", &LoadBalancer::state, {.label = "State", .help = "Only an active load balancer forwards. Empty means active.", .aws = "State.Code"}));
};

} // namespace waylight
