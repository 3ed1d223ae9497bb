// SPDX-License-Identifier: MIT
#include "core/trace/action_choices.h"

#include "core/base/arn.h"
#include "core/model/effective_routes.h"
#include "core/policy/known_actions.h"
#include "core/trace/call_owners.h"
#include "core/trace/question.h"

#include <algorithm>

namespace waylight {
namespace {

using policy::ActionEntry;
using policy::ServiceEntry;

constexpr int common = 20, ofItsKind = 10, withoutResource = 0;

/// The catalog's types of resources that a target stands for.
std::vector<std::string_view> typesOf(const Resource& target) {
    if (std::holds_alternative<Bucket>(target))
        return {"bucket", "object"};
    if (std::holds_alternative<AccessPoint>(target))
        return {"accesspoint", "accesspointobject"};
    if (std::holds_alternative<DynamoTable>(target))
        return {"table"};
    if (std::holds_alternative<KmsKey>(target))
        return {"key"};
    return {};
}

bool worksOn(const ServiceEntry& service, const ActionEntry& action, std::string_view type) {
    return std::any_of(action.resources.begin(), action.resources.end(),
                       [&](const policy::ActionResource& use) { return service.resourceTypes[use.type].name == type; });
}

bool worksOnObjects(const ServiceEntry& service, const ActionEntry& action) {
    return worksOn(service, action, "object") || worksOn(service, action, "accesspointobject");
}

bool isInterfaceEndpoint(const Resource& target) {
    const auto* endpoint = std::get_if<VpcEndpoint>(&target);
    return endpoint && endpoint->type == EndpointType::Interface;
}

int rankOf(std::span<const ApiAction> everyday, const std::string& name, const ActionEntry& action) {
    const bool isCommon =
        std::any_of(everyday.begin(), everyday.end(), [&](const ApiAction& each) { return each.name == name; });
    return isCommon ? common : action.wildcardOnly() ? withoutResource : ofItsKind;
}

} // namespace

std::string serviceAsked(const Resource& target) {
    if (const auto actions = apiActions(target.index()); !actions.empty())
        return std::string(actions.front().name.substr(0, actions.front().name.find(':')));
    if (!isInterfaceEndpoint(target))
        return {};
    const auto name = parsedServiceName(std::get<VpcEndpoint>(target).service);
    return name ? name->service : std::string();
}

std::vector<policy::OfferedAction> actionChoices(const Resource& target, const policy::Catalog& catalog) {
    std::vector<policy::OfferedAction> choices;
    const ServiceEntry* service = catalog.service(serviceAsked(target));
    if (!service)
        return choices;
    const std::vector<std::string_view> types = typesOf(target);
    const auto everyday = apiActions(target.index());
    for (const ActionEntry& action : service->actions) {
        const bool fits = types.empty() || action.wildcardOnly() ||
                          std::any_of(types.begin(), types.end(),
                                      [&](std::string_view type) { return worksOn(*service, action, type); });
        const std::string name = std::string(service->prefix) + ':' + std::string(action.name);
        if (fits)
            choices.push_back({service, &action, rankOf(everyday, name, action)});
    }
    return choices;
}

NamedPart namedPart(const Resource* target, const std::string& action) {
    if (action.empty())
        return NamedPart::Whole;
    for (const ApiAction& each : target ? apiActions(target->index()) : std::span<const ApiAction>())
        if (each.name == action)
            return each.onObject ? NamedPart::Object : NamedPart::Whole;
    const policy::FoundAction found =
        !target && isCommonAction(action) ? policy::FoundAction() : policy::requestedAction(action);
    if (found && found.action->wildcardOnly())
        return NamedPart::Nothing;
    if (target && isInterfaceEndpoint(*target))
        return NamedPart::OfService;
    const bool onBucket = target && found && typesOf(*target).size() > 1; // a bucket or an access point
    return onBucket && worksOnObjects(*found.service, *found.action) ? NamedPart::Object : NamedPart::Whole;
}

std::string arnAtEndpoint(const Topology& topology, const VpcEndpoint& endpoint, const std::string& action,
                          const std::string& name) {
    const policy::FoundAction found = policy::requestedAction(action);
    if (looksLikeArn(name) || !found || found.action->wildcardOnly())
        return name.empty() ? "*" : name;
    const auto service = parsedServiceName(endpoint.service);
    std::string_view form = found.service->resourceTypes[found.action->resources.front().type].arn;
    form = form.substr(0, form.find(", "));
    std::string arn;
    bool named = false;
    for (std::size_t at = 0; at < form.size();) {
        if (!form.substr(at).starts_with("${")) {
            arn += form[at++];
            continue;
        }
        const std::size_t end = std::min(form.find('}', at), form.size() - 1);
        const std::string_view part = form.substr(at, end + 1 - at);
        if (part == "${Partition}")
            arn += "aws";
        else if (part == "${Region}")
            arn += service ? service->region : endpoint.region;
        else if (part == "${Account}")
            arn += ownerOf(topology, endpoint).number;
        else
            arn += named || name.empty() ? "*" : name;
        named = named || (part != "${Partition}" && part != "${Region}" && part != "${Account}");
        at = end + 1;
    }
    return arn;
}

} // namespace waylight
