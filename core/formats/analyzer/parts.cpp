// SPDX-License-Identifier: MIT
#include "core/formats/analyzer/parts.h"

#include "core/base/arn.h"
#include "core/formats/describe/hooks.h"
#include "core/model/effective_routes.h"
#include "core/network/route_lookup.h"

#include <algorithm>
#include <charconv>

namespace waylight::analyzer {
namespace {

/// AWS's number of the last rule of a network ACL, which denies everything.
constexpr int lastAclRule = 32767;

/// The index at the end of a pointer such as /routes/3; none: it names the whole list, or nothing.
std::optional<std::size_t> indexIn(const std::string& pointer) {
    const std::string digits = pointer.substr(pointer.rfind('/') + 1);
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), index);
    return error == std::errc{} && end == digits.data() + digits.size() ? std::optional(index) : std::nullopt;
}

template <class List>
const typename List::value_type* itemAt(const List& list, const std::string& pointer) {
    const auto index = indexIn(pointer);
    return index && *index < list.size() ? &list[*index] : nullptr;
}

/// The resource type in an ARN, where it is not the name of our type.
std::string arnType(const Resource& resource) {
    const std::string name(typeInfo(resource).name);
    return name == "nat-gateway" ? "natgateway" : name == "vpc-peering" ? "vpc-peering-connection" : name;
}

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

std::string hostBlock(const IpAddress& address) {
    return Cidr(address, address.bits()).toString();
}

void addPorts(Json& rule, const std::optional<int>& from, const std::optional<int>& to) {
    if (from && to)
        rule["PortRange"] = {{"From", *from}, {"To", *to}};
}

bool matches(const Topology& topology, const EffectiveRoute& route, const IpAddress& address) {
    const auto blocks = destinationBlocks(topology, route);
    return blocks &&
           std::any_of(blocks->begin(), blocks->end(), [&](const Cidr& block) { return block.contains(address); });
}

Json writtenRoute(const Topology& topology, const Route& route) {
    Json out = Json::object();
    if (route.destination)
        out["DestinationCidr"] = route.destination->toString();
    else
        out["DestinationPrefixListId"] = route.prefixList.id;
    if (route.target)
        out[describe::targetMember(route.target.id, topology)] = route.target.id;
    out["Origin"] = lower(std::string(enumName(route.origin)));
    out["State"] = std::string(enumName(route.state));
    return out;
}

} // namespace

Json componentJson(const Topology& topology, const Id& id) {
    Json out = {{"Id", id}};
    const ResourcePtr resource = topology.find(id);
    if (!resource)
        return out;
    const ResourceBase& own = base(*resource);
    if (looksLikeArn(id))
        out["Arn"] = id;
    else if (!own.region.empty() && !own.account.empty())
        out["Arn"] = "arn:aws:ec2:" + own.region + ':' + own.account + ':' + arnType(*resource) + '/' + id;
    if (!own.name.empty())
        out["Name"] = own.name;
    return out;
}

Json headerJson(const Packet& packet) {
    Json out = {{"DestinationAddresses", {hostBlock(packet.destination)}}};
    if (packet.protocol.hasPorts())
        out["DestinationPortRanges"] =
            Json::array({{{"From", packet.destinationPort}, {"To", packet.destinationPort + packet.destinationSpan}}});
    out["Protocol"] = std::to_string(packet.protocol.value());
    out["SourceAddresses"] = {hostBlock(packet.source)};
    if (packet.protocol.hasPorts())
        out["SourcePortRanges"] =
            Json::array({{{"From", packet.sourcePort}, {"To", packet.sourcePort + packet.sourceSpan}}});
    return out;
}

Json aclRuleJson(const Topology& topology, const Check& check) {
    const auto* acl = topology.get<NetworkAcl>(check.resource);
    if (!acl)
        return nullptr;
    const AclEntry* entry = itemAt(acl->entries, check.pointer);
    if (!entry)
        return {{"Cidr", "0.0.0.0/0"}, {"Protocol", "all"}, {"RuleAction", "deny"}, {"RuleNumber", lastAclRule}};
    Json rule = {{"Cidr", (entry->ipv6Cidr ? entry->ipv6Cidr : entry->cidr).value_or(Cidr()).toString()},
                 {"Egress", entry->egress}};
    addPorts(rule, entry->fromPort, entry->toPort);
    rule["Protocol"] = entry->protocol.toString();
    rule["RuleAction"] = std::string(enumName(entry->action));
    rule["RuleNumber"] = entry->number;
    return rule;
}

Json groupRuleJson(const Topology& topology, const Check& check) {
    const auto* group = topology.get<SecurityGroup>(check.resource);
    const bool outbound = check.pointer.starts_with("/egress");
    const SecurityGroupRule* found = group ? itemAt(outbound ? group->egress : group->ingress, check.pointer) : nullptr;
    if (!found)
        return nullptr;
    Json rule = Json::object();
    if (found->cidr)
        rule["Cidr"] = found->cidr->toString();
    rule["Direction"] = outbound ? "egress" : "ingress";
    if (found->group)
        rule["SecurityGroupId"] = found->group.id;
    if (!found->protocol.isAll())
        addPorts(rule, found->fromPort, found->toPort);
    if (found->prefixList)
        rule["PrefixListId"] = found->prefixList.id;
    rule["Protocol"] = found->protocol.toString();
    return rule;
}

Json routeJson(const Topology& topology, const Check& check, const IpAddress& destination) {
    const auto* table = topology.get<RouteTable>(check.resource);
    if (!table)
        return nullptr;
    if (const Route* route = itemAt(table->routes, check.pointer))
        return writtenRoute(topology, *route);
    if (!check.pointer.empty())
        return nullptr;
    for (const EffectiveRoute& each : effectiveRoutes(topology, *table)) {
        if (each.source == EffectiveRoute::Source::Stored || !matches(topology, each, destination))
            continue;
        Route route = each.route;
        const PrefixList* list =
            each.service.empty() ? nullptr : prefixListNamed(topology, each.service, table->region);
        if (list)
            route.prefixList = list->id;
        return writtenRoute(topology, route);
    }
    return nullptr;
}

Json transitRouteJson(const Topology& topology, const Check& check, const IpAddress& destination) {
    const auto* table = topology.get<TransitGatewayRouteTable>(check.resource);
    if (!table)
        return nullptr;
    Json out = Json::object();
    const auto lead = [&](const TransitGatewayAttachment* attachment) {
        if (!attachment)
            return;
        out["AttachmentId"] = attachment->id;
        out["ResourceId"] = attachment->resource.id;
        out["ResourceType"] = std::string(enumName(attachment->attachmentType));
    };
    if (const TransitGatewayRoute* route = itemAt(table->routes, check.pointer)) {
        out["DestinationCidr"] = route->destination ? route->destination->toString() : std::string();
        if (route->prefixList)
            out["PrefixListId"] = route->prefixList.id;
        out["State"] = route->attachment ? std::string(enumName(route->state)) : "blackhole";
        out["RouteOrigin"] = "static";
        lead(topology.get(route->attachment));
        return out;
    }
    if (!check.pointer.empty())
        return nullptr;
    for (const auto& each : table->propagations) {
        const TransitGatewayAttachment* attachment = topology.get(each);
        const Vpc* vpc = attachment ? topology.get<Vpc>(attachment->resource.id) : nullptr;
        const auto block = vpc ? std::find_if(vpc->cidrs.begin(), vpc->cidrs.end(),
                                              [&](const Cidr& cidr) { return cidr.contains(destination); })
                               : std::vector<Cidr>::const_iterator();
        if (!vpc || block == vpc->cidrs.end())
            continue;
        out = {{"DestinationCidr", block->toString()}, {"State", "active"}, {"RouteOrigin", "propagated"}};
        lead(attachment);
        return out;
    }
    return nullptr;
}

Id attachmentOf(const Json& transitRoute) {
    return transitRoute.is_object() && transitRoute.contains("AttachmentId") && transitRoute["AttachmentId"].is_string()
               ? transitRoute["AttachmentId"].get<std::string>()
               : Id();
}

const NetworkInterface* interfaceOf(const Topology& topology, const Id& host, const std::optional<Packet>& packet) {
    if (const auto* interface = topology.get<NetworkInterface>(host))
        return interface;
    if (!topology.get<Instance>(host))
        return nullptr;
    const auto holds = [&](const NetworkInterface& interface, const IpAddress& address) {
        return std::any_of(interface.addresses.begin(), interface.addresses.end(),
                           [&](const PrivateAddress& own) { return own.address == address; }) ||
               std::find(interface.ipv6Addresses.begin(), interface.ipv6Addresses.end(), address) !=
                   interface.ipv6Addresses.end();
    };
    const NetworkInterface* found = nullptr;
    bool exact = false;
    topology.forEach<NetworkInterface>([&](const NetworkInterface& each) {
        if (each.instance.id != host || exact)
            return;
        exact = packet && (holds(each, packet->source) || holds(each, packet->destination));
        if (exact || !found || each.deviceIndex < found->deviceIndex)
            found = &each;
    });
    return found;
}

Id subnetOf(const Topology& topology, const Id& id) {
    const ResourcePtr resource = topology.find(id);
    if (!resource)
        return {};
    if (std::holds_alternative<Subnet>(*resource))
        return id;
    if (std::holds_alternative<Instance>(*resource)) {
        const NetworkInterface* interface = interfaceOf(topology, id, std::nullopt);
        return interface ? interface->subnet.id : Id();
    }
    return std::visit(
        [](const auto& each) {
            if constexpr (requires { Ref<Subnet>(each.subnet); })
                return each.subnet.id;
            else
                return Id();
        },
        *resource);
}

Id vpcOf(const Topology& topology, const Id& id) {
    const ResourcePtr resource = topology.find(id);
    if (!resource)
        return {};
    if (std::holds_alternative<Vpc>(*resource))
        return id;
    if (const auto* attachment = std::get_if<TransitGatewayAttachment>(&*resource))
        return topology.get<Vpc>(attachment->resource.id) ? attachment->resource.id : Id();
    const Id own = std::visit(
        [](const auto& each) {
            if constexpr (requires { Ref<Vpc>(each.vpc); })
                return each.vpc.id;
            else
                return Id();
        },
        *resource);
    const Subnet* subnet = own.empty() ? topology.get<Subnet>(subnetOf(topology, id)) : nullptr;
    return subnet ? subnet->vpc.id : own;
}

std::string zoneOf(const Topology& topology, const Id& id) {
    const Subnet* subnet = topology.get<Subnet>(subnetOf(topology, id));
    return subnet ? subnet->availabilityZone : std::string();
}

bool isOfNetwork(Stage stage) {
    return stage == Stage::Dns || stage == Stage::SecurityGroup || stage == Stage::NetworkAcl ||
           stage == Stage::Route || stage == Stage::Gateway || stage == Stage::Endpoint;
}

} // namespace waylight::analyzer
