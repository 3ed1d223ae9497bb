// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/drawing/picture.h"
#include "core/model/codec.h"
#include "core/model/design.h"

/// Edits are pure functions from Design to Design; what is refused says why and what would be accepted. Nothing here
/// keeps state, so each gesture is `document.commit(edit::…(document.design(), …), text)`.
namespace waylight::edit {

/// What would happen if something were dropped on a container: the sentence for the hint, and the field that is set.
struct DropPreview {
    bool accepted = false;
    Message message; ///< "becomes a member of subnet-a, 10.0.1.0/24", or why it is refused
};

/// A new resource of a kind dropped at `position` (absolute) into `container` (resource or zone id; empty: top level),
/// with what it needs to be useful: a subnet the next free block, an instance its network interface with a free
/// address, a role's profile, a VPC its main route table, default network ACL and default security group, a transit
/// gateway its default route table, a load balancer a subnet in each zone, a listener and a target group.
struct Placed {
    Design design;
    Id id;
};
/// True for kinds that can be placed somewhere; the others come with what they are part of, or by connecting.
bool isPlaceable(Kind kind);
DropPreview previewPlace(const Design& design, Kind kind, const Id& container);
Result<Placed> placed(const Design& design, Kind kind, const Id& container, Point position);

/// Moves by an offset; containers take along what is in them, and grow to hold what moved.
Design moved(const Design& design, const std::vector<Id>& ids, int dx, int dy);

/// Puts things into another container and sets the property that says so (an instance becomes a member of the subnet
/// and gets an address there). All or nothing.
DropPreview previewReparent(const Design& design, const std::vector<Id>& ids, const Id& container);
Result<Design> reparented(const Design& design, const std::vector<Id>& ids, const Id& container, int dx, int dy);

/// Resizes a container; never smaller than what it holds. The content stays where it is on the canvas.
Design resized(const Design& design, const Id& id, const Rect& absolute);

/// Removes resources, everything that lives in them or is part of them, and the references to them. Routes to a removed
/// target stay as blackholes, as in AWS.
Design removed(const Design& design, const std::vector<Id>& ids);

/// Connects two elements in the one way that makes sense: subnet and route table (association), gateway endpoint and
/// route table (association, which adds the prefix-list route), route table and gateway, peering connection or
/// middlebox (the routes that it is for), subnet and network ACL, instance and security group, role or load balancer,
/// gateway and VPC, VPC and VPC (peering), VPC and transit gateway (attachment), transit gateways (peering), AWS's and
/// the customer's end (VPN).
DropPreview previewConnect(const Design& design, const Id& from, const Id& to);
Result<Design> connected(const Design& design, const Id& from, const Id& to);

/// Undoes what a connector says: dissociates, removes the route, or removes what joins two networks.
Result<Design> disconnected(const Design& design, const PictureConnector& connector);

/// What is edited together with a resource: its parts (interfaces, listeners, attachments, …), and what is not drawn
/// and used by it (target groups, DHCP option sets, …), which may be used elsewhere too.
std::vector<Id> partsOf(const Topology& topology, const Id& whole);
/// The kinds of which `partAdded` can add one to a resource now: a listener with its target group to a load balancer, a
/// route table to a transit gateway, a DHCP option set to a VPC that has none, VPC Block Public Access to a Region, …
std::vector<Kind> addableParts(const Topology& topology, const Id& whole);
Result<Placed> partAdded(const Design& design, const Id& whole, Kind kind);
/// False for an instance's primary network interface and those of a load balancer, without which they would not be.
bool isRemovablePart(const Topology& topology, const Id& part);

/// Sets one field from the JSON form of our file; see `withField`. Renaming an id is not offered.
Result<Design> fieldSet(const Design& design, const Id& id, const std::string& field,
                        const nlohmann::ordered_json& value);

/// What a reference field of a resource may name: resources of its type, without those of another VPC than its own.
std::vector<Id> choicesFor(const Topology& topology, const Resource& resource, const FieldInfo& field);

/// What is wrong with a field's value in this design (a subnet's block outside its VPC, overlapping another …): a
/// warning to show while typing; none when it is fine.
std::optional<Message> fieldProblem(const Design& design, const Resource& resource, const std::string& field);

/// Lays out everything anew.
Design tidied(const Design& design);

} // namespace waylight::edit
