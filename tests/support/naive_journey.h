// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/naive_filters.h"
#include "tests/support/naive_network.h"
#include "tests/support/naive_routes.h"

namespace naive {

using namespace waylight;

/// One packet on its way there, and its reply on the way back. Each step either calls the next one or stops: blocked,
/// or not known. A step returns nothing; what happened is in the verdict. What a filter does not know does not stop the
/// packet, because a later block would still be certain.
class Journey {
public:
    Journey(const Topology& topology, const Request& request) : m_topology(topology), m_request(request) {}

    NaiveVerdict verdict();

private:
    /// A device that put its own address into the packet, and what was there before.
    struct Session {
        Id device;                        ///< the NAT gateway, or the load balancer's interface
        IpAddress inside;                 ///< the source that it put in
        std::optional<IpAddress> outside; ///< the source at an internet gateway: a NAT gateway's public address
        Packet before;
        std::string zone;    ///< a regional NAT gateway: that of the sender
        bool direct = false; ///< a load balancer that kept the client's address: replies return to it by themselves
    };
    /// Where the packet arrived, and so where the reply starts.
    struct End {
        enum Kind { None, Interface, Internet, VpnGateway, VpnAttachment, Service } kind = None;
        Id id; ///< of the interface, gateway, attachment or endpoint
        Id transitGateway;
    };
    /// A passage of a transit gateway, from one VPC's attachment to another's.
    struct Passage {
        Id gateway, from, to;
    };

    // journey.cpp: leaving, arriving, filters (1.6, 1.7), the reply
    void start();
    void leaveInterface(const NetworkInterface& interface);
    void leaveSubnet(const Subnet& subnet);
    void routeFrom(const Subnet& subnet);
    void routeBy(const RouteTable& table, const Vpc& vpc, const std::string& zone);
    void follow(const Id& target, const Vpc& vpc, const std::string& zone);
    void deliver(const Id& vpc);
    void arriveAt(const NetworkInterface& interface);
    void accept(const NetworkInterface& interface);
    void acceptReply(const NetworkInterface& interface);
    void arrive(End end);
    void answer();
    void answerFrom(const NetworkInterface& interface);
    bool passesAcl(const Subnet& subnet, bool egress);
    bool passesGroups(const NetworkInterface& interface, bool inbound);
    std::vector<Ref<SecurityGroup>> groupsOfSource(const NetworkInterface& interface) const;
    std::vector<Ref<SecurityGroup>> groupsOfDestination(const NetworkInterface& interface) const;
    bool isRunning(const NetworkInterface& interface);
    bool answersFor(const VpcEndpoint& endpoint) const;

    // naive_internet.cpp: internet gateways, egress-only gateways, block public access, NAT (1.5)
    void throughInternetGateway(const InternetGateway& gateway, const Vpc& vpc);
    void throughEgressOnlyGateway(const EgressOnlyInternetGateway& gateway, const Vpc& vpc);
    void onTheInternet();
    void inFromInternet(const Id& vpc, const Id& subnet, const IpAddress& privateAddress);
    bool passesPublicAccessBlock(const Id& vpc, const Id& subnet, bool startedInside, bool keepsStrangersOut);
    bool usesEdgeAppliance(const Id& gateway, const Vpc& vpc) const;
    bool translatedToPublic(const Vpc& vpc);
    Id talkingSubnet(const Vpc& vpc) const;
    void throughNat(const NatGateway& nat, const Vpc& vpc, const std::string& zone);
    void throughZonalNat(const NatGateway& nat);
    void throughRegionalNat(const NatGateway& nat, const Vpc& vpc, const std::string& zone);
    void backThroughNat();
    void translate(const NatGateway& nat, const NatAddress& address, const std::string& zone);
    bool isReplyToNat(const Id& vpc) const;
    /// The NAT gateway of a VPC whose address the packet carries on its way there, or null.
    const NatGateway* translatingNat(const Id& vpc) const;

    // naive_gateways.cpp: peering, transit gateways, VPN (1.8), endpoints (1.3, 1.4), middleboxes (1.2)
    void throughPeering(const VpcPeering& peering, const Vpc& vpc);
    void throughTransitGateway(const TransitGateway& gateway, const Vpc& vpc, const std::string& zone);
    void atTransitGateway(const Id& gateway, const Id& from, const std::string& zone);
    void intoVpc(const TransitGatewayAttachment& attachment, const std::string& zone);
    void ontoVpn(const TransitGatewayAttachment& attachment, const Id& gateway);
    void throughVpnGateway(const VpnGateway& gateway, const Vpc& vpc);
    void inByVpnGateway(const VpnGateway& gateway);
    void byGatewayTable(const Id& gateway, const Id& vpc, bool fromInternet);
    Id edgeAppliance(const Id& gateway, const Vpc& vpc, const IpAddress& destination) const;
    void throughGatewayEndpoint(const VpcEndpoint& endpoint, const Vpc& vpc);
    void throughLoadBalancerEndpoint(const VpcEndpoint& endpoint, const Vpc& vpc);
    void throughMiddlebox(const NetworkInterface& interface);

    // naive_balancer.cpp: network load balancers
    void balance(const NetworkInterface& interface, const LoadBalancer& balancer);
    void sendTo(const NetworkInterface& interface, const TargetGroup& group, const Target& target);
    void backThroughBalancer();
    std::vector<std::pair<TargetGroup, Target>> targetsFor(const NetworkInterface& interface,
                                                           const LoadBalancer& balancer);

    void visit(const Id& id);
    void block(const char* reason);
    /// Something needed is not in the design, and the packet cannot go on without it.
    void stopUnknown(const char* reason);
    void note(const char* unknown);
    const Session* session() const { return m_sessions.empty() ? nullptr : &m_sessions.back(); }

    const Topology& m_topology;
    const Request& m_request;
    NaiveVerdict m_verdict;
    bool m_stopped = false;
    bool m_isReply = false;

    Packet m_packet;
    Packet m_sent;              ///< as it left its source
    Id m_client;                ///< the interface that it came from; empty: a host on the internet
    bool m_fromOutside = false; ///< it came into the VPC where it is by a gateway
    Id m_sender; ///< the subnet of the interface that put the packet on its present leg; empty: a gateway of the VPC's
                 ///< border
    Id m_middlebox; ///< the interface that forwarded the packet on its present leg
    End m_end;
    std::vector<Session> m_sessions;
    int m_steps = 0;
    int m_gatewaysVisited = 0;

    Id m_source;           ///< the interface whose private address the packet carries; empty: translated
    bool m_hidden = false; ///< a middlebox or the internet lies between: references to groups do not hold
    bool m_startedOutside = false;
    std::vector<Id> m_peerings;
    std::vector<Passage> m_passages;
    std::vector<Id> m_appliances[2]; ///< middleboxes and gateway load balancer endpoints on the way there, and back
    bool m_missingTargets = false;   ///< a target group of the load balancer is not in the design
    Id m_egressOnlyVpc;              ///< the VPC that the packet left by an egress-only gateway
};

} // namespace naive
