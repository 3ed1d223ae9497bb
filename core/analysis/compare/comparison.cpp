// SPDX-License-Identifier: MIT
#include "core/analysis/compare/comparison.h"

#include "core/analysis/compare/matching.h"
#include "core/model/codec.h"
#include "core/model/effective_routes.h"
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

bool isAll(const std::optional<Cidr>& cidr) {
    return cidr && cidr->length() == 0;
}

/// What AWS makes with each VPC, as long as nobody opened it further: files need not say it.
/// https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html and default-security-group.html
bool isMadeWithVpc(const Resource& resource) {
    if (const auto* table = std::get_if<RouteTable>(&resource))
        return table->main && table->routes.empty() && table->gateways.empty() && table->propagating.empty();
    if (const auto* acl = std::get_if<NetworkAcl>(&resource))
        return acl->isDefault && std::all_of(acl->entries.begin(), acl->entries.end(), [](const AclEntry& each) {
                   return each.action == RuleAction::Allow && each.protocol.isAll() &&
                          (isAll(each.cidr) || isAll(each.ipv6Cidr));
               });
    const auto* group = std::get_if<SecurityGroup>(&resource);
    const auto isOwn = [&](const SecurityGroupRule& rule) {
        return rule.protocol.isAll() && rule.group.id == base(resource).id;
    };
    const auto isOpen = [](const SecurityGroupRule& rule) { return rule.protocol.isAll() && isAll(rule.cidr); };
    return group && group->groupName == "default" &&
           std::all_of(group->ingress.begin(), group->ingress.end(), isOwn) &&
           std::all_of(group->egress.begin(), group->egress.end(), isOpen);
}

/// States in which a thing works are alike.
bool isWorkingState(const Json& state) {
    static const Json good[] = {"", "available", "active", "running", "Active", "Enabled", "associated"};
    return state.is_null() || std::find(std::begin(good), std::end(good), state) != std::end(good);
}

/// A policy by what it says: one value is a list of one, and lists have no order.
nlohmann::json meaning(const nlohmann::json& value, bool list) {
    nlohmann::json out;
    if (value.is_object()) {
        out = nlohmann::json::object();
        for (const auto& [name, each] : value.items())
            out[name] = meaning(each, name != "Effect" && name != "Sid" && name != "Version" && name != "Id");
    } else if (value.is_array()) {
        out = nlohmann::json::array();
        for (const auto& each : value)
            out.push_back(meaning(each, false));
        std::sort(out.begin(), out.end());
    } else {
        out = value;
    }
    return list && !out.is_array() ? nlohmann::json::array({std::move(out)}) : out;
}

Json policyMeaning(const Json& value) {
    if (value.is_string()) {
        const auto parsed = parseJson(value.get_ref<const std::string&>());
        return parsed && parsed->is_object() ? policyMeaning(*parsed) : value;
    }
    return value.is_object() ? Json(meaning(nlohmann::json(value), false).dump()) : value;
}

/// A value as it is compared: the fields that we know, policies by what they say, lists without their order where that
/// says nothing.
Json comparable(const FieldInfo& field, const Json& value) {
    if (field.list && value.is_array()) {
        Json out = Json::array();
        FieldInfo one = field;
        one.list = false;
        for (const Json& each : value)
            out.push_back(comparable(one, each));
        const bool ordered = field.name == "cidrBlocks" || field.name == "privateIpAddresses";
        if (!ordered)
            std::sort(out.begin(), out.end(), [](const Json& a, const Json& b) { return a.dump() < b.dump(); });
        return out;
    }
    if (field.type == FieldType::Policy)
        return policyMeaning(value);
    if (field.type != FieldType::Record || !value.is_object())
        return value;
    Json out = Json::object();
    for (const FieldInfo& each : field.record)
        if (const auto found = value.find(each.name);
            found != value.end() && !each.options.derived && each.name != "state" && each.name != "health")
            out[each.name] = comparable(each, *found);
    return out;
}

/// Texts that a source may leave out without meaning that there are none.
bool isOptionalText(const FieldInfo& field) {
    static constexpr std::string_view names[] = {"region",
                                                 "account",
                                                 "bucketName",
                                                 "tableName",
                                                 "roleName",
                                                 "functionName",
                                                 "imageId",
                                                 "instanceType",
                                                 "description",
                                                 "runtime",
                                                 "assumeRolePolicyDocument",
                                                 "ipAddressType",
                                                 "dnsRecordIpType",
                                                 "interfaceType",
                                                 "dnsName"};
    return std::find(std::begin(names), std::end(names), field.name) != std::end(names);
}

class Comparer {
public:
    Comparer(const Design& before, const Design& after)
        : m_before(before), m_after(withIds(after, matchedIds(before.topology, after.topology))) {}

    Comparison compare(std::size_t mostRequests) {
        m_before.topology.forEachResource([&](const ResourcePtr& each) {
            if (isPlace(*each))
                return;
            const ResourcePtr other = m_after.topology.find(base(*each).id);
            if (other && other->index() == each->index())
                compareFields(*each, *other);
            else if (!isAwsOwn(*each) && !isMadeWithVpc(*each))
                m_out.removed.push_back(each);
        });
        m_after.topology.forEachResource([&](const ResourcePtr& each) {
            const ResourcePtr other = m_before.topology.find(base(*each).id);
            if ((!other || other->index() != each->index()) && !isPlace(*each) && !isAwsOwn(*each) &&
                !isMadeWithVpc(*each))
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
            const Json was = comparable(field, told(m_before.topology, before, field, a));
            const Json is = comparable(field, told(m_after.topology, after, field, b));
            if (isOptionalText(field) && (was.is_null() || is.is_null()))
                continue;
            const bool works =
                (field.name == "state" || field.name == "keyState") && isWorkingState(was) && isWorkingState(is);
            if (was != is && !works)
                m_out.changed.push_back({base(before).id, field.name, was, is});
        }
    }

    /// A field's value; a subnet without a table or ACL of its own has the VPC's, and a gateway endpoint no private
    /// DNS.
    static Json told(const Topology& topology, const Resource& resource, const FieldInfo& field, const Json& own) {
        const auto* subnet = std::get_if<Subnet>(&resource);
        if (subnet && field.name == "routeTableId")
            if (const RouteTable* table = routeTableOf(topology, *subnet))
                return table->main ? Json("main") : Json(table->id);
        if (subnet && field.name == "networkAclId")
            if (const NetworkAcl* acl = networkAclOf(topology, *subnet))
                return acl->isDefault ? Json("default") : Json(acl->id);
        const auto* endpoint = std::get_if<VpcEndpoint>(&resource);
        if (endpoint && endpoint->type == EndpointType::Gateway && field.name == "privateDnsEnabled")
            return {};
        return own.value(field.name, Json());
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
            if (!m_before.requests.contains(id))
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
            if (out.size() >= most) // thousands of hosts have millions of pairs
                return;
            for (const Id& target : targets)
                add(out, most,
                    {.from = asker,
                     .to = target,
                     .action = std::string(apiActions(m_before.topology.find(target)->index()).front().name),
                     .key = "*"});
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
