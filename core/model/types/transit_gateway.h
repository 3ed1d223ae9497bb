// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/resource_base.h"

namespace waylight {

/// A transit gateway: a router between VPCs, VPN connections and other transit gateways of a Region.
/// https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
struct TransitGateway : ResourceBase {
    std::string state; ///< available, pending, modifying, deleting, deleted; empty: available
    std::string securityGroupReferencing; ///< enable or disable; empty: disable
    std::string dnsSupport;               ///< enable or disable; empty: enable

    bool operator==(const TransitGateway&) const = default;
};

template <>
struct Description<TransitGateway> {
    static constexpr TypeInfo type{.name = "transit-gateway", .plural = "transitGateways", .label = "Transit gateway", .idPrefix = "tgw-", .awsList = "TransitGateways", .awsId = "TransitGatewayId", .cfn = "AWS::EC2::TransitGateway", .tf = "aws_ec2_transit_gateway",
                                   .help = "A router between VPCs, VPN connections and other transit gateways."};
    static constexpr auto fields = std::tuple(
        field("state", &TransitGateway::state, {.label = "State", .help = "Only an available gateway forwards. Empty means available.", .aws = "State"}),
        field("securityGroupReferencingSupport", &TransitGateway::securityGroupReferencing, {.label = "Security group referencing", .help = "enable: inbound rules may name security groups of other VPCs attached to it. Empty means disable.",
                                                                                             .aws = "Options.SecurityGroupReferencingSupport", .cfn = "SecurityGroupReferencingSupport", .tf = "security_group_referencing_support"}),
        field("dnsSupport", &TransitGateway::dnsSupport, {.label = "DNS support", .help = "enable: public names of hosts behind it resolve to private addresses. Empty means enable.", .aws = "Options.DnsSupport", .cfn = "DnsSupport", .tf = "dns_support"}));
};

} // namespace waylight
