// SPDX-License-Identifier: MIT
#include "core/formats/describe_links.h"

#include "core/formats/describe_hooks.h"

#include <algorithm>
#include <set>

namespace waylight::describe {
namespace {

constexpr const char* prefixListsMember = "prefixLists";

bool flagAt(const Json& object, const char* member) { return object.is_object() && object.contains(member) && object[member] == Json(true); }

bool saysMore(Json association, const char* idMember) {
    for (const char* member : {"SubnetId", "GatewayId", "Main", idMember})
        association.erase(member);
    return !association.empty();
}

/// What differs between the associations of route tables and of network ACLs.
template <class T>
struct Shape;
template <>
struct Shape<RouteTable> {
    static constexpr const char* idMember = "RouteTableId";
    static constexpr auto field = &Subnet::routeTable;
    static bool isMain(const RouteTable& table) { return table.main; }
    static void setMain(RouteTable& table) { table.main = true; }
    static std::vector<AnyRef> gateways(const RouteTable& table) { return table.gateways; }
    static void addGateway(RouteTable& table, const Id& gateway) { table.gateways.emplace_back(gateway); }
};
template <>
struct Shape<NetworkAcl> {
    static constexpr const char* idMember = "NetworkAclId";
    static constexpr auto field = &Subnet::networkAcl;
    static bool isMain(const NetworkAcl&) { return false; }
    static void setMain(NetworkAcl&) {}
    static std::vector<AnyRef> gateways(const NetworkAcl&) { return {}; }
    static void addGateway(NetworkAcl&, const Id&) {}
};

template <class T>
void linkAssociationsOf(Draft& draft, T& owner, Drafts& drafts) {
    Json kept = Json::array();
    Json associations = takenMember(draft.rest, "Associations");
    for (Json& association : associations) {
        if (!association.is_object() || isOver(association))
            continue;
        if (flagAt(association, "Main"))
            Shape<T>::setMain(owner);
        if (const std::string gateway = textAt(association, "GatewayId"); !gateway.empty())
            Shape<T>::addGateway(owner, gateway);
        const std::string subnetId = textAt(association, "SubnetId");
        Subnet* subnet = drafts.get<Subnet>(subnetId);
        if (subnet)
            subnet->*Shape<T>::field = owner.id;
        if (saysMore(association, Shape<T>::idMember) || (!subnetId.empty() && !subnet))
            kept.push_back(std::move(association));
    }
    if (!kept.empty())
        draft.rest["Associations"] = std::move(kept);
}

/// True when a kept association still holds.
template <class T>
bool holds(const Json& association, const T& owner, const Topology& topology) {
    if (flagAt(association, "Main"))
        return Shape<T>::isMain(owner);
    if (const std::string gateway = textAt(association, "GatewayId"); !gateway.empty()) {
        const auto gateways = Shape<T>::gateways(owner);
        return std::find(gateways.begin(), gateways.end(), AnyRef(gateway)) != gateways.end();
    }
    const Subnet* subnet = topology.get<Subnet>(textAt(association, "SubnetId"));
    return !subnet || subnet->*Shape<T>::field == owner.id;
}

template <class T>
Json associationsOf(const T& owner, const Topology& topology) {
    const Json& extra = awsPart(owner.extra);
    Json list = Json::array();
    std::set<std::string> written;
    if (extra.contains("Associations") && extra["Associations"].is_array())
        for (const Json& association : extra["Associations"])
            if (holds(association, owner, topology)) {
                list.push_back(association);
                written.insert(flagAt(association, "Main") ? "Main" : textAt(association, "SubnetId") + textAt(association, "GatewayId"));
            }
    if (Shape<T>::isMain(owner) && !written.contains("Main"))
        list.push_back({{"Main", true}, {Shape<T>::idMember, owner.id}});
    for (const AnyRef& gateway : Shape<T>::gateways(owner))
        if (!written.contains(gateway.id))
            list.push_back({{Shape<T>::idMember, owner.id}, {"GatewayId", gateway.id}});
    topology.forEach<Subnet>([&](const Subnet& subnet) {
        if (subnet.*Shape<T>::field == owner.id && !written.contains(subnet.id))
            list.push_back({{Shape<T>::idMember, owner.id}, {"SubnetId", subnet.id}});
    });
    return list;
}

bool isBlockOf(const Cidr& block, const Vpc& vpc) {
    return std::find(vpc.cidrs.begin(), vpc.cidrs.end(), block) != vpc.cidrs.end() || std::find(vpc.ipv6Cidrs.begin(), vpc.ipv6Cidrs.end(), block) != vpc.ipv6Cidrs.end();
}

bool isImpliedLocal(const Route& route, const RouteTable& table, Drafts& drafts) {
    const Vpc* vpc = drafts.get<Vpc>(table.vpc.id);
    return vpc && route.target.id == "local" && route.destination && route.origin == RouteOrigin::Local && isBlockOf(*route.destination, *vpc);
}

/// The gateway endpoint that this route of the table follows from, or null.
Draft* impliedBy(const Route& route, const RouteTable& table, Drafts& drafts) {
    const VpcEndpoint* endpoint = route.prefixList ? drafts.get<VpcEndpoint>(route.target.id) : nullptr;
    if (!endpoint || endpoint->type != EndpointType::Gateway || route.origin != RouteOrigin::Static)
        return nullptr;
    const auto& tables = endpoint->routeTables;
    return std::find(tables.begin(), tables.end(), Ref<RouteTable>(table.id)) != tables.end() ? drafts.find(endpoint->id) : nullptr;
}

bool isImplied(const Route& route, const RouteTable& table, Drafts& drafts) {
    if (route.state != RouteState::Active || !route.extra.empty())
        return false;
    if (isImpliedLocal(route, table, drafts))
        return true;
    Draft* endpoint = impliedBy(route, table, drafts);
    if (endpoint && !drafts.find(route.prefixList.id)) {
        Json& lists = endpoint->more[prefixListsMember];
        if (std::find(lists.begin(), lists.end(), Json(route.prefixList.id)) == lists.end())
            lists.push_back(route.prefixList.id);
    }
    return endpoint != nullptr;
}

/// A member that repeats what other objects say, with the value that it has then.
struct DerivedMember {
    AwsPath path;
    Json value;
};

/// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceState.html
Json stateCode(std::string_view state) {
    constexpr std::pair<std::string_view, int> codes[] = {{"pending", 0}, {"running", 16}, {"shutting-down", 32}, {"terminated", 48}, {"stopping", 64}, {"stopped", 80}};
    for (const auto& [name, code] : codes)
        if (name == state)
            return code;
    return {};
}

Json primaryAddress(const NetworkInterface& interface) {
    return interface.addresses.empty() || !interface.addresses[0].address ? Json() : Json(interface.addresses[0].address->toString());
}

Json groupList(const NetworkInterface& interface, const Topology& topology) {
    Json list = Json::array();
    for (const auto& ref : interface.groups) {
        const SecurityGroup* group = topology.get(ref);
        list.push_back({{"GroupId", ref.id}});
        if (group && !group->groupName.empty())
            list.back()["GroupName"] = group->groupName;
    }
    return list;
}

template <class T>
std::vector<DerivedMember> derivedOf(const T&, const Topology&) {
    return {};
}
std::vector<DerivedMember> derivedOf(const Vpc& vpc, const Topology&) {
    return {{AwsPath::parse("CidrBlock"), vpc.cidrs.empty() ? Json() : Json(vpc.cidrs[0].toString())}};
}
std::vector<DerivedMember> derivedOf(const NatGateway& nat, const Topology& topology) {
    const Subnet* subnet = topology.get(nat.subnet);
    return {{AwsPath::parse("VpcId"), subnet ? Json(subnet->vpc.id) : Json()}};
}
std::vector<DerivedMember> derivedOf(const VpcPeering& peering, const Topology&) {
    const auto primary = [](const std::vector<Cidr>& cidrs) { return cidrs.empty() || cidrs[0].family() != IpFamily::V4 ? Json() : Json(cidrs[0].toString()); };
    return {{AwsPath::parse("RequesterVpcInfo.CidrBlock"), primary(peering.requesterCidrs)}, {AwsPath::parse("AccepterVpcInfo.CidrBlock"), primary(peering.accepterCidrs)}};
}
std::vector<DerivedMember> derivedOf(const NetworkInterface& interface, const Topology& topology) {
    const Subnet* subnet = topology.get(interface.subnet);
    return {{AwsPath::parse("PrivateIpAddress"), primaryAddress(interface)},
            {AwsPath::parse("VpcId"), subnet ? Json(subnet->vpc.id) : Json()},
            {AwsPath::parse("AvailabilityZone"), subnet ? Json(subnet->availabilityZone) : Json()}};
}
std::vector<DerivedMember> derivedOf(const Instance& instance, const Topology& topology) {
    std::vector<DerivedMember> members{{AwsPath::parse("State.Code"), stateCode(instance.state)}};
    const auto interfaces = interfacesOf(topology, instance.id);
    if (interfaces.empty())
        return members;
    const Subnet* subnet = topology.get(interfaces[0]->subnet);
    members.push_back({AwsPath::parse("SubnetId"), interfaces[0]->subnet.id});
    members.push_back({AwsPath::parse("VpcId"), subnet ? Json(subnet->vpc.id) : Json()});
    members.push_back({AwsPath::parse("PrivateIpAddress"), primaryAddress(*interfaces[0])});
    members.push_back({AwsPath::parse("SecurityGroups"), groupList(*interfaces[0], topology)});
    return members;
}

std::vector<DerivedMember> derivedMembers(const Resource& resource, const Topology& topology) {
    return std::visit([&](const auto& each) { return derivedOf(each, topology); }, resource);
}

/// JSON values that differ at most in the order of members.
bool sameValue(const Json& a, const Json& b) { return nlohmann::json(a) == nlohmann::json(b); }

} // namespace

bool Drafts::add(Draft draft) {
    if (!m_places.emplace(base(draft.resource).id, m_all.size()).second)
        return false;
    m_all.push_back(std::move(draft));
    return true;
}

Draft* Drafts::find(const Id& id) {
    const auto found = m_places.find(id);
    return found == m_places.end() ? nullptr : &m_all[found->second];
}

Topology Drafts::topology() const {
    std::vector<ResourcePtr> resources;
    for (const Draft& draft : m_all)
        resources.push_back(std::make_shared<const Resource>(draft.resource));
    return Topology::fromResources(std::move(resources));
}

void linkAssociations(Drafts& drafts) {
    for (Draft& draft : drafts.all()) {
        if (!draft.rest.contains("Associations") || !draft.rest["Associations"].is_array())
            continue;
        if (auto* table = std::get_if<RouteTable>(&draft.resource))
            linkAssociationsOf(draft, *table, drafts);
        else if (auto* acl = std::get_if<NetworkAcl>(&draft.resource))
            linkAssociationsOf(draft, *acl, drafts);
    }
}

Json writtenAssociations(const RouteTable& table, const Topology& topology) { return associationsOf(table, topology); }
Json writtenAssociations(const NetworkAcl& acl, const Topology& topology) { return associationsOf(acl, topology); }

void dropImpliedRoutes(Drafts& drafts) {
    for (Draft& draft : drafts.all())
        if (auto* table = std::get_if<RouteTable>(&draft.resource))
            std::erase_if(table->routes, [&](const Route& route) { return isImplied(route, *table, drafts); });
}

std::vector<Id> unlistedPrefixLists(const VpcEndpoint& endpoint) {
    std::vector<Id> ids;
    const Json& extra = endpoint.extra.object();
    if (extra.contains(prefixListsMember) && extra[prefixListsMember].is_array())
        for (const Json& id : extra[prefixListsMember])
            if (id.is_string())
                ids.push_back(id.get<std::string>());
    return ids;
}

void dropDerivedMembers(Drafts& drafts) {
    const Topology topology = drafts.topology();
    for (Draft& draft : drafts.all())
        for (const DerivedMember& member : derivedMembers(draft.resource, topology)) {
            Json without = draft.rest;
            if (sameValue(takenOne(without, member.path), member.value))
                draft.rest = std::move(without);
        }
}

void addDerivedMembers(const Resource& resource, Json& object, const Json& extra, const Topology& topology) {
    for (const DerivedMember& member : derivedMembers(resource, topology)) {
        Json held = extra;
        if (!member.value.is_null() && takenOne(held, member.path).is_null())
            put(object, member.path, member.value, extra);
    }
}

} // namespace waylight::describe
