// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/declared/assembly.h"

namespace waylight::declared {

/// What names the target of a route, in the order in which a state that names several means one.
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ec2-route.html
inline constexpr Word routeTargets[] = {
    {"GatewayId", "gateway_id"},
    {"NatGatewayId", "nat_gateway_id"},
    {"TransitGatewayId", "transit_gateway_id"},
    {"VpcPeeringConnectionId", "vpc_peering_connection_id"},
    {"VpcEndpointId", "vpc_endpoint_id"},
    {"EgressOnlyInternetGatewayId", "egress_only_gateway_id"},
    {"NetworkInterfaceId", "network_interface_id"},
    {"InstanceId", "instance_id"},
    {"CarrierGatewayId", "carrier_gateway_id"},
    {"LocalGatewayId", "local_gateway_id"},
    {"CoreNetworkArn", "core_network_arn"},
};

inline constexpr Word prefixListDestination{"DestinationPrefixListId", "destination_prefix_list_id"};

/// The property of `AWS::EC2::Route` (and of aws_route) that names a target of this kind.
Word routeTargetWord(const Topology& topology, const Id& target);

/// Adds a route to the table: of a declaration of its own, or of a block of the table's.
void addRoute(Assembly& assembly, RouteTable& table, Entry& entry);

} // namespace waylight::declared
