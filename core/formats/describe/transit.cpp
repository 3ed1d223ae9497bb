// SPDX-License-Identifier: MIT
#include "core/formats/describe/hooks.h"
#include "core/formats/describe/links.h"

#include <algorithm>

namespace waylight::describe {
namespace {

using AttachmentRefs = std::vector<Ref<TransitGatewayAttachment>>;

constexpr const char* attachmentMember = "TransitGatewayAttachmentId";
constexpr const char* tableMember = "TransitGatewayRouteTableId";

/// The two lists of attachments of a route table, each from a call of its own.
struct AttachmentList {
    const char* member;
    const char* inForce; ///< the state of an entry that counts
    AttachmentRefs TransitGatewayRouteTable::*field;
};
constexpr AttachmentList attachmentLists[] = {
    {"Associations", "associated", &TransitGatewayRouteTable::associations},
    {"TransitGatewayRouteTablePropagations", "enabled", &TransitGatewayRouteTable::propagations}};

bool holds(const AttachmentRefs& list, const Id& id) {
    return std::find(list.begin(), list.end(), Ref<TransitGatewayAttachment>(id)) != list.end();
}

/// What an attachment leads to from the side of this gateway.
Json attachedResource(const TransitGatewayAttachment& attachment, const Ref<TransitGateway>& side) {
    const bool otherSide = attachment.resource.id == side.id;
    return {{"ResourceId", otherSide ? attachment.transitGateway.id : attachment.resource.id},
            {"ResourceType", codec::write(attachment.attachmentType)}};
}

/// An entry for an attachment as the calls list it.
Json entryFor(const Id& id, const char* state, const TransitGatewayAttachment* attachment,
              const Ref<TransitGateway>& side) {
    Json entry = {{attachmentMember, id}, {"State", state}};
    if (attachment)
        addMissing(entry, attachedResource(*attachment, side));
    return entry;
}

/// True when the entry says nothing that `written` does not.
bool isToldBy(const Json& written, const Json& entry) {
    return std::all_of(entry.items().begin(), entry.items().end(), [&](const auto& member) {
        return written.contains(member.key()) && written[member.key()] == member.value();
    });
}

void linkList(const AttachmentList& list, TransitGatewayRouteTable& table, Json& rest, Drafts& drafts) {
    if (!rest.contains(list.member) || !rest[list.member].is_array())
        return;
    Json kept = Json::array();
    AttachmentRefs& refs = table.*list.field;
    for (Json& entry : rest[list.member]) {
        const std::string id = textAt(entry, attachmentMember);
        const bool counts = !id.empty() && textAt(entry, "State") == list.inForce;
        if (counts && !holds(refs, id))
            refs.emplace_back(id);
        if (!counts ||
            !isToldBy(entryFor(id, list.inForce, drafts.get<TransitGatewayAttachment>(id), table.transitGateway),
                      entry))
            kept.push_back(std::move(entry));
    }
    if (kept.empty())
        rest.erase(list.member);
    else
        rest[list.member] = std::move(kept);
}

/// Takes an attachment's own word on its table, unless it says more than that.
void linkAssociation(const Id& attachment, Json& object, Drafts& drafts) {
    if (!object.contains("Association"))
        return;
    const Json& association = object["Association"];
    auto* table = drafts.get<TransitGatewayRouteTable>(textAt(association, tableMember));
    if (!table || textAt(association, "State") != "associated")
        return;
    if (!holds(table->associations, attachment))
        table->associations.emplace_back(attachment);
    if (association.size() == 2)
        object.erase("Association");
}

Json writtenList(const AttachmentList& list, const TransitGatewayRouteTable& table, const Topology& topology) {
    const Json& extra = awsPart(table.extra);
    const Json none = Json::array();
    const Json& kept = extra.contains(list.member) && extra[list.member].is_array() ? extra[list.member] : none;
    Json entries = Json::array();
    for (const auto& ref : table.*list.field) {
        Json entry = entryFor(ref.id, list.inForce, topology.get(ref), table.transitGateway);
        for (const Json& each : kept)
            if (textAt(each, attachmentMember) == ref.id && textAt(each, "State") == list.inForce)
                addMissing(entry, each);
        entries.push_back(std::move(entry));
    }
    for (const Json& each : kept)
        if (textAt(each, "State") != list.inForce)
            entries.push_back(each);
    return entries;
}

bool isStored(const Json& route) {
    return textAt(route, "State") == "active" || textAt(route, "State") == "blackhole";
}

} // namespace

void linkTransitGatewayTables(Drafts& drafts) {
    for (Draft& draft : drafts.all())
        if (auto* table = std::get_if<TransitGatewayRouteTable>(draft.resource.get()))
            for (const AttachmentList& list : attachmentLists)
                linkList(list, *table, draft.rest, drafts);
    for (Draft& draft : drafts.all()) {
        if (!std::holds_alternative<TransitGatewayAttachment>(*draft.resource))
            continue;
        const Id& id = base(*draft.resource).id;
        linkAssociation(id, draft.rest, drafts);
        for (OtherListing& other : draft.others)
            linkAssociation(id, other.members, drafts);
    }
}

Json writtenAssociation(const Id& attachment, const Id& transitGateway, const Topology& topology) {
    Json association;
    topology.forEach<TransitGatewayRouteTable>([&](const TransitGatewayRouteTable& table) {
        if (association.is_null() && table.transitGateway.id == transitGateway && holds(table.associations, attachment))
            association = {{tableMember, table.id}, {"State", "associated"}};
    });
    return association;
}

void Hooks<TransitGatewayAttachment>::afterWriting(const TransitGatewayAttachment& attachment, Json& object,
                                                   const Topology& topology) {
    if (Json association = writtenAssociation(attachment.id, attachment.transitGateway.id, topology);
        !association.is_null())
        object["Association"] = std::move(association);
}

/// Routes that are propagated follow from the propagations; those in another state than these two are not in force.
void Hooks<TransitGatewayRouteTable>::afterReading(TransitGatewayRouteTable& table, Json& rest,
                                                   const codec::Source& source) {
    if (!rest.contains("Routes"))
        table.unknown.emplace_back("routes");
    if (!rest.contains("TransitGatewayRouteTablePropagations"))
        table.unknown.emplace_back("propagations");
    Json routes = takenMember(rest, "Routes");
    Json kept = Json::array();
    for (std::size_t i = 0; routes.is_array() && i < routes.size(); ++i) {
        if (textAt(routes[i], "Type") == "propagated")
            continue;
        if (routes[i].is_object() && !isStored(routes[i]))
            kept.push_back(std::move(routes[i]));
        else
            readValue(std::move(routes[i]), table.routes.emplace_back(), source.at("Routes").at(i));
    }
    if (!kept.empty())
        rest["Routes"] = std::move(kept);
}

void Hooks<TransitGatewayRouteTable>::afterWriting(const TransitGatewayRouteTable& table, Json& object,
                                                   const Topology& topology) {
    Json routes = Json::array();
    for (const TransitGatewayRoute& each : table.routes) {
        Json& route = routes.emplace_back(writtenRecord(each, topology));
        if (const TransitGatewayAttachment* attachment = topology.get(each.attachment))
            addMissing(route["TransitGatewayAttachments"][0], attachedResource(*attachment, table.transitGateway));
    }
    if (const Json& extra = awsPart(table.extra); extra.contains("Routes") && extra["Routes"].is_array())
        routes.insert(routes.end(), extra["Routes"].begin(), extra["Routes"].end());
    if (!routes.empty() || !isUnknown(table, "routes"))
        object["Routes"] = std::move(routes);
    for (const AttachmentList& list : attachmentLists)
        if (Json entries = writtenList(list, table, topology);
            !entries.empty() ||
            (list.field == &TransitGatewayRouteTable::propagations && !isUnknown(table, "propagations")))
            object[list.member] = std::move(entries);
}

void Hooks<TransitGatewayRoute>::afterReading(TransitGatewayRoute&, Json& rest, const codec::Source&) {
    rest.erase("Type");
}

void Hooks<TransitGatewayRoute>::afterWriting(const TransitGatewayRoute&, Json& object, const Topology&) {
    object["Type"] = "static";
}

} // namespace waylight::describe
