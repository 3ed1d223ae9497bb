// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/types/vpc.h"

namespace waylight {

/// An internet gateway: translates between private and public addresses, one to one.
/// https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
struct InternetGateway : ResourceBase {
    Ref<Vpc> vpc; ///< none: detached

    bool operator==(const InternetGateway&) const = default;
};

template <>
struct Description<InternetGateway> {
    static constexpr TypeInfo type{.name = "internet-gateway", .plural = "internetGateways", .label = "Internet gateway", .idPrefix = "igw-", .awsList = "InternetGateways", .awsId = "InternetGatewayId",
                                   .cfn = "AWS::EC2::InternetGateway", .tf = "aws_internet_gateway", .drawn = Drawn::Border, .help = "Lets interfaces with public addresses talk to the internet."};
    static constexpr auto fields = std::tuple(
        field("vpcId", &InternetGateway::vpc, {.label = "VPC", .help = "The VPC it is attached to.", .aws = "Attachments[].VpcId", .tf = "vpc_id", .container = true}));
};

} // namespace waylight
