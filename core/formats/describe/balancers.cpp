// SPDX-License-Identifier: MIT
#include "core/formats/describe/hooks.h"

#include <algorithm>

namespace waylight::describe {
namespace {

constexpr const char* crossZoneKey = "load_balancing.cross_zone.enabled";
constexpr const char* preserveKey = "preserve_client_ip.enabled";

/// Removes an attribute and returns its value; empty when it is not there.
std::string takenAttribute(Json& rest, const char* key) {
    if (!rest.contains("Attributes") || !rest["Attributes"].is_array())
        return {};
    Json& attributes = rest["Attributes"];
    const auto found = std::find_if(attributes.begin(), attributes.end(),
                                    [&](const Json& each) { return textAt(each, "Key") == key; });
    if (found == attributes.end())
        return {};
    std::string value = textAt(*found, "Value");
    attributes.erase(found);
    if (attributes.empty())
        rest.erase("Attributes");
    return value;
}

void putAttribute(Json& object, const Extra& extra, const char* key, const std::string& value) {
    if (value.empty())
        return;
    Json attributes = Json::array({{{"Key", key}, {"Value", value}}});
    if (const Json& kept = awsPart(extra); kept.contains("Attributes") && kept["Attributes"].is_array())
        attributes.insert(attributes.end(), kept["Attributes"].begin(), kept["Attributes"].end());
    object["Attributes"] = std::move(attributes);
}

using TargetGroups = std::vector<Ref<TargetGroup>>;

void addGroup(TargetGroups& groups, const Json& action) {
    if (const Ref<TargetGroup> group(textAt(action, "TargetGroupArn"));
        group && std::find(groups.begin(), groups.end(), group) == groups.end())
        groups.push_back(group);
}

/// The groups that the actions forward to: named in the action, or in its forward configuration.
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html
TargetGroups groupsOf(const Json& actions) {
    TargetGroups groups;
    for (const Json& action : actions) {
        addGroup(groups, action);
        const auto forward = action.is_object() ? action.find("ForwardConfig") : action.end();
        if (action.is_object() && forward != action.end() && forward->is_object() && forward->contains("TargetGroups"))
            for (const Json& each : (*forward)["TargetGroups"])
                addGroup(groups, each);
    }
    return groups;
}

Json forwardAction(const TargetGroups& groups) {
    Json action = {{"Type", "forward"}, {"Order", 1}};
    if (groups.size() == 1)
        action["TargetGroupArn"] = groups[0].id;
    Json list = Json::array();
    for (const auto& each : groups)
        list.push_back({{"TargetGroupArn", each.id}});
    action["ForwardConfig"] = {{"TargetGroups", std::move(list)}};
    return action;
}

constexpr const char* gatewayBalancers = "GatewayLoadBalancerArns";
constexpr const char* networkBalancers = "NetworkLoadBalancerArns";

} // namespace

void Hooks<LoadBalancer>::afterReading(LoadBalancer& balancer, Json& rest, const codec::Source&) {
    const std::string crossZone = takenAttribute(rest, crossZoneKey);
    balancer.crossZone = crossZone == "true";
    if (crossZone.empty())
        balancer.unknown.emplace_back("crossZone");
}

void Hooks<LoadBalancer>::afterWriting(const LoadBalancer& balancer, Json& object, const Topology&) {
    if (balancer.crossZone || !isUnknown(balancer, "crossZone"))
        putAttribute(object, balancer.extra, crossZoneKey, balancer.crossZone ? "true" : "false");
}

/// The actions stay in `rest`: they say more than the groups.
void Hooks<Listener>::afterReading(Listener& listener, Json& rest, const codec::Source&) {
    if (rest.contains("DefaultActions"))
        listener.targetGroups = groupsOf(rest["DefaultActions"]);
}

void Hooks<Listener>::afterWriting(const Listener& listener, Json& object, const Topology&) {
    const Json& extra = awsPart(listener.extra);
    const TargetGroups kept = extra.contains("DefaultActions") ? groupsOf(extra["DefaultActions"]) : TargetGroups();
    if (kept != listener.targetGroups)
        object["DefaultActions"] =
            listener.targetGroups.empty() ? Json::array() : Json::array({forwardAction(listener.targetGroups)});
}

void Hooks<TargetGroup>::afterReading(TargetGroup& group, Json& rest, const codec::Source& source) {
    group.preserveClientIp = takenAttribute(rest, preserveKey);
    if (Json targets = takenMember(rest, "TargetHealthDescriptions"); !targets.is_null())
        readValue(std::move(targets), group.targets, source.at("TargetHealthDescriptions"));
    else
        group.unknown.emplace_back("targets");
}

void Hooks<TargetGroup>::afterWriting(const TargetGroup& group, Json& object, const Topology& topology) {
    putAttribute(object, group.extra, preserveKey, group.preserveClientIp);
    if (!group.targets.empty() || !isUnknown(group, "targets"))
        object["TargetHealthDescriptions"] = writtenValue(group.targets, topology);
}

void Hooks<EndpointService>::afterReading(EndpointService& service, Json& rest, const codec::Source& source) {
    std::vector<Ref<LoadBalancer>> gateways;
    if (const Json arns = takenMember(rest, gatewayBalancers); !arns.is_null())
        codec::read(arns, gateways, source.at(gatewayBalancers));
    service.loadBalancers.insert(service.loadBalancers.end(), gateways.begin(), gateways.end());
}

void Hooks<EndpointService>::afterWriting(const EndpointService& service, Json& object, const Topology&) {
    for (const char* member : {networkBalancers, gatewayBalancers})
        object.erase(member);
    for (const auto& each : service.loadBalancers)
        object[each.id.find(":loadbalancer/gwy/") == Id::npos ? networkBalancers : gatewayBalancers].push_back(each.id);
}

} // namespace waylight::describe
