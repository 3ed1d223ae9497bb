// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/types/instance.h"
#include "core/model/types/lambda_function.h"
#include "core/model/types/security_group.h"
#include "core/model/types/subnet.h"

namespace waylight {

/// A private IPv4 address of an interface and the public one that the internet gateway maps to it.
struct PrivateAddress {
    std::optional<IpAddress> address;
    std::optional<IpAddress> publicIp;
    Extra extra;

    bool operator==(const PrivateAddress&) const = default;
};

template <>
struct Description<PrivateAddress> {
    static constexpr auto fields = std::tuple(
        field("privateIpAddress", &PrivateAddress::address, {.label = "Private address", .help = "Inside the subnet's block.", .aws = "PrivateIpAddress", .required = true}),
        field("publicIp", &PrivateAddress::publicIp, {.label = "Public address", .help = "The address that the internet sees. None: it cannot be reached from there.", .aws = "Association.PublicIp"}));
};

/// An elastic network interface: where an instance, endpoint or gateway meets a subnet.
/// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html
struct NetworkInterface : ResourceBase {
    Ref<Subnet> subnet;
    Ref<Instance> instance; ///< none: not attached to an instance
    Ref<LambdaFunction> function; ///< none: not of a function
    int deviceIndex = 0;
    std::vector<Ref<SecurityGroup>> groups;
    std::vector<PrivateAddress> addresses; ///< the primary first
    std::vector<IpAddress> ipv6Addresses;
    bool sourceDestCheck = true;
    std::string interfaceType = "interface"; ///< interface, nat_gateway, vpc_endpoint, lambda, …
    std::string status;                      ///< available, in-use, …
    std::string description;

    /// What runs behind it: an instance or a function; empty: neither.
    const Id& host() const { return instance ? instance.id : function.id; }

    bool operator==(const NetworkInterface&) const = default;
};

template <>
struct Description<NetworkInterface> {
    static constexpr TypeInfo type{.name = "network-interface", .plural = "networkInterfaces", .label = "Network interface", .idPrefix = "eni-", .awsList = "NetworkInterfaces", .awsId = "NetworkInterfaceId",
                                   .cfn = "AWS::EC2::NetworkInterface", .tf = "aws_network_interface", .drawn = Drawn::Attached, .help = "Where an instance meets a subnet: its addresses and security groups."};
    static constexpr auto fields = std::tuple(
        field("subnetId", &NetworkInterface::subnet, {.label = "Subnet", .help = "The subnet it is in.", .aws = "SubnetId", .cfn = "SubnetId", .tf = "subnet_id", .required = true, .container = true}),
        field("instanceId", &NetworkInterface::instance, {.label = "Instance", .help = "The instance it is attached to.", .aws = "Attachment.InstanceId", .partOf = true}),
        field("functionId", &NetworkInterface::function, {.label = "Lambda function", .help = "The function whose requests leave here.", .partOf = true}),
        field("deviceIndex", &NetworkInterface::deviceIndex, {.label = "Device index", .help = "0 is the primary interface.", .aws = "Attachment.DeviceIndex"}),
        field("groups", &NetworkInterface::groups, {.label = "Security groups", .help = "What one of them allows is allowed.", .aws = "Groups[].GroupId", .cfn = "GroupSet", .tf = "security_groups"}),
        field("privateIpAddresses", &NetworkInterface::addresses, {.label = "Addresses", .help = "IPv4 addresses; the first is the primary one.", .aws = "PrivateIpAddresses"}),
        field("ipv6Addresses", &NetworkInterface::ipv6Addresses, {.label = "IPv6 addresses", .help = "Inside the subnet's IPv6 block.", .aws = "Ipv6Addresses[].Ipv6Address"}),
        field("sourceDestCheck", &NetworkInterface::sourceDestCheck, {.label = "Source/destination check", .help = "On: it drops packets that are neither from nor to its own addresses.", .aws = "SourceDestCheck", .cfn = "SourceDestCheck", .tf = "source_dest_check"}),
        field("interfaceType", &NetworkInterface::interfaceType, {.label = "Kind", .help = "interface, nat_gateway, vpc_endpoint, lambda …", .aws = "InterfaceType", .derived = true}),
        field("status", &NetworkInterface::status, {.label = "Status", .help = "in-use when attached.", .aws = "Status", .derived = true}),
        field("description", &NetworkInterface::description, {.label = "Description", .help = "What it is for.", .aws = "Description", .cfn = "Description"}));
};

} // namespace waylight
