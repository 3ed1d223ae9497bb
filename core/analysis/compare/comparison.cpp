// SPDX-License-Identifier: MIT
#include "core/analysis/compare/comparison.h"

#include "core/analysis/compare/matching.h"
#include "core/model/codec.h"
#include "core/network/network.h"
#include "core/trace/engine.h"
#include "core/trace/question.h"

#include <algorithm>
#include <set>

namespace waylight {
namespace {

/// Places and the internet are there because something is in them.
bool isPlace(const Resource& resource) {
    const Kind kind = resource.index();
    return kind == kindOf<Region> || kind == kindOf<Account> || kind == kindOf<Internet>;
}

/// AWS's own lists are in a design or not; they are the same either way.
bool isAwsOwn(const Resource& resource) {
    const auto* list = std::get_if<PrefixList>(&resource);
    return list && list->listName.starts_with("com.amazonaws.");
}

/// What AWS makes with each VPC, as long as nobody changed it: files need not say it.
bool isMadeWithVpc(const Resource& resource) {
    if (const auto* table = std::get_if<RouteTable>(&resource))
        return table->main && table->routes.empty();
    if (const auto* acl = std::get_if<NetworkAcl>(&resource))
        return acl->isDefault;
    const auto* group = std::get_if<SecurityGroup>(&resource);
    return group && group->groupName == "default";
}

/// States in which a thing works are alike.
bool isWorkingState(const Json& state) {
    static const Json good[] = {"", "available", "active", "running", "Active", "Enabled", "associated"};
    return state.is_null() || std::find(std::begin(good), std::end(good), state) != std::end(good);
}

/// A value as it is compared: lists without a meaning in their order are sorted, policies are what they say.
Json comparable(const FieldInfo& field, Json value) {
    if (value.is_array() && field.type != FieldType::Address && field.name != "cidrBlocks" && field.name != "privateIpAddresses") {
        for (Json& each : value)
            if (each.is_object() && field.name != "policies")
                for (const char* member : {"extra", "state", "origin", "health"})
                    each.erase(member);
        std::sort(value.begin(), value.end(), [](const Json& a, const Json& b) { return a.dump() < b.dump(); });
    }
    if (field.type == FieldType::Policy && value.is_string())
        if (auto parsed = parseJson(value.get_ref<const std::string&>()))
            return *std::move(parsed);
    return value;
}

class Comparer {
public:
    Comparer(const Design& before, const Design& after)
        : m_before(before), m_after(withIds(after, matchedIds(before.topology, after.topology))) {}

    Comparison compare(std::size_t mostRequests) {
        m_before.topology.forEachResource([&](const ResourcePtr& each) {
            const ResourcePtr other = m_after.topology.find(base(*each).id);
            if (other && other->index() == each->index())
                compareFields(*each, *other);
            else if (!isPlace(*each) && !isAwsOwn(*each) && !isMadeWithVpc(*each))
                m_out.removed.push_back(each);
        });
        m_after.topology.forEachResource([&](const ResourcePtr& each) {
            const ResourcePtr other = m_before.topology.find(base(*each).id);
            if ((!other || other->index() != each->index()) && !isPlace(*each) && !isAwsOwn(*each) && !isMadeWithVpc(*each))
                m_out.added.push_back(each);
        });
        compareVerdicts(mostRequests);
        return std::move(m_out);
    }

private:
    void compareFields(const Resource& before, const Resource& after) {
        const Json a = toJson(before);
        const Json b = toJson(after);
        for (const FieldInfo& field : fieldInfos(before.index())) {
            const bool known = !isUnknown(base(before), field.name) && !isUnknown(base(after), field.name);
            if (field.options.derived || field.name == "id" || !known)
                continue;
            const Json was = comparable(field, a.value(field.name, Json()));
            const Json is = comparable(field, b.value(field.name, Json()));
            const bool works = (field.name == "state" || field.name == "keyState") && isWorkingState(was) && isWorkingState(is);
            if (was != is && !works)
                m_out.changed.push_back({base(before).id, field.name, was, is});
        }
    }

    void compareVerdicts(std::size_t most) {
        std::vector<Request> requests = savedRequests();
        addEverydayRequests(requests, most);
        m_out.requests = requests.size();
        if (requests.empty())
            return;
        const Network there = Network::compile(m_before.topology);
        const Network here = Network::compile(m_after.topology);
        for (const Request& request : requests) {
            Trace was = trace(there, request);
            Trace is = trace(here, request);
            if (was.verdict != is.verdict)
                m_out.verdicts.push_back({request, std::move(was), std::move(is)});
        }
    }

    std::vector<Request> savedRequests() const {
        std::vector<Request> out;
        for (const auto& [id, request] : m_before.requests)
            out.push_back(request);
        for (const auto& [id, request] : m_after.requests)
            if (std::none_of(out.begin(), out.end(), [&](const Request& other) { return other.id == request.id; }))
                out.push_back(request);
        return out;
    }

    bool inBoth(const Id& id) const { return m_before.topology.contains(id) && m_after.topology.contains(id); }

    /// From each host and function to the buckets, tables and keys, to the internet, and between hosts.
    void addEverydayRequests(std::vector<Request>& out, std::size_t most) const {
        std::vector<Id> askers, targets;
        m_before.topology.forEachResource([&](const ResourcePtr& each) {
            const Kind kind = each->index();
            if (!inBoth(base(*each).id))
                return;
            if (kind == kindOf<Instance> || kind == kindOf<LambdaFunction>)
                askers.push_back(base(*each).id);
            if (kind == kindOf<Bucket> || kind == kindOf<DynamoTable> || kind == kindOf<KmsKey>)
                targets.push_back(base(*each).id);
        });
        for (const Id& asker : askers) {
            for (const Id& target : targets)
                add(out, most, {.from = asker, .to = target, .action = std::string(apiActions(m_before.topology.find(target)->index()).front().name), .key = "*"});
            add(out, most, {.from = asker, .to = "internet"});
            for (const Id& other : askers)
                if (other != asker && m_before.topology.get<Instance>(other))
                    add(out, most, {.from = asker, .to = other});
        }
    }

    void add(std::vector<Request>& out, std::size_t most, const Question& question) const {
        if (out.size() < most)
            out.push_back(requestFor(m_before.topology, question));
    }

    const Design& m_before;
    Design m_after;
    Comparison m_out;
};

} // namespace

Comparison compared(const Design& before, const Design& after, std::size_t mostRequests) {
    return Comparer(before, after).compare(mostRequests);
}

} // namespace waylight
