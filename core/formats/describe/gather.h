// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/describe/files.h"
#include "core/model/resource.h"

#include <map>
#include <span>
#include <utility>

namespace waylight::describe {

/// What an object says of where it belongs; empty: nothing.
struct Evidence {
    std::string account;
    std::string region;
};

/// What another account or Region says of a thing that both list: a shared transit gateway, the other side of a
/// peering.
struct OtherListing {
    std::string account;
    std::string region;
    Json members = Json::object(); ///< those that differ
};

/// An object of describe output that becomes a resource.
struct Item {
    Kind kind = 0;
    std::string list; ///< the list that it stands in
    std::size_t file = 0;
    std::string pointer;
    bool repeated = false; ///< stands inside another object, so that its own list goes before it
    std::string id;        ///< that the object gives itself; empty when it has none
    Evidence evidence;     ///< from its own members
    std::string account;
    std::string region;
    Json more; ///< what stood around it; goes into `extra` beside its own members
    std::vector<OtherListing> others;

    /// The object. A deferred one is made when it is first asked for, so not by two threads at once.
    const Json& json() const;
    Json& json() { return const_cast<Json&>(std::as_const(*this).json()); }
    void set(Json json) { m_json = std::move(json); }
    void setDeferred(const LargeList& elements, std::size_t index) { m_elements = &elements, m_index = index; }
    /// Reads `id` and `evidence` off the members.
    void readTexts();

private:
    mutable Json m_json;
    mutable const LargeList* m_elements = nullptr;
    std::size_t m_index = 0;
};

/// A list of a type that we do not model, kept as it came.
struct UnmodelledList {
    std::string list;
    std::string account;
    std::string region;
    Json items = Json::array();
};

/// What the calls of AWS Organizations say, by the ids of policies (p-…), of roots (r-…), organizational units (ou-…)
/// and accounts.
/// https://docs.aws.amazon.com/organizations/latest/APIReference/API_PolicySummary.html
struct OrganizationFacts {
    struct Policy {
        Json summary = Json::object();                      ///< Id, Name, Type, …
        std::optional<std::string> content;                 ///< none: only listed
        std::optional<std::map<std::string, Json>> targets; ///< by id; none: nothing says what it is attached to
    };
    std::map<std::string, Policy> policies;     ///< service and resource control policies
    std::map<std::string, std::string> parents; ///< of accounts and organizational units
    std::map<std::string, Json> organizations;  ///< what describe-organization said, by the account that asked

    bool empty() const { return policies.empty() && parents.empty() && organizations.empty(); }
};

/// Everything in a dump, sorted by what it is, with the account and Region that it belongs to.
struct Gathered {
    std::vector<Item> items;
    std::vector<UnmodelledList> unmodelled;                  ///< by account, Region and list
    std::vector<std::pair<std::string, Json>> accountBlocks; ///< S3 Block Public Access by account
    OrganizationFacts organization;
    Diagnostics diagnostics;
    bool isDescribeOutput = false; ///< something in it is a list that a describe call gives
};

/// Takes the objects out of the files; the files stay, for what is to be said about them and for the deferred objects.
Gathered gathered(std::vector<DescribeFile>& files);

/// Reads `Design::extra`'s unmodelled lists; empty where there are none.
std::vector<UnmodelledList> unmodelledLists(const Extra& extra);
/// The lists as `Design::extra` holds them.
Extra unmodelledExtra(const std::vector<UnmodelledList>& lists);

/// The lists of side calls that wrap an answer for each of several resources, as tools write them.
struct SideList {
    std::string_view list;
    Kind kind;               ///< of the resource that each element is about; it is named by the `awsId` of that
    std::string_view member; ///< what the call gives
};
std::span<const SideList> sideLists();

/// True for lists of objects that become a resource each, and say nothing else.
bool isListOfItems(std::string_view name);

/// True for lists that say nothing about a network that would go unsimulated.
bool isBackgroundList(std::string_view list);

} // namespace waylight::describe
