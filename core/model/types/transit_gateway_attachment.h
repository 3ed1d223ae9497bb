// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/types/subnet.h"
#include "core/model/types/transit_gateway.h"

namespace waylight {

enum class AttachmentType : std::uint8_t { Vpc, Vpn, DirectConnectGateway, Connect, Peering, TgwPeering, VpnConcentrator, ClientVpn, NetworkFunction };
template <>
struct EnumNames<AttachmentType> {
    static constexpr std::pair<AttachmentType, std::string_view> names[] = {{AttachmentType::Vpc, "vpc"}, {AttachmentType::Vpn, "vpn"}, {AttachmentType::DirectConnectGateway, "direct-connect-gateway"},
                                                                            {AttachmentType::Connect, "connect"}, {AttachmentType::Peering, "peering"}, {AttachmentType::TgwPeering, "tgw-peering"},
                                                                            {AttachmentType::VpnConcentrator, "vpn-concentrator"}, {AttachmentType::ClientVpn, "client-vpn"}, {AttachmentType::NetworkFunction, "network-function"}};
};

/// What a transit gateway is connected to: a VPC by one subnet in each zone, a VPN connection, another transit gateway.
/// A peering attachment has one id on both sides: `transitGateway` is one, `resource` the other.
/// https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
struct TransitGatewayAttachment : ResourceBase {
    Ref<TransitGateway> transitGateway;
    AttachmentType attachmentType = AttachmentType::Vpc;
    AnyRef resource; ///< the VPC, VPN connection, Direct Connect gateway, or the other transit gateway
    std::vector<Ref<Subnet>> subnets; ///< VPC: one in each zone that can use it
    std::string applianceMode;            ///< enable or disable; empty: disable
    std::string securityGroupReferencing; ///< enable or disable; empty: as the transit gateway
    std::string state;                    ///< available, pendingAcceptance, deleted, …; empty: available

    bool operator==(const TransitGatewayAttachment&) const = default;
};

template <>
struct Description<TransitGatewayAttachment> {
    static constexpr TypeInfo type{.name = "transit-gateway-attachment", .plural = "transitGatewayAttachments", .label = "Transit gateway attachment", .idPrefix = "tgw-attach-", .awsList = "TransitGatewayAttachments", .awsId = "TransitGatewayAttachmentId",
                                   .cfn = "AWS::EC2::TransitGatewayAttachment", .tf = "aws_ec2_transit_gateway_vpc_attachment", .drawn = Drawn::Hidden, .help = "What a transit gateway is connected to; only the zones of its subnets can use it."};
    static constexpr auto fields = std::tuple(
        field("transitGatewayId", &TransitGatewayAttachment::transitGateway, {.label = "Transit gateway", .help = "The gateway it belongs to.", .aws = "TransitGatewayId", .cfn = "TransitGatewayId", .tf = "transit_gateway_id", .required = true, .partOf = true}),
        field("resourceType", &TransitGatewayAttachment::attachmentType, {.label = "Type", .help = "vpc, vpn, peering, …", .aws = "ResourceType"}),
        field("resourceId", &TransitGatewayAttachment::resource, {.label = "Attached", .help = "The VPC, VPN connection, or other transit gateway.", .aws = "ResourceId", .cfn = "VpcId", .tf = "vpc_id", .required = true}),
        field("subnetIds", &TransitGatewayAttachment::subnets, {.label = "Subnets", .help = "One in each zone: instances in other zones cannot reach the transit gateway.", .aws = "SubnetIds", .cfn = "SubnetIds", .tf = "subnet_ids"}),
        field("applianceModeSupport", &TransitGatewayAttachment::applianceMode, {.label = "Appliance mode", .help = "enable: both directions of a flow use the same zone, for appliances that keep state. Empty means disable.", .aws = "Options.ApplianceModeSupport", .cfn = "Options.ApplianceModeSupport", .tf = "appliance_mode_support"}),
        field("securityGroupReferencingSupport", &TransitGatewayAttachment::securityGroupReferencing, {.label = "Security group referencing", .help = "enable or disable; empty: as the transit gateway says.", .aws = "Options.SecurityGroupReferencingSupport", .cfn = "Options.SecurityGroupReferencingSupport", .tf = "security_group_referencing_support"}),
        field("state", &TransitGatewayAttachment::state, {.label = "State", .help = "Only an available attachment forwards. Empty means available.", .aws = "State"}));
};

} // namespace waylight
