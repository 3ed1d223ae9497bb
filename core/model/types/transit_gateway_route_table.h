// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/types/prefix_list.h"
#include "core/model/types/route_table.h"
#include "core/model/types/transit_gateway_attachment.h"

namespace waylight {

/// A static route of a transit gateway route table. Routes that follow from propagations are not stored.
struct TransitGatewayRoute {
    std::optional<Cidr> destination; ///< none: the prefix list is the destination
    Ref<PrefixList> prefixList;
    Ref<TransitGatewayAttachment> attachment; ///< none: blackhole
    RouteState state = RouteState::Active;
    Extra extra;

    bool operator==(const TransitGatewayRoute&) const = default;
};

template <>
struct Description<TransitGatewayRoute> {
    static constexpr auto fields = std::tuple(
        field("destination", &TransitGatewayRoute::destination, {.label = "Destination", .help = "A CIDR block; the longest one that contains the address decides.", .aws = "DestinationCidrBlock", .cfn = "DestinationCidrBlock", .tf = "destination_cidr_block"}),
        field("prefixListId", &TransitGatewayRoute::prefixList, {.label = "Prefix list", .help = "Instead of a CIDR block: a managed prefix list.", .aws = "PrefixListId"}),
        field("attachmentId", &TransitGatewayRoute::attachment, {.label = "Attachment", .help = "Where matching packets go. None: they are dropped.", .aws = "TransitGatewayAttachments[].TransitGatewayAttachmentId", .cfn = "TransitGatewayAttachmentId", .tf = "transit_gateway_attachment_id"}),
        field("state", &TransitGatewayRoute::state, {.label = "State", .help = "blackhole: the route wins and drops the packet.", .aws = "State"}));
};

/// A route table of a transit gateway: the attachments associated with it send by it; those that propagate to it are
/// reached by it. https://docs.aws.amazon.com/vpc/latest/tgw/tgw-route-tables.html
struct TransitGatewayRouteTable : ResourceBase {
    Ref<TransitGateway> transitGateway;
    std::vector<Ref<TransitGatewayAttachment>> associations;
    std::vector<Ref<TransitGatewayAttachment>> propagations;
    std::vector<TransitGatewayRoute> routes;
    std::string state; ///< available, pending, deleting, deleted; empty: available

    bool operator==(const TransitGatewayRouteTable&) const = default;
};

template <>
struct Description<TransitGatewayRouteTable> {
    static constexpr TypeInfo type{.name = "transit-gateway-route-table", .plural = "transitGatewayRouteTables", .label = "Transit gateway route table", .idPrefix = "tgw-rtb-", .awsList = "TransitGatewayRouteTables", .awsId = "TransitGatewayRouteTableId",
                                   .cfn = "AWS::EC2::TransitGatewayRouteTable", .tf = "aws_ec2_transit_gateway_route_table", .drawn = Drawn::Hidden, .help = "Says to which attachment a transit gateway sends the packets of the attachments associated with it."};
    static constexpr auto fields = std::tuple(
        field("transitGatewayId", &TransitGatewayRouteTable::transitGateway, {.label = "Transit gateway", .help = "The gateway it belongs to.", .aws = "TransitGatewayId", .cfn = "TransitGatewayId", .tf = "transit_gateway_id", .required = true, .partOf = true}),
        field("associations", &TransitGatewayRouteTable::associations, {.label = "Associations", .help = "The attachments whose packets it routes; an attachment is associated with one table of its gateway."}),
        field("propagations", &TransitGatewayRouteTable::propagations, {.label = "Propagations", .help = "The attachments whose networks it knows by themselves."}),
        field("routes", &TransitGatewayRouteTable::routes, {.label = "Static routes", .help = "Routes that you add, blackholes too."}),
        field("state", &TransitGatewayRouteTable::state, {.label = "State", .help = "Empty means available.", .aws = "State"}));
};

} // namespace waylight
