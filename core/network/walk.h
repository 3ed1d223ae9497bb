// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/group_filter.h"

#include <algorithm>

namespace waylight {

/// Where a packet ended up.
struct Arrival {
    enum class Kind : std::uint8_t {
        Lost,            ///< it could not be followed further
        Interface,       ///< at an interface of the design
        Internet,        ///< at a public address that is not in the design
        OnPremises,      ///< behind a VPN connection
        GatewayEndpoint, ///< at a service, through a gateway endpoint
        Answered,        ///< at a target of a load balancer, and the reply has been followed too
    };
    Kind kind = Kind::Lost;
    Packet packet; ///< as it is seen there
    const CompiledInterface* interface = nullptr;
    Handle gateway = noHandle;         ///< endpoint, virtual private gateway or attachment by which it arrived
    Handle translatedBy = noHandle;    ///< the gateway that gave it the public source address
    Handle customerGateway = noHandle; ///< on premises
    OtherEnd sender{};                 ///< as security groups know it, where they were left out
};

/// Follows a packet from hop to hop, there and back, by the rules of ../shared/reference/network-semantics.md. With a
/// list of steps it records every answer and goes on past blocks on the way that the packet would have taken; without
/// one it stops at the first block. Remembers the translations of the way there for the way back: use one walk for
/// both.
class Walk {
public:
    explicit Walk(const NetworkIndex& network, std::vector<Step>* steps = nullptr)
        : m_network(network), m_steps(steps) {}

    /// A gateway endpoint to go on through, behind the block, where no route matches.
    void setFallback(Handle endpoint) { m_fallback = endpoint; }
    /// Leaves out the security groups of the interface that sends and of the one that it arrives at: who asks many
    /// pairs asks them once for all that share them (`groupDecision`).
    void leaveOutGroupsOfEnds() { m_firstGroups = m_lastGroups = false; }
    /// Where the groups of the receiver would have been asked, and of what; its `interface` is null when the packet did
    /// not come that far.
    const Arrival& leftOut() const { return m_leftOut; }

    /// A packet that an interface sends.
    Arrival fromInterface(const CompiledInterface& interface, const Packet& packet, Direction direction);
    /// A packet from the internet to a public address.
    Arrival fromInternet(const Packet& packet, Direction direction);
    /// A packet from on premises, by a virtual private gateway or a transit gateway's VPN attachment.
    Arrival fromPremises(Handle gateway, const Packet& packet, Direction direction);
    /// A packet from the side of a peering whose VPC is not in the design.
    Arrival fromUnknownPeer(const CompiledPeering& peering, const Packet& packet);
    /// The reply to what arrived, which takes its own way: it is routed by the tables of where it starts. Returns where
    /// it ended.
    Arrival comeBack(const Arrival& there);

    /// True while nothing but subnets, their tables and ACLs, and the interfaces of the VPC has been asked: no gateway,
    /// load balancer or endpoint, and no forwarding interface.
    bool staysLocal() const { return m_staysLocal; }
    /// The worst answer so far.
    Outcome outcome() const { return m_blocked ? Outcome::Block : m_unknown ? Outcome::Unknown : Outcome::Pass; }

private:
    /// What a packet brings along from where it was before.
    struct Carrier {
        enum class Via : std::uint8_t { Vpc, Peering, Transit, Vpn, Internet };
        const CompiledInterface* sender =
            nullptr;                      ///< whose private address it still carries; security groups know it by that
        Via via = Via::Vpc;               ///< how it came into this VPC
        bool references = true;           ///< the transit gateways on the way keep group references
        Handle through = noHandle;        ///< the middlebox or appliance endpoint that forwarded it
        const CompiledNat* nat = nullptr; ///< the NAT gateway that has just translated it
        bool unknownPeer = false;         ///< it comes from a VPC that is not in the design
    };
    static OtherEnd otherEnd(const Carrier& carrier) {
        return {carrier.sender, carrier.references, carrier.via == Carrier::Via::Peering, carrier.unknownPeer};
    }
    struct NatSession {
        const CompiledNat* nat = nullptr;
        IpAddress client;
        int port = 0; ///< the client's, before it was remapped
        int span = 0;
    };

    // --- walk.cpp: subnets, routes, delivery
    Arrival leave(const CompiledSubnet& from, const Packet& packet, Carrier carrier);
    Arrival follow(const CompiledRoute& route, const CompiledTable& table, const CompiledSubnet& from,
                   const Packet& packet, Carrier carrier);
    void checkReply(const Arrival& back);
    Arrival withoutRoute(const CompiledTable& table, const CompiledSubnet& from, const Packet& packet,
                         const Carrier& carrier);
    Arrival deliverLocally(const CompiledTable& table, const CompiledSubnet& from, const Packet& packet,
                           const Carrier& carrier);
    Arrival toHost(const CompiledVpc& vpc, Handle fromSubnet, const Packet& packet, const Carrier& carrier,
                   Handle culprit);
    Arrival deliver(const CompiledInterface& to, Handle fromSubnet, const Packet& packet, const Carrier& carrier);
    Arrival arrive(const CompiledInterface& to, const Packet& packet, const Carrier& carrier);
    Arrival throughMiddlebox(const CompiledInterface& middlebox, Handle fromSubnet, const Packet& packet,
                             Carrier carrier);
    Arrival onward(const CompiledInterface& sender, const Packet& packet, Carrier carrier);
    bool startsFlows(const CompiledInterface& interface, const Packet& packet);
    bool answers(const CompiledInterface& to, const Packet& packet);

    // --- walk_filters.cpp
    void checkAcl(const CompiledSubnet& subnet, TrafficDirection way, const Packet& packet);
    void checkGroups(const CompiledInterface& interface, TrafficDirection way, const Packet& packet,
                     const Carrier& carrier);
    void checkGroupsOfSender(const CompiledInterface& sender, const Packet& packet);

    // --- walk_gateways.cpp: gateways at the VPC's border; walk_nat.cpp: NAT gateways
    Arrival throughInternetGateway(const CompiledInternetGateway& gateway, const CompiledVpc& vpc, Handle subnet,
                                   Packet packet, const Carrier& carrier);
    bool leavesPublicly(const CompiledInternetGateway& gateway, const CompiledVpc& vpc, const Packet& packet,
                        const Carrier& carrier);
    Arrival intoVpc(const CompiledInterface& to, const CompiledInternetGateway& gateway, const CompiledVpc& vpc,
                    const Packet& packet);
    Arrival fromEdge(Handle gateway, const CompiledVpc& vpc, const Packet& packet, const Carrier& carrier);
    bool checkPublicAccess(const CompiledVpc& vpc, Handle subnet, Handle gateway, const Packet& packet,
                           bool startedOutside, bool egressOnlyGateway);
    Arrival throughEgressOnly(const CompiledEgressOnlyGateway& gateway, const CompiledVpc& vpc,
                              const CompiledSubnet& from, const Packet& packet);
    Arrival throughNat(const CompiledNat& nat, const CompiledSubnet& from, Packet packet, const Carrier& carrier);
    bool natServes(const CompiledNat& nat, const CompiledSubnet& from, const Packet& packet, const Carrier& carrier);
    Arrival goOnFromNat(const CompiledNat& nat, const CompiledVpc& vpc, const Packet& packet);
    Arrival intoNat(const CompiledNat& nat, Handle fromSubnet, const Packet& packet);
    bool isSessionOf(const CompiledNat& nat) const { return m_direction == Direction::Return && m_nat.nat == &nat; }
    Arrival throughPeering(const CompiledPeering& peering, const CompiledVpc& from, const Packet& packet,
                           Carrier carrier);
    Arrival throughVpn(const CompiledVpnGateway& gateway, const CompiledVpc& from, const Packet& packet,
                       const Carrier& carrier);
    void checkEdge(Handle gateway, const CompiledVpc& vpc, const Packet& packet, const Carrier& carrier);
    Arrival overLinks(Handle gateway, const std::vector<VpnLink>& links, const std::vector<Cidr>& learned,
                      const Packet& packet);
    Arrival throughEndpoint(const CompiledEndpoint& endpoint, const CompiledSubnet& from, const Packet& packet,
                            Carrier carrier);
    Arrival throughAppliances(const CompiledEndpoint& endpoint, Handle fromSubnet, const Packet& packet,
                              Carrier carrier);
    Arrival atPublicAddress(const Packet& packet, Handle translatedBy);
    Arrival replyThroughEndpoint(const CompiledEndpoint& endpoint, const Packet& reply);

    // --- walk_transit.cpp
    Arrival intoTransit(const CompiledTransitGateway& gateway, const CompiledSubnet& from, const Packet& packet,
                        Carrier carrier);
    Arrival transit(const CompiledTransitGateway& gateway, const CompiledAttachment& in, Handle zone,
                    const Packet& packet, Carrier carrier);
    Arrival outOfTransit(const CompiledTransitGateway& gateway, const CompiledAttachment& out, Handle zone,
                         const Packet& packet, Carrier carrier);
    bool keepsReferences(const CompiledTransitGateway& gateway, const CompiledAttachment& attachment) const;

    // --- walk_balancer.cpp
    Arrival throughBalancer(const CompiledInterface& entry, const Packet& packet);
    void toTarget(const CompiledLoadBalancer& balancer, const CompiledLoadBalancer::Target& target,
                  const CompiledInterface& entry, const Packet& packet);
    const CompiledInterface* interfaceOf(const CompiledLoadBalancer::Target& target, const CompiledVpc& vpc) const;

    // --- recording
    void enter(Handle place) { m_place = place; }
    void enter(const CompiledInterface& interface);
    void add(Outcome outcome, Code code, const Packet& packet, Handle culprit, int index = -1, Handle other = noHandle,
             const IpAddress& address = {}) {
        m_blocked |= outcome == Outcome::Block;
        m_unknown |= outcome == Outcome::Unknown;
        if (m_steps)
            m_steps->push_back({code, outcome, m_direction, m_place, culprit, other, index, packet, address});
    }
    void pass(Code code, const Packet& packet, Handle culprit, int index = -1, Handle other = noHandle,
              const IpAddress& address = {}) {
        add(Outcome::Pass, code, packet, culprit, index, other, address);
    }
    void block(Code code, const Packet& packet, Handle culprit, int index = -1, Handle other = noHandle) {
        add(Outcome::Block, code, packet, culprit, index, other);
    }
    void unknown(Code code, const Packet& packet, Handle culprit, int index = -1, Handle other = noHandle) {
        add(Outcome::Unknown, code, packet, culprit, index, other);
    }
    Arrival blocked(Code code, const Packet& packet, Handle culprit, int index = -1, Handle other = noHandle) {
        return block(code, packet, culprit, index, other), lost(packet);
    }
    Arrival cannotTell(Code code, const Packet& packet, Handle culprit, int index = -1, Handle other = noHandle) {
        return unknown(code, packet, culprit, index, other), lost(packet);
    }
    bool stopped() const { return m_blocked && !m_steps; }
    static Arrival lost(const Packet& packet) { return {.packet = packet}; }
    bool tooFar() { return ++m_crossings > maxCrossings; }

    /// No real path crosses more subnets and gateways; a routing loop ends here.
    static constexpr int maxCrossings = 24;

    const NetworkIndex& m_network;
    std::vector<Step>* m_steps;
    Direction m_direction = Direction::Forward;
    Handle m_place = noHandle;
    Handle m_fallback = noHandle;
    NatSession m_nat;
    Handle m_natPeering =
        noHandle;   ///< the peering that packets of a NAT gateway took: replies return to it without a route
    Packet m_asked; ///< as the flow started, to know its reply by
    const CompiledInterface* m_asker = nullptr;
    Handle m_egressOnly = noHandle; ///< the egress-only gateway that the flow left through
    int m_crossings = 0;
    bool m_firstGroups = true; ///< false: the groups of the two ends are left out
    bool m_lastGroups = true;
    Arrival m_leftOut;
    bool m_blocked = false;
    bool m_unknown = false;
    bool m_staysLocal = true;
};

/// The ephemeral ports of a client: Linux 32768-60999, Windows 49152-65535, everything that AWS runs 1024-65535.
/// https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
PortRange ephemeralPorts(const CompiledInterface* client);

} // namespace waylight
