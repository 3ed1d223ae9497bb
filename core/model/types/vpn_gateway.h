// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/types/vpc.h"

namespace waylight {

/// A virtual private gateway: the VPC's end of VPN connections. https://docs.aws.amazon.com/vpn/latest/s2svpn/VPC_VPN.html
struct VpnGateway : ResourceBase {
    Ref<Vpc> vpc;      ///< none: detached
    std::string state; ///< available, pending, deleting, deleted; empty: available

    bool operator==(const VpnGateway&) const = default;
};

template <>
struct Description<VpnGateway> {
    static constexpr TypeInfo type{.name = "vpn-gateway", .plural = "vpnGateways", .label = "Virtual private gateway", .idPrefix = "vgw-", .awsList = "VpnGateways", .awsId = "VpnGatewayId", .cfn = "AWS::EC2::VPNGateway", .tf = "aws_vpn_gateway",
                                   .drawn = Drawn::Border, .help = "The VPC's end of VPN connections to other networks."};
    static constexpr auto fields = std::tuple(
        field("vpcId", &VpnGateway::vpc, {.label = "VPC", .help = "The VPC it is attached to.", .aws = "VpcAttachments[].VpcId", .tf = "vpc_id", .container = true}),
        field("state", &VpnGateway::state, {.label = "State", .help = "Only an available gateway forwards. Empty means available.", .aws = "State"}));
};

} // namespace waylight
