// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/types/load_balancer.h"

namespace waylight {

/// A service that interface or Gateway Load Balancer endpoints connect to.
/// https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html
struct EndpointService : ResourceBase {
    std::string serviceName; ///< com.amazonaws.us-east-1.kms, com.amazonaws.vpce.us-east-1.vpce-svc-1
    std::vector<std::string> availabilityZones; ///< where it can be used; empty: not told, taken as all
    std::string privateDnsName;
    std::vector<Ref<LoadBalancer>> loadBalancers; ///< behind a service of one's own

    bool operator==(const EndpointService&) const = default;
};

template <>
struct Description<EndpointService> {
    static constexpr TypeInfo type{.name = "endpoint-service", .plural = "endpointServices", .label = "Endpoint service", .idPrefix = "vpce-svc-", .awsList = "ServiceDetails", .awsId = "ServiceId", .cfn = "AWS::EC2::VPCEndpointService", .tf = "aws_vpc_endpoint_service",
                                   .drawn = Drawn::Hidden, .help = "A service that endpoints connect to."};
    static constexpr auto fields = std::tuple(
        field("serviceName", &EndpointService::serviceName, {.label = "Service name", .help = "The name that endpoints give.", .aws = "ServiceName", .required = true}),
        field("availabilityZones", &EndpointService::availabilityZones, {.label = "Availability zones", .help = "Where endpoints of it can be. Empty: not told.", .aws = "AvailabilityZones"}),
        field("privateDnsName", &EndpointService::privateDnsName, {.label = "Private DNS name", .help = "The name that private DNS maps to the endpoint.", .aws = "PrivateDnsName", .tf = "private_dns_name"}),
        field("loadBalancerArns", &EndpointService::loadBalancers, {.label = "Load balancers", .help = "What is behind a service of your own.", .aws = "NetworkLoadBalancerArns", .cfn = "NetworkLoadBalancerArns", .tf = "network_load_balancer_arns"}));
};

} // namespace waylight
