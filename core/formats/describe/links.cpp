// SPDX-License-Identifier: MIT
#include "core/formats/describe/links.h"

#include "core/formats/describe/hooks.h"
#include "core/model/function_interfaces.h"

#include <algorithm>
#include <set>

namespace waylight::describe {
namespace {

constexpr const char* prefixListsMember = "prefixLists";

bool flagAt(const Json& object, const char* member) {
    return object.is_object() && object.contains(member) && object[member] == Json(true);
}

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
                written.insert(flagAt(association, "Main")
                                   ? "Main"
                                   : textAt(association, "SubnetId") + textAt(association, "GatewayId"));
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
    return std::find(vpc.cidrs.begin(), vpc.cidrs.end(), block) != vpc.cidrs.end() ||
           std::find(vpc.ipv6Cidrs.begin(), vpc.ipv6Cidrs.end(), block) != vpc.ipv6Cidrs.end();
}

bool isImpliedLocal(const Route& route, const RouteTable& table, Drafts& drafts) {
    const Vpc* vpc = drafts.get<Vpc>(table.vpc.id);
    return vpc && route.target.id == "local" && route.destination && route.origin == RouteOrigin::Local &&
           isBlockOf(*route.destination, *vpc);
}

/// The gateway endpoint that this route of the table follows from, or null.
Draft* impliedBy(const Route& route, const RouteTable& table, Drafts& drafts) {
    const VpcEndpoint* endpoint = route.prefixList ? drafts.get<VpcEndpoint>(route.target.id) : nullptr;
    if (!endpoint || endpoint->type != EndpointType::Gateway || route.origin != RouteOrigin::Static)
        return nullptr;
    const auto& tables = endpoint->routeTables;
    return std::find(tables.begin(), tables.end(), Ref<RouteTable>(table.id)) != tables.end()
               ? drafts.find(endpoint->id)
               : nullptr;
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
    const AwsPath& path;
    Json value;
};

/// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceState.html
Json stateCode(std::string_view state) {
    constexpr std::pair<std::string_view, int> codes[] = {{"pending", 0},     {"running", 16},  {"shutting-down", 32},
                                                          {"terminated", 48}, {"stopping", 64}, {"stopped", 80}};
    for (const auto& [name, code] : codes)
        if (name == state)
            return code;
    return {};
}

Json primaryAddress(const NetworkInterface& interface) {
    return interface.addresses.empty() || !interface.addresses[0].address
               ? Json()
               : Json(interface.addresses[0].address->toString());
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

using DerivedMembers = std::vector<DerivedMember>;

const AwsPath& vpcPath() {
    static const AwsPath path = AwsPath::parse("VpcId");
    return path;
}

const AwsPath& addressPath() {
    static const AwsPath path = AwsPath::parse("PrivateIpAddress");
    return path;
}

Json vpcOf(const Ref<Subnet>& ref, const Surroundings& around) {
    const Subnet* subnet = around.topology.get(ref);
    return subnet ? Json(subnet->vpc.id) : Json();
}

template <class T>
void addDerived(DerivedMembers&, const T&, const Surroundings&) {}
void addDerived(DerivedMembers& out, const Vpc& vpc, const Surroundings&) {
    static const AwsPath block = AwsPath::parse("CidrBlock");
    out.push_back({block, vpc.cidrs.empty() ? Json() : Json(vpc.cidrs[0].toString())});
}
void addDerived(DerivedMembers& out, const NatGateway& nat, const Surroundings& around) {
    out.push_back({vpcPath(), vpcOf(nat.subnet, around)});
}
void addDerived(DerivedMembers& out, const VpcPeering& peering, const Surroundings&) {
    static const AwsPath requester = AwsPath::parse("RequesterVpcInfo.CidrBlock");
    static const AwsPath accepter = AwsPath::parse("AccepterVpcInfo.CidrBlock");
    const auto primary = [](const std::vector<Cidr>& cidrs) {
        return cidrs.empty() || cidrs[0].family() != IpFamily::V4 ? Json() : Json(cidrs[0].toString());
    };
    out.push_back({requester, primary(peering.requesterCidrs)});
    out.push_back({accepter, primary(peering.accepterCidrs)});
}
void addDerived(DerivedMembers& out, const NetworkInterface& interface, const Surroundings& around) {
    static const AwsPath zone = AwsPath::parse("AvailabilityZone");
    const Subnet* subnet = around.topology.get(interface.subnet);
    out.push_back({addressPath(), primaryAddress(interface)});
    out.push_back({vpcPath(), subnet ? Json(subnet->vpc.id) : Json()});
    out.push_back({zone, subnet ? Json(subnet->availabilityZone) : Json()});
}
void addDerived(DerivedMembers& out, const Instance& instance, const Surroundings& around) {
    static const AwsPath state = AwsPath::parse("State.Code");
    static const AwsPath subnet = AwsPath::parse("SubnetId");
    static const AwsPath groups = AwsPath::parse("SecurityGroups");
    out.push_back({state, stateCode(instance.state)});
    const auto first = around.firstInterfaces.find(instance.id);
    if (first == around.firstInterfaces.end())
        return;
    const NetworkInterface& interface = *first->second;
    out.push_back({subnet, interface.subnet.id});
    out.push_back({vpcPath(), vpcOf(interface.subnet, around)});
    out.push_back({addressPath(), primaryAddress(interface)});
    out.push_back({groups, groupList(interface, around.topology)});
}

void addDerived(DerivedMembers& out, const LambdaFunction& function, const Surroundings& around) {
    static const AwsPath subnets = AwsPath::parse("VpcConfig.SubnetIds");
    static const AwsPath groups = AwsPath::parse("VpcConfig.SecurityGroupIds");
    static const AwsPath vpc = AwsPath::parse("VpcConfig.VpcId");
    const auto interfaces = interfacesOf(around.topology, function.id);
    if (interfaces.empty())
        return;
    Json subnetIds = Json::array();
    for (const NetworkInterface* each : interfaces)
        subnetIds.push_back(each->subnet.id);
    Json groupIds = Json::array();
    for (const auto& group : interfaces.front()->groups)
        groupIds.push_back(group.id);
    out.push_back({subnets, std::move(subnetIds)});
    out.push_back({groups, std::move(groupIds)});
    out.push_back({vpc, vpcOf(interfaces.front()->subnet, around)});
}

DerivedMembers derivedMembers(const Resource& resource, const Surroundings& around) {
    DerivedMembers members;
    std::visit([&](const auto& each) { addDerived(members, each, around); }, resource);
    return members;
}

/// JSON values that differ at most in the order of members.
bool sameValue(const Json& a, const Json& b) {
    return a.is_structured() ? nlohmann::json(a) == nlohmann::json(b) : a == b;
}

std::set<std::string> textsOf(const Json& object, const char* list) {
    std::set<std::string> texts;
    const auto found = object.is_object() ? object.find(list) : object.end();
    if (found != object.end() && found->is_array())
        for (const Json& each : *found)
            if (each.is_string())
                texts.insert(each.get<std::string>());
    return texts;
}

/// Links a function with its interfaces among those of Lambda. What its VpcConfig says beyond them stays in `rest`.
void linkFunction(Draft& draft, LambdaFunction& function, const std::vector<NetworkInterface*>& candidates) {
    const auto config = draft.rest.find("VpcConfig");
    if (config == draft.rest.end())
        return;
    const std::set<std::string> subnets = textsOf(*config, "SubnetIds");
    const std::set<std::string> groups = textsOf(*config, "SecurityGroupIds");
    const auto hasItsGroups = [&](const NetworkInterface& each) {
        std::set<std::string> own;
        for (const auto& group : each.groups)
            own.insert(group.id);
        return own == groups;
    };
    std::set<std::string> linked;
    for (const bool byName : {true, false}) // Lambda shares interfaces among functions with the same subnet and groups
        for (NetworkInterface* each : candidates) {
            const bool isIts = byName ? each->description.starts_with(functionMark(function)) : hasItsGroups(*each);
            if (!each->function && isIts && subnets.contains(each->subnet.id) && linked.insert(each->subnet.id).second)
                each->function = function.id;
        }
    if (linked != subnets || linked.empty())
        return;
    for (const char* member : {"SubnetIds", "SecurityGroupIds", "VpcId"})
        config->erase(member);
    if (config->empty())
        draft.rest.erase("VpcConfig");
}

} // namespace

void linkFunctions(Drafts& drafts) {
    std::vector<NetworkInterface*> candidates;
    for (Draft& draft : drafts.all())
        if (auto* interface = std::get_if<NetworkInterface>(draft.resource.get());
            interface && interface->interfaceType == "lambda")
            candidates.push_back(interface);
    for (Draft& draft : drafts.all())
        if (auto* function = std::get_if<LambdaFunction>(draft.resource.get()))
            linkFunction(draft, *function, candidates);
}

void Drafts::reserve(std::size_t count) {
    m_all.reserve(count);
    m_places.reserve(count);
}

bool Drafts::add(Draft draft) {
    if (!m_places.emplace(base(*draft.resource).id, m_all.size()).second)
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
    resources.reserve(m_all.size());
    for (const Draft& draft : m_all)
        resources.push_back(draft.resource);
    return Topology::fromResources(std::move(resources));
}

void linkAssociations(Drafts& drafts) {
    for (Draft& draft : drafts.all()) {
        if (!draft.rest.contains("Associations") || !draft.rest["Associations"].is_array())
            continue;
        if (auto* table = std::get_if<RouteTable>(draft.resource.get()))
            linkAssociationsOf(draft, *table, drafts);
        else if (auto* acl = std::get_if<NetworkAcl>(draft.resource.get()))
            linkAssociationsOf(draft, *acl, drafts);
    }
}

Json writtenAssociations(const RouteTable& table, const Topology& topology) {
    return associationsOf(table, topology);
}
Json writtenAssociations(const NetworkAcl& acl, const Topology& topology) {
    return associationsOf(acl, topology);
}

void dropImpliedRoutes(Drafts& drafts) {
    for (Draft& draft : drafts.all())
        if (auto* table = std::get_if<RouteTable>(draft.resource.get()))
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

Surroundings::Surroundings(const Topology& all) : topology(all) {
    firstInterfaces.reserve(all.table(kindOf<NetworkInterface>).size());
    const auto goesBefore = [](const NetworkInterface& a, const NetworkInterface& b) {
        return a.deviceIndex < b.deviceIndex;
    };
    topology.forEach<NetworkInterface>([&](const NetworkInterface& interface) {
        if (!interface.instance)
            return;
        const NetworkInterface*& first = firstInterfaces[interface.instance.id];
        if (!first || goesBefore(interface, *first))
            first = &interface;
    });
}

void dropDerivedMembers(Draft& draft, const Surroundings& around) {
    for (const DerivedMember& member : derivedMembers(*draft.resource, around))
        if (const Json* held = valueAt(draft.rest, member.path.head); held && sameValue(*held, member.value))
            drop(draft.rest, member.path.head);
}

void addDerivedMembers(const Resource& resource, Json& object, const Json& extra, const Surroundings& around) {
    for (const DerivedMember& member : derivedMembers(resource, around)) {
        Json held = extra;
        if (!member.value.is_null() && takenOne(held, member.path).is_null())
            put(object, member.path, member.value, extra);
    }
}

} // namespace waylight::describe
