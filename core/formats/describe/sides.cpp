// SPDX-License-Identifier: MIT
#include "core/formats/describe/gatherer.h"
#include "core/formats/describe/hooks.h"

#include <algorithm>

/// Answers that say one thing about a resource listed elsewhere.
namespace waylight::describe {
namespace {

/// What single calls say of a bucket; the first one is also said of an account.
constexpr const char* bucketSides[] = {"PublicAccessBlockConfiguration", "OwnershipControls",
                                       "ServerSideEncryptionConfiguration", "TagSet"};

/// The name of a file without its ending.
std::string stemOf(const DescribeFile& file) {
    const std::filesystem::path name = std::filesystem::path(file.path).filename();
    return (name.extension() == ".json" ? name.stem() : name).string();
}

} // namespace

const SideList* Gatherer::sideListNamed(const std::string& name) {
    const auto found =
        std::find_if(sideLists().begin(), sideLists().end(), [&](const SideList& each) { return each.list == name; });
    return found == sideLists().end() ? nullptr : &*found;
}

void Gatherer::readSideList(const SideList& side, const Json& list, const std::string& pointer) {
    for (std::size_t i = 0; i < list.size(); ++i)
        m_answers.push_back({&side, m_file, joinedPointer(pointer, i), list[i]});
}

/// The side call whose own answer this is, or null. Attributes are told apart by the names of their files.
const SideList* Gatherer::sideOf(const DescribeFile& file) const {
    for (const SideList& side : sideLists()) {
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
bool Gatherer::readAliases(Json& list) {
    const bool ofKeys = std::all_of(list.begin(), list.end(),
                                    [](const Json& each) { return textAt(each, "AliasName").starts_with("alias/"); });
    if (ofKeys)
        m_aliases.push_back({"Aliases", m_file, std::move(list)});
    return ofKeys;
}

/// Answers that say one thing about a resource listed elsewhere.
bool Gatherer::readSide(const Json& root) {
    if (!textAt(root, "Account").empty() && !textAt(root, "Arn").empty()) {
        m_scopes.setAccount(m_file, textAt(root, "Account"));
        return true;
    }
    const bool attribute =
        !textAt(root, "VpcId").empty() && (root.contains("EnableDnsSupport") || root.contains("EnableDnsHostnames"));
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

bool Gatherer::isBucketSide(const Json& root) {
    return std::any_of(std::begin(bucketSides), std::end(bucketSides),
                       [&](const char* member) { return root.contains(member) && root[member].is_structured(); });
}

Item* Gatherer::itemWith(Kind kind, const char* member, const std::string& value) {
    for (Item& item : m_out.items)
        if (item.kind == kind && textAt(item.json(), member) == value)
            return &item;
    return nullptr;
}

/// The item whose name the file's name ends with, or else holds; the longest name wins, and of equal ones that of the
/// file's own account and Region. What stands before a `=` is no name.
Item* Gatherer::itemNamed(Kind kind, const char* member, const DescribeFile& file) {
    const std::string stem = stemOf(file);
    const std::string named = stem.substr(stem.rfind('=') + 1);
    Item* best = nullptr;
    std::tuple<bool, std::size_t, bool> bestRank;
    for (Item& item : m_out.items) {
        const std::string id = item.kind == kind ? textAt(item.json(), member) : std::string();
        if (id.empty() || named.find(id) == std::string::npos)
            continue;
        const DescribeFile& its = m_files[item.file];
        const bool beside = its.account == file.account && its.region == file.region;
        if (const std::tuple rank(named.ends_with(id), id.size(), beside); !best || rank > bestRank) {
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
    const std::string stem = stemOf(file);
    const std::string call = stem.substr(0, stem.rfind('='));
    const auto isCalled = [&](const char* word) { return call.find(word) != std::string::npos; };
    Item* owner = isCalled("table") ? itemNamed(kindOf<DynamoTable>, "TableName", file) : nullptr;
    if (!owner && (isCalled("access-point") || isCalled("accesspoint")))
        owner = itemNamed(kindOf<AccessPoint>, "Name", file);
    if (!owner && isCalled("kms"))
        owner = itemNamed(kindOf<KmsKey>, "KeyId", file);
    if (!owner)
        owner = itemNamed(kindOf<Bucket>, "Name", file);
    if (!owner)
        owner = itemNamed(kindOf<KmsKey>, "KeyId", file);
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

/// What get-public-access-block, get-bucket-ownership-controls, get-bucket-encryption and get-bucket-tagging say, in
/// files that name the bucket. The account's own Block Public Access comes without a name.
void Gatherer::attachToBucket(const DescribeFile& file) {
    const bool ofAccount = stemOf(file).starts_with("s3control");
    Item* bucket = ofAccount ? nullptr : itemNamed(kindOf<Bucket>, "Name", file);
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
    if (Item* bucket = itemNamed(kindOf<Bucket>, "Name", file))
        bucket->json()["BucketRegion"] = location.empty() ? "us-east-1" : location == "EU" ? "eu-west-1" : location;
}

void Gatherer::attachEntries(const DescribeFile& file) {
    Item* list = itemNamed(kindOf<PrefixList>, "PrefixListId", file);
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
    return itemNamed(kind, nameMember, m_files[answer.file]);
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

} // namespace waylight::describe
