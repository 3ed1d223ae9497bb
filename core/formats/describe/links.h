// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/describe/join.h"
#include "core/formats/describe/paths.h"

#include <unordered_map>

/// What one describe object says about others, and what it only repeats.
namespace waylight::describe {

/// A resource that is being read: `rest` is what its fields left of the AWS object, `more` what goes beside it into
/// `extra`.
struct Draft {
    std::shared_ptr<Resource> resource; ///< nobody else has it before it is in a design
    Json rest;
    Json more;
    std::vector<OtherListing> others;
};

/// The resources of a dump while they are being read, by id.
class Drafts {
public:
    void reserve(std::size_t count);
    /// False when the id is taken.
    bool add(Draft draft);
    Draft* find(const Id& id);
    template <class T>
    T* get(const Id& id) {
        Draft* draft = find(id);
        return draft ? std::get_if<T>(draft->resource.get()) : nullptr;
    }
    std::vector<Draft>& all() { return m_all; }
    /// The resources themselves, as far as they are read.
    Topology topology() const;

private:
    std::vector<Draft> m_all;
    std::unordered_map<std::string_view, std::size_t> m_places; ///< by the resources' own ids
};

/// Turns the associations of route tables and network ACLs into fields of their subnets (and `main`, `gateways`). Those
/// that say more, and those of subnets that are not in the dump, stay in `rest`.
void linkAssociations(Drafts& drafts);
/// Finds out which function each of Lambda's interfaces is of: by its description, else by subnet and groups.
void linkFunctions(Drafts& drafts);
/// The associations of a table or ACL as AWS lists them.
Json writtenAssociations(const RouteTable& table, const Topology& topology);
Json writtenAssociations(const NetworkAcl& acl, const Topology& topology);

/// Turns what tables say of attachments, and attachments of their table, into fields of the tables.
void linkTransitGatewayTables(Drafts& drafts);
/// The association of an attachment on the side of this gateway; null when it has none.
Json writtenAssociation(const Id& attachment, const Id& transitGateway, const Topology& topology);

/// Removes the routes that follow from the VPC's blocks and from gateway endpoints (see core/model/effective_routes.h).
void dropImpliedRoutes(Drafts& drafts);
/// The ids of an endpoint's prefix lists that the dump used without listing them.
std::vector<Id> unlistedPrefixLists(const VpcEndpoint& endpoint);

/// A topology with what is looked up in it for each resource.
struct Surroundings {
    explicit Surroundings(const Topology& all);

    const Topology& topology;
    std::unordered_map<std::string_view, const NetworkInterface*>
        firstInterfaces; ///< the primary interface of each instance
};

/// Removes from `rest` the members that repeat what other objects say and agree with them. `around` is that of the
/// drafts.
void dropDerivedMembers(Draft& draft, const Surroundings& around);
/// Writes those members, apart from what `extra` holds against them.
void addDerivedMembers(const Resource& resource, Json& object, const Json& extra, const Surroundings& around);

} // namespace waylight::describe
