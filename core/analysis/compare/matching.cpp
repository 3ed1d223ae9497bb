// SPDX-License-Identifier: MIT
#include "core/analysis/compare/matching.h"

#include "core/edit/aws_names.h"
#include "core/model/codec.h"
#include "core/model/references.h"

#include <algorithm>
#include <functional>
#include <set>

namespace waylight {
namespace {

/// What a resource says of itself that tells it from others of its kind, strongest first. References are told by what
/// they were matched with so far.
class Signatures {
public:
    explicit Signatures(const std::map<Id, Id>& matched) : m_matched(matched) {}

    static constexpr int count = 4;

    std::string of(const Resource& resource, int which) const {
        const ResourceBase& each = base(resource);
        switch (which) {
        case 0:
            return awsName(resource);
        case 1:
            return each.name.empty() ? std::string() : "name " + each.name + container(resource);
        case 2:
            return contents(resource, true);
        default:
            return contents(resource, false);
        }
    }

private:
    static std::string awsName(const Resource& resource) {
        std::string name;
        const Id& id = base(resource).id;
        const Kind kind = resource.index();
        // What is known by its name has that as its id where the two are the same.
        if (const auto* bucket = std::get_if<Bucket>(&resource))
            return "aws " + (bucket->bucketName.empty() ? id : bucket->bucketName);
        if (const auto* table = std::get_if<DynamoTable>(&resource))
            return "aws " + (table->tableName.empty() ? id.substr(id.rfind('/') + 1) : table->tableName);
        if (kind == kindOf<InstanceProfile>)
            return "aws " + id.substr(id.rfind('/') + 1);
        std::visit(
            [&](auto each) {
                edit::forEachAwsName(each, [&](std::string& text) { name += text.empty() ? "" : "aws " + text; });
            },
            resource);
        if (const auto* group = std::get_if<SecurityGroup>(&resource))
            return group->groupName.empty() ? std::string() : name + group->vpc.id;
        return name;
    }

    std::string told(const Id& id) const {
        const auto found = m_matched.find(id);
        return found == m_matched.end() ? "?" : found->second;
    }

    std::string container(const Resource& resource) const {
        std::string out;
        forEachReference(resource, [&](const Reference& reference) {
            if (reference.container || reference.partOf)
                out += ' ' + told(reference.target);
        });
        return out;
    }

    /// Values that people choose and that do not change: blocks, services, types; with `whole`, all of them.
    std::string contents(const Resource& resource, bool whole) const {
        static constexpr std::string_view chosen[] = {
            "cidrBlocks", "cidrBlock", "serviceName",    "vpcEndpointType", "availabilityZone",
            "main",       "isDefault", "prefixListName", "deviceIndex",     "interfaceType",
            "port",       "protocol",  "attachmentType", "resourceType"};
        const Json own = toJson(resource);
        std::string out = "is";
        bool any = false;
        for (const FieldInfo& field : fieldInfos(resource.index())) {
            const auto value = own.find(field.name);
            if (value == own.end() || field.name == "id" || field.name == "unknown" || field.name == "tags" ||
                field.name == "account" || field.name == "region" || field.name == "name")
                continue;
            const bool reference = field.type == FieldType::Reference;
            const bool isChosen = std::find(std::begin(chosen), std::end(chosen), field.name) != std::end(chosen);
            if (!isChosen && !(reference && (whole || field.options.container || field.options.partOf)))
                continue;
            any = true;
            out += ' ' + field.name + '=' + (reference ? references(*value) : value->dump());
        }
        return any ? out : std::string();
    }

    std::string references(const Json& value) const {
        if (value.is_string())
            return told(value.get<std::string>());
        std::vector<std::string> list;
        for (const Json& each : value)
            list.push_back(each.is_string() ? told(each.get<std::string>()) : each.dump());
        std::sort(list.begin(), list.end());
        std::string out;
        for (const std::string& each : list)
            out += each + ',';
        return out;
    }

    const std::map<Id, Id>& m_matched; ///< also of `a`'s own ids, to themselves
};

using Index = std::map<std::string, std::vector<const Resource*>>;

Index indexed(const Topology& topology, Kind kind, const std::map<Id, Id>& matched, const std::set<Id>& done,
              int which) {
    Index out;
    const Signatures signatures(matched);
    for (const auto& [id, resource] : topology.table(kind))
        if (!done.contains(id))
            if (const std::string text = signatures.of(*resource, which); !text.empty())
                out[text].push_back(resource.get());
    return out;
}

/// One round over all kinds; true when something was matched.
bool matchOnce(const Topology& a, const Topology& b, std::map<Id, Id>& ids, std::set<Id>& doneA, std::set<Id>& doneB,
               int which) {
    bool found = false;
    std::map<Id, Id> own;
    for (const Id& id : doneA)
        own.emplace(id, id);
    for (Kind kind = 0; kind < kindCount; ++kind) {
        const Index there = indexed(a, kind, own, doneA, which);
        for (const auto& [text, ours] : indexed(b, kind, ids, doneB, which)) {
            const auto theirs = there.find(text);
            if (theirs == there.end() || theirs->second.size() != 1 || ours.size() != 1)
                continue;
            const Id& idA = base(*theirs->second.front()).id;
            const Id& idB = base(*ours.front()).id;
            ids.emplace(idB, idA);
            doneA.insert(idA);
            doneB.insert(idB);
            found = true;
        }
    }
    return found;
}

/// The values in policies that are ids; the text is laid out anew only when one is there.
void renameIn(PolicyText& policy, const std::map<Id, Id>& ids) {
    const auto parsed = policy.empty() ? Result<Json>(Json()) : parseJson(policy.text);
    if (!parsed)
        return;
    bool changed = false;
    const std::function<Json(const Json&)> renamed = [&](const Json& value) -> Json {
        if (value.is_string()) {
            const auto found = ids.find(value.get_ref<const std::string&>());
            if (found == ids.end() || found->second == found->first)
                return value;
            changed = true;
            return found->second;
        }
        Json out = value;
        if (out.is_structured())
            for (Json& each : out)
                each = renamed(each);
        return out;
    };
    const Json document = renamed(*parsed);
    if (changed)
        policy.text = document.dump(2);
}

void renameInPolicies(Resource& resource, const std::map<Id, Id>& ids) {
    std::visit(
        [&](auto& each) {
            using T = std::remove_cvref_t<decltype(each)>;
            forEachField<T>([&](const auto& f) {
                auto& member = each.*f.member;
                if constexpr (std::is_same_v<std::remove_cvref_t<decltype(member)>, PolicyText>)
                    renameIn(member, ids);
                else if constexpr (std::is_same_v<std::remove_cvref_t<decltype(member)>, std::vector<NamedPolicy>>)
                    for (NamedPolicy& policy : member)
                        renameIn(policy.document, ids);
            });
        },
        resource);
}

} // namespace

std::map<Id, Id> matchedIds(const Topology& a, const Topology& b) {
    std::map<Id, Id> ids;
    std::set<Id> doneA, doneB;
    b.forEachResource([&](const ResourcePtr& resource) {
        const Id& id = base(*resource).id;
        const ResourcePtr other = a.find(id);
        if (!other || other->index() != resource->index())
            return;
        ids.emplace(id, id);
        doneA.insert(id);
        doneB.insert(id);
    });
    for (int which = 0; which < Signatures::count;)
        which = matchOnce(a, b, ids, doneA, doneB, which) ? 0 : which + 1;
    return ids;
}

Design withIds(const Design& design, const std::map<Id, Id>& ids) {
    Design out = design;
    out.requests = {};
    std::vector<ResourcePtr> resources;
    const auto renamed = [&](const Id& id) {
        const auto found = ids.find(id);
        return found == ids.end() ? id : found->second;
    };
    design.topology.forEachResource([&](const ResourcePtr& resource) {
        Resource copy = *resource;
        std::set<Id> targets;
        forEachReference(copy, [&](const Reference& reference) {
            if (renamed(reference.target) != reference.target)
                targets.insert(reference.target);
        });
        for (const Id& target : targets)
            copy = withReference(copy, target, renamed(target));
        base(copy).id = renamed(base(copy).id);
        renameInPolicies(copy, ids);
        resources.push_back(std::make_shared<const Resource>(std::move(copy)));
    });
    out.topology = Topology::fromResources(std::move(resources));
    for (auto [id, request] : design.requests) {
        request.from.id = renamed(request.from.id);
        request.to.id = renamed(request.to.id);
        out.requests.set(id, request);
    }
    return out;
}

} // namespace waylight
