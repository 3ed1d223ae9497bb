// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/types/vpc.h"

namespace waylight {

/// An egress-only internet gateway: lets IPv6 interfaces open connections outward, and nothing in.
/// https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html
struct EgressOnlyInternetGateway : ResourceBase {
    Ref<Vpc> vpc; ///< none: detached

    bool operator==(const EgressOnlyInternetGateway&) const = default;
};

template <>
struct Description<EgressOnlyInternetGateway> {
    static constexpr TypeInfo type{.name = "egress-only-internet-gateway", .plural = "egressOnlyInternetGateways", .label = "Egress-only internet gateway", .idPrefix = "eigw-", .awsList = "EgressOnlyInternetGateways", .awsId = "EgressOnlyInternetGatewayId",
                                   .cfn = "AWS::EC2::EgressOnlyInternetGateway", .tf = "aws_egress_only_internet_gateway", .drawn = Drawn::Border, .help = "Lets IPv6 interfaces open connections outward; nothing comes in by itself."};
    static constexpr auto fields = std::tuple(
        field("vpcId", &EgressOnlyInternetGateway::vpc, {.label = "VPC", .help = "The VPC it is attached to.", .aws = "Attachments[].VpcId", .cfn = "VpcId", .tf = "vpc_id", .container = true}));
};

} // namespace waylight
