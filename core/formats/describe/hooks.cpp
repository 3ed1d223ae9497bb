// SPDX-License-Identifier: MIT
#include "core/formats/describe/hooks.h"

#include "core/formats/describe/links.h"
#include "core/model/effective_routes.h"

#include <algorithm>

namespace waylight::describe {
namespace {

/// The members that name a route's target, in the order in which they are asked: an instance comes with its interface,
/// which is the more exact of the two. Ids with an unknown prefix go into GatewayId.
/// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html
constexpr std::pair<const char*, const char*> targetMembers[] = {{"NatGatewayId", "nat-"},
                                                                 {"NetworkInterfaceId", "eni-"},
                                                                 {"TransitGatewayId", "tgw-"},
                                                                 {"VpcPeeringConnectionId", "pcx-"},
                                                                 {"EgressOnlyInternetGatewayId", "eigw-"},
                                                                 {"CarrierGatewayId", "cagw-"},
                                                                 {"LocalGatewayId", "lgw-"},
                                                                 {"CoreNetworkArn", "arn:"},
                                                                 {"OdbNetworkArn", "arn:"},
                                                                 {"InstanceId", "i-"},
                                                                 {"GatewayId", ""}};

void moveCidr(Json& rest, const char* member, std::optional<Cidr>& out, const codec::Source& source) {
    if (const Json value = takenMember(rest, member); !value.is_null())
        codec::read(value, out, source.at(member));
}

/// The numbers of the deny entries that every ACL ends with, for IPv4 and IPv6.
constexpr int lastEntries[] = {32767, 32768};

Json lastEntry(bool egress, int number) {
    const bool ipv4 = number == lastEntries[0];
    return {{"RuleNumber", number},
            {"Egress", egress},
            {"RuleAction", "deny"},
            {"Protocol", "-1"},
            {ipv4 ? "CidrBlock" : "Ipv6CidrBlock", ipv4 ? "0.0.0.0/0" : "::/0"}};
}

/// In IAM's output a policy is an object where that says all there is.
void unfold(Json& object, const char* member, const PolicyText& policy) {
    if (!policy.empty())
        object[member] = codec::write(policy);
}

} // namespace

std::string targetMember(const Id& target, const Topology& topology) {
    const ResourcePtr resource = topology.find(target);
    const std::string_view prefix = resource ? typeInfo(*resource).idPrefix : std::string_view(target);
    for (const auto& [member, start] : targetMembers)
        if (prefix.starts_with(start))
            return member;
    return "GatewayId";
}

Json takenMember(Json& object, const std::string& name) {
    const auto found = object.find(name);
    if (found == object.end())
        return {};
    Json value = std::move(*found);
    object.erase(name);
    return value;
}

void addMember(Json& object, const std::string& name, Json value) {
    auto& members = object.get_ref<Json::object_t&>();
    if (members.size() == members.capacity()) {
        Json::object_t larger;
        larger.reserve(2 * members.size() + 1);
        for (auto& [each, held] : members)
            larger.Container::emplace_back(each, std::move(held));
        members = std::move(larger);
    }
    members.Container::emplace_back(name, std::move(value));
}

std::string textAt(const Json& object, const char* member) {
    const auto found = object.is_object() ? object.find(member) : object.end();
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string decodedPolicy(const std::string& text) {
    if (!text.starts_with("%7B") && !text.starts_with("%7b"))
        return text;
    const auto digit = [](char c) {
        return c >= '0' && c <= '9'   ? c - '0'
               : c >= 'a' && c <= 'f' ? c - 'a' + 10
               : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                      : -1;
    };
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escape = text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 && digit(text[i + 2]) >= 0;
        out += escape ? static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2])) : text[i];
        i += escape ? 2 : 0;
    }
    return out;
}

void Hooks<Route>::afterReading(Route& route, Json& rest, const codec::Source& source) {
    moveCidr(rest, "DestinationCidrBlock", route.destination, source);
    moveCidr(rest, "DestinationIpv6CidrBlock", route.destination, source);
    for (const auto& [member, prefix] : targetMembers) {
        const auto found = rest.find(member);
        if (found == rest.end() || !found->is_string() || found->get_ref<const std::string&>().empty())
            continue;
        route.target.id = takenMember(rest, member).get<std::string>();
        return;
    }
}

void Hooks<Route>::afterWriting(const Route& route, Json& object, const Topology& topology) {
    if (route.destination)
        object[route.destination->family() == IpFamily::V4 ? "DestinationCidrBlock" : "DestinationIpv6CidrBlock"] =
            route.destination->toString();
    if (route.target)
        object[targetMember(route.target.id, topology)] = route.target.id;
}

void Hooks<RouteTable>::afterWriting(const RouteTable& table, Json& object, const Topology& topology) {
    Json routes = Json::array();
    for (const EffectiveRoute& each : effectiveRoutes(topology, table)) {
        Route route = each.route;
        const auto* endpoint =
            each.source == EffectiveRoute::Source::Endpoint ? topology.get<VpcEndpoint>(route.target.id) : nullptr;
        std::vector<Id> lists = endpoint ? unlistedPrefixLists(*endpoint) : std::vector<Id>();
        if (lists.empty())
            lists.push_back(route.prefixList.id);
        for (const Id& list : lists) {
            route.prefixList = list;
            routes.push_back(writtenRecord(route, topology));
        }
    }
    object["Routes"] = std::move(routes);
    object["Associations"] = writtenAssociations(table, topology);
}

void Hooks<AclEntry>::afterWriting(const AclEntry& entry, Json& object, const Topology&) {
    object["Protocol"] = std::to_string(entry.protocol.value());
}

void Hooks<NetworkAcl>::afterReading(NetworkAcl& acl, Json&, const codec::Source&) {
    std::erase_if(acl.entries, [](const AclEntry& entry) { return entry.number >= lastEntries[0]; });
}

void Hooks<NetworkAcl>::afterWriting(const NetworkAcl& acl, Json& object, const Topology& topology) {
    const Vpc* vpc = topology.get(acl.vpc);
    const bool ipv6 = vpc && !vpc->ipv6Cidrs.empty();
    for (const bool egress : {true, false})
        for (const int number : lastEntries)
            if (number == lastEntries[0] || ipv6)
                object["Entries"].push_back(lastEntry(egress, number));
    object["Associations"] = writtenAssociations(acl, topology);
}

void Hooks<Vpc>::afterReading(Vpc& vpc, Json& rest, const codec::Source& source) {
    if (vpc.dhcpOptions.id == "default") { // the word for none at all
        rest["DhcpOptionsId"] = vpc.dhcpOptions.id;
        vpc.dhcpOptions = {};
    }
    if (!vpc.cidrs.empty() || !rest.contains("CidrBlock"))
        return;
    std::optional<Cidr> primary;
    moveCidr(rest, "CidrBlock", primary, source);
    if (primary)
        vpc.cidrs.push_back(*primary);
}

void Hooks<NatGateway>::afterReading(NatGateway& nat, Json& rest, const codec::Source&) {
    if (nat.availabilityMode == AvailabilityMode::Regional || !nat.vpc)
        return;
    rest["VpcId"] = nat.vpc.id;
    nat.vpc = {};
}

void Hooks<Instance>::afterWriting(const Instance& instance, Json& object, const Topology& topology) {
    for (const NetworkInterface* interface : interfacesOf(topology, instance.id)) {
        Json nested = {{"NetworkInterfaceId", interface->id}};
        nested.update(writtenRecord(*interface, topology));
        if (nested.contains("Attachment"))
            nested["Attachment"].erase("InstanceId");
        object["NetworkInterfaces"].push_back(std::move(nested));
    }
}

void Hooks<NamedPolicy>::afterReading(NamedPolicy& policy, Json&, const codec::Source&) {
    policy.document.text = decodedPolicy(policy.document.text);
}

void Hooks<NamedPolicy>::afterWriting(const NamedPolicy& policy, Json& object, const Topology&) {
    unfold(object, "PolicyDocument", policy.document);
}

void Hooks<Role>::afterReading(Role& role, Json& rest, const codec::Source&) {
    role.trustPolicy.text = decodedPolicy(role.trustPolicy.text);
    rest.erase("InstanceProfileList");
}

void Hooks<Role>::afterWriting(const Role& role, Json& object, const Topology&) {
    unfold(object, "AssumeRolePolicyDocument", role.trustPolicy);
    if (!object.contains("RolePolicyList"))
        return;
    Json inlined = Json::array();
    Json attached = Json::array();
    for (Json& policy : object["RolePolicyList"])
        if (policy.contains("PolicyArn"))
            attached.push_back({{"PolicyName", policy["PolicyName"]}, {"PolicyArn", policy["PolicyArn"]}});
        else
            inlined.push_back(std::move(policy));
    object["RolePolicyList"] = std::move(inlined);
    object["AttachedManagedPolicies"] = std::move(attached);
}

void Hooks<Bucket>::afterReading(Bucket& bucket, Json& rest, const codec::Source&) {
    if (const Json region = takenMember(rest, "BucketRegion"); region.is_string())
        bucket.region = region.get<std::string>();
}

void Hooks<KmsKey>::afterWriting(const KmsKey& key, Json& object, const Topology&) {
    if (!object.contains("KeyId"))
        object["KeyId"] = key.id.substr(key.id.rfind('/') + 1);
}

/// Whether it is bound to a VPC is said twice.
void Hooks<AccessPoint>::afterReading(AccessPoint&, Json& rest, const codec::Source&) {
    rest.erase("NetworkOrigin");
}

void Hooks<AccessPoint>::afterWriting(const AccessPoint& point, Json& object, const Topology&) {
    object["NetworkOrigin"] = point.vpc ? "VPC" : "Internet";
}

void Hooks<Bucket>::afterWriting(const Bucket& bucket, Json& object, const Topology&) {
    if (!bucket.region.empty())
        object["BucketRegion"] = bucket.region;
}

} // namespace waylight::describe
