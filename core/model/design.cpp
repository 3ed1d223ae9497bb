// SPDX-License-Identifier: MIT
#include "core/model/design.h"

#include "core/model/references.h"

#include <algorithm>

namespace waylight {
namespace {

constexpr char zoneSeparator = '/';

template <class Value>
bool equalTables(const SharedMap<Id, Value>& a, const SharedMap<Id, Value>& b) {
    bool equal = true;
    SharedMap<Id, Value>::forEachDifference(a, b, std::equal_to<Value>{},
                                            [&](const Id&, const Value*, const Value*) { equal = false; });
    return equal;
}

/// The target of the first reference of the resource for which `wanted` holds.
template <class Wanted>
Id firstTarget(const Resource& resource, Wanted wanted) {
    Id target;
    forEachReference(resource, [&](const Reference& reference) {
        if (target.empty() && wanted(reference))
            target = reference.target;
    });
    return target;
}

Id containerOf(const Topology& topology, const Resource& resource) {
    if (const auto* subnet = std::get_if<Subnet>(&resource); subnet && !subnet->availabilityZone.empty())
        return zoneId(subnet->vpc.id, subnet->availabilityZone);
    if (std::holds_alternative<Instance>(resource) || std::holds_alternative<LambdaFunction>(resource)) {
        const auto interfaces = interfacesOf(topology, base(resource).id);
        return interfaces.empty() ? Id() : interfaces.front()->subnet.id;
    }
    return firstTarget(resource, [](const Reference& reference) { return reference.container; });
}

} // namespace

bool Design::operator==(const Design& other) const {
    return name == other.name && topology == other.topology && equalTables(layout, other.layout) &&
           equalTables(requests, other.requests) && equalTables(notes, other.notes) &&
           equalTables(approvals, other.approvals) && extra == other.extra;
}

bool Design::sharesAllWith(const Design& other) const {
    return name == other.name && topology.sharesAllWith(other.topology) && layout.sharesAllWith(other.layout) &&
           requests.sharesAllWith(other.requests) && notes.sharesAllWith(other.notes) &&
           approvals.sharesAllWith(other.approvals) && extra == other.extra;
}

Id zoneId(const Id& vpc, const std::string& availabilityZone) {
    return vpc + zoneSeparator + availabilityZone;
}

std::optional<ZoneId> parsedZoneId(const Id& id) {
    const auto at = id.find(zoneSeparator);
    // ARNs hold slashes too, and no VPC id is an ARN.
    if (at == Id::npos || at == 0 || at + 1 == id.size() || id.starts_with("arn:"))
        return std::nullopt;
    return ZoneId{id.substr(0, at), id.substr(at + 1)};
}

Id parentOf(const Topology& topology, const Id& id) {
    const ResourcePtr resource = topology.find(id);
    if (!resource) {
        const auto zone = parsedZoneId(id);
        return zone ? zone->vpc : Id();
    }
    const Id container = containerOf(topology, *resource);
    if (!container.empty() && (parsedZoneId(container) || topology.contains(container)))
        return container;
    const std::string& region = base(*resource).region;
    return typeInfo(*resource).regional && topology.get<Region>(region) ? region : Id();
}

Id wholeOf(const Topology& topology, const Id& id) {
    const ResourcePtr resource = topology.find(id);
    if (!resource)
        return {};
    Id whole = firstTarget(*resource, [](const Reference& reference) { return reference.partOf; });
    if (whole.empty() && std::holds_alternative<ElasticIp>(*resource)) {
        topology.forEach<NatGateway>([&](const NatGateway& nat) {
            for (const NatAddress& address : nat.addresses)
                if (address.allocation.id == id)
                    whole = nat.id;
        });
    }
    return topology.contains(whole) ? whole : Id();
}

std::vector<const NetworkInterface*> interfacesOf(const Topology& topology, const Id& host) {
    std::vector<const NetworkInterface*> interfaces;
    topology.forEach<NetworkInterface>([&](const NetworkInterface& interface) {
        if (interface.host() == host)
            interfaces.push_back(&interface);
    });
    std::stable_sort(interfaces.begin(), interfaces.end(),
                     [](const auto* a, const auto* b) { return a->deviceIndex < b->deviceIndex; });
    return interfaces;
}

std::vector<Id> referrersOf(const Topology& topology, const Id& id) {
    std::vector<Id> referrers;
    topology.forEachResource([&](const ResourcePtr& resource) {
        if (!firstTarget(*resource, [&](const Reference& reference) { return reference.target == id; }).empty())
            referrers.push_back(base(*resource).id);
    });
    return referrers;
}

} // namespace waylight
