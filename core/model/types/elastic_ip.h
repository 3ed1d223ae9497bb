// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/types/network_interface.h"

namespace waylight {

/// An elastic IP: a public IPv4 address that stays yours. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-eips.html
struct ElasticIp : ResourceBase {
    std::optional<IpAddress> publicIp;
    Ref<NetworkInterface> interface; ///< none: not associated, or with a NAT gateway that names it
    std::optional<IpAddress> privateIp;

    bool operator==(const ElasticIp&) const = default;
};

template <>
struct Description<ElasticIp> {
    static constexpr TypeInfo type{.name = "elastic-ip", .plural = "elasticIps", .label = "Elastic IP", .idPrefix = "eipalloc-", .awsList = "Addresses", .awsId = "AllocationId", .cfn = "AWS::EC2::EIP", .tf = "aws_eip",
                                   .drawn = Drawn::Attached, .help = "A public IPv4 address that stays yours."};
    static constexpr auto fields = std::tuple(
        field("publicIp", &ElasticIp::publicIp, {.label = "Public address", .help = "The address that the internet sees.", .aws = "PublicIp"}),
        field("networkInterfaceId", &ElasticIp::interface, {.label = "Interface", .help = "The interface it is associated with.", .aws = "NetworkInterfaceId", .partOf = true}),
        field("privateIpAddress", &ElasticIp::privateIp, {.label = "Private address", .help = "The interface's address that it stands for.", .aws = "PrivateIpAddress"}));
};

} // namespace waylight
