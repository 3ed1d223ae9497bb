// SPDX-License-Identifier: MIT
#include "tests/support/naive_journey.h"

#include <algorithm>

namespace naive {
namespace {

bool isNat64(const IpAddress& address) {
    return Cidr::parse("64:ff9b::/96").value().contains(address);
}

/// The VPC of a NAT gateway: that of its subnet, or its own when it is regional.
Id vpcOfNat(const Topology& topology, const NatGateway& nat) {
    if (nat.availabilityMode == AvailabilityMode::Regional)
        return nat.vpc.id;
    const Subnet* subnet = topology.get(nat.subnet);
    return subnet ? subnet->vpc.id : Id();
}

/// The mode of VPC Block Public Access in the account and Region of a VPC.
InternetBlockMode blockModeOf(const Topology& topology, const Vpc& vpc) {
    InternetBlockMode mode = InternetBlockMode::Off;
    topology.forEach<BlockPublicAccess>([&](const BlockPublicAccess& each) {
        const bool sameAccount = each.account.empty() || vpc.account.empty() || each.account == vpc.account;
        if (sameAccount && each.region == vpc.region && each.mode != InternetBlockMode::Off)
            mode = each.mode;
    });
    return mode;
}

std::optional<InternetExclusionMode> exclusionOf(const Topology& topology, const Id& vpcOrSubnet) {
    std::optional<InternetExclusionMode> mode;
    topology.forEach<BlockPublicAccessExclusion>([&](const BlockPublicAccessExclusion& each) {
        const bool complete = each.state.empty() || each.state == "create-complete" || each.state == "update-complete";
        if (complete && each.resource.id == vpcOrSubnet)
            mode = each.mode;
    });
    return mode;
}

} // namespace

/// An internet gateway translates between private and public addresses, one to one (1.5).
void Journey::throughInternetGateway(const InternetGateway& gateway, const Vpc& vpc) {
    visit(gateway.id);
    if (gateway.vpc.id != vpc.id)
        return block("igw-not-attached");
    if (isPrivate(m_packet.destination))
        return block("igw-private-destination");
    if (!usesEdgeAppliance(gateway.id, vpc))
        return block("edge-asymmetric");
    const bool fromNat = translatingNat(vpc.id);
    if (!passesPublicAccessBlock(vpc.id, talkingSubnet(vpc), !m_isReply && !m_startedOutside, fromNat))
        return;
    if (!fromNat && !contains(blocksOf(vpc), m_packet.source))
        return block("igw-spoofed-source");
    // A middlebox may be a NAT instance: whether it translates is not in the design.
    if (m_packet.source.isV4() && !translatedToPublic(vpc))
        return m_middlebox.empty() ? block("igw-no-public-address") : stopUnknown("unknown-middlebox-translation");
    onTheInternet();
}

/// 1.2: what leaves must have come through the appliance to which the gateway's own table sends what comes for its
/// source.
bool Journey::usesEdgeAppliance(const Id& gateway, const Vpc& vpc) const {
    const std::vector<Id>& used = m_appliances[m_isReply];
    const NatGateway* nat = translatingNat(vpc.id);
    if (nat && nat->availabilityMode == AvailabilityMode::Regional)
        return true;
    const Id appliance = edgeAppliance(gateway, vpc, m_packet.source);
    return appliance.empty() || std::find(used.begin(), used.end(), appliance) != used.end();
}

bool Journey::translatedToPublic(const Vpc& vpc) {
    std::optional<IpAddress> outside;
    if (translatingNat(vpc.id))
        outside = session()->outside;
    else if (const NetworkInterface* interface = interfaceInVpc(m_topology, vpc.id, m_packet.source))
        outside = publicAddress(m_topology, *interface, m_packet.source);
    if (outside)
        m_packet.source = *outside;
    return outside.has_value();
}

/// The subnet of the interface whose address the internet gateway sees: a NAT gateway's for translated packets.
Id Journey::talkingSubnet(const Vpc& vpc) const {
    if (const NatGateway* nat = translatingNat(vpc.id))
        return nat->subnet.id;
    const NetworkInterface* interface = interfaceInVpc(m_topology, vpc.id, m_packet.source);
    return interface ? interface->subnet.id : Id();
}

void Journey::throughEgressOnlyGateway(const EgressOnlyInternetGateway& gateway, const Vpc& vpc) {
    visit(gateway.id);
    if (gateway.vpc.id != vpc.id)
        return block("eigw-not-attached");
    if (m_packet.destination.isV4())
        return block("eigw-ipv6-only");
    if (m_isReply || m_startedOutside)
        return block("eigw-outbound-only");
    if (!passesPublicAccessBlock(vpc.id, talkingSubnet(vpc), true, true))
        return;
    if (!contains(blocksOf(vpc), m_packet.source))
        return block("igw-spoofed-source");
    m_egressOnlyVpc = vpc.id;
    onTheInternet();
}

/// Outside: the packet is for an interface of the design, for a NAT gateway, or it has arrived.
void Journey::onTheInternet() {
    const IpAddress& destination = m_packet.destination;
    if (isPrivate(destination))
        return block("igw-private-destination");
    const NatGateway* nat = m_isReply && session() ? m_topology.get<NatGateway>(session()->device) : nullptr;
    if (nat && session()->outside == destination)
        return inFromInternet(vpcOfNat(m_topology, *nat), nat->subnet.id, session()->inside);
    if (const NatGateway* uninvited = natWithPublic(m_topology, destination)) {
        visit(uninvited->id);
        return block("nat-uninvited");
    }
    if (const PublicHome home = homeOfPublic(m_topology, destination); home.interface) {
        const Id vpc = vpcOf(m_topology, *home.interface);
        return vpc.empty() ? stopUnknown("unknown-subnet")
                           : inFromInternet(vpc, home.interface->subnet.id, home.address);
    }
    visit("internet");
    if (!m_isReply)
        return m_client.empty() ? block("nobody") : arrive({End::Internet, {}, {}});
    if (!m_client.empty() || destination != m_sent.source)
        return block("reply-to-another");
    if (m_packet.source != m_sent.destination)
        block("reply-from-another");
}

/// Into a VPC by its internet gateway; what left by an egress-only gateway comes back by that.
void Journey::inFromInternet(const Id& vpc, const Id& subnet, const IpAddress& privateAddress) {
    const bool byEgressOnly = m_isReply && m_egressOnlyVpc == vpc && !vpc.empty();
    const InternetGateway* gateway = internetGatewayOf(m_topology, vpc);
    if (!byEgressOnly && !gateway)
        return block("igw-none-in");
    if (isPrivate(m_packet.source))
        return block("igw-private-source");
    const bool toNat = m_isReply && session() && session()->inside == privateAddress;
    if (!passesPublicAccessBlock(vpc, subnet, m_isReply, byEgressOnly || toNat))
        return;
    m_packet.destination = privateAddress;
    m_fromOutside = true;
    m_sender = m_middlebox = Id();
    m_hidden = true;
    m_startedOutside = m_startedOutside || !m_isReply;
    const NatGateway* nat = toNat ? m_topology.get<NatGateway>(session()->device) : nullptr;
    if (byEgressOnly || (nat && nat->availabilityMode == AvailabilityMode::Regional))
        return deliver(vpc);
    visit(gateway->id);
    byGatewayTable(gateway->id, vpc, true);
}

/// VPC Block Public Access. `keepsStrangersOut`: the packet goes through a NAT or egress-only gateway.
bool Journey::passesPublicAccessBlock(const Id& vpcId, const Id& subnet, bool startedInside, bool keepsStrangersOut) {
    const Vpc* vpc = m_topology.get<Vpc>(vpcId);
    const InternetBlockMode mode = vpc ? blockModeOf(m_topology, *vpc) : InternetBlockMode::Off;
    std::optional<InternetExclusionMode> exclusion = exclusionOf(m_topology, subnet);
    if (!exclusion)
        exclusion = exclusionOf(m_topology, vpcId);
    if (mode == InternetBlockMode::Off || exclusion == InternetExclusionMode::AllowBidirectional)
        return true;
    const bool passes =
        exclusion ? startedInside : mode == InternetBlockMode::BlockIngress && startedInside && keepsStrangersOut;
    if (!passes)
        block(mode == InternetBlockMode::BlockIngress ? "bpa-ingress" : "bpa-bidirectional");
    return passes;
}

/// NAT gateways carry what is started inside, and nothing else (1.5). What comes by peering or VPN never gets here: it
/// is delivered to an interface without a look at route tables.
void Journey::throughNat(const NatGateway& nat, const Vpc& vpc, const std::string& zone) {
    if (m_isReply && isReplyToNat(vpc.id) && session()->device == nat.id)
        return deliver(vpc.id);
    visit(nat.id);
    if (m_isReply)
        return block("nat-reply");
    if (!isAvailable(nat.state))
        return block("nat-state");
    if (!m_packet.protocol.hasPorts() && !m_packet.protocol.isIcmp())
        return block("nat-protocol");
    if (m_startedOutside)
        return block("nat-started-outside");
    if (!m_packet.destination.isV4() && !isNat64(m_packet.destination))
        return block("nat-ipv4-only");
    const bool regional = nat.availabilityMode == AvailabilityMode::Regional;
    if (!regional && !m_topology.get(nat.subnet))
        return stopUnknown("unknown-nat-subnet");
    if (vpcOfNat(m_topology, nat) != vpc.id)
        return block("nat-other-vpc");
    regional ? throughRegionalNat(nat, vpc, zone) : throughZonalNat(nat);
}

void Journey::throughZonalNat(const NatGateway& nat) {
    const Subnet& subnet = *m_topology.get(nat.subnet);
    if (subnet.id != m_sender && !passesAcl(subnet, false))
        return;
    if (!m_packet.destination.isV4())
        return stopUnknown("unknown-nat64");
    if (nat.addresses.empty() || !nat.addresses.front().privateIp)
        return block("nat-without-address");
    translate(nat, nat.addresses.front(), {});
    leaveSubnet(subnet);
}

void Journey::throughRegionalNat(const NatGateway& nat, const Vpc& vpc, const std::string& zone) {
    if (nat.connectivity == Connectivity::Private)
        return block("nat-regional-private");
    const auto ofZone = std::find_if(nat.addresses.begin(), nat.addresses.end(),
                                     [&](const NatAddress& each) { return each.availabilityZone == zone; });
    if (nat.autoProvisionZones == "disabled" && ofZone == nat.addresses.end())
        return block("nat-zone");
    if (!m_packet.destination.isV4())
        return stopUnknown("unknown-nat64");
    if (nat.addresses.empty())
        return block("nat-without-address");
    translate(nat, ofZone == nat.addresses.end() ? nat.addresses.front() : *ofZone, zone);
    m_sender = Id();
    if (nat.routeTable) {
        const RouteTable* table = m_topology.get(nat.routeTable);
        if (!table)
            return stopUnknown("unknown-route-table");
        const Choice choice = chooseRoute(m_topology, *table, vpc, m_packet.destination);
        if (choice.kind == Choice::Found && !m_topology.get<InternetGateway>(choice.target))
            return stopUnknown("unknown-target");
        return routeBy(*table, vpc, zone);
    }
    const InternetGateway* gateway = internetGatewayOf(m_topology, vpc.id);
    gateway ? throughInternetGateway(*gateway, vpc) : block("no-route");
}

void Journey::translate(const NatGateway& nat, const NatAddress& address, const std::string& zone) {
    const std::optional<IpAddress> outside =
        nat.connectivity == Connectivity::Public ? publicAddress(m_topology, address) : std::nullopt;
    const IpAddress inside = address.privateIp ? *address.privateIp : outside.value_or(IpAddress());
    m_sessions.push_back({nat.id, inside, outside, m_packet, zone});
    m_packet.source = inside;
    if (m_packet.protocol.hasPorts())
        m_packet.sourcePorts = {1024, 65535};
    m_source = address.interface.id;
    m_fromOutside = false;
    m_middlebox = Id();
    m_peerings.clear();
    m_passages.clear();
}

/// The reply is at the NAT gateway's interface: it gets the client's address again, and goes on by the gateway's own
/// table.
void Journey::backThroughNat() {
    const Session ended = *session();
    m_sessions.pop_back();
    const NatGateway& nat = *m_topology.get<NatGateway>(ended.device);
    visit(nat.id);
    m_packet.destination = ended.before.source;
    m_packet.destinationPorts = ended.before.sourcePorts;
    m_fromOutside = false;
    m_middlebox = Id();
    if (nat.availabilityMode == AvailabilityMode::Zonal)
        return leaveSubnet(*m_topology.get(nat.subnet));
    m_sender = Id();
    const Vpc& vpc = *m_topology.get(nat.vpc);
    if (nat.routeTable)
        return routeBy(*m_topology.get(nat.routeTable), vpc, ended.zone);
    contains(blocksOf(vpc), m_packet.destination) ? deliver(vpc.id) : block("no-route");
}

/// A reply to what a NAT gateway of this VPC sent is for that gateway.
bool Journey::isReplyToNat(const Id& vpc) const {
    const NatGateway* nat = m_isReply && session() ? m_topology.get<NatGateway>(session()->device) : nullptr;
    return nat && session()->inside == m_packet.destination && vpcOfNat(m_topology, *nat) == vpc;
}

const NatGateway* Journey::translatingNat(const Id& vpc) const {
    const bool carries = !m_isReply && session() && session()->inside == m_packet.source;
    const NatGateway* nat = carries ? m_topology.get<NatGateway>(session()->device) : nullptr;
    return nat && vpcOfNat(m_topology, *nat) == vpc ? nat : nullptr;
}

} // namespace naive
