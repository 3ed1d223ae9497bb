// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/types/elastic_ip.h"
#include "core/model/types/subnet.h"

namespace waylight {

enum class Connectivity : std::uint8_t { Public, Private };
template <>
struct EnumNames<Connectivity> {
    static constexpr std::pair<Connectivity, std::string_view> names[] = {{Connectivity::Public, "public"}, {Connectivity::Private, "private"}};
};

enum class AvailabilityMode : std::uint8_t { Zonal, Regional };
template <>
struct EnumNames<AvailabilityMode> {
    static constexpr std::pair<AvailabilityMode, std::string_view> names[] = {{AvailabilityMode::Zonal, "zonal"}, {AvailabilityMode::Regional, "regional"}};
};

/// An address of a NAT gateway.
struct NatAddress {
    Ref<ElasticIp> allocation;
    Ref<NetworkInterface> interface;
    std::optional<IpAddress> privateIp;
    std::optional<IpAddress> publicIp; ///< none: that of the allocation
    std::string availabilityZone{};    ///< regional gateways: the zone that it serves
    Extra extra;

    bool operator==(const NatAddress&) const = default;
};

template <>
struct Description<NatAddress> {
    static constexpr auto fields = std::tuple(
        field("allocationId", &NatAddress::allocation, {.label = "Elastic IP", .help = "The elastic IP whose address the internet sees.", .aws = "AllocationId"}),
        field("networkInterfaceId", &NatAddress::interface, {.label = "Interface", .help = "Made by AWS with the gateway.", .aws = "NetworkInterfaceId", .derived = true}),
        field("privateIp", &NatAddress::privateIp, {.label = "Private address", .help = "Its address in the subnet.", .aws = "PrivateIp"}),
        field("publicIp", &NatAddress::publicIp, {.label = "Public address", .help = "The address that the internet sees; normally the elastic IP's.", .aws = "PublicIp", .derived = true}),
        field("availabilityZone", &NatAddress::availabilityZone, {.label = "Availability zone", .help = "Regional gateways: the zone that this address serves.", .aws = "AvailabilityZone"}));
};

/// A NAT gateway: lets instances without public addresses open connections outward. A zonal one is in a subnet; a regional
/// one has none and a route table of its own.
/// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
struct NatGateway : ResourceBase {
    Ref<Subnet> subnet; ///< zonal
    Ref<Vpc> vpc;       ///< regional
    Ref<RouteTable> routeTable; ///< regional: its own; none: it goes to the VPC's internet gateway
    AvailabilityMode availabilityMode = AvailabilityMode::Zonal;
    Connectivity connectivity = Connectivity::Public;
    std::string state; ///< available, pending, failed, deleting, deleted; empty: available
    std::vector<NatAddress> addresses;
    std::string autoProvisionZones; ///< regional: enabled or disabled (only the zones of its addresses); empty: enabled

    bool operator==(const NatGateway&) const = default;
};

template <>
struct Description<NatGateway> {
    static constexpr TypeInfo type{.name = "nat-gateway", .plural = "natGateways", .label = "NAT gateway", .idPrefix = "nat-", .awsList = "NatGateways", .awsId = "NatGatewayId", .cfn = "AWS::EC2::NatGateway", .tf = "aws_nat_gateway",
                                   .help = "Lets instances without public addresses open connections outward, for money by the hour and by the gigabyte."};
    static constexpr auto fields = std::tuple(
        field("subnetId", &NatGateway::subnet, {.label = "Subnet", .help = "The subnet it is in: a public NAT gateway needs one with a route to an internet gateway.", .aws = "SubnetId", .cfn = "SubnetId", .tf = "subnet_id", .container = true}),
        field("vpcId", &NatGateway::vpc, {.label = "VPC", .help = "Regional gateways: the VPC that they serve.", .aws = "VpcId", .cfn = "VpcId", .container = true}),
        field("routeTableId", &NatGateway::routeTable, {.label = "Route table", .help = "Regional gateways: their own table, with a route to an internet gateway.", .aws = "RouteTableId"}),
        field("availabilityMode", &NatGateway::availabilityMode, {.label = "Availability", .help = "zonal: in one subnet; regional: one gateway for all zones of the VPC.", .aws = "AvailabilityMode", .cfn = "AvailabilityMode"}),
        field("connectivityType", &NatGateway::connectivity, {.label = "Connectivity", .help = "public: to the internet, with an elastic IP; private: to other networks.", .aws = "ConnectivityType", .cfn = "ConnectivityType", .tf = "connectivity_type"}),
        field("state", &NatGateway::state, {.label = "State", .help = "Only an available gateway forwards. Empty means available.", .aws = "State"}),
        field("natGatewayAddresses", &NatGateway::addresses, {.label = "Addresses", .help = "Its elastic IP and private address.", .aws = "NatGatewayAddresses"}),
        field("autoProvisionZones", &NatGateway::autoProvisionZones, {.label = "New zones", .help = "Regional gateways: disabled means that only the zones of its addresses are served. Empty means enabled.", .aws = "AutoProvisionZones", .cfn = "AutoProvisionZones"}));
};

} // namespace waylight
