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

/// The interfaces of each host and function.
using Hosts = std::map<Id, std::vector<const NetworkInterface*>>;

Hosts hostsOf(const Topology& topology) {
    Hosts out;
    topology.forEach<NetworkInterface>([&](const NetworkInterface& each) {
        if (!each.host().empty())
            out[each.host()].push_back(&each);
    });
    return out;
}

/// What a resource says of itself that tells it from others of its kind, strongest first. References are told by what
/// they were matched with so far.
class Signatures {
public:
    Signatures(const Hosts& hosts, const std::map<Id, Id>& matched) : m_hosts(hosts), m_matched(matched) {}

    static constexpr int count = 5;

    std::string of(const Resource& resource, int which) const {
        const ResourceBase& each = base(resource);
        switch (which) {
        case 0:
            return awsName(resource);
        case 1:
            return each.name.empty() ? std::string() : "name " + each.name + container(resource);
        case 2:
            return contents(resource, true);
        case 3:
            return contents(resource, false);
        default:
            return places(resource);
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

    /// Where the interfaces of a host or function are.
    std::string places(const Resource& resource) const {
        const auto host = m_hosts.find(base(resource).id);
        if (host == m_hosts.end())
            return {};
        std::string out;
        for (const NetworkInterface* each : host->second) {
            out += "in " + told(each->subnet.id);
            if (!each->addresses.empty() && each->addresses.front().address && !isUnknown(*each, "privateIpAddresses"))
                out += ' ' + each->addresses.front().address->toString();
        }
        return out;
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

    const Hosts& m_hosts;
    const std::map<Id, Id>& m_matched; ///< also of `a`'s own ids, to themselves
};

using Index = std::map<std::string, std::vector<const Resource*>>;

Index indexed(const Topology& topology, const Hosts& hosts, Kind kind, const std::map<Id, Id>& matched,
              const std::set<Id>& done, int which) {
    Index out;
    const Signatures signatures(hosts, matched);
    for (const auto& [id, resource] : topology.table(kind))
        if (!done.contains(id))
            if (const std::string text = signatures.of(*resource, which); !text.empty())
                out[text].push_back(resource.get());
    return out;
}

class Matcher {
public:
    Matcher(const Topology& a, const Topology& b) : m_a(a), m_b(b), m_hostsA(hostsOf(a)), m_hostsB(hostsOf(b)) {}

    std::map<Id, Id> match() {
        m_b.forEachResource([&](const ResourcePtr& resource) {
            const Id& id = base(*resource).id;
            if (const ResourcePtr other = m_a.find(id); other && other->index() == resource->index())
                add(id, id);
        });
        for (int which = 0; which < Signatures::count;)
            which = matchOnce(which) ? 0 : which + 1;
        return std::move(m_ids);
    }

private:
    void add(const Id& idA, const Id& idB) {
        m_ids.emplace(idB, idA);
        m_own.emplace(idA, idA);
        m_doneA.insert(idA);
        m_doneB.insert(idB);
    }

    /// One round over all kinds; true when something was matched.
    bool matchOnce(int which) {
        bool found = false;
        for (Kind kind = 0; kind < kindCount; ++kind) {
            const Index there = indexed(m_a, m_hostsA, kind, m_own, m_doneA, which);
            for (const auto& [text, ours] : indexed(m_b, m_hostsB, kind, m_ids, m_doneB, which)) {
                const auto theirs = there.find(text);
                if (theirs == there.end() || theirs->second.size() != 1 || ours.size() != 1)
                    continue;
                add(base(*theirs->second.front()).id, base(*ours.front()).id);
                found = true;
            }
        }
        return found;
    }

    const Topology& m_a;
    const Topology& m_b;
    Hosts m_hostsA, m_hostsB;
    std::map<Id, Id> m_ids; ///< from `b` to `a`
    std::map<Id, Id> m_own; ///< of what is matched in `a`, to itself
    std::set<Id> m_doneA, m_doneB;
};

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
    return Matcher(a, b).match();
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
