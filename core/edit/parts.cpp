// SPDX-License-Identifier: MIT
#include "core/base/message_ids.h"
#include "core/edit/addresses.h"
#include "core/edit/connection.h"
#include "core/edit/edits.h"
#include "core/edit/fresh.h"
#include "core/model/balancer_interfaces.h"
#include "core/model/references.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace waylight::edit {
namespace {

template <class T, class Whole>
T fresh(const Topology& topology, const Whole& whole) {
    return edit::fresh<T>(topology, whole.region, whole.account);
}

/// AWS's own lists are named after a service and are not for editing.
bool isOfAws(const Resource& resource) {
    const auto* list = std::get_if<PrefixList>(&resource);
    return list && list->listName.starts_with("com.amazonaws.");
}

/// True for what a user could otherwise not get at: it is not drawn, and part of nothing.
bool isLoose(const Topology& topology, const Resource& resource) {
    return typeInfo(resource).drawn == Drawn::Hidden && !isOfAws(resource) &&
           wholeOf(topology, base(resource).id).empty();
}

/// True when the resource names `id`, other than to say that it is in it.
bool uses(const Resource& resource, const Id& id) {
    bool found = false;
    forEachReference(resource,
                     [&](const Reference& reference) { found |= reference.target == id && !reference.container; });
    return found;
}

template <class Loose>
void addOfRegion(const Topology& topology, const Id& region, std::vector<Id>& parts) {
    topology.forEach<Loose>([&](const Loose& each) {
        if (each.region == region && !isOfAws(each))
            parts.push_back(each.id);
    });
}

/// An account is edited where its resources are; one that owns nothing, in every Region.
void addAccounts(const Topology& topology, const Id& region, std::vector<Id>& parts) {
    topology.forEach<Account>([&](const Account& account) {
        bool here = false, elsewhere = false;
        topology.forEachResource([&](const ResourcePtr& each) {
            const ResourceBase& owned = base(*each);
            if (owned.account == account.id && !owned.region.empty())
                (owned.region == region ? here : elsewhere) = true;
        });
        if (here || !elsewhere)
            parts.push_back(account.id);
    });
}

template <class T>
bool none(const Topology& topology, auto holds) {
    bool found = false;
    topology.forEach<T>([&](const T& each) { found |= holds(each); });
    return !found;
}

// --- what can be added, one function for each pair: whether it may be, and the addition

/// The account of a Region's VPCs; Block Public Access is a setting of one account.
std::string accountIn(const Topology& topology, const Region& region) {
    std::string account = region.account;
    topology.forEach<Vpc>([&](const Vpc& vpc) {
        if (account.empty() && vpc.region == region.id)
            account = vpc.account;
    });
    return account;
}

/// The account of the Region's VPCs, or, where they leave it open, the number that AWS's own examples have.
std::string newAccount(const Topology& topology, const Region& region) {
    const std::string account = accountIn(topology, region);
    return account.empty() ? "111122223333" : account;
}
bool mayAdd(const Topology& topology, const Region& region, const Account*) {
    // What leaves its account open is of the only one there is: a second one would say nothing of it.
    if (accountIn(topology, region).empty() && !topology.table(kindOf<Account>).empty())
        return false;
    return !topology.contains(newAccount(topology, region));
}
Id add(Topology& topology, const Region& region, const Account*) {
    Account account;
    account.id = newAccount(topology, region);
    topology.set(account);
    return account.id;
}

bool mayAdd(const Topology& topology, const Region& region, const BlockPublicAccess*) {
    return none<BlockPublicAccess>(topology, [&](const BlockPublicAccess& each) { return each.region == region.id; });
}
Id add(Topology& topology, const Region& region, const BlockPublicAccess*) {
    auto block = edit::fresh<BlockPublicAccess>(topology, region.id, accountIn(topology, region));
    block.name.clear();
    block.mode = InternetBlockMode::BlockBidirectional;
    topology.set(block);
    return block.id;
}

bool mayAdd(const Topology&, const Region&, const PrefixList*) {
    return true;
}
Id add(Topology& topology, const Region& region, const PrefixList*) {
    auto list = edit::fresh<PrefixList>(topology, region.id, accountIn(topology, region));
    list.listName = list.name;
    topology.set(list);
    return list.id;
}

bool mayAdd(const Topology& topology, const Vpc& vpc, const DhcpOptions*) {
    return !topology.get(vpc.dhcpOptions);
}
Id add(Topology& topology, Vpc vpc, const DhcpOptions*) {
    auto options = fresh<DhcpOptions>(topology, vpc);
    options.nameServers = {"AmazonProvidedDNS"};
    vpc.dhcpOptions = options.id;
    topology.set(options);
    topology.set(std::move(vpc));
    return options.id;
}

template <class Excluded>
bool mayAdd(const Topology& topology, const Excluded& excluded, const BlockPublicAccessExclusion*) {
    return none<BlockPublicAccessExclusion>(topology,
                                            [&](const auto& each) { return each.resource.id == excluded.id; });
}
template <class Excluded>
Id add(Topology& topology, const Excluded& excluded, const BlockPublicAccessExclusion*) {
    auto exclusion = fresh<BlockPublicAccessExclusion>(topology, excluded);
    exclusion.name.clear();
    exclusion.resource = excluded.id;
    topology.set(exclusion);
    return exclusion.id;
}

bool mayAdd(const Topology&, const TransitGateway&, const TransitGatewayRouteTable*) {
    return true;
}
Id add(Topology& topology, const TransitGateway& gateway, const TransitGatewayRouteTable*) {
    auto table = fresh<TransitGatewayRouteTable>(topology, gateway);
    table.transitGateway = gateway.id;
    topology.set(table);
    return table.id;
}

/// The port that a web server would take next.
int freePort(const Topology& topology, const Id& balancer) {
    std::set<int> taken;
    topology.forEach<Listener>([&](const Listener& each) {
        if (each.loadBalancer.id == balancer)
            taken.insert(each.port);
    });
    for (const int port : {80, 443})
        if (!taken.contains(port))
            return port;
    int port = 8080;
    while (taken.contains(port))
        ++port;
    return port;
}

bool mayAdd(const Topology&, const LoadBalancer&, const Listener*) {
    return true;
}
Id add(Topology& topology, const LoadBalancer& balancer, const Listener*) {
    Backend backend = newBackend(topology, balancer);
    backend.listener.port = backend.group.port = freePort(topology, balancer.id);
    topology.set(backend.group);
    topology.set(backend.listener);
    return backend.listener.id;
}

/// Application load balancers cannot stand behind an endpoint service.
/// https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html
bool mayAdd(const Topology& topology, const LoadBalancer& balancer, const EndpointService*) {
    return balancer.loadBalancerType != LoadBalancerType::Application &&
           none<EndpointService>(
               topology, [&](const EndpointService& each) { return refersTo(each.loadBalancers, balancer.id); });
}
Id add(Topology& topology, const LoadBalancer& balancer, const EndpointService*) {
    auto service = fresh<EndpointService>(topology, balancer);
    service.serviceName = "com.amazonaws.vpce." + balancer.region + '.' + service.id;
    service.loadBalancers = {balancer.id};
    topology.set(service);
    return service.id;
}

bool mayAdd(const Topology& topology, const Listener& listener, const TargetGroup*) {
    return topology.get(listener.loadBalancer) != nullptr;
}
Id add(Topology& topology, Listener listener, const TargetGroup*) {
    Backend backend = newBackend(topology, *topology.get(listener.loadBalancer));
    backend.group.port = listener.port;
    listener.targetGroups.emplace_back(backend.group.id);
    topology.set(backend.group);
    topology.set(std::move(listener));
    return backend.group.id;
}

/// Another interface stands in the subnet of the first one.
const Subnet* subnetOf(const Topology& topology, const Instance& instance) {
    const auto interfaces = interfacesOf(topology, instance.id);
    return interfaces.empty() ? nullptr : topology.get(interfaces.front()->subnet);
}
bool mayAdd(const Topology& topology, const Instance& instance, const NetworkInterface*) {
    const Subnet* subnet = subnetOf(topology, instance);
    return subnet && nextAddress(topology, *subnet);
}
Id add(Topology& topology, const Instance& instance, const NetworkInterface*) {
    const auto others = interfacesOf(topology, instance.id);
    auto interface = fresh<NetworkInterface>(topology, instance);
    interface.name.clear();
    interface.subnet = others.front()->subnet;
    interface.instance = instance.id;
    interface.deviceIndex = others.back()->deviceIndex + 1;
    interface.groups = others.front()->groups;
    interface.status = "in-use";
    PrivateAddress address;
    address.address = nextAddress(topology, *subnetOf(topology, instance));
    interface.addresses = {address};
    topology.set(interface);
    return interface.id;
}

template <class W, class P>
struct Addition {
    using Whole = W;
    using Part = P;
};
using Additions =
    std::tuple<Addition<LoadBalancer, Listener>, Addition<LoadBalancer, EndpointService>,
               Addition<Listener, TargetGroup>, Addition<TransitGateway, TransitGatewayRouteTable>,
               Addition<Instance, NetworkInterface>, Addition<Vpc, DhcpOptions>,
               Addition<Vpc, BlockPublicAccessExclusion>, Addition<Subnet, BlockPublicAccessExclusion>,
               Addition<Region, BlockPublicAccess>, Addition<Region, PrefixList>, Addition<Region, Account>>;

/// Calls `visit(addition, whole)` for each addition that is for `id`'s kind and possible now.
void forEachAddition(const Topology& topology, const Id& id, auto visit) {
    const auto each = [&]<class W, class P>(Addition<W, P> addition) {
        const W* whole = topology.get<W>(id);
        if (whole && mayAdd(topology, *whole, static_cast<const P*>(nullptr)))
            visit(addition, *whole);
    };
    std::apply([&](auto... additions) { (each(additions), ...); }, Additions());
}

} // namespace

std::vector<Id> partsOf(const Topology& topology, const Id& whole) {
    const ResourcePtr resource = topology.find(whole);
    if (!resource)
        return {};
    std::vector<Id> parts;
    for (const Id& id : referrersOf(topology, whole)) {
        const ResourcePtr referrer = topology.find(id);
        // What others use, as listeners use target groups, is edited there.
        if (wholeOf(topology, id) == whole ||
            (isLoose(topology, *referrer) && uses(*referrer, whole) && referrersOf(topology, id).empty()))
            parts.push_back(id);
    }
    forEachReference(*resource, [&](const Reference& reference) {
        const ResourcePtr used = topology.find(reference.target);
        const bool is =
            used && (wholeOf(topology, reference.target) == whole || (isLoose(topology, *used) && !uses(*used, whole)));
        if (is && std::find(parts.begin(), parts.end(), reference.target) == parts.end())
            parts.push_back(reference.target);
    });
    if (std::holds_alternative<LoadBalancer>(*resource))
        for (const auto& [interface, balancer] : balancerInterfaces(topology))
            if (balancer == whole)
                parts.push_back(interface->id);
    if (std::holds_alternative<Region>(*resource)) {
        addOfRegion<BlockPublicAccess>(topology, whole, parts);
        addOfRegion<PrefixList>(topology, whole, parts);
        addAccounts(topology, whole, parts);
    }
    return parts;
}

std::vector<Kind> addableParts(const Topology& topology, const Id& whole) {
    std::vector<Kind> kinds;
    forEachAddition(topology, whole, [&]<class W, class P>(Addition<W, P>, const W&) { kinds.push_back(kindOf<P>); });
    return kinds;
}

Result<Placed> partAdded(const Design& design, const Id& whole, Kind kind) {
    Design after = design;
    Id id;
    forEachAddition(design.topology, whole, [&]<class W, class P>(Addition<W, P>, const W& to) {
        if (kindOf<P> == kind)
            id = add(after.topology, to, static_cast<const P*>(nullptr));
    });
    if (id.empty())
        return message(MessageId::NotPlaceable, typeInfo(kind).label);
    return Placed{std::move(after), id};
}

bool isRemovablePart(const Topology& topology, const Id& part) {
    const auto* interface = topology.get<NetworkInterface>(part);
    if (!interface)
        return true;
    if (interface->host().empty())
        return balancerMarkOf(*interface).empty();
    const auto all = interfacesOf(topology, interface->host());
    return all.front() != interface;
}

} // namespace waylight::edit
