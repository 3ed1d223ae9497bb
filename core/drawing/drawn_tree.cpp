// SPDX-License-Identifier: MIT
#include "core/drawing/drawn_tree.h"

#include "core/drawing/labels.h"
#include "core/model/balancer_interfaces.h"
#include "core/model/effective_routes.h"

#include <numeric>
#include <unordered_map>

namespace waylight {
namespace {

/// A container is drawn only in containers of a lower rank, so that references that make no sense cannot make a circle.
int rankOf(BoxRole role) {
    switch (role) {
    case BoxRole::Region:
        return 0;
    case BoxRole::Vpc:
        return 1;
    case BoxRole::Zone:
        return 2;
    case BoxRole::PublicSubnet:
    case BoxRole::PrivateSubnet:
        return 3;
    case BoxRole::Symbol:
    case BoxRole::Note:
    case BoxRole::Area:
        break;
    }
    return 4;
}

class TreeBuilder {
public:
    explicit TreeBuilder(const Design& design)
        : m_design(design), m_topology(design.topology), m_context(labelContext(design.topology)) {}

    DrawnTree build() {
        findWholes();
        m_topology.forEachResource([&](const ResourcePtr& resource) { addResource(*resource); });
        addZones();
        for (const auto& [id, note] : m_design.notes)
            if (!note.area)
                m_found.push_back({{.id = id, .role = BoxRole::Note, .icon = "note", .title = note.text}, {}});
        return ordered();
    }

private:
    struct Found {
        DrawnNode node;
        Id parent;
    };

    /// What stands for what is not drawn by itself.
    void findWholes() {
        m_topology.forEach<NetworkInterface>([&](const NetworkInterface& interface) {
            if (m_topology.contains(interface.host()))
                m_wholes[interface.id] = interface.host();
        });
        m_topology.forEach<NatGateway>([&](const NatGateway& nat) {
            for (const NatAddress& address : nat.addresses) {
                m_wholes.try_emplace(address.interface.id, nat.id);
                m_wholes.try_emplace(address.allocation.id, nat.id);
            }
        });
        m_topology.forEach<VpcEndpoint>([&](const VpcEndpoint& endpoint) {
            for (const auto& interface : endpoint.interfaces)
                m_wholes.try_emplace(interface.id, endpoint.id);
        });
        m_topology.forEach<ElasticIp>([&](const ElasticIp& ip) {
            if (m_topology.contains(ip.interface.id))
                m_wholes[ip.id] = ip.interface.id;
        });
        m_topology.forEach<InstanceProfile>([&](const InstanceProfile& profile) {
            if (!profile.roles.empty() && m_topology.contains(profile.roles.front().id))
                m_wholes[profile.id] = profile.roles.front().id;
        });
        findNetworkWholes();
    }

    /// What stands for the parts of transit gateways, VPN connections and load balancers.
    void findNetworkWholes() {
        const auto standsFor = [&](const Id& part, const Id& whole) {
            if (m_topology.contains(whole))
                m_wholes.try_emplace(part, whole);
        };
        m_topology.forEach<TransitGatewayAttachment>([&](const TransitGatewayAttachment& attachment) {
            standsFor(attachment.id, attachment.transitGateway.id);
        });
        m_topology.forEach<TransitGatewayRouteTable>(
            [&](const TransitGatewayRouteTable& table) { standsFor(table.id, table.transitGateway.id); });
        m_topology.forEach<VpnConnection>([&](const VpnConnection& vpn) {
            for (const Id& end : {vpn.customerGateway.id, vpn.vpnGateway.id, vpn.transitGateway.id})
                standsFor(vpn.id, end);
        });
        for (const auto& [interface, balancer] : balancerInterfaces(m_topology))
            standsFor(interface->id, balancer);
        m_topology.forEach<Listener>([&](const Listener& listener) {
            standsFor(listener.id, listener.loadBalancer.id);
            for (const auto& group : listener.targetGroups)
                standsFor(group.id, listener.loadBalancer.id);
        });
    }

    Id wholeOfAttached(const Id& id) const {
        Id whole;
        auto found = m_wholes.find(id);
        // An address belongs to an interface, which belongs to an instance: no chain is longer.
        for (int step = 0; step < 3 && found != m_wholes.end(); ++step) {
            whole = found->second;
            found = m_wholes.find(whole);
        }
        return whole;
    }

    /// `parentOf`, without its search for a host's interfaces.
    Id parentIdOf(const Resource& resource) const {
        if (std::holds_alternative<Instance>(resource) || std::holds_alternative<LambdaFunction>(resource)) {
            const auto primary = m_context.primaryInterfaces.find(base(resource).id);
            if (primary != m_context.primaryInterfaces.end() && m_topology.get(primary->second->subnet))
                return primary->second->subnet.id;
        }
        return parentOf(m_topology, base(resource).id);
    }

    void addResource(const Resource& resource) {
        const TypeInfo& type = typeInfo(resource);
        const Id& id = base(resource).id;
        const Id whole = type.drawn == Drawn::Attached || type.drawn == Drawn::Hidden ? wholeOfAttached(id) : Id();
        if (!whole.empty())
            m_standIns.emplace_back(id, whole);
        if (type.drawn == Drawn::Hidden || !whole.empty())
            return;
        Found found{{.id = id,
                     .kind = resource.index(),
                     .icon = iconOf(resource),
                     .title = titleOf(resource),
                     .subtitle = subtitleOf(m_context, resource)},
                    parentIdOf(resource)};
        found.node.role = roleOf(resource);
        found.node.onBorder = type.drawn == Drawn::Border && m_topology.get<Vpc>(found.parent);
        m_found.push_back(std::move(found));
    }

    BoxRole roleOf(const Resource& resource) const {
        if (std::holds_alternative<Region>(resource))
            return BoxRole::Region;
        if (std::holds_alternative<Vpc>(resource))
            return BoxRole::Vpc;
        if (const auto* subnet = std::get_if<Subnet>(&resource))
            return isPublicSubnet(m_topology, *subnet) ? BoxRole::PublicSubnet : BoxRole::PrivateSubnet;
        return BoxRole::Symbol;
    }

    void addZones() {
        std::map<Id, ZoneId> zones;
        for (const Found& found : m_found)
            if (const auto zone = parsedZoneId(found.parent); zone && !m_topology.contains(found.parent))
                zones.emplace(found.parent, *zone);
        for (const auto& [id, zone] : zones)
            m_found.push_back(
                {{.id = id, .role = BoxRole::Zone, .icon = "zone", .title = zone.availabilityZone}, zone.vpc});
    }

    DrawnTree ordered() {
        std::vector<std::size_t> order(m_found.size());
        std::iota(order.begin(), order.end(), 0);
        const auto key = [&](std::size_t i) {
            const DrawnNode& node = m_found[i].node;
            return std::tuple(node.onBorder, node.kind.value_or(kindCount), std::string_view(node.title),
                              std::string_view(node.id));
        };
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
        std::unordered_map<std::string_view, std::size_t> byId;
        byId.reserve(m_found.size());
        for (const std::size_t i : order)
            byId.emplace(m_found[i].node.id, i);
        std::vector<std::size_t> tops;
        std::vector<std::vector<std::size_t>> children(m_found.size());
        for (const std::size_t i : order) {
            const auto parent = byId.find(m_found[i].parent);
            if (parent != byId.end() && rankOf(m_found[parent->second].node.role) < rankOf(m_found[i].node.role))
                children[parent->second].push_back(i);
            else
                tops.push_back(i);
        }
        m_tree.nodes.reserve(m_found.size());
        for (const std::size_t top : tops)
            m_tree.roots.push_back(append(top, -1, children));
        std::vector<std::pair<Id, int>> entries;
        entries.reserve(m_tree.nodes.size());
        for (std::size_t i = 0; i < m_tree.nodes.size(); ++i)
            entries.emplace_back(m_tree.nodes[i].id, static_cast<int>(i));
        m_tree.index = SharedMap<Id, int>::fromEntries(std::move(entries));
        std::sort(m_standIns.begin(), m_standIns.end());
        m_tree.standIns = std::move(m_standIns);
        return std::move(m_tree);
    }

    int append(std::size_t found, int parent, const std::vector<std::vector<std::size_t>>& children) {
        const auto at = m_tree.nodes.size();
        m_tree.nodes.push_back(std::move(m_found[found].node));
        m_tree.nodes[at].parent = parent;
        for (const std::size_t child : children[found]) {
            const int index = append(child, static_cast<int>(at), children);
            m_tree.nodes[at].children.push_back(index);
        }
        return static_cast<int>(at);
    }

    const Design& m_design;
    const Topology& m_topology;
    LabelContext m_context;
    std::unordered_map<Id, Id> m_wholes;
    std::vector<Found> m_found;
    std::vector<std::pair<Id, Id>> m_standIns;
    DrawnTree m_tree;
};

} // namespace

DrawnTree drawnTree(const Design& design) {
    return TreeBuilder(design).build();
}

} // namespace waylight
