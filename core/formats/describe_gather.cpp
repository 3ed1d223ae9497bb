// SPDX-License-Identifier: MIT
#include "core/formats/describe_gather.h"

#include "core/formats/describe_hooks.h"
#include "core/formats/describe_scopes.h"
#include "core/formats/parallel.h"

#include <algorithm>
#include <set>

namespace waylight::describe {
namespace {

/// Other names of the lists of describe calls.
constexpr std::pair<std::string_view, Kind> aliases[] = {
    {"ManagedPrefixLists", kindOf<PrefixList>},
    {"Roles", kindOf<Role>},
    {"TransitGatewayVpcAttachments", kindOf<TransitGatewayAttachment>},
    {"TransitGatewayPeeringAttachments", kindOf<TransitGatewayAttachment>},
    {"ServiceConfigurations", kindOf<EndpointService>}};

constexpr SideList sides[] = {
    {"TransitGatewayAssociations", kindOf<TransitGatewayRouteTable>, "Associations"},
    {"TransitGatewayPropagations", kindOf<TransitGatewayRouteTable>, "TransitGatewayRouteTablePropagations"},
    {"TransitGatewayStaticRoutes", kindOf<TransitGatewayRouteTable>, "Routes"},
    {"LoadBalancerAttributes", kindOf<LoadBalancer>, "Attributes"},
    {"TargetGroupAttributes", kindOf<TargetGroup>, "Attributes"},
    {"LoadBalancerTargetHealth", kindOf<TargetGroup>, "TargetHealthDescriptions"}};

/// What single calls say of a bucket; the first one is also said of an account.
constexpr const char* bucketSides[] = {"PublicAccessBlockConfiguration", "OwnershipControls",
                                       "ServerSideEncryptionConfiguration"};

std::optional<Kind> kindOfList(std::string_view name) {
    for (const auto& [alias, kind] : aliases)
        if (alias == name)
            return kind;
    for (Kind kind = 0; kind < kindCount; ++kind)
        if (!name.empty() && typeInfo(kind).awsList == name)
            return kind;
    return std::nullopt;
}

/// The answer of a create call holds one object under the list's name in the singular; the options of VPC Block Public
/// Access are one object.
std::optional<Kind> kindOfObject(const std::string& name) {
    return name == "Role"                                         ? kindOf<Role>
           : name == "KeyMetadata"                                ? kindOf<KmsKey>
           : name == Description<BlockPublicAccess>::type.awsList ? kindOf<BlockPublicAccess>
                                                                  : kindOfList(name + 's');
}

void rename(Json& object, const char* from, const char* to) {
    if (Json value = takenMember(object, from); !value.is_null())
        object[to] = std::move(value);
}

/// Brings the forms of different lists of a type together.
void normalise(const std::string& list, Json& json) {
    if (list == "TransitGatewayVpcAttachments") {
        rename(json, "VpcId", "ResourceId");
        rename(json, "VpcOwnerId", "ResourceOwnerId");
        json["ResourceType"] = "vpc";
    } else if (list == "TransitGatewayPeeringAttachments") {
        json["ResourceType"] = "peering";
    } else if (list == "Keys") {
        rename(json, "KeyArn", "Arn");
    } else if (list == "Listeners" && !json.contains("Port")) {
        json["Port"] = 0; // of a gateway load balancer, which listens on all
    }
}

/// What the answer of a side call looks like, for those that name their list of objects like other calls do.
bool looksLikeSide(const SideList& side, const Json& list) {
    if (list.empty())
        return side.member != "Attributes";
    const Json& first = list[0];
    if (side.member == "Routes")
        return !textAt(first, "Type").empty();
    if (side.member == "Attributes")
        return !textAt(first, "Key").empty();
    return side.member != "Associations" || !textAt(first, "TransitGatewayAttachmentId").empty();
}

/// A member that AWS objects are recognised by: an id, name or ARN.
bool hasIdentity(const Json& object) {
    if (!object.is_object())
        return false;
    for (const auto& [key, value] : object.items())
        for (const std::string_view ending : {"Id", "Arn", "ARN", "Name", "Code"})
            if (key.ends_with(ending))
                return true;
    return false;
}

/// Sorts the members of one file after the other.
class Gatherer {
public:
    explicit Gatherer(std::vector<DescribeFile>& files) : m_files(files), m_scopes(files) {}

    Gathered gather() {
        for (m_file = 0; m_file < m_files.size(); ++m_file)
            readFile(m_files[m_file]);
        const std::size_t voters = m_out.items.size();
        std::move(m_repeated.begin(), m_repeated.end(), std::back_inserter(m_out.items));
        readTexts(voters);
        attachSides();
        attachAliases();
        for (const Answer& answer : m_answers)
            attachAnswer(answer);
        leaveOutServices();
        for (auto& [file, block] : m_blocks)
            m_out.accountBlocks.emplace_back(m_scopes.scopeOf(file).first, std::move(block));
        for (Item& item : m_out.items)
            m_scopes.place(item);
        for (const auto& [list, file, items] : m_unmodelled)
            keep(list, file, items);
        for (auto& [key, list] : m_kept)
            m_out.unmodelled.push_back(std::move(list));
        return std::move(m_out);
    }

private:
    /// What repeats others has no vote.
    void readTexts(std::size_t voters) {
        std::vector<Item>& items = m_out.items;
        inParallelRanges(items.size(), 1024, [&](std::size_t from, std::size_t to) {
            for (std::size_t i = from; i < to; ++i)
                items[i].readTexts();
        });
        for (std::size_t i = 0; i < voters; ++i)
            m_scopes.vote(items[i].file, items[i].evidence);
        m_scopes.count();
    }

    void readFile(DescribeFile& file) {
        bool known = readSide(file.root);
        for (auto& [name, value] : file.root.get_ref<Json::object_t&>()) {
            const std::string pointer = joinedPointer(file.pointer, name);
            if (name == "Reservations" && value.is_array())
                readReservations(value, pointer);
            else if (name == "LoadBalancerListeners" && value.is_array())
                readListeners(value, pointer);
            else if (name == "Aliases" && value.is_array() && readAliases(value))
                ;
            else if (const SideList* side = sideListNamed(name); side && value.is_array())
                readSideList(*side, value, pointer);
            else if (const auto deferred = file.lists.find(name); deferred != file.lists.end())
                readDeferred(name, deferred->second, pointer);
            else if (const auto kind = kindOfList(name); kind && value.is_array())
                readList(*kind, name, value, pointer);
            else if (const auto one = kindOfObject(name); one && value.is_object())
                addItem(*one, name, std::move(value), pointer);
            else if (!readUnmodelled(name, value))
                continue;
            known = true;
        }
        if (file.root.contains("NextToken") && file.root["NextToken"].is_string())
            say(Severity::Warning, message(MessageId::IncompleteList),
                joinedPointer(file.pointer, std::string("NextToken")));
        if (!known)
            say(Severity::Note, message(MessageId::NoListInFile), file.pointer);
        m_out.isDescribeOutput |= known;
    }

    void readList(Kind kind, const std::string& name, Json& list, const std::string& pointer) {
        for (std::size_t i = 0; i < list.size(); ++i)
            addItem(kind, name, std::move(list[i]), joinedPointer(pointer, i));
    }

    void readDeferred(const std::string& name, const LargeList& list, const std::string& pointer) {
        const Kind kind = *kindOfList(name);
        m_out.items.reserve(m_out.items.size() + list.size());
        for (std::size_t i = 0; i < list.size(); ++i)
            if (const std::string at = joinedPointer(pointer, i); list.isObject(i))
                m_out.items.emplace_back(newItem(kind, name, at)).setDeferred(list, i);
            else
                sayNoObject(list.value(i), at);
    }

    Item newItem(Kind kind, std::string list, std::string pointer) const {
        Item item;
        item.kind = kind;
        item.list = std::move(list);
        item.file = m_file;
        item.pointer = std::move(pointer);
        return item;
    }

    Item* addItem(Kind kind, const std::string& list, Json json, const std::string& pointer) {
        if (!json.is_object()) {
            sayNoObject(json, pointer);
            return nullptr;
        }
        normalise(list, json);
        if (kind == kindOf<Role>)
            addInstanceProfiles(json, pointer);
        m_out.items.push_back(newItem(kind, list, pointer));
        m_out.items.back().set(std::move(json));
        return &m_out.items.back();
    }

    void addRepeated(Kind kind, const char* list, Json json, std::string pointer) {
        Item& item = m_repeated.emplace_back(newItem(kind, list, std::move(pointer)));
        item.repeated = true;
        item.set(std::move(json));
    }

    void addInstanceProfiles(const Json& role, const std::string& pointer) {
        if (!role.contains("InstanceProfileList") || !role["InstanceProfileList"].is_array())
            return;
        for (Json profile : role["InstanceProfileList"]) {
            if (!profile.is_object())
                continue;
            if (!profile.contains("Roles") || profile["Roles"].empty())
                profile["Roles"] = Json::array({{{"Arn", textAt(role, "Arn")}}});
            addRepeated(kindOf<InstanceProfile>, "InstanceProfiles", std::move(profile),
                        pointer + "/InstanceProfileList");
        }
    }

    void readReservations(Json& reservations, const std::string& pointer) {
        for (std::size_t i = 0; i < reservations.size(); ++i) {
            if (!reservations[i].is_object() || !reservations[i].contains("Instances") ||
                !reservations[i]["Instances"].is_array())
                continue;
            Json around = std::move(reservations[i]);
            Json instances = takenMember(around, "Instances");
            const Json owner = takenMember(around, "OwnerId");
            for (std::size_t j = 0; j < instances.size(); ++j) {
                Item* item = addItem(kindOf<Instance>, "Reservations", std::move(instances[j]),
                                     joinedPointer(joinedPointer(pointer, i) + "/Instances", j));
                if (!item)
                    continue;
                if (!owner.is_null() && !item->json().contains("OwnerId"))
                    addMember(item->json(), "OwnerId", owner);
                if (!around.empty())
                    item->more["reservation"] = j + 1 < instances.size() ? around : std::move(around);
                moveInterfaces(*item, owner);
            }
        }
    }

    /// The interfaces inside an instance repeat the list of interfaces, unless that is not in the dump.
    void moveInterfaces(Item& instance, const Json& owner) {
        Json interfaces = takenMember(instance.json(), "NetworkInterfaces");
        Json rest = Json::array();
        for (std::size_t i = 0; interfaces.is_array() && i < interfaces.size(); ++i) {
            Json& interface = interfaces[i];
            if (textAt(interface, "NetworkInterfaceId").empty()) {
                rest.push_back(std::move(interface));
                continue;
            }
            if (!interface.contains("Attachment"))
                addMember(interface, "Attachment", Json::object());
            if (interface["Attachment"].is_object())
                interface["Attachment"]["InstanceId"] = textAt(instance.json(), "InstanceId");
            if (!interface.contains("OwnerId") && !owner.is_null())
                addMember(interface, "OwnerId", owner);
            addRepeated(kindOf<NetworkInterface>, "NetworkInterfaces", std::move(interface),
                        instance.pointer + "/NetworkInterfaces/" + std::to_string(i));
        }
        if (!rest.empty())
            instance.json()["NetworkInterfaces"] = std::move(rest);
    }

    /// Tools wrap the listeners of each load balancer.
    void readListeners(Json& wrappers, const std::string& pointer) {
        for (std::size_t i = 0; i < wrappers.size(); ++i) {
            if (!wrappers[i].is_object() || !wrappers[i].contains("Listeners") || !wrappers[i]["Listeners"].is_array())
                continue;
            readList(kindOf<Listener>, "Listeners", wrappers[i]["Listeners"], joinedPointer(pointer, i) + "/Listeners");
        }
    }

    static const SideList* sideListNamed(const std::string& name) {
        const auto found =
            std::find_if(std::begin(sides), std::end(sides), [&](const SideList& each) { return each.list == name; });
        return found == std::end(sides) ? nullptr : found;
    }

    void readSideList(const SideList& side, const Json& list, const std::string& pointer) {
        for (std::size_t i = 0; i < list.size(); ++i)
            m_answers.push_back({&side, m_file, joinedPointer(pointer, i), list[i]});
    }

    /// The side call whose own answer this is, or null. Attributes are told apart by the names of their files.
    const SideList* sideOf(const DescribeFile& file) const {
        for (const SideList& side : sides) {
            const auto list = file.root.find(std::string(side.member));
            if (list == file.root.end() || !list->is_array() || !looksLikeSide(side, *list))
                continue;
            const bool target = file.root.contains("TargetGroupArn") || file.path.find("target") != std::string::npos;
            if (side.member != "Attributes" || target == (side.kind == kindOf<TargetGroup>))
                return &side;
        }
        return nullptr;
    }

    /// The aliases of keys; false when the list is another one's.
    bool readAliases(Json& list) {
        const bool ofKeys = std::all_of(
            list.begin(), list.end(), [](const Json& each) { return textAt(each, "AliasName").starts_with("alias/"); });
        if (ofKeys)
            m_aliases.push_back({"Aliases", m_file, std::move(list)});
        return ofKeys;
    }

    /// Lists of types that we do not model.
    bool readUnmodelled(const std::string& name, Json& value) {
        if (!value.is_array() || name.empty() || name == "Entries" || m_isAnswer)
            return false;
        if (!value.empty() && !value[0].is_string() && !hasIdentity(value[0]))
            return false;
        for (const Json& item : value)
            m_scopes.vote(m_file, evidenceOf(item));
        const bool objects = value.empty() || value[0].is_object();
        if (!value.empty())
            m_unmodelled.push_back({name, m_file, std::move(value)});
        return objects;
    }

    /// Answers that say one thing about a resource listed elsewhere.
    bool readSide(const Json& root) {
        if (!textAt(root, "Account").empty() && !textAt(root, "Arn").empty()) {
            m_scopes.setAccount(m_file, textAt(root, "Account"));
            return true;
        }
        const bool attribute = !textAt(root, "VpcId").empty() &&
                               (root.contains("EnableDnsSupport") || root.contains("EnableDnsHostnames"));
        const bool entries = root.contains("Entries") && root["Entries"].is_array() &&
                             (root["Entries"].empty() || root["Entries"][0].contains("Cidr"));
        const bool side = attribute || entries || root.contains("LocationConstraint") || isBucketSide(root) ||
                          (root.contains("Policy") && root["Policy"].is_string());
        if (!textAt(root, "AccessPointArn").empty()) {
            addItem(kindOf<AccessPoint>, std::string(Description<AccessPoint>::type.awsList), root,
                    m_files[m_file].pointer);
            return true;
        }
        if (side)
            m_sides.push_back(m_file);
        const SideList* answer = side ? nullptr : sideOf(m_files[m_file]);
        m_isAnswer = answer != nullptr;
        if (answer)
            m_answers.push_back({answer, m_file, m_files[m_file].pointer, root});
        return side || answer;
    }

    static bool isBucketSide(const Json& root) {
        return std::any_of(std::begin(bucketSides), std::end(bucketSides),
                           [&](const char* member) { return root.contains(member) && root[member].is_object(); });
    }

    void attachSides();
    void attachAliases();
    void attachToBucket(const DescribeFile& file);
    void attachPolicy(const DescribeFile& file, const std::string& text);
    void attachLocation(const DescribeFile& file);
    void attachEntries(const DescribeFile& file);
    struct Answer;
    void attachAnswer(const Answer& answer);
    Item* ownerOf(const Answer& answer);
    void leaveOutServices();
    Item* itemNamed(Kind kind, const char* member, const std::string& path);
    Item* itemWith(Kind kind, const char* member, const std::string& value);

    void keep(const std::string& list, std::size_t file, const Json& items) {
        const auto [account, region] = m_scopes.scopeOf(file);
        UnmodelledList& kept = m_kept[{account, region, list}];
        kept.list = list;
        kept.account = account;
        kept.region = region;
        std::set<std::string>& seen = m_seen[&kept];
        for (const Json& item : items)
            if (seen.insert(item.dump(-1, ' ', false, Json::error_handler_t::replace)).second)
                kept.items.push_back(item);
    }

    void sayNoObject(const Json& json, const std::string& pointer) {
        say(Severity::Error, message(MessageId::ExpectedObject, codec::excerpt(json)), pointer);
    }
    void say(Severity severity, Message what, const std::string& pointer) {
        m_out.diagnostics.push_back({severity, std::move(what), m_files[m_file].path, pointer});
    }

    /// The answer of a side call.
    struct Answer {
        const SideList* side;
        std::size_t file;
        std::string pointer;
        Json json;
    };
    struct RawList {
        std::string list;
        std::size_t file;
        Json items;
    };

    std::vector<DescribeFile>& m_files;
    Scopes m_scopes;
    std::size_t m_file = 0;
    std::vector<Item> m_repeated;
    std::vector<std::size_t> m_sides;
    std::vector<Answer> m_answers;
    bool m_isAnswer = false; ///< the current file is the answer of a side call
    std::vector<RawList> m_unmodelled, m_aliases;
    std::vector<std::pair<std::size_t, Json>> m_blocks; ///< Block Public Access of accounts, by file
    std::map<std::tuple<std::string, std::string, std::string>, UnmodelledList> m_kept;
    std::map<const UnmodelledList*, std::set<std::string>> m_seen;
    Gathered m_out;
};

Item* Gatherer::itemWith(Kind kind, const char* member, const std::string& value) {
    for (Item& item : m_out.items)
        if (item.kind == kind && textAt(item.json(), member) == value)
            return &item;
    return nullptr;
}

/// The item whose name the file's name ends with, or else holds; the longest name wins.
Item* Gatherer::itemNamed(Kind kind, const char* member, const std::string& path) {
    std::filesystem::path name = std::filesystem::path(path).filename();
    if (name.extension() == ".json")
        name.replace_extension();
    const std::string stem = name.string();
    Item* best = nullptr;
    std::pair<bool, std::size_t> bestRank;
    for (Item& item : m_out.items) {
        const std::string id = item.kind == kind ? textAt(item.json(), member) : std::string();
        const std::pair<bool, std::size_t> rank{stem.ends_with(id), id.size()};
        if (!id.empty() && stem.find(id) != std::string::npos && rank > bestRank) {
            best = &item;
            bestRank = rank;
        }
    }
    return best;
}

void Gatherer::attachSides() {
    for (const std::size_t index : m_sides) {
        m_file = index;
        const DescribeFile& file = m_files[index];
        if (const std::string policy = textAt(file.root, "Policy"); file.root.contains("Policy"))
            attachPolicy(file, policy);
        else if (file.root.contains("LocationConstraint"))
            attachLocation(file);
        else if (file.root.contains("Entries"))
            attachEntries(file);
        else if (isBucketSide(file.root))
            attachToBucket(file);
        else if (Item* vpc = itemWith(kindOf<Vpc>, "VpcId", textAt(file.root, "VpcId")))
            for (const char* member : {"EnableDnsSupport", "EnableDnsHostnames"})
                if (file.root.contains(member))
                    vpc->json()[member] = file.root[member];
    }
}

/// The bucket, access point, table or key is told by the name of the file, or by what the policy's statements are
/// about.
void Gatherer::attachPolicy(const DescribeFile& file, const std::string& text) {
    const auto isCalled = [&](const char* word) { return file.path.find(word) != std::string::npos; };
    Item* owner = isCalled("table") ? itemNamed(kindOf<DynamoTable>, "TableName", file.path) : nullptr;
    if (!owner && (isCalled("access-point") || isCalled("accesspoint")))
        owner = itemNamed(kindOf<AccessPoint>, "Name", file.path);
    if (!owner)
        owner = itemNamed(kindOf<Bucket>, "Name", file.path);
    if (!owner)
        owner = itemNamed(kindOf<KmsKey>, "KeyId", file.path);
    for (Item& item : m_out.items) {
        const bool isBucket = item.kind == kindOf<Bucket>;
        if (owner || (!isBucket && item.kind != kindOf<DynamoTable>))
            continue;
        const std::string arn = isBucket ? ":s3:::" + textAt(item.json(), "Name") : textAt(item.json(), "TableArn");
        if (text.find(arn + '"') != std::string::npos || text.find(arn + '/') != std::string::npos)
            owner = &item;
    }
    if (owner)
        owner->json()["Policy"] = text;
    else
        say(Severity::Warning, message(MessageId::PolicyOfNobody), joinedPointer(file.pointer, std::string("Policy")));
}

/// What get-public-access-block, get-bucket-ownership-controls and get-bucket-encryption say, in files that name the
/// bucket. The account's own Block Public Access comes without a name.
void Gatherer::attachToBucket(const DescribeFile& file) {
    Item* bucket = itemNamed(kindOf<Bucket>, "Name", file.path);
    for (const char* member : bucketSides)
        if (bucket && file.root.contains(member))
            bucket->json()[member] = file.root[member];
    if (!bucket && file.root.contains(bucketSides[0]))
        m_blocks.emplace_back(m_file, file.root[bucketSides[0]]);
}

/// Aliases of keys that the dump does not describe stay as they came.
void Gatherer::attachAliases() {
    for (RawList& list : m_aliases) {
        Json rest = Json::array();
        for (Json& alias : list.items) {
            Item* key = itemWith(kindOf<KmsKey>, "KeyId", textAt(alias, "TargetKeyId"));
            if (key && !textAt(alias, "TargetKeyId").empty())
                key->json()["Aliases"].push_back(textAt(alias, "AliasName"));
            else
                rest.push_back(std::move(alias));
        }
        if (!rest.empty())
            m_unmodelled.push_back({list.list, list.file, std::move(rest)});
    }
}

/// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html: null is us-east-1, EU an old eu-west-1.
void Gatherer::attachLocation(const DescribeFile& file) {
    const std::string location = textAt(file.root, "LocationConstraint");
    if (Item* bucket = itemNamed(kindOf<Bucket>, "Name", file.path))
        bucket->json()["BucketRegion"] = location.empty() ? "us-east-1" : location == "EU" ? "eu-west-1" : location;
}

void Gatherer::attachEntries(const DescribeFile& file) {
    Item* list = itemNamed(kindOf<PrefixList>, "PrefixListId", file.path);
    if (!list) {
        say(Severity::Warning, message(MessageId::EntriesOfNobody),
            joinedPointer(file.pointer, std::string("Entries")));
        return;
    }
    Json cidrs = Json::array();
    for (const Json& entry : file.root["Entries"])
        if (const std::string cidr = textAt(entry, "Cidr"); !cidr.empty())
            cidrs.push_back(cidr);
    list->json()["Cidrs"] = std::move(cidrs);
}

Item* Gatherer::ownerOf(const Answer& answer) {
    const Kind kind = answer.side->kind;
    const std::string idMember(typeInfo(kind).awsId);
    if (const std::string id = textAt(answer.json, idMember.c_str()); !id.empty())
        return itemWith(kind, idMember.c_str(), id);
    const char* nameMember = kind == kindOf<LoadBalancer>  ? "LoadBalancerName"
                             : kind == kindOf<TargetGroup> ? "TargetGroupName"
                                                           : idMember.c_str();
    return itemNamed(kind, nameMember, m_files[answer.file].path);
}

/// What belongs to no resource of the dump is kept as it came.
void Gatherer::attachAnswer(const Answer& answer) {
    const std::string member(answer.side->member);
    Item* owner = ownerOf(answer);
    m_file = answer.file;
    if (!owner || !answer.json.contains(member) || !answer.json[member].is_array()) {
        const TypeInfo& type = typeInfo(answer.side->kind);
        if (answer.json.is_object() && textAt(answer.json, std::string(type.awsId).c_str()).empty())
            say(Severity::Warning, message(MessageId::AnswerOfNobody, member, type.label), answer.pointer);
        m_unmodelled.push_back({std::string(answer.side->list), answer.file, Json::array({answer.json})});
        return;
    }
    if (answer.json.value("AdditionalRoutesAvailable", Json()) == Json(true))
        say(Severity::Warning, message(MessageId::IncompleteList), answer.pointer + "/AdditionalRoutesAvailable");
    Json& list = owner->json()[member];
    if (!list.is_array())
        list = Json::array();
    for (const Json& each : answer.json[member])
        if (std::find(list.begin(), list.end(), each) == list.end())
            list.push_back(each);
}

/// AWS's own services that no endpoint here uses are the background of every dump.
void Gatherer::leaveOutServices() {
    std::set<std::string> used;
    for (const Item& item : m_out.items)
        if (item.kind == kindOf<VpcEndpoint>)
            used.insert(textAt(item.json(), "ServiceName"));
    const auto isBackground = [&](const Item& item) {
        return item.kind == kindOf<EndpointService> &&
               (textAt(item.json(), "ServiceId").empty() ||
                (textAt(item.json(), "Owner") == "amazon" && !used.contains(textAt(item.json(), "ServiceName"))));
    };
    std::map<std::pair<std::string, std::size_t>, Json> lists;
    for (const Item& item : m_out.items)
        if (isBackground(item))
            lists[{item.list, item.file}].push_back(item.json());
    std::erase_if(m_out.items, isBackground);
    for (auto& [key, items] : lists)
        m_unmodelled.push_back({key.first, key.second, std::move(items)});
}

} // namespace

const Json& Item::json() const {
    if (m_elements) {
        m_json = std::exchange(m_elements, nullptr)->value(m_index);
        normalise(list, m_json);
    }
    return m_json;
}

void Item::readTexts() {
    const std::string_view idMember = typeInfo(kind).awsId;
    if (!m_elements) {
        id = textAt(m_json, std::string(idMember).c_str());
        evidence = evidenceOf(m_json);
        return;
    }
    m_elements->forEachText(m_index, [&](std::string_view name, std::string_view value) {
        if (name == idMember)
            id = value;
        readEvidence(name, value, evidence);
    });
}

bool isListOfItems(std::string_view name) {
    // Reservations hold instances; roles hold profiles; targets of other calls are looked up by their members.
    const auto kind = kindOfList(name);
    return kind && kind != kindOf<Instance> && kind != kindOf<Role> && kind != kindOf<BlockPublicAccess>;
}

std::span<const SideList> sideLists() {
    return sides;
}

Gathered gathered(std::vector<DescribeFile>& files) {
    return Gatherer(files).gather();
}

std::vector<UnmodelledList> unmodelledLists(const Extra& extra) {
    std::vector<UnmodelledList> lists;
    const auto found = extra.object().find("unmodelled");
    if (found == extra.object().end() || !found->is_array())
        return lists;
    for (const Json& each : *found)
        if (each.is_object() && each.contains("items") && each["items"].is_array())
            lists.push_back({textAt(each, "list"), textAt(each, "account"), textAt(each, "region"), each["items"]});
    return lists;
}

Extra unmodelledExtra(const std::vector<UnmodelledList>& lists) {
    if (lists.empty())
        return {};
    Json all = Json::array();
    for (const UnmodelledList& each : lists)
        all.push_back({{"list", each.list}, {"account", each.account}, {"region", each.region}, {"items", each.items}});
    return Extra(Json{{"unmodelled", std::move(all)}});
}

bool isBackgroundList(std::string_view list) {
    // Rules and policies repeat what groups and roles say; the others describe AWS, not the account's network.
    constexpr std::string_view background[] = {
        "SecurityGroupRules", "Policies", "AvailabilityZones", "Regions", "Tags", "ServiceNames",
        "ServiceDetails",     "Aliases"};
    return std::find(std::begin(background), std::end(background), list) != std::end(background);
}

} // namespace waylight::describe
