// SPDX-License-Identifier: MIT
#include "core/formats/diagrams/drawio_styles.h"

#include "core/drawing/layout.h"

#include <algorithm>
#include <iterator>

namespace waylight::drawio {
namespace {

// The colours that AWS gives its groups of services.
constexpr const char* compute = "#ED7100";
constexpr const char* networking = "#8C4FFF";
constexpr const char* storage = "#7AA116";
constexpr const char* database = "#C925D1";
constexpr const char* security = "#DD344C";

/// An icon of draw.io's AWS library. Those of services are white on a square.
struct Icon {
    std::string_view name; ///< of ours
    std::string_view shape;
    const char* colour;
    bool onSquare = false;
};

constexpr Icon icons[] = {{"access-point", "bucket_with_objects", storage},
                          {"account", "organizations_account", security},
                          {"bucket", "bucket", storage},
                          {"customer-gateway", "customer_gateway", networking},
                          {"dynamodb-table", "dynamodb", database, true},
                          {"egress-only-internet-gateway", "internet_gateway", networking},
                          {"elastic-ip", "elastic_ip_address", networking},
                          {"endpoint-service", "vpc_privatelink", networking},
                          {"instance", "instance2", compute},
                          {"internet", "internet_alt2", "#232F3E"},
                          {"internet-gateway", "internet_gateway", networking},
                          {"kms-key", "key_management_service", security, true},
                          {"lambda-function", "lambda_function", compute},
                          {"load-balancer", "network_load_balancer", networking},
                          {"nat-gateway", "nat_gateway", networking},
                          {"network-acl", "network_access_control_list", networking},
                          {"network-interface", "elastic_network_interface", networking},
                          {"role", "role", security},
                          {"route-table", "route_table", networking},
                          {"security-group", "group_security_group", security},
                          {"transit-gateway", "transit_gateway", networking, true},
                          {"vpc-block-public-access", "shield", security, true},
                          {"vpc-endpoint", "endpoints", networking},
                          {"vpc-endpoint-gateway", "endpoints", networking},
                          {"vpc-endpoint-load-balancer", "endpoints", networking},
                          {"vpc-endpoint-resource", "endpoints", networking},
                          {"vpc-peering", "peering", networking},
                          {"vpn-connection", "vpn_connection", networking},
                          {"vpn-gateway", "vpn_gateway", networking}};

struct Colours {
    const char* fill;
    const char* line;
};

Colours coloursOf(Tint tint) {
    switch (tint) {
    case Tint::Yellow:
        return {"#FFF6D6", "#A87400"};
    case Tint::Blue:
        return {"#DFEEFB", "#2F78B7"};
    case Tint::Green:
        return {"#E1F3E0", "#3F8A3B"};
    case Tint::Purple:
        return {"#ECE6FA", "#7A5CC0"};
    case Tint::Red:
        return {"#FBE4E1", "#BE5548"};
    case Tint::Grey:
        break;
    }
    return {"#E8ECF0", "#697786"};
}

std::string coloured(Colours colours) {
    return std::string("fillColor=") + colours.fill + ";strokeColor=" + colours.line + ';';
}

std::string groupStyle(const char* icon, const char* line, const char* fill, const char* more) {
    return std::string("shape=mxgraph.aws4.group;grIcon=mxgraph.aws4.") + icon + ";strokeColor=" + line +
           ";fillColor=" + fill + ";fontColor=" + line +
           ";container=1;collapsible=0;recursiveResize=0;pointerEvents=0;outlineConnect=0;html=1;whiteSpace=wrap;"
           "fontSize=12;fontStyle=1;verticalAlign=top;align=left;spacingLeft=30;" +
           more;
}

std::string symbolStyle(const PictureBox& box) {
    const std::string words = "html=1;fontSize=11;fontColor=#232F3E;";
    const auto icon =
        std::find_if(std::begin(icons), std::end(icons), [&](const Icon& each) { return each.name == box.icon; });
    if (icon == std::end(icons))
        return "rounded=1;arcSize=10;whiteSpace=wrap;fillColor=#FFFFFF;strokeColor=#697786;" + words;
    std::string style =
        "sketch=0;outlineConnect=0;gradientColor=none;dashed=0;aspect=fixed;verticalLabelPosition=bottom;"
        "verticalAlign=top;align=center;" +
        words + "fillColor=" + icon->colour;
    style += icon->onSquare ? ";strokeColor=#FFFFFF;shape=mxgraph.aws4.resourceIcon;resIcon=mxgraph.aws4."
                            : ";strokeColor=none;pointerEvents=1;shape=mxgraph.aws4.";
    return style.append(icon->shape) + ';';
}

bool hasIcon(const PictureBox& box) {
    return std::any_of(std::begin(icons), std::end(icons), [&](const Icon& each) { return each.name == box.icon; });
}

} // namespace

Rect placeOf(const PictureBox& box) {
    constexpr int size = metrics::iconSize;
    if (box.role != BoxRole::Symbol || !hasIcon(box) || box.rect.width < size || box.rect.height < size)
        return box.rect;
    return {box.rect.x + (box.rect.width - size) / 2, box.rect.y + (box.rect.height - size) / 2, size, size};
}

std::string styleOf(const PictureBox& box) {
    switch (box.role) {
    case BoxRole::Region:
        return groupStyle("group_region", "#147EBA", "none", "dashed=1;");
    case BoxRole::Vpc:
        return groupStyle("group_vpc", "#248814", "none", "dashed=0;");
    case BoxRole::Zone:
        return "container=1;collapsible=0;recursiveResize=0;pointerEvents=0;html=1;whiteSpace=wrap;fillColor=none;"
               "strokeColor=#147EBA;fontColor=#147EBA;dashed=1;verticalAlign=top;align=left;spacingLeft=8;";
    case BoxRole::PublicSubnet:
        return groupStyle("group_security_group", "#248814", "#E9F3E6", "grStroke=0;dashed=0;");
    case BoxRole::PrivateSubnet:
        return groupStyle("group_security_group", "#147EBA", "#E6F2F8", "grStroke=0;dashed=0;");
    case BoxRole::Note:
        return "shape=note;size=14;html=1;whiteSpace=wrap;align=left;verticalAlign=top;spacing=8;fontColor=#1B2733;" +
               coloured(coloursOf(box.tint));
    case BoxRole::Area:
        return "rounded=1;absoluteArcSize=1;arcSize=12;html=1;whiteSpace=wrap;align=left;verticalAlign=top;spacingLeft="
               "8;"
               "fontStyle=1;fontColor=#1B2733;opacity=60;" +
               coloured(coloursOf(box.tint));
    case BoxRole::Symbol:
        break;
    }
    return symbolStyle(box);
}

std::string styleOf(const PictureConnector& connector) {
    const std::string common = "edgeStyle=orthogonalEdgeStyle;html=1;rounded=0;jettySize=auto;fontSize=10;"
                               "labelBackgroundColor=#FFFFFF;endFill=1;";
    const char* const arrow = "endArrow=block;endSize=4;";
    const char* const quiet = "strokeColor=#A3AFBB;dashed=1;";
    switch (connector.role) {
    case ConnectorRole::Association:
        return common + "endArrow=none;" + (connector.implicit ? quiet : "strokeColor=#64748B;");
    case ConnectorRole::Route:
        return common + arrow + "strokeColor=#64748B;strokeWidth=2;";
    case ConnectorRole::EndpointRoute:
        return common + arrow + "strokeColor=#0E7490;strokeWidth=2;";
    case ConnectorRole::Attachment:
        return common + "endArrow=none;strokeWidth=3;" + (connector.implicit ? quiet : "strokeColor=#64748B;");
    case ConnectorRole::Uses:
        break;
    }
    return common + arrow + "strokeColor=#64748B;dashed=1;";
}

} // namespace waylight::drawio
