// SPDX-License-Identifier: MIT
#include "core/formats/describe/describe.h"
#include "core/formats/describe/files.h"
#include "core/formats/describe/hooks.h"
#include "core/formats/describe/iam.h"
#include "core/formats/describe/links.h"
#include "core/formats/describe/organization.h"
#include "core/formats/files.h"

#include <algorithm>
#include <cctype>
#include <map>

namespace waylight {
namespace {

using namespace describe;
namespace fs = std::filesystem;

template <class T>
Json tagList(const T& resource) {
    Json list = Json::array();
    if (!resource.name.empty() && resource.name != Hooks<T>::impliedName(resource))
        list.push_back({{"Key", "Name"}, {"Value", resource.name}});
    for (const auto& [key, value] : resource.tags)
        list.push_back({{"Key", key}, {"Value", value}});
    return list;
}

template <class T>
Json writtenResource(const T& resource, const Surroundings& around) {
    const Topology& topology = around.topology;
    const Json& extra = awsPart(resource.extra);
    Json object = {{std::string(Description<T>::type.awsId), resource.id}};
    if (Hooks<T>::hasOwner && !resource.account.empty() && !extra.contains("OwnerId"))
        object["OwnerId"] = resource.account;
    writeFields(resource, object, extra, topology, resource.unknown);
    if (Json tags = tagList(resource); !tags.empty())
        object[std::is_same_v<T, NetworkInterface> ? "TagSet" : "Tags"] = std::move(tags);
    Hooks<T>::afterWriting(resource, object, topology);
    addDerivedMembers(Resource(resource), object, extra, around);
    addMissing(object, extra);
    return object;
}

/// The files to be written, by their place in the folder.
class Output {
public:
    explicit Output(const Topology& topology) : m_topology(topology), m_around(topology) {}

    std::map<fs::path, Json> files;

    template <class T>
    void add(const T& resource) {
        constexpr TypeInfo type = Description<T>::type;
        if constexpr (!type.awsList.empty()) {
            const Json object = writtenResource(resource, m_around);
            place(resource, scopeFolder(resource.account, std::is_same_v<T, Bucket> ? std::string() : resource.region),
                  object);
            for (const OtherListing& other : otherListings(resource.extra))
                place(resource, scopeFolder(other.account, other.region), otherObject(resource, object, other));
        }
    }

    /// The account's own Block Public Access, where one of its switches is on.
    void addAccount(const Account& account) {
        const Json block = {{"BlockPublicAcls", account.blockPublicAcls},
                            {"IgnorePublicAcls", account.ignorePublicAcls},
                            {"BlockPublicPolicy", account.blockPublicPolicy},
                            {"RestrictPublicBuckets", account.restrictPublicBuckets}};
        if (std::any_of(block.begin(), block.end(), [](const Json& each) { return each == Json(true); }))
            files[scopeFolder(account.id, {}) / "account-public-access-block.json"] = {
                {"PublicAccessBlockConfiguration", block}};
    }

    void addList(const UnmodelledList& list) {
        Json& items = files[scopeFolder(list.account, list.region) / (asFileName(list.list) + ".json")][list.list];
        for (const Json& item : list.items)
            items.push_back(item);
    }

private:
    /// The object as another account or Region lists it.
    template <class T>
    Json otherObject(const T& resource, Json object, const OtherListing& other) const {
        if constexpr (std::is_same_v<T, TransitGatewayAttachment>) {
            object.erase("Association");
            const std::string gateway = other.members.contains("TransitGatewayId")
                                            ? textAt(other.members, "TransitGatewayId")
                                            : resource.transitGateway.id;
            if (Json association = writtenAssociation(resource.id, gateway, m_topology); !association.is_null())
                object["Association"] = std::move(association);
        }
        object.update(other.members);
        return object;
    }

    void addTo(const fs::path& folder, const std::string& list, Json object) {
        files[folder / (list + ".json")][list].push_back(std::move(object));
    }

    template <class T>
    void place(const T&, const fs::path& folder, Json object) {
        for (const SideList& side : sideLists())
            if (side.kind == kindOf<T>)
                placeSide(side, folder, object);
        addTo(folder, std::string(Description<T>::type.awsList), std::move(object));
    }
    void placeSide(const SideList& side, const fs::path& folder, Json& object) {
        const std::string idMember(typeInfo(side.kind).awsId);
        const auto answer = object.find(std::string(side.member));
        if (answer != object.end() && answer->is_array())
            addTo(folder, std::string(side.list),
                  {{idMember, object[idMember]},
                   {std::string(side.member), takenMember(object, std::string(side.member))}});
    }
    /// Subnets and options are in the list of VPC attachments, the two sides in that of peerings.
    void place(const TransitGatewayAttachment& attachment, const fs::path& folder, Json object) {
        Json vpc = Json::object();
        Json peering = Json::object();
        for (const char* member : {"SubnetIds", "Options"})
            if (Json value = takenMember(object, member); !value.is_null())
                (attachment.attachmentType == AttachmentType::Vpc ? vpc : peering)[member] = std::move(value);
        for (const char* member :
             {"RequesterTgwInfo", "AccepterTgwInfo", "AccepterTransitGatewayAttachmentId", "Status"})
            if (Json value = takenMember(object, member); !value.is_null())
                peering[member] = std::move(value);
        for (Json* part : {&vpc, &peering})
            for (const char* member :
                 {"TransitGatewayAttachmentId", "TransitGatewayId", "State", "CreationTime", "Tags"})
                if (!part->empty() && object.contains(member))
                    (*part)[member] = object[member];
        if (attachment.attachmentType == AttachmentType::Vpc && !vpc.empty())
            vpc["VpcId"] = attachment.resource.id;
        peering.erase("TransitGatewayId");
        if (!vpc.empty())
            addTo(folder, "TransitGatewayVpcAttachments", std::move(vpc));
        if (!peering.empty())
            addTo(folder, "TransitGatewayPeeringAttachments", std::move(peering));
        addTo(folder, "TransitGatewayAttachments", std::move(object));
    }
    void place(const EndpointService&, const fs::path& folder, Json object) {
        const bool own = object.contains("NetworkLoadBalancerArns") || object.contains("GatewayLoadBalancerArns");
        addTo(folder, own ? "ServiceConfigurations" : "ServiceDetails", std::move(object));
    }
    /// The options of an account in a Region are one object, not a list.
    void place(const BlockPublicAccess& block, const fs::path& folder, Json object) {
        const std::string list(Description<BlockPublicAccess>::type.awsList);
        files[folder / (list + '-' + asFileName(block.id) + ".json")][list] = std::move(object);
    }
    void place(const Vpc& vpc, const fs::path& folder, Json object) {
        for (const char* attribute : {"EnableDnsSupport", "EnableDnsHostnames"})
            if (Json value = takenMember(object, attribute); !value.is_null())
                files[folder / ("vpc-attribute-" + std::string(attribute) + '-' + asFileName(vpc.id) + ".json")] = {
                    {"VpcId", vpc.id}, {attribute, std::move(value)}};
        place<Vpc>(vpc, folder, std::move(object));
    }
    void place(const Instance& instance, const fs::path& folder, Json object) {
        const auto found = instance.extra.object().find("reservation");
        Json reservation = found != instance.extra.object().end() && found->is_object() ? *found : Json::object();
        if (!instance.account.empty())
            reservation["OwnerId"] = instance.account;
        reservation["Instances"] = Json::array({std::move(object)});
        files[folder / "Reservations.json"]["Reservations"].push_back(std::move(reservation));
    }
    void place(const Bucket& bucket, const fs::path& folder, Json object) {
        placePolicy(bucket, "bucket-policy-" + asFileName(bucket.id), folder, object);
        for (const auto& [member, call] : {std::pair("PublicAccessBlockConfiguration", "public-access-block-"),
                                           std::pair("OwnershipControls", "bucket-ownership-controls-"),
                                           std::pair("ServerSideEncryptionConfiguration", "bucket-encryption-")})
            if (Json value = takenMember(object, member); !value.is_null())
                files[folder / (call + asFileName(bucket.id) + ".json")] = {{member, std::move(value)}};
        place<Bucket>(bucket, folder, std::move(object));
    }
    void place(const DynamoTable& table, const fs::path& folder, Json object) {
        const std::string name = asFileName(table.tableName.empty() ? table.id : table.tableName);
        placePolicy(table, "table-policy-" + name, folder, object);
        files[folder / ("table-" + name + ".json")] = {{"Table", std::move(object)}};
    }
    void place(const KmsKey& key, const fs::path& folder, Json object) {
        const std::string name = asFileName(textAt(object, "KeyId"));
        placePolicy(key, "key-policy-" + name, folder, object);
        for (const Json& alias : takenMember(object, "Aliases"))
            files[folder / "Aliases.json"]["Aliases"].push_back(
                {{"AliasName", alias}, {"TargetKeyId", textAt(object, "KeyId")}});
        files[folder / ("key-" + name + ".json")] = {{"KeyMetadata", std::move(object)}};
    }
    void place(const AccessPoint& point, const fs::path& folder, Json object) {
        const std::string name = asFileName(point.accessPointName.empty() ? point.id : point.accessPointName);
        placePolicy(point, "access-point-policy-" + name, folder, object);
        files[folder / ("access-point-" + name + ".json")] = std::move(object);
    }
    template <class T>
    void placePolicy(const T& owner, const std::string& name, const fs::path& folder, Json& object) {
        object.erase("Policy");
        if (!isUnknown(owner, "policy"))
            files[folder / (name + ".json")] = {{"Policy", owner.policy.text}};
    }

    const Topology& m_topology;
    Surroundings m_around;
};

std::optional<Diagnostic> problem(MessageId id, const fs::path& where, std::string text) {
    return Diagnostic{Severity::Error, message(id, std::move(text)), where.string(), {}};
}

std::optional<Diagnostic> writeFiles(const std::map<fs::path, Json>& files, const fs::path& folder) {
    std::error_code error;
    if (fs::exists(folder, error) && !fs::is_empty(folder, error))
        return problem(MessageId::FolderNotEmpty, folder, folder.string());
    fs::create_directories(folder, error);
    for (const auto& [place, json] : files) {
        const fs::path path = folder / place;
        fs::create_directories(path.parent_path(), error);
        if (error)
            return problem(MessageId::FileUnwritable, path.parent_path(), error.message());
        if (auto failed = saveFile(path, formatJson(json) + '\n'))
            return failed;
    }
    if (error)
        return problem(MessageId::FileUnwritable, folder, error.message());
    return std::nullopt;
}

} // namespace

std::optional<Diagnostic> writeDescribe(const Design& design, const fs::path& folder) {
    Output output(design.topology);
    design.topology.forEachResource(
        [&](const ResourcePtr& resource) { std::visit([&](const auto& each) { output.add(each); }, *resource); });
    design.topology.forEach<Account>([&](const Account& account) { output.addAccount(account); });
    std::vector<UnmodelledList> lists = withPolicies(unmodelledLists(design.extra), design.topology);
    output.files.merge(organizationFiles(design.topology, lists));
    for (const UnmodelledList& list : lists)
        output.addList(list);
    return writeFiles(output.files, folder);
}

} // namespace waylight
