// SPDX-License-Identifier: MIT
#include "tests/support/naive_journey.h"

#include <algorithm>

namespace naive {
namespace {

constexpr int mostSteps = 60; ///< a packet that has come so far runs in a circle

IpAddress addressOrInternet(const Id& text) {
    const Result<IpAddress> parsed = IpAddress::parse(text);
    return parsed ? *parsed : IpAddress::v4(0x08080808); // `internet`: any host out there
}

/// Interfaces that only forward: they answer nothing and start nothing.
bool isMute(const NetworkInterface& interface) {
    const std::string& type = interface.interfaceType;
    return type == "nat_gateway" || type == "transit_gateway" || type == "gateway_load_balancer" ||
           type == "gateway_load_balancer_endpoint";
}

bool isActive(const VpcPeering& peering) {
    return peering.state.empty() || peering.state == "active";
}

bool joins(const VpcPeering& peering, const Id& a, const Id& b) {
    return (peering.requester.id == a && peering.accepter.id == b) ||
           (peering.requester.id == b && peering.accepter.id == a);
}

bool isInOneRegion(const VpcPeering& peering) {
    const std::string& requester = peering.requesterRegion.empty() ? peering.region : peering.requesterRegion;
    const std::string& accepter = peering.accepterRegion.empty() ? peering.region : peering.accepterRegion;
    return requester == accepter;
}

} // namespace

void Journey::visit(const Id& id) {
    m_verdict.path.push_back(id);
}

void Journey::block(const char* reason) {
    if (!m_stopped)
        m_verdict.verdict = "blocked", m_verdict.reason = reason;
    m_stopped = true;
}

void Journey::stopUnknown(const char* reason) {
    note(reason);
    m_stopped = true;
}

void Journey::note(const char* unknown) {
    if (m_stopped || m_verdict.verdict != "allowed")
        return;
    m_verdict.verdict = "unknown";
    m_verdict.reason = unknown;
}

NaiveVerdict Journey::verdict() {
    start();
    return m_verdict;
}

void Journey::start() {
    const Instance* instance = m_topology.get<Instance>(m_request.from.id);
    const NetworkInterface* from =
        instance ? primaryInterface(m_topology, instance->id) : m_topology.get<NetworkInterface>(m_request.from.id);
    m_packet.protocol = m_request.protocol;
    m_packet.icmpType = m_request.protocol == Protocol::icmpv6() ? 128 : 8;
    m_packet.destination = addressOrInternet(m_request.to.id);
    m_packet.destinationPorts = {m_request.port, m_request.port};
    m_packet.sourcePorts = clientPorts(m_topology, m_request, from);
    if (!from) {
        m_packet.source = addressOrInternet(m_request.from.id);
        m_startedOutside = true;
        m_sent = m_packet;
        return onTheInternet();
    }
    const std::optional<IpAddress> source = primaryAddress(*from, m_packet.destination.family());
    if (!source)
        return block("no-address-of-family");
    m_packet.source = *source;
    m_sent = m_packet;
    m_client = m_source = from->id;
    if (from->interfaceType == "vpc_endpoint" || isMute(*from))
        return block("source-starts-nothing");
    if (isRunning(*from))
        leaveInterface(*from);
}

/// Leaving an interface: its groups, then R12 and the subnet's border.
void Journey::leaveInterface(const NetworkInterface& interface) {
    visit(interface.id);
    if (!m_isReply && !passesGroups(interface, false))
        return;
    const Subnet* subnet = m_topology.get(interface.subnet);
    subnet ? leaveSubnet(*subnet) : stopUnknown("unknown-subnet");
}

/// R12: what stays in the subnet meets neither the ACL nor the route table.
void Journey::leaveSubnet(const Subnet& subnet) {
    m_sender = subnet.id;
    const NatGateway* nat = isReplyToNat(subnet.vpc.id) ? m_topology.get<NatGateway>(session()->device) : nullptr;
    if (nat && nat->subnet.id == subnet.id)
        return backThroughNat();
    if (const NetworkInterface* neighbour = interfaceInSubnet(m_topology, subnet.id, m_packet.destination))
        return arriveAt(*neighbour);
    if (passesAcl(subnet, true))
        routeFrom(subnet);
}

void Journey::routeFrom(const Subnet& subnet) {
    const RouteTable* table = tableOf(m_topology, subnet);
    const Vpc* vpc = m_topology.get(subnet.vpc);
    if (!table || !vpc)
        return stopUnknown("unknown-route-table");
    routeBy(*table, *vpc, subnet.availabilityZone);
}

void Journey::routeBy(const RouteTable& table, const Vpc& vpc, const std::string& zone) {
    visit(table.id);
    if (++m_steps > mostSteps)
        return block("loop");
    if (isReserved(m_packet.destination))
        return block("reserved-destination");
    const Choice choice = chooseRoute(m_topology, table, vpc, m_packet.destination);
    switch (choice.kind) {
    case Choice::NoRoute:
        return block("no-route");
    case Choice::Blackhole:
        return block("blackhole");
    case Choice::Unknown:
        return stopUnknown("unknown-route");
    case Choice::Found:
        return follow(choice.target, vpc, zone);
    }
}

void Journey::follow(const Id& target, const Vpc& vpc, const std::string& zone) {
    if (target == "local")
        return deliver(vpc.id);
    if (const auto* gateway = m_topology.get<InternetGateway>(target))
        return throughInternetGateway(*gateway, vpc);
    if (const auto* gateway = m_topology.get<EgressOnlyInternetGateway>(target))
        return throughEgressOnlyGateway(*gateway, vpc);
    if (const auto* nat = m_topology.get<NatGateway>(target))
        return throughNat(*nat, vpc, zone);
    if (const auto* peering = m_topology.get<VpcPeering>(target))
        return throughPeering(*peering, vpc);
    if (const auto* gateway = m_topology.get<TransitGateway>(target))
        return throughTransitGateway(*gateway, vpc, zone);
    if (const auto* gateway = m_topology.get<VpnGateway>(target))
        return throughVpnGateway(*gateway, vpc);
    if (const auto* endpoint = m_topology.get<VpcEndpoint>(target); endpoint && endpoint->type == EndpointType::Gateway)
        return throughGatewayEndpoint(*endpoint, vpc);
    else if (endpoint && endpoint->type == EndpointType::GatewayLoadBalancer)
        return throughLoadBalancerEndpoint(*endpoint, vpc);
    if (const NetworkInterface* middlebox = targetInterface(m_topology, target))
        return throughMiddlebox(*middlebox);
    stopUnknown("unknown-target");
}

/// The local route: an interface of the VPC with the destination address.
void Journey::deliver(const Id& vpc) {
    if (isReplyToNat(vpc)) {
        const NatGateway& nat = *m_topology.get<NatGateway>(session()->device);
        const Subnet* subnet = m_topology.get(nat.subnet);
        if (!subnet || subnet->id == m_sender || passesAcl(*subnet, false))
            backThroughNat();
        return;
    }
    const NetworkInterface* interface = interfaceInVpc(m_topology, vpc, m_packet.destination);
    if (!interface)
        return block("nobody");
    arriveAt(*interface);
}

/// Into the subnet of an interface, unless the packet is there already, and to the interface.
void Journey::arriveAt(const NetworkInterface& interface) {
    const Subnet* subnet = m_topology.get(interface.subnet);
    if (subnet && subnet->id != m_sender && !passesAcl(*subnet, false))
        return;
    m_isReply ? acceptReply(interface) : accept(interface);
}

void Journey::accept(const NetworkInterface& interface) {
    visit(interface.id);
    if (!passesGroups(interface, true) || !isRunning(interface))
        return;
    if (isMute(interface))
        return block("answers-nothing");
    if (const VpcEndpoint* endpoint = endpointOf(m_topology, interface.id); endpoint && !answersFor(*endpoint))
        return block("endpoint-does-not-serve");
    if (interface.description.starts_with("ELB ")) {
        const LoadBalancer* balancer = balancerOf(m_topology, interface);
        return balancer ? balance(interface, *balancer) : stopUnknown("unknown-load-balancer");
    }
    arrive({End::Interface, interface.id, {}});
}

/// 1.4: AWS's services answer on tcp 443; no interface endpoint answers a ping.
bool Journey::answersFor(const VpcEndpoint& endpoint) const {
    if (m_packet.protocol.isIcmp())
        return false;
    const bool ofAws =
        endpoint.service.starts_with("com.amazonaws.") && !endpoint.service.starts_with("com.amazonaws.vpce.");
    return !ofAws || (m_packet.protocol.isTcp() && m_packet.destinationPorts.first == 443);
}

bool Journey::isRunning(const NetworkInterface& interface) {
    const Instance* instance = m_topology.get(interface.instance);
    if (!instance || instance->state.empty() || instance->state == "running")
        return true;
    block("not-running");
    return false;
}

void Journey::arrive(End end) {
    m_end = std::move(end);
    answer();
}

/// The reply starts where the packet arrived, and is routed anew.
void Journey::answer() {
    m_isReply = true;
    m_packet = replyTo(m_packet);
    m_fromOutside = false;
    m_sender = m_middlebox = Id();
    m_steps = m_gatewaysVisited = 0;
    switch (m_end.kind) {
    case End::None:
        return;
    case End::Interface:
        return answerFrom(*m_topology.get<NetworkInterface>(m_end.id));
    case End::Internet:
        return onTheInternet();
    case End::VpnGateway:
        return inByVpnGateway(*m_topology.get<VpnGateway>(m_end.id));
    case End::VpnAttachment:
        return atTransitGateway(m_end.transitGateway, m_end.id, {});
    case End::Service:
        return deliver(m_topology.get<VpcEndpoint>(m_end.id)->vpc.id);
    }
}

void Journey::answerFrom(const NetworkInterface& interface) {
    if (session() && session()->direct)
        return backThroughBalancer();
    const Subnet& subnet = *m_topology.get(interface.subnet);
    const NatGateway* nat = session() ? m_topology.get<NatGateway>(session()->device) : nullptr;
    // "Return to sender": what a NAT gateway sent over a peering connection comes back over it without a route (1.5).
    if (nat && m_peerings.size() == 1 && m_passages.empty() && session()->inside == m_packet.destination) {
        visit(interface.id);
        const Subnet* natSubnet = m_topology.get(nat->subnet);
        const VpcPeering* peering = m_topology.get<VpcPeering>(m_peerings.front());
        if (natSubnet && joins(*peering, natSubnet->vpc.id, subnet.vpc.id)) {
            if (passesAcl(subnet, true))
                deliver(natSubnet->vpc.id);
            return;
        }
    }
    leaveInterface(interface);
}

/// The reply is good when it comes to who asked, from whom it was asked.
void Journey::acceptReply(const NetworkInterface& interface) {
    visit(interface.id);
    if (session() && session()->device == interface.id)
        return backThroughBalancer();
    if (interface.id != m_client)
        return block("reply-to-another");
    if (m_packet.source != m_sent.destination)
        block("reply-from-another");
}

bool Journey::passesAcl(const Subnet& subnet, bool egress) {
    const NetworkAcl* acl = aclOf(m_topology, subnet);
    if (!acl) {
        note("unknown-acl");
        return true;
    }
    if (networkAcl(*acl, egress, m_packet) == Outcome::Pass)
        return true;
    block(m_isReply ? (egress ? "acl-out-reply" : "acl-in-reply") : (egress ? "acl-out" : "acl-in"));
    return false;
}

bool Journey::passesGroups(const NetworkInterface& interface, bool inbound) {
    const auto peerGroups = inbound ? groupsOfSource(interface) : groupsOfDestination(interface);
    switch (securityGroups(m_topology, interface, inbound, m_packet, peerGroups)) {
    case Outcome::Pass:
        return true;
    case Outcome::Unknown:
        note("unknown-security-group");
        return true;
    case Outcome::Block:
        block(inbound ? "sg-in" : "sg-out");
        return false;
    }
    return false;
}

/// 1.6: whom inbound rules that name a group can mean: the interface whose private address the packet still carries, in
/// this VPC, over one peering connection in the Region, or over one transit gateway that supports it.
std::vector<Ref<SecurityGroup>> Journey::groupsOfSource(const NetworkInterface& interface) const {
    const NetworkInterface* source = m_topology.get<NetworkInterface>(m_source);
    if (!source || m_hidden)
        return {};
    const Id there = vpcOf(m_topology, *source);
    const Id here = vpcOf(m_topology, interface);
    if (there == here)
        return source->groups;
    if (m_peerings.size() == 1 && m_passages.empty()) {
        const VpcPeering& peering = *m_topology.get<VpcPeering>(m_peerings.front());
        return joins(peering, here, there) && isInOneRegion(peering) ? source->groups
                                                                     : std::vector<Ref<SecurityGroup>>();
    }
    if (m_passages.size() != 1 || !m_peerings.empty())
        return {};
    const auto supports = [&](const Id& attachment) {
        const std::string& own = m_topology.get<TransitGatewayAttachment>(attachment)->securityGroupReferencing;
        return own.empty() || own == "enable";
    };
    const Passage& passage = m_passages.front();
    const bool gateway = m_topology.get<TransitGateway>(passage.gateway)->securityGroupReferencing == "enable";
    return gateway && supports(passage.from) && supports(passage.to) ? source->groups
                                                                     : std::vector<Ref<SecurityGroup>>();
}

/// 1.6: whom outbound rules that name a group can mean: in this VPC, or over the peering connection that the route
/// leads to.
std::vector<Ref<SecurityGroup>> Journey::groupsOfDestination(const NetworkInterface& interface) const {
    const Subnet* subnet = m_topology.get(interface.subnet);
    const Vpc* vpc = subnet ? m_topology.get(subnet->vpc) : nullptr;
    if (!vpc)
        return {};
    if (const NetworkInterface* inside = interfaceInVpc(m_topology, vpc->id, m_packet.destination))
        return inside->groups;
    const RouteTable* table = tableOf(m_topology, *subnet);
    const Choice choice = table ? chooseRoute(m_topology, *table, *vpc, m_packet.destination) : Choice();
    const VpcPeering* peering = choice.kind == Choice::Found ? m_topology.get<VpcPeering>(choice.target) : nullptr;
    if (!peering || !isActive(*peering) || !isInOneRegion(*peering) ||
        (peering->requester.id != vpc->id && peering->accepter.id != vpc->id))
        return {};
    const NetworkInterface* peer =
        interfaceInVpc(m_topology, peering->requester.id == vpc->id ? peering->accepter.id : peering->requester.id,
                       m_packet.destination);
    return peer ? peer->groups : std::vector<Ref<SecurityGroup>>();
}

} // namespace naive
