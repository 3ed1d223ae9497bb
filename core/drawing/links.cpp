// SPDX-License-Identifier: MIT
#include "core/drawing/links.h"

#include "core/drawing/junctions.h"
#include "core/drawing/labels.h"
#include "core/model/effective_routes.h"

#include <algorithm>
#include <map>
#include <set>

namespace waylight {
namespace {

/// More lines of one kind than this would hide what they should show; hovering names the relation then.
constexpr std::size_t fewServices = 4;
constexpr std::size_t fewIdentities = 8;
constexpr std::size_t fewTargets = 8;

class LinkFinder {
public:
    LinkFinder(const Topology& topology, const DrawnTree& tree) : m_topology(topology), m_tree(tree) {}

    std::vector<Link> find() {
        m_topology.forEach<Subnet>([&](const Subnet& subnet) {
            if (const RouteTable* table = routeTableOf(m_topology, subnet))
                add(subnet.id, table->id, ConnectorRole::Association, {}, !subnet.routeTable);
        });
        m_topology.forEach<RouteTable>([&](const RouteTable& table) {
            for (const AnyRef& gateway : table.gateways)
                add(gateway.id, table.id, ConnectorRole::Association);
            addRoutes(table);
        });
        m_topology.forEach<NatGateway>(
            [&](const NatGateway& nat) { add(nat.id, nat.routeTable.id, ConnectorRole::Association); });
        for (const Junction& junction : junctionsOf(m_topology))
            add(junction.from, junction.to, ConnectorRole::Attachment, {}, !junction.working);
        addServices();
        addInternet();
        addTargets();
        addIdentities();
        addFunctions();
        return std::move(m_links);
    }

private:
    int nodeOf(const Id& id) const {
        const int direct = m_tree.find(id);
        if (direct >= 0)
            return direct;
        const auto at = std::lower_bound(m_tree.standIns.begin(), m_tree.standIns.end(), std::pair(id, Id()));
        return at != m_tree.standIns.end() && at->first == id ? m_tree.find(at->second) : -1;
    }

    /// Several routes of one table to one target share a line.
    void add(const Id& fromId, const Id& toId, ConnectorRole role, const std::string& label = {},
             bool implicit = false) {
        const int from = nodeOf(fromId);
        const int to = nodeOf(toId);
        if (from < 0 || to < 0 || from == to || holds(from, to) || holds(to, from))
            return;
        const auto [at, added] = m_byEnds.try_emplace({from, to, role}, m_links.size());
        if (added) {
            m_links.push_back({from, to, role, label, implicit});
            return;
        }
        std::string& words = m_links[at->second].label;
        if (!label.empty())
            words = words.empty() || words.size() + label.size() < 36 ? (words.empty() ? label : words + ", " + label)
                    : words.ends_with("…")                            ? words
                                                                      : words + ", …";
    }

    bool holds(int container, int node) const {
        for (int at = m_tree.nodes[static_cast<std::size_t>(node)].parent; at >= 0;
             at = m_tree.nodes[static_cast<std::size_t>(at)].parent)
            if (at == container)
                return true;
        return false;
    }

    void addRoutes(const RouteTable& table) {
        for (const EffectiveRoute& route : effectiveRoutes(m_topology, table)) {
            if (route.source == EffectiveRoute::Source::Local || route.route.target.id == "local")
                continue;
            const bool endpoint = m_topology.get<VpcEndpoint>(route.route.target.id) != nullptr;
            add(table.id, route.route.target.id, endpoint ? ConnectorRole::EndpointRoute : ConnectorRole::Route,
                destinationLabel(m_topology, route.route));
        }
    }

    template <class T>
    std::vector<Id> inRegion(const std::string& region) const {
        std::vector<Id> ids;
        m_topology.forEach<T>([&](const T& resource) {
            if (resource.region == region)
                ids.push_back(resource.id);
        });
        return ids;
    }

    void addServices() {
        m_topology.forEach<VpcEndpoint>([&](const VpcEndpoint& endpoint) {
            const auto service = parsedServiceName(endpoint.service);
            if (!service || endpoint.type != EndpointType::Gateway)
                return;
            const auto ids = service->service == "s3"         ? inRegion<Bucket>(service->region)
                             : service->service == "dynamodb" ? inRegion<DynamoTable>(service->region)
                                                              : std::vector<Id>();
            if (ids.size() <= fewServices)
                for (const Id& id : ids)
                    add(endpoint.id, id, ConnectorRole::Uses);
        });
        m_topology.forEach<AccessPoint>(
            [&](const AccessPoint& point) { add(point.id, point.bucket.id, ConnectorRole::Uses); });
        m_topology.forEach<Bucket>([&](const Bucket& bucket) { add(bucket.id, bucket.key.id, ConnectorRole::Uses); });
        m_topology.forEach<DynamoTable>(
            [&](const DynamoTable& table) { add(table.id, table.key.id, ConnectorRole::Uses); });
    }

    void addInternet() {
        const auto& internets = m_topology.table(kindOf<Internet>);
        if (internets.empty())
            return;
        const auto addWayOut = [&](const auto& gateway) {
            if (gateway.vpc)
                add(gateway.id, internets.begin()->first, ConnectorRole::Uses);
        };
        m_topology.forEach<InternetGateway>(addWayOut);
        m_topology.forEach<EgressOnlyInternetGateway>(addWayOut);
    }

    /// Interfaces by VPC and address.
    std::map<std::pair<Id, IpAddress>, Id> interfacesByAddress() const {
        std::map<std::pair<Id, IpAddress>, Id> found;
        m_topology.forEach<NetworkInterface>([&](const NetworkInterface& interface) {
            const Subnet* subnet = m_topology.get(interface.subnet);
            for (const PrivateAddress& each : interface.addresses)
                if (subnet && each.address)
                    found.emplace(std::pair(subnet->vpc.id, *each.address), interface.id);
            for (const IpAddress& each : interface.ipv6Addresses)
                if (subnet)
                    found.emplace(std::pair(subnet->vpc.id, each), interface.id);
        });
        return found;
    }

    void addTargets() {
        if (m_topology.table(kindOf<Listener>).empty())
            return;
        std::optional<std::map<std::pair<Id, IpAddress>, Id>> byAddress;
        const auto idOf = [&](const TargetGroup& group, const std::string& target) {
            const auto address = IpAddress::parse(target);
            if (!address)
                return target;
            if (!byAddress)
                byAddress = interfacesByAddress();
            const auto found = byAddress->find({group.vpc.id, *address});
            return found == byAddress->end() ? target : found->second;
        };
        std::map<Id, std::set<Id>> targets; // by load balancer
        m_topology.forEach<Listener>([&](const Listener& listener) {
            for (const auto& ref : listener.targetGroups)
                if (const TargetGroup* group = m_topology.get(ref))
                    for (const Target& target : group->targets)
                        targets[listener.loadBalancer.id].insert(idOf(*group, target.target));
        });
        for (const auto& [balancer, ids] : targets)
            if (ids.size() <= fewTargets)
                for (const Id& id : ids)
                    add(balancer, id, ConnectorRole::Uses);
    }

    void addIdentities() {
        std::vector<std::pair<Id, Id>> pairs;
        m_topology.forEach<Instance>([&](const Instance& instance) {
            if (const InstanceProfile* profile = m_topology.get(instance.profile))
                for (const auto& role : profile->roles)
                    pairs.emplace_back(instance.id, role.id);
        });
        m_topology.forEach<LambdaFunction>(
            [&](const LambdaFunction& function) { pairs.emplace_back(function.id, function.role.id); });
        if (pairs.size() <= fewIdentities)
            for (const auto& [instance, role] : pairs)
                add(instance, role, ConnectorRole::Uses);
    }

    /// A function is drawn in one of its subnets and joined with the others.
    void addFunctions() {
        m_topology.forEach<NetworkInterface>([&](const NetworkInterface& interface) {
            if (interface.function)
                add(interface.function.id, interface.subnet.id, ConnectorRole::Attachment);
        });
    }

    const Topology& m_topology;
    const DrawnTree& m_tree;
    std::vector<Link> m_links;
    std::map<std::tuple<int, int, ConnectorRole>, std::size_t> m_byEnds;
};

} // namespace

std::vector<Link> linksOf(const Topology& topology, const DrawnTree& tree) {
    return LinkFinder(topology, tree).find();
}

} // namespace waylight
