// SPDX-License-Identifier: MIT
#include "core/trace/resolve.h"

#include "core/base/arn.h"
#include "core/base/message_ids.h"
#include "core/network/catalog.h"

#include <algorithm>

namespace waylight {
namespace {

/// The resource with this id, or else the only one with this name.
Result<ResourcePtr> resolve(const Topology& topology, const std::string& text) {
    if (const ResourcePtr byId = topology.find(text))
        return byId;
    ResourcePtr found;
    bool several = false;
    topology.forEachResource([&](const ResourcePtr& resource) {
        if (base(*resource).name != text || text.empty())
            return;
        several |= found != nullptr;
        found = resource;
    });
    if (several)
        return message(MessageId::SourceAmbiguous, text);
    if (!found)
        return message(MessageId::SourceMissing, text);
    return found;
}

const NetworkInterface* interfaceWith(const NetworkIndex& network, const IpAddress& address) {
    if (const PublicOwner* owner = network.publicOwners.find(address))
        return network.topology.get<NetworkInterface>(owner->interface);
    const NetworkInterface* found = nullptr;
    network.topology.forEach<Vpc>([&](const Vpc& vpc) {
        if (!found)
            found = network.interfaceAt(vpc.id, address);
    });
    return found;
}

const NetworkInterface* interfaceOf(const NetworkIndex& network, const Resource& resource) {
    if (const auto* interface = std::get_if<NetworkInterface>(&resource))
        return interface;
    const auto* interfaces = network.interfacesByInstance.find(base(resource).id);
    return interfaces ? network.topology.get<NetworkInterface>(interfaces->front()) : nullptr;
}

std::string serviceOf(const Resource& resource) {
    return std::holds_alternative<Bucket>(resource) ? "s3" : std::holds_alternative<DynamoTable>(resource) ? "dynamodb" : "";
}

/// The bucket or table name that an ARN's resource part starts with.
std::string nameIn(const Arn& arn) {
    if (arn.service == "s3")
        return arn.resource.substr(0, arn.resource.find('/'));
    const std::string prefix = "table/";
    if (!arn.resource.starts_with(prefix))
        return {};
    const auto end = arn.resource.find('/', prefix.size());
    return arn.resource.substr(prefix.size(), end == std::string::npos ? end : end - prefix.size());
}

} // namespace

Result<const NetworkInterface*> resolveSource(const NetworkIndex& network, const std::string& text) {
    if (const auto address = IpAddress::parse(text)) {
        if (const NetworkInterface* interface = interfaceWith(network, *address))
            return interface;
        return message(MessageId::NoSuchHost, text);
    }
    const auto resource = resolve(network.topology, text);
    if (!resource)
        return resource.error();
    const NetworkInterface* interface = interfaceOf(network, **resource);
    if (!interface)
        return message(MessageId::SourceNotInNetwork, displayName(base(**resource)));
    return interface;
}

Result<IpAddress> resolveTarget(const NetworkIndex& network, const NetworkInterface& from, const std::string& text) {
    if (auto address = IpAddress::parse(text))
        return address;
    if (text == "internet")
        return IpAddress::v4(0xCB00710A); // 203.0.113.10, RFC 5737
    const auto resource = resolve(network.topology, text);
    if (!resource)
        return resource.error();
    if (const std::string service = serviceOf(**resource); !service.empty()) {
        const std::string& region = base(**resource).region.empty() ? from.region : base(**resource).region;
        if (const auto address = serviceAddress(network.topology, service, region))
            return *address;
        return message(MessageId::ServiceAddressUnknown, service, region);
    }
    if (std::holds_alternative<Internet>(**resource))
        return IpAddress::v4(0xCB00710A);
    if (const auto* nat = std::get_if<NatGateway>(resource->get()); nat && !nat->addresses.empty() && nat->addresses.front().privateIp)
        return *nat->addresses.front().privateIp;
    const NetworkInterface* interface = interfaceOf(network, **resource);
    const auto address = interface ? primaryAddress(*interface, primaryAddress(from) ? IpFamily::V4 : IpFamily::V6) : std::nullopt;
    if (!address)
        return message(MessageId::SourceNotInNetwork, displayName(base(**resource)));
    return *address;
}

Result<IpAddress> resolvePublicTarget(const NetworkIndex& network, const std::string& text) {
    if (auto address = IpAddress::parse(text))
        return address;
    const auto resource = resolve(network.topology, text);
    if (!resource)
        return resource.error();
    const NetworkInterface* interface = interfaceOf(network, **resource);
    const auto address = interface ? primaryAddress(*interface) : std::nullopt;
    const auto publicAddress = address ? network.publicAddressOf(*interface, *address) : std::nullopt;
    // Without a public address the internet can only aim at the private one, and nobody has that: the walk says so.
    return publicAddress ? *publicAddress : address.value_or(IpAddress());
}

CallTarget resolveCallTarget(const NetworkIndex& network, const NetworkInterface& from, const Request& request) {
    CallTarget target;
    target.place = request.resource;
    target.kind = "service";
    const std::string service = request.action.substr(0, request.action.find(':'));
    const auto arn = Arn::parse(request.resource);
    const std::string name = arn ? nameIn(*arn) : std::string();
    std::string region = !request.resourceRegion.empty() ? request.resourceRegion : arn ? arn->region : std::string();
    if (service == "s3") {
        if (const Id* id = network.bucketByName.find(name))
            target.resource = network.topology.find(*id);
    } else if (service == "dynamodb") {
        const std::string assumed = region.empty() ? from.region : region;
        if (const Id* id = network.tableByName.find(assumed + '|' + name))
            target.resource = network.topology.find(*id);
    }
    if (target.resource) {
        target.place = base(*target.resource).id;
        target.kind = typeInfo(*target.resource).name;
        if (region.empty())
            region = base(*target.resource).region;
    }
    const Vpc* vpc = network.vpcOf(from);
    for (const std::string* known : std::initializer_list<const std::string*>{&region, &from.region, vpc ? &vpc->region : &region, &request.region})
        if (target.region.empty())
            target.region = *known;
    target.hostName = (service == "s3" && !name.empty() ? name + '.' : std::string()) + service + '.' + target.region + ".amazonaws.com";
    return target;
}

} // namespace waylight
