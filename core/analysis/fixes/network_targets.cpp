// SPDX-License-Identifier: MIT
#include "core/analysis/fixes/network.h"
#include "core/base/message_ids.h"
#include "core/edit/addresses.h"
#include "core/edit/connection.h"
#include "core/edit/fresh.h"
#include "core/model/effective_routes.h"

#include <algorithm>

namespace waylight {
namespace {

std::optional<Cidr> blockAround(const std::vector<Cidr>& blocks, const IpAddress& address) {
    const auto found =
        std::find_if(blocks.begin(), blocks.end(), [&](const Cidr& block) { return block.contains(address); });
    return found == blocks.end() ? std::nullopt : std::optional(*found);
}

std::optional<Cidr> blockBehind(const Topology& topology, const VpnConnection& connection, const IpAddress& address) {
    for (const VpnRoute& route : connection.routes)
        if (route.destination && route.destination->contains(address))
            return route.destination;
    const CustomerGateway* customer = topology.get(connection.customerGateway);
    return customer ? blockAround(customer->cidrs, address) : std::nullopt;
}

/// The network of a transit gateway, or of one that it is peered with, that holds the address.
std::optional<Cidr> blockBehind(const Topology& topology, const Id& gateway, const IpAddress& address,
                                int peerings = 1) {
    std::optional<Cidr> found;
    topology.forEach<TransitGatewayAttachment>([&](const TransitGatewayAttachment& each) {
        if (found || (each.transitGateway.id != gateway && each.resource.id != gateway))
            return;
        if (const Id& other = each.transitGateway.id == gateway ? each.resource.id : each.transitGateway.id;
            topology.get<TransitGateway>(other))
            found = peerings > 0 ? blockBehind(topology, other, address, peerings - 1) : std::nullopt;
        else
            found = waylight::blockBehind(topology, each, address);
    });
    return found;
}

/// The targets of one table, collected kind by kind.
class Choices {
public:
    Choices(const FixMaker& make, const RouteTable& table, const IpAddress& destination)
        : m_make(make), m_topology(make.topology()), m_table(table), m_destination(destination),
          m_everything(Cidr::all(destination.family())), m_public(make.isPublic(destination)) {}

    std::vector<RouteChoice> run() && {
        if (const Vpc* vpc = m_topology.get(m_table.vpc); vpc && waylight::blockAround(*vpc, m_destination)) {
            add(*waylight::blockAround(*vpc, m_destination), "local", opensNothing);
            return std::move(m_out);
        }
        addPeerings();
        addTransitGateways();
        addVpnGateways();
        addMiddleboxes();
        addNats();
        addInternet();
        return std::move(m_out);
    }

private:
    void add(const Cidr& destination, const Id& target, int exposure) {
        m_out.push_back({destination, target, exposure});
    }

    void addPeerings() {
        m_topology.forEach<VpcPeering>([&](const VpcPeering& peering) {
            const bool asks = peering.requester == m_table.vpc;
            if (!asks && peering.accepter != m_table.vpc)
                return;
            const Vpc* peer = m_topology.get(asks ? peering.accepter : peering.requester);
            if (const auto block =
                    peer ? waylight::blockAround(*peer, m_destination)
                         : blockAround(asks ? peering.accepterCidrs : peering.requesterCidrs, m_destination))
                add(*block, peering.id, opensNetwork);
        });
    }

    void addTransitGateways() {
        m_topology.forEach<TransitGatewayAttachment>([&](const TransitGatewayAttachment& attachment) {
            if (attachment.resource.id != m_table.vpc.id || !works(attachment.state))
                return;
            if (const auto block = blockBehind(m_topology, attachment.transitGateway.id, m_destination))
                add(*block, attachment.transitGateway.id, opensNetwork);
            else if (m_public)
                add(m_everything, attachment.transitGateway.id, opensOutward);
        });
    }

    void addVpnGateways() {
        m_topology.forEach<VpnGateway>([&](const VpnGateway& gateway) {
            if (gateway.vpc != m_table.vpc)
                return;
            bool known = false;
            m_topology.forEach<VpnConnection>([&](const VpnConnection& connection) {
                const auto block = connection.vpnGateway.id == gateway.id
                                       ? blockBehind(m_topology, connection, m_destination)
                                       : std::nullopt;
                if (!block || std::exchange(known, true))
                    return;
                add(*block, gateway.id, opensNetwork);
            });
        });
    }

    /// Where the gateway route tables of the VPC send what comes in, the way out must lead too.
    void addMiddleboxes() {
        m_topology.forEach<RouteTable>([&](const RouteTable& edge) {
            if (edge.vpc != m_table.vpc || edge.gateways.empty())
                return;
            for (const Route& route : edge.routes)
                if (route.target.id != "local" && m_topology.contains(route.target.id))
                    add(m_everything, route.target.id, opensInternet);
        });
        m_topology.forEach<VpcEndpoint>([&](const VpcEndpoint& endpoint) {
            if (endpoint.type == EndpointType::GatewayLoadBalancer && endpoint.vpc == m_table.vpc)
                add(m_everything, endpoint.id, opensOutward);
        });
    }

    /// Public ones for the internet, private ones for networks that must not see the client.
    void addNats() {
        m_topology.forEach<NatGateway>([&](const NatGateway& nat) {
            const Subnet* home = m_topology.get(nat.subnet);
            const Ref<Vpc>& vpc = nat.availabilityMode == AvailabilityMode::Regional ? nat.vpc
                                  : home                                             ? home->vpc
                                                                                     : nat.vpc;
            const bool leadsOn = !home || m_make.index().tableOf(*home) != &m_table;
            if (vpc != m_table.vpc || !m_destination.isV4() || !leadsOn)
                return;
            if (m_public)
                add(m_everything, nat.id, opensOutward);
            else if (const Vpc* other = m_make.vpcWith(m_destination);
                     other && nat.connectivity == Connectivity::Private)
                add(*waylight::blockAround(*other, m_destination), nat.id, opensNetwork);
        });
    }

    void addInternet() {
        if (!m_public)
            return;
        m_topology.forEach<EgressOnlyInternetGateway>([&](const EgressOnlyInternetGateway& gateway) {
            if (gateway.vpc == m_table.vpc && !m_destination.isV4())
                add(m_everything, gateway.id, opensOutward);
        });
        m_topology.forEach<InternetGateway>([&](const InternetGateway& gateway) {
            if (gateway.vpc == m_table.vpc)
                add(m_everything, gateway.id, opensInternet);
        });
    }

    const FixMaker& m_make;
    const Topology& m_topology;
    const RouteTable& m_table;
    IpAddress m_destination;
    Cidr m_everything;
    bool m_public;
    std::vector<RouteChoice> m_out;
};

/// The table with a route to a new target, in place of one to the same destination.
RouteTable withRoute(const RouteTable& table, const Cidr& destination, const Id& target) {
    RouteTable fixed = table;
    std::erase_if(fixed.routes, [&](const Route& each) { return each.destination == destination; });
    Route route;
    route.destination = destination;
    route.target = target;
    fixed.routes.push_back(route);
    return fixed;
}

template <class T>
bool vpcHas(const Topology& topology, const Ref<Vpc>& vpc) {
    bool has = false;
    topology.forEach<T>([&](const T& each) { has |= each.vpc == vpc; });
    return has;
}

/// A gateway that stands detached, or a new one, with a route for everything to it.
template <class T>
void proposeNewGateway(FixMaker& make, const RouteTable& table, const IpAddress& destination, int exposure) {
    const Vpc* vpc = make.topology().get(table.vpc);
    if (!vpc || vpcHas<T>(make.topology(), table.vpc))
        return;
    T gateway = edit::fresh<T>(make.topology(), vpc->region, vpc->account);
    make.topology().forEach<T>([&](const T& each) {
        if (!each.vpc && (each.region.empty() || each.region == vpc->region))
            gateway = each;
    });
    gateway.vpc = vpc->id;
    make.offer(message(MessageId::FixNewGateway, displayName(gateway), displayName(*vpc), displayName(table)), exposure,
               gateway, withRoute(table, Cidr::all(destination.family()), gateway.id));
}

/// A NAT gateway in a public subnet, with an elastic IP and a route for everything to it.
void proposeNewNat(FixMaker& make, const RouteTable& table) {
    const Topology& topology = make.topology();
    const Subnet* home = nullptr;
    topology.forEach<Subnet>([&](const Subnet& subnet) {
        if (!home && subnet.vpc == table.vpc && isPublicSubnet(topology, subnet) &&
            make.index().tableOf(subnet) != &table)
            home = &subnet;
    });
    const auto address = home ? edit::nextAddress(topology, *home) : std::nullopt;
    const auto publicAddress = edit::nextPublicAddress(topology);
    if (!address || !publicAddress)
        return;
    auto elasticIp = edit::fresh<ElasticIp>(topology, home->region, home->account);
    elasticIp.publicIp = publicAddress;
    auto nat = edit::fresh<NatGateway>(topology, home->region, home->account);
    nat.subnet = home->id;
    nat.addresses.push_back({.allocation = elasticIp.id,
                             .interface = {},
                             .privateIp = address,
                             .publicIp = {},
                             .availabilityZone = {},
                             .extra = {}});
    make.offer(message(MessageId::FixNewNat, displayName(*home), displayName(table)), opensOutward, elasticIp, nat,
               withRoute(table, Cidr::all(IpFamily::V4), nat.id));
}

/// The tables of a VPC that apply to subnets around an address.
const RouteTable* tableAround(const FixMaker& make, const IpAddress& address) {
    const Vpc* vpc = make.vpcWith(address);
    const NetworkInterface* interface = vpc ? make.index().interfaceAt(vpc->id, address) : nullptr;
    const Subnet* subnet = interface ? make.topology().get(interface->subnet) : nullptr;
    return subnet ? make.index().tableOf(*subnet) : nullptr;
}

/// A peering connection with the VPC of the destination, and the routes there and back.
void proposeNewPeering(FixMaker& make, const RouteTable& table, const IpAddress& destination) {
    const Vpc* own = make.topology().get(table.vpc);
    const Vpc* other = make.vpcWith(destination);
    const RouteTable* back = tableAround(make, destination);
    const auto& packet = make.blocked().packet;
    if (!own || !other || own == other || !back || !packet)
        return;
    const auto ownBlock = blockAround(*own, packet->source);
    const auto made = edit::connects(make.topology(), *own, *other);
    if (!made || !ownBlock || made->changed.empty())
        return;
    const auto& peering = std::get<VpcPeering>(made->changed.front());
    make.offer(message(MessageId::FixNewPeering, displayName(*own), displayName(*other)), opensNetwork, peering,
               withRoute(table, *blockAround(*other, destination), peering.id),
               withRoute(*back, *ownBlock, peering.id));
}

} // namespace

std::optional<Cidr> blockBehind(const Topology& topology, const TransitGatewayAttachment& attachment,
                                const IpAddress& address) {
    if (const Vpc* vpc = topology.get<Vpc>(attachment.resource.id))
        return blockAround(*vpc, address);
    const auto* connection = topology.get<VpnConnection>(attachment.resource.id);
    return connection ? blockBehind(topology, *connection, address) : std::nullopt;
}

std::vector<RouteChoice> routeChoices(const FixMaker& make, const RouteTable& table, const IpAddress& destination) {
    return Choices(make, table, destination).run();
}

void proposeNewTargets(FixMaker& make, const RouteTable& table, const IpAddress& destination) {
    if (!make.isPublic(destination)) {
        proposeNewPeering(make, table, destination);
        return;
    }
    if (destination.isV4())
        proposeNewNat(make, table);
    else
        proposeNewGateway<EgressOnlyInternetGateway>(make, table, destination, opensOutward);
    proposeNewGateway<InternetGateway>(make, table, destination, opensInternet);
}

} // namespace waylight
