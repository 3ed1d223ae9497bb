// SPDX-License-Identifier: MIT
#include "core/trace/packet_walk.h"

#include "core/base/diagnostic.h"
#include "core/base/message_ids.h"
#include "core/network/catalog.h"

namespace waylight {
namespace {

/// No real path crosses more subnets; a routing loop ends here.
constexpr int maxSteps = 16;

Answer pass(std::string code, const Id& resource, std::string pointer, Message text) {
    return {Outcome::Pass, std::move(code), resource, std::move(pointer), std::move(text)};
}
Answer block(std::string code, const Id& resource, std::string pointer, Message text) {
    return {Outcome::Block, std::move(code), resource, std::move(pointer), std::move(text)};
}
Answer unknown(std::string code, const Id& resource, std::string pointer, Message text) {
    return {Outcome::Unknown, std::move(code), resource, std::move(pointer), std::move(text)};
}

std::string destinationText(const EffectiveRoute& route) {
    return route.route.destination ? route.route.destination->toString() : route.route.prefixList.id;
}

/// Where a route stands in its table's object; routes that follow from elsewhere have no place there.
std::string routePointer(const EffectiveRoute& route) {
    return route.source == EffectiveRoute::Source::Stored ? joinedPointer("/routes", route.index) : std::string();
}

bool isAvailable(const std::string& state) {
    return state.empty() || state == "available" || state == "Available";
}

} // namespace

void PacketWalk::enterInterface(const NetworkInterface& interface, Direction direction) {
    const bool ofInstance = interface.instance && m_network.topology.get(interface.instance);
    m_out.enter(ofInstance ? interface.instance.id : interface.id, ofInstance ? Description<Instance>::type.name : Description<NetworkInterface>::type.name, direction);
}

void PacketWalk::checkAcl(const Subnet& subnet, TrafficDirection way, const Packet& packet, Direction direction) {
    m_out.enter(subnet.id, Description<Subnet>::type.name, direction);
    m_out.add(Stage::NetworkAcl, networkAclAnswer(m_network.aclOf(subnet), subnet, way, packet));
}

Arrival PacketWalk::fromInterface(const NetworkInterface& interface, Packet packet, Direction direction) {
    enterInterface(interface, direction);
    if (direction == Direction::Forward) {
        const Vpc* vpc = m_network.vpcOf(interface);
        const Peer peer{packet.destination, vpc ? m_network.interfaceAt(vpc->id, packet.destination) : nullptr};
        m_out.add(Stage::SecurityGroup, securityGroupAnswer(m_network.topology, interface, TrafficDirection::Outbound, packet, peer));
    } else if (!interface.groups.empty()) {
        m_out.add(Stage::SecurityGroup, pass("ENI_SG_TRACKED", interface.groups.front().id, {}, message(MessageId::SecurityGroupTracked)));
    }
    const Subnet* subnet = m_network.topology.get(interface.subnet);
    if (!subnet) {
        m_out.add(Stage::Route, unknown("UNKNOWN_RESOURCE", interface.id, "/subnetId", message(MessageId::RouteTargetMissing, interface.subnet.id)));
        return lost(packet);
    }
    const NetworkInterface* neighbour = m_network.interfaceAt(subnet->vpc.id, packet.destination);
    if (neighbour && neighbour->subnet == interface.subnet) {
        m_out.enter(subnet->id, Description<Subnet>::type.name, direction);
        m_out.add(Stage::Route, pass("SAME_SUBNET", subnet->id, {}, message(MessageId::SameSubnet, nameOf(*subnet))));
        return deliver(*neighbour, packet, &interface, direction);
    }
    return leaveSubnet(*subnet, packet, &interface, direction);
}

Arrival PacketWalk::leaveSubnet(const Subnet& from, Packet packet, const NetworkInterface* sender, Direction direction) {
    if (++m_steps > maxSteps)
        return lost(packet);
    checkAcl(from, TrafficDirection::Outbound, packet, direction);
    const RouteTable* table = m_network.tableOf(from);
    if (!table) {
        m_out.add(Stage::Route, unknown("UNKNOWN_RESOURCE", from.id, "/routeTableId", message(MessageId::RouteTableMissing, nameOf(from))));
        return lost(packet);
    }
    const RouteLookup& lookup = **m_network.routes.find(table->id);
    const RouteLookup::Found found = lookup.find(packet.destination);
    if (!lookup.unknownPrefixLists().empty() && (!found.route || found.route->source != EffectiveRoute::Source::Local)) {
        m_out.add(Stage::Route, unknown("UNKNOWN_RESOURCE", table->id, "/routes", message(MessageId::RoutePrefixListMissing, nameOf(*table), lookup.unknownPrefixLists().front(), packet.destination.toString())));
        return lost(packet);
    }
    if (!found.route)
        return withoutRoute(*table, from, packet, direction);
    const EffectiveRoute& route = *found.route;
    if (route.route.state == RouteState::Blackhole) {
        m_out.add(Stage::Route, block("BAD_STATE_ROUTE", table->id, routePointer(route), message(MessageId::RouteBlackhole, nameOf(*table), destinationText(route), route.route.target.id)));
        return lost(packet);
    }
    if (found.rival) {
        m_out.add(Stage::Route, unknown("HIGHER_PRIORITY_ROUTE", table->id, routePointer(route), message(MessageId::RouteIndeterminate, nameOf(*table), packet.destination.toString(), route.route.target.id, found.rival->route.target.id)));
        return lost(packet);
    }
    const bool viaEndpoint = route.source == EffectiveRoute::Source::Endpoint;
    const std::string list = viaEndpoint && route.route.prefixList.id != route.service ? route.route.prefixList.id + " (" + route.service + ')' : destinationText(route);
    m_out.add(Stage::Route, pass("ROUTE_FOUND", table->id, routePointer(route), message(viaEndpoint ? MessageId::RouteToEndpoint : MessageId::RouteFound, nameOf(*table), packet.destination.toString(), list, route.route.target.id)));
    return follow(route, *table, from, packet, sender, direction);
}

Arrival PacketWalk::follow(const EffectiveRoute& route, const RouteTable& table, const Subnet& from, const Packet& packet, const NetworkInterface* sender, Direction direction) {
    const Id& target = route.route.target.id;
    const Topology& topology = m_network.topology;
    if (target == "local")
        return deliverLocally(from, table, packet, sender, direction);
    if (const auto* gateway = topology.get<InternetGateway>(target))
        return throughInternetGateway(*gateway, from, packet, sender, direction);
    if (const auto* nat = topology.get<NatGateway>(target))
        return throughNat(*nat, from, packet, sender, direction);
    if (const auto* endpoint = topology.get<VpcEndpoint>(target))
        return throughEndpoint(*endpoint, from, packet, direction);
    if (const auto* interface = topology.get<NetworkInterface>(target))
        return throughMiddlebox(*interface, packet, direction);
    if (const auto* interfaces = m_network.interfacesByInstance.find(target))
        return throughMiddlebox(*topology.get<NetworkInterface>(interfaces->front()), packet, direction);
    m_out.add(Stage::Gateway, unknown("UNKNOWN_RESOURCE", target, {}, message(MessageId::RouteTargetMissing, target)));
    return lost(packet);
}

/// Says why nothing matches; `wouldServe` gets the endpoint that the packet would take if it were associated.
Message PacketWalk::noRouteMessage(const RouteTable& table, const Subnet& from, const Packet& packet, const VpcEndpoint** wouldServe) const {
    const std::string address = packet.destination.toString();
    if (!m_service || !hasGatewayEndpoint(m_service->service))
        return message(MessageId::NoRoute, nameOf(table), address);
    const VpcEndpoint* elsewhere = nullptr;
    m_network.topology.forEach<VpcEndpoint>([&](const VpcEndpoint& endpoint) {
        const auto name = parsedServiceName(endpoint.service);
        if (endpoint.type != EndpointType::Gateway || endpoint.vpc != from.vpc || !name || name->service != m_service->service)
            return;
        (name->region == m_service->region ? *wouldServe : elsewhere) = &endpoint;
    });
    if (*wouldServe)
        return message(MessageId::NoRouteEndpointElsewhere, nameOf(table), address, m_service->service, m_service->region, nameOf(**wouldServe));
    if (elsewhere)
        return message(MessageId::NoRouteOtherRegion, nameOf(table), address, m_service->service, m_service->region, nameOf(*elsewhere), parsedServiceName(elsewhere->service)->region);
    return message(MessageId::NoRouteToService, nameOf(table), address, m_service->service, m_service->region);
}

Arrival PacketWalk::withoutRoute(const RouteTable& table, const Subnet& from, const Packet& packet, Direction direction) {
    const VpcEndpoint* wouldServe = nullptr;
    const Message text = noRouteMessage(table, from, packet, &wouldServe);
    m_out.add(Stage::Route, block("NO_ROUTE_TO_DESTINATION", table.id, "/routes", text));
    return wouldServe ? throughEndpoint(*wouldServe, from, packet, direction) : lost(packet);
}

Arrival PacketWalk::deliverLocally(const Subnet& from, const RouteTable& table, const Packet& packet, const NetworkInterface* sender, Direction direction) {
    if (const NetworkInterface* to = m_network.interfaceAt(from.vpc.id, packet.destination))
        return deliver(*to, packet, sender, direction);
    m_out.add(Stage::Route, block("NO_POSSIBLE_DESTINATION", table.id, {}, message(MessageId::NoSuchHost, packet.destination.toString())));
    return lost(packet);
}

Arrival PacketWalk::deliver(const NetworkInterface& to, const Packet& packet, const NetworkInterface* sender, Direction direction) {
    const bool sameSubnet = sender && sender->subnet == to.subnet;
    if (const Subnet* subnet = m_network.topology.get(to.subnet); subnet && !sameSubnet)
        checkAcl(*subnet, TrafficDirection::Inbound, packet, direction);
    checkInbound(to, packet, sender, direction);
    return {Arrival::Kind::Interface, packet, &to, nullptr, {}};
}

void PacketWalk::checkInbound(const NetworkInterface& to, const Packet& packet, const NetworkInterface* sender, Direction direction) {
    enterInterface(to, direction);
    if (direction == Direction::Return) {
        if (!to.groups.empty())
            m_out.add(Stage::SecurityGroup, pass("ENI_SG_TRACKED", to.groups.front().id, {}, message(MessageId::SecurityGroupTracked)));
        return;
    }
    m_out.add(Stage::SecurityGroup, securityGroupAnswer(m_network.topology, to, TrafficDirection::Inbound, packet, {packet.source, sender}));
    checkAnswers(to, packet);
}

/// Interfaces that AWS runs do not answer everything that their filters let through.
void PacketWalk::checkAnswers(const NetworkInterface& to, const Packet& packet) {
    const std::string what = packet.protocol.isIcmp() ? "ping" : packet.protocol.hasPorts() ? packet.protocol.toString() + ' ' + std::to_string(packet.destinationPort) : packet.protocol.toString();
    if (to.interfaceType == "nat_gateway")
        m_out.add(Stage::Gateway, block("NGW_DOES_NOT_ANSWER", to.id, {}, message(MessageId::DoesNotAnswer, to.id, "NAT gateway", what)));
    else if (to.interfaceType == "vpc_endpoint" && !(packet.protocol.isTcp() && packet.destinationPort == 443))
        m_out.add(Stage::Endpoint, block("VPCE_DOES_NOT_ANSWER", to.id, {}, message(MessageId::DoesNotAnswer, to.id, "interface endpoint", what)));
    const Instance* instance = m_network.topology.get(to.instance);
    if (instance && !instance->state.empty() && instance->state != "running")
        m_out.add(Stage::Gateway, block("BAD_STATE", instance->id, "/state", message(MessageId::SourceStopped, nameOf(*instance), instance->state)));
}

Arrival PacketWalk::throughInternetGateway(const InternetGateway& gateway, const Subnet& from, Packet packet, const NetworkInterface* sender, Direction direction) {
    m_out.enter(gateway.id, Description<InternetGateway>::type.name, direction);
    if (gateway.vpc != from.vpc)
        m_out.add(Stage::Gateway, block("BAD_STATE_ATTACHMENT", gateway.id, "/vpcId", message(MessageId::GatewayDetached, nameOf(gateway), from.vpc.id)));
    if (packet.destination.isV4()) {
        if (isRfc1918(packet.destination) || isRfc6598(packet.destination)) {
            const char* code = isRfc1918(packet.destination) ? "IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS" : "IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS";
            m_out.add(Stage::Gateway, block(code, gateway.id, {}, message(MessageId::GatewayPrivateDestination, nameOf(gateway), packet.destination.toString())));
            return lost(packet);
        }
        const auto natAddress = m_session && !sender ? m_network.publicAddressOf(*m_session->nat) : std::nullopt;
        const auto address = sender ? m_network.publicAddressOf(*sender, packet.source) : natAddress;
        if (address) {
            m_out.add(Stage::Gateway, pass("IGW_TRANSLATES", gateway.id, {}, message(MessageId::GatewayForwards, nameOf(gateway), packet.source.toString(), address->toString())));
            packet.source = *address;
        } else if (sender) {
            m_out.add(Stage::Gateway, block("IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS", gateway.id, {}, message(MessageId::GatewayNoPublicAddress, nameOf(gateway), packet.source.toString())));
        }
    }
    if (m_network.publicOwners.contains(packet.destination))
        return fromInternet(packet, direction);
    return {Arrival::Kind::Internet, packet, nullptr, nullptr, sender || !m_session ? gateway.id : m_session->nat->id};
}

Arrival PacketWalk::fromInternet(Packet packet, Direction direction) {
    const PublicOwner* owner = m_network.publicOwners.find(packet.destination);
    if (!owner) {
        m_out.enter("internet", Description<Internet>::type.name, direction);
        m_out.add(Stage::Gateway, block("IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS", "internet", {}, message(MessageId::PublicAddressUnknown, packet.destination.toString())));
        return lost(packet);
    }
    if (const auto* nat = m_network.topology.get<NatGateway>(owner->natGateway))
        return backThroughNat(*nat, packet, direction);
    const auto& to = *m_network.topology.get<NetworkInterface>(owner->interface);
    const Vpc* vpc = m_network.vpcOf(to);
    const VpcParts* parts = vpc ? m_network.vpcParts.find(vpc->id) : nullptr;
    const auto* gateway = parts ? m_network.topology.get<InternetGateway>(parts->internetGateway) : nullptr;
    const Id vpcName = vpc ? displayName(*vpc) : Id();
    if (!gateway) {
        m_out.enter(vpc ? vpc->id : to.id, Description<Vpc>::type.name, direction);
        m_out.add(Stage::Gateway, block("NO_PATH", vpc ? vpc->id : to.id, {}, message(MessageId::GatewayMissing, vpcName, packet.destination.toString())));
        return lost(packet);
    }
    m_out.enter(gateway->id, Description<InternetGateway>::type.name, direction);
    m_out.add(Stage::Gateway, pass("IGW_DELIVERS", gateway->id, {}, message(MessageId::GatewayDelivers, nameOf(*gateway), packet.destination.toString(), owner->privateAddress.toString())));
    packet.destination = owner->privateAddress;
    return deliver(to, packet, nullptr, direction);
}

Arrival PacketWalk::throughNat(const NatGateway& nat, const Subnet& from, Packet packet, const NetworkInterface* sender, Direction direction) {
    const Subnet* home = m_network.topology.get(nat.subnet);
    if (home && home->id != from.id)
        checkAcl(*home, TrafficDirection::Inbound, packet, direction);
    m_out.enter(nat.id, Description<NatGateway>::type.name, direction);
    if (direction == Direction::Return || !sender) {
        m_out.add(Stage::Gateway, block("NGW_NO_SESSION", nat.id, {}, message(MessageId::NatNoSession, nameOf(nat))));
        return lost(packet);
    }
    if (!isAvailable(nat.state))
        m_out.add(Stage::Gateway, block("BAD_STATE", nat.id, "/state", message(MessageId::NatState, nameOf(nat), nat.state)));
    if (!packet.protocol.hasPorts() && !packet.protocol.isIcmp())
        m_out.add(Stage::Gateway, block("PROTOCOL_RESTRICTION", nat.id, {}, message(MessageId::NatProtocol, nameOf(nat), packet.protocol.toString())));
    const auto publicAddress = m_network.publicAddressOf(nat);
    if (!publicAddress && nat.connectivity == Connectivity::Public)
        m_out.add(Stage::Gateway, block("IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS", nat.id, "/natGatewayAddresses", message(MessageId::NatNoPublicAddress, nameOf(nat))));
    if (!home) {
        m_out.add(Stage::Gateway, unknown("UNKNOWN_RESOURCE", nat.id, "/subnetId", message(MessageId::RouteTargetMissing, nat.subnet.id)));
        return lost(packet);
    }
    m_session = Session{&nat, sender, packet.source};
    if (!nat.addresses.empty() && nat.addresses.front().privateIp)
        packet.source = *nat.addresses.front().privateIp;
    m_out.add(Stage::Gateway, pass("NGW_TRANSLATES", nat.id, {}, message(MessageId::NatTranslates, nameOf(nat), publicAddress.value_or(packet.source).toString())));
    const Catalog& catalog = Catalog::builtIn();
    m_out.cost().perGigabyte += catalog.natPerGigabyte();
    m_out.cost().perHour += catalog.natPerHour();
    m_out.cost().items.push_back(message(MessageId::CostNat, nameOf(nat), dollars(catalog.natPerGigabyte()), dollars(catalog.natPerHour())));
    return leaveSubnet(*home, packet, nullptr, direction);
}

Arrival PacketWalk::backThroughNat(const NatGateway& nat, Packet packet, Direction direction) {
    const bool known = direction == Direction::Return && m_session && m_session->nat == &nat;
    const Subnet* home = m_network.topology.get(nat.subnet);
    if (known && home) {
        if (!nat.addresses.empty() && nat.addresses.front().privateIp)
            packet.destination = *nat.addresses.front().privateIp;
        checkAcl(*home, TrafficDirection::Inbound, packet, direction);
    }
    m_out.enter(nat.id, Description<NatGateway>::type.name, direction);
    if (!known) {
        m_out.add(Stage::Gateway, block("NGW_NO_SESSION", nat.id, {}, message(MessageId::NatNoSession, nameOf(nat))));
        return lost(packet);
    }
    const NetworkInterface& client = *m_session->client;
    packet.destination = m_session->clientAddress;
    m_out.add(Stage::Gateway, pass("NGW_RETURNS", nat.id, {}, message(MessageId::NatReturns, nameOf(nat), packet.destination.toString())));
    if (home && client.subnet.id != home->id) {
        checkAcl(*home, TrafficDirection::Outbound, packet, direction);
        if (const Subnet* subnet = m_network.topology.get(client.subnet))
            checkAcl(*subnet, TrafficDirection::Inbound, packet, direction);
    }
    checkInbound(client, packet, nullptr, direction);
    return {Arrival::Kind::Interface, packet, &client, nullptr, {}};
}

Arrival PacketWalk::throughEndpoint(const VpcEndpoint& endpoint, const Subnet& from, const Packet& packet, Direction direction) {
    m_out.enter(endpoint.id, Description<VpcEndpoint>::type.name, direction);
    if (endpoint.type != EndpointType::Gateway) {
        m_out.add(Stage::Endpoint, unknown("UNKNOWN_RESOURCE", endpoint.id, "/vpcEndpointType", message(MessageId::EndpointKind, nameOf(endpoint), std::string(enumName(endpoint.type)))));
        return lost(packet);
    }
    bool works = true;
    const auto refuse = [&](std::string code, std::string pointer, Message text) {
        m_out.add(Stage::Endpoint, block(std::move(code), endpoint.id, std::move(pointer), std::move(text)));
        works = false;
    };
    if (!isAvailable(endpoint.state))
        refuse("BAD_STATE", "/state", message(MessageId::EndpointState, nameOf(endpoint), endpoint.state));
    if (endpoint.vpc != from.vpc)
        refuse("VPCE_OTHER_VPC", "/vpcId", message(MessageId::EndpointOtherVpc, nameOf(endpoint), endpoint.vpc.id));
    if (!packet.protocol.isTcp() && !(packet.protocol.isIcmp() && packet.icmpType == 8))
        refuse("VPCE_GATEWAY_PROTOCOL_RESTRICTION", {}, message(MessageId::EndpointProtocol, nameOf(endpoint), packet.protocol.toString()));
    if (works) {
        const auto name = parsedServiceName(endpoint.service);
        m_out.add(Stage::Endpoint, pass("VPCE_FORWARDS", endpoint.id, {}, message(MessageId::EndpointForwards, nameOf(endpoint), name ? name->service : endpoint.service, name ? name->region : endpoint.region, packet.source.toString())));
        m_out.cost().items.push_back(message(MessageId::CostEndpoint, nameOf(endpoint)));
    }
    return {Arrival::Kind::GatewayEndpoint, packet, nullptr, &endpoint, {}};
}

Arrival PacketWalk::throughMiddlebox(const NetworkInterface& middlebox, const Packet& packet, Direction direction) {
    enterInterface(middlebox, direction);
    if (middlebox.sourceDestCheck)
        m_out.add(Stage::Gateway, block("ENI_SOURCE_DEST_CHECK_RESTRICTION", middlebox.id, "/sourceDestCheck", message(MessageId::SourceDestCheck, nameOf(middlebox))));
    else
        m_out.add(Stage::Gateway, unknown("UNKNOWN_RESOURCE", middlebox.id, {}, message(MessageId::MiddleboxUnknown, nameOf(middlebox))));
    return lost(packet);
}

void PacketWalk::replyThroughEndpoint(const VpcEndpoint& endpoint, const NetworkInterface& client, const Packet& reply) {
    m_out.enter(endpoint.id, Description<VpcEndpoint>::type.name, Direction::Return);
    m_out.add(Stage::Endpoint, pass("VPCE_RETURNS", endpoint.id, {}, message(MessageId::EndpointReturns, nameOf(endpoint))));
    if (const Subnet* subnet = m_network.topology.get(client.subnet))
        checkAcl(*subnet, TrafficDirection::Inbound, reply, Direction::Return);
    checkInbound(client, reply, nullptr, Direction::Return);
}

} // namespace waylight
