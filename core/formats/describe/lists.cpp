// SPDX-License-Identifier: MIT
#include "core/formats/describe/lists.h"

#include "core/formats/describe/hooks.h"

#include <algorithm>

namespace waylight::describe {
namespace {

/// Other names of the lists of describe calls.
constexpr std::pair<std::string_view, Kind> aliases[] = {
    {"ManagedPrefixLists", kindOf<PrefixList>},
    {"Roles", kindOf<Role>},
    {"TransitGatewayVpcAttachments", kindOf<TransitGatewayAttachment>},
    {"TransitGatewayPeeringAttachments", kindOf<TransitGatewayAttachment>},
    {"ServiceConfigurations", kindOf<EndpointService>}};

constexpr SideList sides[] = {
    {"TransitGatewayAssociations", kindOf<TransitGatewayRouteTable>, "Associations"},
    {"TransitGatewayPropagations", kindOf<TransitGatewayRouteTable>, "TransitGatewayRouteTablePropagations"},
    {"TransitGatewayStaticRoutes", kindOf<TransitGatewayRouteTable>, "Routes"},
    {"LoadBalancerAttributes", kindOf<LoadBalancer>, "Attributes"},
    {"TargetGroupAttributes", kindOf<TargetGroup>, "Attributes"},
    {"LoadBalancerTargetHealth", kindOf<TargetGroup>, "TargetHealthDescriptions"}};

void rename(Json& object, const char* from, const char* to) {
    if (Json value = takenMember(object, from); !value.is_null())
        object[to] = std::move(value);
}

} // namespace

std::optional<Kind> kindOfList(std::string_view name) {
    for (const auto& [alias, kind] : aliases)
        if (alias == name)
            return kind;
    for (Kind kind = 0; kind < kindCount; ++kind)
        if (!name.empty() && typeInfo(kind).awsList == name)
            return kind;
    return std::nullopt;
}

std::optional<Kind> kindOfObject(const std::string& name) {
    return name == "Role"                                         ? kindOf<Role>
           : name == "KeyMetadata"                                ? kindOf<KmsKey>
           : name == Description<BlockPublicAccess>::type.awsList ? kindOf<BlockPublicAccess>
                                                                  : kindOfList(name + 's');
}

void normalise(const std::string& list, Json& json) {
    if (list == "TransitGatewayVpcAttachments") {
        rename(json, "VpcId", "ResourceId");
        rename(json, "VpcOwnerId", "ResourceOwnerId");
        json["ResourceType"] = "vpc";
    } else if (list == "TransitGatewayPeeringAttachments") {
        json["ResourceType"] = "peering";
    } else if (list == "Keys") {
        rename(json, "KeyArn", "Arn");
    } else if (list == "Listeners" && !json.contains("Port")) {
        json["Port"] = 0; // of a gateway load balancer, which listens on all
    }
}

bool looksLikeSide(const SideList& side, const Json& list) {
    if (list.empty())
        return side.member != "Attributes";
    const Json& first = list[0];
    if (side.member == "Routes")
        return !textAt(first, "Type").empty();
    if (side.member == "Attributes")
        return !textAt(first, "Key").empty();
    return side.member != "Associations" || !textAt(first, "TransitGatewayAttachmentId").empty();
}

bool hasIdentity(const Json& object) {
    if (!object.is_object())
        return false;
    for (const auto& [key, value] : object.items())
        for (const std::string_view ending : {"Id", "Arn", "ARN", "Name", "Code"})
            if (key.ends_with(ending))
                return true;
    return false;
}

bool isListOfItems(std::string_view name) {
    // Reservations hold instances; roles hold profiles; targets of other calls are looked up by their members.
    const auto kind = kindOfList(name);
    return kind && kind != kindOf<Instance> && kind != kindOf<Role> && kind != kindOf<BlockPublicAccess>;
}

std::span<const SideList> sideLists() {
    return sides;
}

std::vector<UnmodelledList> unmodelledLists(const Extra& extra) {
    std::vector<UnmodelledList> lists;
    const auto found = extra.object().find("unmodelled");
    if (found == extra.object().end() || !found->is_array())
        return lists;
    for (const Json& each : *found)
        if (each.is_object() && each.contains("items") && each["items"].is_array())
            lists.push_back({textAt(each, "list"), textAt(each, "account"), textAt(each, "region"), each["items"]});
    return lists;
}

Extra unmodelledExtra(const std::vector<UnmodelledList>& lists) {
    if (lists.empty())
        return {};
    Json all = Json::array();
    for (const UnmodelledList& each : lists)
        all.push_back({{"list", each.list}, {"account", each.account}, {"region", each.region}, {"items", each.items}});
    return Extra(Json{{"unmodelled", std::move(all)}});
}

bool isBackgroundList(std::string_view list) {
    // Rules and policies repeat what groups and roles say; the others describe AWS, not the account's network.
    constexpr std::string_view background[] = {"SecurityGroupRules",
                                               "Policies",
                                               "AvailabilityZones",
                                               "Regions",
                                               "Tags",
                                               "ServiceNames",
                                               "ServiceDetails",
                                               "Aliases",
                                               "ControlPolicies",
                                               "OrganizationParents",
                                               "Organizations",
                                               "Accounts",
                                               "Roots",
                                               "OrganizationalUnits"};
    return std::find(std::begin(background), std::end(background), list) != std::end(background);
}

} // namespace waylight::describe
