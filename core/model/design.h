// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/request.h"
#include "core/model/topology.h"

namespace waylight {

/// A rectangle in canvas units (pixels at 100 %), relative to the top left corner of the container's box.
struct Rect {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;

    int right() const { return x + width; }
    int bottom() const { return y + height; }
    bool operator==(const Rect&) const = default;
};

/// The colour of a note or area; each theme has its own shade of it.
enum class Tint : std::uint8_t { Yellow, Blue, Green, Purple, Red, Grey };
template <>
struct EnumNames<Tint> {
    static constexpr std::pair<Tint, std::string_view> names[] = {{Tint::Yellow, "yellow"}, {Tint::Blue, "blue"},
                                                                  {Tint::Green, "green"},   {Tint::Purple, "purple"},
                                                                  {Tint::Red, "red"},       {Tint::Grey, "grey"}};
};

/// Text on the canvas, or a titled area behind what is drawn there. It means nothing to the engine: nothing is ever in
/// an area.
struct Note {
    Id id;
    std::string text; ///< of an area: its title
    Extra extra;
    bool area = false;
    Tint tint = Tint::Yellow;

    bool operator==(const Note&) const = default;
};
template <>
struct Description<Note> {
    static constexpr auto fields =
        std::tuple(field("id", &Note::id, {.label = "Id", .required = true, .derived = true}),
                   field("text", &Note::text, {.label = "Text"}),
                   field("area", &Note::area, {.label = "Area", .help = "A titled area rather than a note."}),
                   field("tint", &Note::tint, {.label = "Colour"}));
};

/// A finding that the user has accepted, with the reason.
struct Approval {
    Id id; ///< "rule:resource"
    std::string reason;
    Extra extra;

    bool operator==(const Approval&) const = default;
};
template <>
struct Description<Approval> {
    static constexpr auto fields = std::tuple(field("id", &Approval::id, {.label = "Finding", .required = true}),
                                              field("reason", &Approval::reason, {.label = "Reason"}));
};

/// Where things are drawn, by the id of a resource, zone or note; what is not in it gets a place from auto-layout.
using Layout = SharedMap<Id, Rect>;

/// Everything that a file holds. An immutable value in spirit: an edit takes one and returns another.
struct Design {
    std::string name;
    Topology topology;
    Layout layout;
    SharedMap<Id, Request> requests;
    SharedMap<Id, Note> notes;
    SharedMap<Id, Approval> approvals;
    Extra extra; ///< members of the file that we do not know

    bool operator==(const Design& other) const;
    /// True when both are the same version; never looks at entries.
    bool sharesAllWith(const Design& other) const;
};

/// The drawn container between a VPC and its subnets in one availability zone: it exists because subnets name the zone.
Id zoneId(const Id& vpc, const std::string& availabilityZone);
struct ZoneId {
    Id vpc;
    std::string availabilityZone;
};
std::optional<ZoneId> parsedZoneId(const Id& id);

/// The container that something is drawn in: a resource id, a zone id, or empty for the top level. Membership is data:
/// it follows from the fields that refer to the container, never from geometry.
Id parentOf(const Topology& topology, const Id& id);

/// The resource that this one is part of (an interface's instance, an elastic IP's gateway); empty: it stands alone.
Id wholeOf(const Topology& topology, const Id& id);

/// The interfaces of an instance or a function, the primary one first.
std::vector<const NetworkInterface*> interfacesOf(const Topology& topology, const Id& host);

/// Ids of resources that refer to `id`, each once, in the order of types and ids.
std::vector<Id> referrersOf(const Topology& topology, const Id& id);

} // namespace waylight
