// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/types/load_balancer.h"
#include "core/model/types/target_group.h"

namespace waylight {

/// A port of a load balancer, and where what comes to it goes.
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html
struct Listener : ResourceBase {
    Ref<LoadBalancer> loadBalancer;
    std::string protocol = "TCP"; ///< TCP, UDP, TCP_UDP, TLS, QUIC, HTTP, HTTPS
    int port = 80;                ///< 0: a gateway load balancer, which listens on all
    std::vector<Ref<TargetGroup>> targetGroups; ///< of the default action

    bool operator==(const Listener&) const = default;
};

template <>
struct Description<Listener> {
    static constexpr TypeInfo type{.name = "listener", .plural = "listeners", .label = "Listener", .idPrefix = "listener-", .awsList = "Listeners", .awsId = "ListenerArn", .cfn = "AWS::ElasticLoadBalancingV2::Listener", .tf = "aws_lb_listener",
                                   .drawn = Drawn::Attached, .help = "A port of a load balancer, and where what comes to it goes."};
    static constexpr auto fields = std::tuple(
        field("loadBalancerArn", &Listener::loadBalancer, {.label = "Load balancer", .help = "The load balancer it belongs to.", .aws = "LoadBalancerArn", .cfn = "LoadBalancerArn", .tf = "load_balancer_arn", .required = true, .partOf = true}),
        field("protocol", &Listener::protocol, {.label = "Protocol", .help = "TCP, UDP, TCP_UDP, TLS, HTTP or HTTPS.", .aws = "Protocol", .cfn = "Protocol", .tf = "protocol"}),
        field("port", &Listener::port, {.label = "Port", .help = "The port that clients connect to.", .aws = "Port", .cfn = "Port", .tf = "port"}),
        field("targetGroups", &Listener::targetGroups, {.label = "Target groups", .help = "Where it sends what it accepts."}));
};

} // namespace waylight
