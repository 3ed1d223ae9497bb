// SPDX-License-Identifier: MIT
#include "core/drawing/labels.h"

#include "core/model/effective_routes.h"

#include <map>

namespace waylight {
namespace {

template <class Values>
std::string joined(const Values& values, const char* separator = ", ") {
    std::string text;
    for (const auto& value : values) {
        if (!text.empty())
            text += separator;
        text += value.toString();
    }
    return text;
}

std::string with(std::string text, const std::string& more) {
    if (!text.empty() && !more.empty())
        text += " · ";
    return text + more;
}

/// A state worth mentioning: one in which the thing does not work.
std::string unless(const std::string& working, const std::string& state) {
    return state == working ? std::string() : state;
}

std::string lastPart(const std::string& arn) {
    if (!arn.starts_with("arn:"))
        return arn;
    const auto at = arn.find_last_of(":/");
    return at + 1 < arn.size() ? arn.substr(at + 1) : arn;
}

std::string primaryAddress(const NetworkInterface& interface) {
    for (const PrivateAddress& address : interface.addresses)
        if (address.address)
            return address.address->toString();
    return interface.ipv6Addresses.empty() ? std::string() : interface.ipv6Addresses.front().toString();
}

struct Subtitle {
    const LabelContext& context;

    std::string operator()(const Vpc& vpc) const {
        return with(with(joined(vpc.cidrs), joined(vpc.ipv6Cidrs)),
                    context.severalAccounts ? vpc.account : std::string());
    }
    std::string operator()(const Subnet& subnet) const {
        return with(subnet.cidr ? subnet.cidr->toString() : "", subnet.ipv6Cidr ? subnet.ipv6Cidr->toString() : "");
    }
    std::string operator()(const RouteTable& table) const { return table.main ? "Main route table" : ""; }
    std::string operator()(const NetworkAcl& acl) const { return acl.isDefault ? "Default network ACL" : ""; }
    std::string operator()(const NatGateway& nat) const {
        return with(publicAddress(nat), unless("available", nat.state));
    }
    std::string publicAddress(const NatGateway& nat) const {
        for (const NatAddress& address : nat.addresses) {
            if (address.publicIp)
                return address.publicIp->toString();
            if (const ElasticIp* ip = context.topology.get(address.allocation); ip && ip->publicIp)
                return ip->publicIp->toString();
        }
        return {};
    }
    std::string operator()(const VpcPeering& peering) const { return unless("active", peering.state); }
    std::string operator()(const TransitGateway& gateway) const { return unless("available", gateway.state); }
    std::string operator()(const VpnGateway& gateway) const { return unless("available", gateway.state); }
    std::string operator()(const CustomerGateway& gateway) const {
        return with(gateway.address ? gateway.address->toString() : "", unless("available", gateway.state));
    }
    std::string operator()(const LoadBalancer& balancer) const {
        return with(with(std::string(enumName(balancer.loadBalancerType)), std::string(enumName(balancer.scheme))),
                    unless("active", balancer.state));
    }
    std::string operator()(const ElasticIp& ip) const { return ip.publicIp ? ip.publicIp->toString() : ""; }
    std::string operator()(const VpcEndpoint& endpoint) const {
        const std::string others = "com.amazonaws.vpce."; // services of others: then Region and id
        if (const auto dot = endpoint.service.find('.', others.size());
            endpoint.service.starts_with(others) && dot != std::string::npos)
            return with(endpoint.service.substr(dot + 1), endpoint.service.substr(others.size(), dot - others.size()));
        const auto service = parsedServiceName(endpoint.service);
        return service ? with(serviceLabel(endpoint.service), service->region) : endpoint.service;
    }
    std::string operator()(const SecurityGroup& group) const {
        return group.groupName == displayName(group) ? "" : group.groupName;
    }
    std::string operator()(const Instance& instance) const {
        const auto found = context.primaryInterfaces.find(instance.id);
        return with(found == context.primaryInterfaces.end() ? std::string() : primaryAddress(*found->second),
                    unless("running", instance.state));
    }
    std::string operator()(const LambdaFunction& function) const {
        return with(function.runtime, unless("Active", function.state));
    }
    std::string operator()(const NetworkInterface& interface) const { return primaryAddress(interface); }
    std::string operator()(const Bucket& bucket) const { return bucket.region; }
    std::string operator()(const DynamoTable& table) const { return table.region; }
    std::string operator()(const KmsKey& key) const { return with(key.region, unless("Enabled", key.state)); }
    std::string operator()(const AccessPoint& point) const { return with(point.region, point.vpc.id); }
    std::string operator()(const Region&) const { return {}; }
    std::string operator()(const ResourceBase&) const { return {}; }
};

bool needsNoKind(const Resource& resource) {
    return typeInfo(resource).drawn == Drawn::Container || std::holds_alternative<Internet>(resource);
}

} // namespace

LabelContext labelContext(const Topology& topology) {
    LabelContext context{topology, false, {}};
    std::string account;
    topology.forEach<Vpc>([&](const Vpc& vpc) {
        context.severalAccounts |= !account.empty() && !vpc.account.empty() && vpc.account != account;
        if (!vpc.account.empty())
            account = vpc.account;
    });
    topology.forEach<NetworkInterface>([&](const NetworkInterface& interface) {
        if (interface.host().empty())
            return;
        const NetworkInterface*& primary = context.primaryInterfaces[interface.host()];
        if (!primary || interface.deviceIndex < primary->deviceIndex)
            primary = &interface;
    });
    return context;
}

std::string titleOf(const Resource& resource) {
    if (const auto* role = std::get_if<Role>(&resource); role && role->name.empty() && !role->roleName.empty())
        return role->roleName;
    if (const auto* bucket = std::get_if<Bucket>(&resource);
        bucket && bucket->name.empty() && !bucket->bucketName.empty())
        return bucket->bucketName;
    if (const auto* table = std::get_if<DynamoTable>(&resource);
        table && table->name.empty() && !table->tableName.empty())
        return table->tableName;
    if (const auto* point = std::get_if<AccessPoint>(&resource);
        point && point->name.empty() && !point->accessPointName.empty())
        return point->accessPointName;
    if (const auto* key = std::get_if<KmsKey>(&resource); key && key->name.empty() && !key->aliases.empty())
        return lastPart(key->aliases.front());
    if (const auto* balancer = std::get_if<LoadBalancer>(&resource);
        balancer && balancer->name.empty() && !balancer->loadBalancerName.empty())
        return balancer->loadBalancerName;
    if (const auto* group = std::get_if<TargetGroup>(&resource);
        group && group->name.empty() && !group->groupName.empty())
        return group->groupName;
    if (std::holds_alternative<Internet>(resource) && base(resource).name.empty())
        return std::string(typeInfo(resource).label);
    return lastPart(displayName(base(resource)));
}

std::string subtitleOf(const LabelContext& context, const Resource& resource) {
    const std::string text = std::visit(Subtitle{context}, resource);
    return text.empty() && !needsNoKind(resource) ? std::string(typeInfo(resource).label) : text;
}

std::string iconOf(const Resource& resource) {
    const auto* endpoint = std::get_if<VpcEndpoint>(&resource);
    if (!endpoint)
        return std::string(typeInfo(resource).name);
    switch (endpoint->type) {
    case EndpointType::Gateway:
        return "vpc-endpoint-gateway";
    case EndpointType::GatewayLoadBalancer:
        return "vpc-endpoint-load-balancer";
    case EndpointType::Resource:
    case EndpointType::ServiceNetwork:
        return "vpc-endpoint-resource";
    case EndpointType::Interface:
        break;
    }
    return "vpc-endpoint";
}

std::string serviceLabel(const std::string& serviceName) {
    const auto parsed = parsedServiceName(serviceName);
    const std::string service = parsed ? parsed->service : serviceName;
    return service == "s3" ? "S3" : service == "dynamodb" ? "DynamoDB" : service;
}

std::string destinationLabel(const Topology& topology, const Route& route) {
    if (route.destination)
        return route.destination->toString();
    const PrefixList* list = topology.get(route.prefixList);
    const std::string service = list ? serviceLabel(list->listName) : serviceLabel(route.prefixList.id);
    return service == route.prefixList.id || route.prefixList.id.starts_with("com.amazonaws.")
               ? service
               : route.prefixList.id + " (" + service + ")";
}

int estimatedTextWidth(const std::string& text, int pixelSize, bool strong) {
    int units = 0; // hundredths of the font size
    for (const char byte : text) {
        const auto value = static_cast<unsigned char>(byte);
        if ((value & 0xC0) == 0x80)
            continue;
        units += value >= 0xE1                                                    ? 105
                 : value == 'm' || value == 'w' || (value >= 'A' && value <= 'Z') ? 74
                 : value == 'i' || value == 'l' || value == '.' || value == '-'   ? 40
                                                                                  : 62;
    }
    return (units * pixelSize * (strong ? 114 : 100) + 9'999) / 10'000;
}

} // namespace waylight
