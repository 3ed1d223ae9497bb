// SPDX-License-Identifier: MIT
#include "core/base/message_ids.h"
#include "core/edit/addresses.h"
#include "core/edit/balancer.h"
#include "core/edit/connection.h"
#include "core/edit/edits.h"
#include "core/edit/geometry.h"
#include "core/edit/membership.h"
#include "core/model/codec.h"

namespace waylight::edit {
namespace {

/// Places are relative to the container, so what got another container is put where it was seen.
void keepInView(const Design& before, Design& after, const Id& id) {
    const Id drawn = wholeOf(before.topology, id).empty() ? id : wholeOf(before.topology, id);
    if (parentOf(before.topology, drawn) == parentOf(after.topology, drawn))
        return;
    after = withCompleteLayout(std::move(after));
    after.layout.erase(drawn);
    dropStalePlaces(after);
    after = withCompleteLayout(std::move(after));
}

/// A NAT gateway that becomes regional leaves its subnet for the VPC; one that becomes zonal goes to a subnet there.
void resettle(Topology& topology, const NatGateway& before) {
    NatGateway nat = *topology.get<NatGateway>(before.id);
    if (nat.availabilityMode == before.availabilityMode)
        return;
    for (NatAddress& address : nat.addresses)
        address.privateIp.reset();
    if (nat.availabilityMode == AvailabilityMode::Regional) {
        nat.vpc = vpcOf(topology, before);
        nat.subnet = {};
    } else if (const auto subnets = subnetInEachZone(topology, nat.vpc.id, true); !subnets.empty()) {
        nat.subnet = subnets.front();
        nat.vpc = {};
        nat.routeTable = {};
        if (!nat.addresses.empty())
            nat.addresses.front().privateIp = nextAddress(topology, *topology.get(nat.subnet));
    }
    topology.set(std::move(nat));
}

/// The VPC whose parts a resource can name; an attachment joins one. Empty: any.
Id homeOf(const Topology& topology, const Resource& resource) {
    if (const auto* attachment = std::get_if<TransitGatewayAttachment>(&resource))
        return topology.get<Vpc>(attachment->resource.id) ? attachment->resource.id : Id();
    return vpcOf(topology, resource);
}

} // namespace

std::vector<Id> choicesFor(const Topology& topology, const Resource& resource, const FieldInfo& field) {
    std::vector<Id> choices;
    if (!field.refersTo)
        return choices;
    // Where an instance is, its interfaces know: too many questions for a list.
    const Id home = *field.refersTo == kindOf<Instance> ? Id() : homeOf(topology, resource);
    for (const auto& [id, candidate] : topology.table(*field.refersTo)) {
        const Id vpc = vpcOf(topology, *candidate);
        if (home.empty() || vpc.empty() || vpc == home)
            choices.push_back(id);
    }
    return choices;
}

Result<Design> fieldSet(const Design& design, const Id& id, const std::string& field,
                        const nlohmann::ordered_json& value) {
    const ResourcePtr resource = design.topology.find(id);
    if (!resource)
        return message(MessageId::NothingThere, id);
    if (field == "id")
        return message(MessageId::IdIsFixed);
    Result<Resource> changed = withField(*resource, field, value);
    if (!changed)
        return changed.error();
    Design after = design;
    after.topology.set(*std::move(changed));
    if (const auto* nat = std::get_if<NatGateway>(&*resource))
        resettle(after.topology, *nat);
    const bool movesInterfaces = field == "subnetIds" || field == "groups" || field == "scheme";
    if (movesInterfaces && after.topology.get<LoadBalancer>(id))
        fitInterfaces(after.topology, id);
    keepInView(design, after, id);
    return after;
}

} // namespace waylight::edit
