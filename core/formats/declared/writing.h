// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/declared/entry.h"

#include <map>
#include <set>

/// From a design to declarations.
namespace waylight::declared {

/// Names that a dialect accepts for the resources of a design, each once: what an import called them, else their Name
/// tag, else their type.
class Names {
public:
    Names(const Topology& topology, Dialect dialect);

    /// CloudFormation: the logical id; Terraform: the part of the address behind the type.
    const std::string& of(const Id& id) const { return m_names.at(id); }
    /// A name that nothing has yet, which begins with `wanted`.
    std::string fresh(const std::string& wanted);

private:
    Dialect m_dialect;
    std::map<Id, std::string> m_names;
    std::set<std::string> m_taken;
};

/// `{"$ref": id}`, with the attribute of it that is meant; without one, the dialect's usual (its id).
Json reference(const std::string& declaration, const std::string& attribute = {});
bool isReference(const Json& value);

/// The declarations while they are being written.
class Writing {
public:
    Writing(const Topology& topology, Dialect dialect);

    const Topology& topology() const { return m_topology; }
    Dialect dialect() const { return m_out.dialect; }
    bool isTerraform() const { return dialect() == Dialect::Terraform; }

    /// The declaration of a resource, under its name.
    Declaration& add(const Resource& resource, std::string_view type);
    /// A declaration that says something about `owner`, under a name made of the owner's and `suffix`.
    Declaration& addPart(const Resource& owner, Word type, const std::string& suffix);

    /// Sets a property at the path of the dialect, unless it is null or the dialect has none.
    void set(Declaration& declaration, Word word, Json value) const;

    /// What refers to a resource: a reference where it is declared here, else its id. `attribute` is what is wanted of
    /// it in each dialect; empty: the id.
    Json ref(const Id& id, Word attribute = {}) const;
    Json refs(const std::vector<Id>& ids, Word attribute = {}) const;
    template <class T>
    Json refs(const std::vector<Ref<T>>& list, Word attribute = {}) const {
        std::vector<Id> ids;
        for (const Ref<T>& each : list)
            ids.push_back(each.id);
        return refs(ids, attribute);
    }

    /// Things that stand for themselves in a design and that AWS makes with something else: references to them become
    /// an attribute of that.
    void standsFor(const Id& id, Json reference) { m_implied.emplace(id, std::move(reference)); }
    bool isImplied(const Id& id) const { return m_implied.contains(id); }

    void cannotWrite(const Resource& resource);
    void cannotWrite(const Resource& resource, std::string_view field);

    std::string addressOf(const Id& id) const;
    Declarations finish() { return std::move(m_out); }
    /// What a note beside the declaration says, so that reading it gives the same ids.
    void remember(Declaration& declaration, const char* what, const Json& value) const;
    /// What the language or AWS demands and the design does not say: reading leaves the field at its default again.
    void assume(Declaration& declaration, Word word, Json value, const char* field) const;

private:
    const Topology& m_topology;
    Names m_names;
    std::map<Id, std::string> m_types; ///< of what is declared
    std::map<Id, Json> m_implied;
    Declarations m_out;

    friend class Writer;
};

/// The type that a resource is declared with; empty: the dialect has none, or AWS makes it by itself.
std::string_view typeOf(const Writing& writing, const Resource& resource);

/// What AWS makes by itself: found before anything is written, so that references know.
void findImplied(Writing& writing);

/// Completes the declaration of a resource by what the paths of its fields cannot say.
void complete(Writing& writing, const Resource& resource, Declaration& declaration);
/// Adds the declarations that say more about a resource: its routes, rules, associations, policies.
void addParts(Writing& writing, const Resource& resource);
void addRouteParts(Writing& writing, const RouteTable& table);
void addSubnetParts(Writing& writing, const Subnet& subnet);
void addRuleParts(Writing& writing, const SecurityGroup& group);
void addEntryParts(Writing& writing, const NetworkAcl& acl);
void addTransitParts(Writing& writing, const TransitGatewayRouteTable& table);

/// A policy as the dialect has it: an object, or in Terraform its text. Ids of VPCs and endpoints that are declared
/// here are references in it, because AWS will give others; not in the policy of an endpoint itself, which needs what
/// comes after it.
Json policyValue(const Writing& writing, const PolicyText& policy, bool ofEndpoint = false);

/// The group, table or ACL says nothing but what AWS's own default says.
bool saysOnlyDefault(const SecurityGroup& group);
bool saysOnlyDefault(const NetworkAcl& acl);
bool saysOnlyDefault(const RouteTable& table);

} // namespace waylight::declared
