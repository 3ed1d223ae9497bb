// SPDX-License-Identifier: MIT
#include "core/formats/describe/join.h"

#include "core/formats/describe/hooks.h"

#include <algorithm>
#include <unordered_map>

namespace waylight::describe {
namespace {

constexpr const char* listingsMember = "alsoListed";

bool agree(const Json& a, const Json& b) {
    return std::all_of(b.items().begin(), b.items().end(), [&](const auto& member) {
        const auto other = a.find(member.key());
        return other == a.end() || *other == member.value();
    });
}

/// True when `whole` says all that `part` does.
bool covers(const Json& whole, const Json& part) {
    if (!whole.is_object() || !part.is_object())
        return whole == part;
    return std::all_of(part.items().begin(), part.items().end(), [&](const auto& member) {
        return whole.contains(member.key()) && covers(whole[member.key()], member.value());
    });
}

/// Adds the tags whose keys are not there; an account does not see the tags that another gave.
void addTags(Json& tags, const Json& more) {
    if (!tags.is_array() || !more.is_array())
        return;
    for (const Json& tag : more)
        if (std::none_of(tags.begin(), tags.end(),
                         [&](const Json& each) { return textAt(each, "Key") == textAt(tag, "Key"); }))
            tags.push_back(tag);
}

bool tagsCover(const Json& tags, const Json& part) {
    return tags.is_array() && part.is_array() && std::all_of(part.begin(), part.end(), [&](const Json& each) {
               return std::find(tags.begin(), tags.end(), each) != tags.end();
           });
}

bool isPeering(const Item& item) {
    return item.kind == kindOf<TransitGatewayAttachment> && textAt(item.json(), "ResourceType").ends_with("peering");
}

/// Things that several accounts or Regions list, each from its own side.
bool isShared(const Item& item) {
    return item.kind == kindOf<VpcPeering> || item.kind == kindOf<TransitGateway> ||
           item.kind == kindOf<TransitGatewayAttachment>;
}

bool differsOnlyInTags(const Json& a, Json b) {
    b.erase("Tags");
    return agree(a, b);
}

/// The listing that counts is the one of the side that asked, then the owner's, then the first by account and Region.
auto rank(const Item& item) {
    const Json& json = item.json();
    const auto requester = json.find(item.kind == kindOf<VpcPeering> ? "RequesterVpcInfo" : "RequesterTgwInfo");
    const auto matches = [&](const char* member, const std::string& own) {
        return own.empty() || textAt(*requester, member).empty() || textAt(*requester, member) == own;
    };
    const bool isAsker = requester != json.end() && matches("TransitGatewayId", textAt(json, "TransitGatewayId")) &&
                         matches("OwnerId", item.account) && matches("Region", item.region);
    const std::string owner =
        item.kind == kindOf<TransitGatewayAttachment> ? textAt(json, "TransitGatewayOwnerId") : textAt(json, "OwnerId");
    return std::tuple(!isAsker, owner != item.account, item.account, item.region, textAt(json, "TransitGatewayId"));
}

/// What the other listing says that `main` does not; `main` gains what only the other one says.
OtherListing merged(Json& main, Item& other) {
    OtherListing listing{other.account, other.region, Json::object()};
    if (isPeering(other)) // each side is associated with a table of its own gateway
        if (Json association = takenMember(other.json(), "Association"); !association.is_null())
            listing.members["Association"] = std::move(association);
    if (main.contains("Tags") && other.json().contains("Tags"))
        addTags(main["Tags"], other.json()["Tags"]);
    addMissing(main, other.json());
    for (const auto& [name, value] : other.json().items())
        if (name == "Tags" ? !tagsCover(main[name], value) : !covers(main[name], value))
            listing.members[name] = value;
    return listing;
}

/// The list of peerings alone names the two gateways as requester and accepter.
void fillFromSides(Json& attachment) {
    for (const auto& [member, side] :
         {std::pair("TransitGatewayId", "RequesterTgwInfo"), std::pair("ResourceId", "AccepterTgwInfo")})
        if (!attachment.contains(member) && attachment.contains(side))
            attachment[member] = textAt(attachment[side], "TransitGatewayId");
}

struct Key {
    Kind kind;
    std::string_view id; ///< of the first listing's own text
    bool operator==(const Key&) const = default;
};
struct KeyHash {
    std::size_t operator()(const Key& key) const { return std::hash<std::string_view>()(key.id) + key.kind; }
};

/// Sorts the listings of each thing by who says them.
class Joiner {
public:
    Joiner(std::vector<Item> items, const std::vector<DescribeFile>& files, Diagnostics& diagnostics)
        : m_files(files), m_diagnostics(diagnostics), m_items(std::move(items)) {}

    std::vector<Item> join() {
        m_places.reserve(m_items.size());
        std::vector<bool> isGone(m_items.size());
        for (std::size_t i = 0; i < m_items.size(); ++i)
            isGone[i] = !isFirst(i);
        for (auto& [place, listings] : m_listings)
            resolve(m_items[place], listings);
        for (Item& item : m_items)
            if (item.kind == kindOf<TransitGatewayAttachment>)
                fillFromSides(item.json());
        std::size_t kept = 0;
        for (std::size_t i = 0; i < m_items.size(); ++i)
            if (!isGone[i] && kept++ != i)
                m_items[kept - 1] = std::move(m_items[i]);
        m_items.resize(kept);
        return std::move(m_items);
    }

private:
    /// True for the first listing of a thing; what another says is joined to that.
    bool isFirst(std::size_t place) {
        Item& item = m_items[place];
        if (item.id.empty())
            return true;
        const auto [at, isNew] = m_places.emplace(Key{item.kind, item.id}, place);
        if (!isNew && !item.repeated)
            addListing(at->second, item);
        return isNew;
    }

    void addListing(std::size_t place, Item& item) {
        if (Item* same = sameScope(place, item)) {
            if (agree(same->json(), item.json()) || same->list != item.list)
                addMissing(same->json(), item.json());
            else
                say(item);
        } else {
            m_listings[place].push_back(std::move(item));
        }
    }

    /// The listing of the same side that this one completes, or contradicts; null when it is another side's.
    Item* sameScope(std::size_t place, const Item& item) {
        if (isSameSide(m_items[place], item))
            return &m_items[place];
        for (Item& each : m_listings[place])
            if (isSameSide(each, item))
                return &each;
        return isShared(item) || differsOnlyInTags(m_items[place].json(), item.json()) ? nullptr : &m_items[place];
    }

    static bool isSameSide(const Item& a, const Item& b) {
        const bool sameGateway = !isPeering(a) || !a.json().contains("TransitGatewayId") ||
                                 !b.json().contains("TransitGatewayId") ||
                                 a.json()["TransitGatewayId"] == b.json()["TransitGatewayId"];
        return a.account == b.account && a.region == b.region && sameGateway;
    }

    static void resolve(Item& main, std::vector<Item>& listings) {
        for (Item& each : listings)
            if (rank(each) < rank(main))
                std::swap(each, main);
        std::stable_sort(listings.begin(), listings.end(),
                         [](const Item& a, const Item& b) { return rank(a) < rank(b); });
        for (Item& each : listings)
            if (OtherListing other = merged(main.json(), each); !other.members.empty())
                main.others.push_back(std::move(other));
    }

    void say(const Item& item) {
        m_diagnostics.push_back(
            {Severity::Warning, message(MessageId::RepeatedItem, item.id), m_files[item.file].path, item.pointer});
    }

    const std::vector<DescribeFile>& m_files;
    Diagnostics& m_diagnostics;
    std::vector<Item> m_items;
    std::map<std::size_t, std::vector<Item>> m_listings; ///< by the place of the first one: those of other sides
    std::unordered_map<Key, std::size_t, KeyHash> m_places;
};

} // namespace

std::vector<Item> joined(std::vector<Item> items, const std::vector<DescribeFile>& files, Diagnostics& diagnostics) {
    return Joiner(std::move(items), files, diagnostics).join();
}

Json writtenListings(const std::vector<OtherListing>& others) {
    Json list;
    for (const OtherListing& each : others)
        if (!each.members.empty())
            list.push_back({{"account", each.account}, {"region", each.region}, {"aws", nlohmann::json(each.members)}});
    return list;
}

std::vector<OtherListing> otherListings(const Extra& extra) {
    std::vector<OtherListing> others;
    const auto found = extra.object().find(listingsMember);
    if (found != extra.object().end() && found->is_array())
        for (const Json& each : *found)
            if (each.is_object() && each.contains("aws") && each["aws"].is_object())
                others.push_back({textAt(each, "account"), textAt(each, "region"), each["aws"]});
    return others;
}

} // namespace waylight::describe
