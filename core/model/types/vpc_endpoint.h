// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/types/network_interface.h"
#include "core/model/types/route_table.h"

namespace waylight {

enum class EndpointType : std::uint8_t { Gateway, Interface, GatewayLoadBalancer, Resource, ServiceNetwork };
template <>
struct EnumNames<EndpointType> {
    static constexpr std::pair<EndpointType, std::string_view> names[] = {{EndpointType::Gateway, "Gateway"}, {EndpointType::Interface, "Interface"},
                                                                          {EndpointType::GatewayLoadBalancer, "GatewayLoadBalancer"}, {EndpointType::Resource, "Resource"},
                                                                          {EndpointType::ServiceNetwork, "ServiceNetwork"}};
};

/// A VPC endpoint. A gateway endpoint is a routing object: in each route table it is associated with there is a route
/// from the service's prefix list to it. https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
struct VpcEndpoint : ResourceBase {
    Ref<Vpc> vpc;
    std::string service; ///< com.amazonaws.us-east-1.s3
    EndpointType type = EndpointType::Gateway;
    std::string state; ///< available, pending, …; empty: available
    std::vector<Ref<RouteTable>> routeTables;
    PolicyText policy; ///< empty: AWS's default, which allows everything
    std::vector<Ref<Subnet>> subnets;
    std::vector<Ref<SecurityGroup>> groups;
    std::vector<Ref<NetworkInterface>> interfaces;
    bool privateDns = false;
    std::string ipAddressType; ///< ipv4, ipv6, dualstack; empty: ipv4
    bool privateDnsOnlyForInbound = false; ///< S3 interface endpoints: VPC hosts keep the public answers and the gateway endpoint
    std::string dnsRecordIpType;           ///< ipv4, ipv6, dualstack, service-defined; empty: as ipAddressType

    bool operator==(const VpcEndpoint&) const = default;
};

template <>
struct Description<VpcEndpoint> {
    static constexpr TypeInfo type{.name = "vpc-endpoint", .plural = "vpcEndpoints", .label = "VPC endpoint", .idPrefix = "vpce-", .awsList = "VpcEndpoints", .awsId = "VpcEndpointId", .cfn = "AWS::EC2::VPCEndpoint", .tf = "aws_vpc_endpoint",
                                   .drawn = Drawn::Border, .help = "A private way to a service. A gateway endpoint works only where a route table has its route."};
    static constexpr auto fields = std::tuple(
        field("vpcId", &VpcEndpoint::vpc, {.label = "VPC", .help = "The VPC it serves; no other network can use it.", .aws = "VpcId", .cfn = "VpcId", .tf = "vpc_id", .required = true, .container = true}),
        field("serviceName", &VpcEndpoint::service, {.label = "Service", .help = "Such as com.amazonaws.us-east-1.s3: the Region in it is the only one that a gateway endpoint serves.", .aws = "ServiceName", .cfn = "ServiceName", .tf = "service_name", .required = true}),
        field("vpcEndpointType", &VpcEndpoint::type, {.label = "Type", .help = "Gateway endpoints (S3, DynamoDB) are free and work by routes; interface endpoints are addresses in your subnets.", .aws = "VpcEndpointType", .cfn = "VpcEndpointType", .tf = "vpc_endpoint_type"}),
        field("state", &VpcEndpoint::state, {.label = "State", .help = "Only an available endpoint forwards. Empty means available.", .aws = "State"}),
        field("routeTableIds", &VpcEndpoint::routeTables, {.label = "Route tables", .help = "The tables that get the endpoint's route. A subnet whose table is not listed here does not use the endpoint.", .aws = "RouteTableIds", .cfn = "RouteTableIds", .tf = "route_table_ids"}),
        field("policyDocument", &VpcEndpoint::policy, {.label = "Endpoint policy", .help = "What may pass: it must allow, as must the caller's policy; it grants nothing by itself. None: everything may pass.", .aws = "PolicyDocument", .cfn = "PolicyDocument", .tf = "policy"}),
        field("subnetIds", &VpcEndpoint::subnets, {.label = "Subnets", .help = "Interface endpoints: where their interfaces are.", .aws = "SubnetIds", .cfn = "SubnetIds", .tf = "subnet_ids"}),
        field("groups", &VpcEndpoint::groups, {.label = "Security groups", .help = "Interface endpoints: who may connect.", .aws = "Groups[].GroupId", .cfn = "SecurityGroupIds", .tf = "security_group_ids"}),
        field("networkInterfaceIds", &VpcEndpoint::interfaces, {.label = "Interfaces", .help = "Interface endpoints: made by AWS.", .aws = "NetworkInterfaceIds", .derived = true}),
        field("privateDnsEnabled", &VpcEndpoint::privateDns, {.label = "Private DNS", .help = "Interface endpoints: the service's public name resolves to the endpoint inside the VPC.", .aws = "PrivateDnsEnabled", .cfn = "PrivateDnsEnabled", .tf = "private_dns_enabled"}),
        field("ipAddressType", &VpcEndpoint::ipAddressType, {.label = "Address type", .help = "ipv4, ipv6 or dualstack: which of the service's prefix lists get a route. Empty means ipv4.", .aws = "IpAddressType", .cfn = "IpAddressType", .tf = "ip_address_type"}),
        field("privateDnsOnlyForInboundResolverEndpoint", &VpcEndpoint::privateDnsOnlyForInbound, {.label = "Private DNS only for inbound resolver", .help = "S3 interface endpoints: only hosts on premises get the private answer; hosts in the VPC keep the public one and the free gateway endpoint.", .aws = "DnsOptions.PrivateDnsOnlyForInboundResolverEndpoint", .tf = "dns_options.private_dns_only_for_inbound_resolver_endpoint"}),
        field("dnsRecordIpType", &VpcEndpoint::dnsRecordIpType, {.label = "DNS record type", .help = "ipv4, ipv6, dualstack or service-defined. Empty: as the address type.", .aws = "DnsOptions.DnsRecordIpType", .cfn = "DnsOptions.DnsRecordIpType", .tf = "dns_options.dns_record_ip_type"}));
};

} // namespace waylight
