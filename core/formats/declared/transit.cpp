// SPDX-License-Identifier: MIT
#include "core/formats/declared/parts.h"

/// What is said of transit gateway route tables and VPN connections in declarations of their own.
namespace waylight::declared {
namespace {

constexpr Word tableId{"TransitGatewayRouteTableId", "transit_gateway_route_table_id"};
constexpr Word attachmentId{"TransitGatewayAttachmentId", "transit_gateway_attachment_id"};

void applyRoute(Assembly& assembly, Reading& part) {
    TransitGatewayRoute route;
    if (const auto cidr = Cidr::parse(part.entry.text({"DestinationCidrBlock", "destination_cidr_block"})))
        route.destination = *cidr;
    else
        route.prefixList.id = part.entry.id({"", "prefix_list_id"});
    const bool blackhole = part.entry.flag({"Blackhole", "blackhole"}, false);
    route.attachment.id = part.entry.id(attachmentId);
    if (blackhole) {
        route.state = RouteState::Blackhole;
        route.attachment = {};
    }
    auto* table = assembly.ownerOf<TransitGatewayRouteTable>(part, tableId, "routes");
    if (table && (route.destination || route.prefixList))
        table->routes.push_back(std::move(route));
    else if (table)
        Assembly::markUnknown(*table, "routes");
}

void applyAssociation(Assembly& assembly, Reading& part) {
    const Id attachment = part.entry.id(attachmentId);
    if (auto* table = assembly.ownerOf<TransitGatewayRouteTable>(part, tableId, "associations"))
        table->associations.emplace_back(attachment);
}

void applyPropagation(Assembly& assembly, Reading& part) {
    const Id attachment = part.entry.id(attachmentId);
    if (auto* table = assembly.ownerOf<TransitGatewayRouteTable>(part, tableId, "propagations"))
        table->propagations.emplace_back(attachment);
}

void applyVpnRoute(Assembly& assembly, Reading& part) {
    const auto cidr = Cidr::parse(part.entry.text({"DestinationCidrBlock", "destination_cidr_block"}));
    part.entry.foundUnknown();
    auto* connection = assembly.ownerOf<VpnConnection>(part, {"VpnConnectionId", "vpn_connection_id"}, "routes");
    if (connection && cidr)
        connection->routes.push_back({*cidr, {}, {}});
    else if (connection)
        Assembly::markUnknown(*connection, "routes");
}

/// Only says yes to what the other account asked for.
void applyAccepter(Assembly& assembly, Reading& part) {
    assembly.ownerOf<TransitGatewayAttachment>(part, attachmentId, "state");
}

} // namespace

const std::vector<Part>& transitParts() {
    static const std::vector<Part> parts = {
        {"AWS::EC2::TransitGatewayRoute", "aws_ec2_transit_gateway_route", applyRoute},
        {"", "aws_ec2_transit_gateway_prefix_list_reference", applyRoute},
        {"AWS::EC2::TransitGatewayRouteTableAssociation", "aws_ec2_transit_gateway_route_table_association",
         applyAssociation},
        {"AWS::EC2::TransitGatewayRouteTablePropagation", "aws_ec2_transit_gateway_route_table_propagation",
         applyPropagation},
        {"", "aws_ec2_transit_gateway_vpc_attachment_accepter", applyAccepter},
        {"AWS::EC2::VPNConnectionRoute", "aws_vpn_connection_route", applyVpnRoute},
    };
    return parts;
}

} // namespace waylight::declared
