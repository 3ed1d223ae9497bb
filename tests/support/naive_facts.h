// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/request.h"
#include "core/model/topology.h"

/// Facts of a topology that the naive evaluator asks for, each by a scan over the resources.
namespace naive {

using waylight::Id;
using waylight::IpAddress;
using waylight::Topology;

/// Ports from `first` to `last`.
struct Ports {
    int first = 0;
    int last = 0;
};

/// What filters and routes see of a packet.
struct Packet {
    IpAddress source;
    IpAddress destination;
    waylight::Protocol protocol;
    Ports sourcePorts;
    Ports destinationPorts;
    int icmpType = 8;
};

/// The packet that answers this one.
Packet replyTo(const Packet& packet);

/// True for the states in which a gateway, connection, attachment or endpoint works.
bool isAvailable(const std::string& state);
/// Addresses that an internet gateway never carries: RFC 1918 and RFC 6598.
bool isPrivate(const IpAddress& address);
/// Destinations that are never forwarded, whatever a route says (R9).
bool isReserved(const IpAddress& address);
bool contains(const std::vector<waylight::Cidr>& blocks, const IpAddress& address);
/// All blocks of a VPC, of both families.
std::vector<waylight::Cidr> blocksOf(const waylight::Vpc& vpc);

bool hasAddress(const waylight::NetworkInterface& interface, const IpAddress& address);
/// The first address of a family, or none.
std::optional<IpAddress> primaryAddress(const waylight::NetworkInterface& interface, waylight::IpFamily family);
/// The VPC in which an interface is, by id; empty when its subnet is not in the design.
Id vpcOf(const Topology& topology, const waylight::NetworkInterface& interface);
const waylight::NetworkInterface* interfaceInSubnet(const Topology& topology, const Id& subnet,
                                                    const IpAddress& address);
const waylight::NetworkInterface* interfaceInVpc(const Topology& topology, const Id& vpc, const IpAddress& address);
/// The interface of an instance with the lowest device index.
const waylight::NetworkInterface* primaryInterface(const Topology& topology, const Id& instance);
/// The interface that a route with this target leads to: the target, or the primary interface of an instance; or null.
const waylight::NetworkInterface* targetInterface(const Topology& topology, const Id& target);

/// The public IPv4 address that stands for a private one of an interface: automatic or an elastic IP.
std::optional<IpAddress> publicAddress(const Topology& topology, const waylight::NetworkInterface& interface,
                                       const IpAddress& address);
bool hasPublicAddress(const Topology& topology, const waylight::NetworkInterface& interface);
/// An interface and the private address of it for which a public one stands.
struct PublicHome {
    const waylight::NetworkInterface* interface = nullptr;
    IpAddress address;
};
/// Where packets to a public IPv4 address, or to an interface's IPv6 address, go; nowhere when it is none of the
/// design's.
PublicHome homeOfPublic(const Topology& topology, const IpAddress& address);
std::optional<IpAddress> publicAddress(const Topology& topology, const waylight::NatAddress& address);
/// The NAT gateway that has a public address, or null.
const waylight::NatGateway* natWithPublic(const Topology& topology, const IpAddress& address);

/// The internet gateway attached to a VPC, or null.
const waylight::InternetGateway* internetGatewayOf(const Topology& topology, const Id& vpc);
/// The gateway route table associated with a gateway, or null (1.2).
const waylight::RouteTable* gatewayTable(const Topology& topology, const Id& gateway);
/// The route table of a subnet (R1); null when it is not in the design.
const waylight::RouteTable* tableOf(const Topology& topology, const waylight::Subnet& subnet);
/// The network ACL of a subnet (1.7); null when it is not in the design.
const waylight::NetworkAcl* aclOf(const Topology& topology, const waylight::Subnet& subnet);
const waylight::PrefixList* listNamed(const Topology& topology, const std::string& listName);
/// The endpoint whose interface this is, or null.
const waylight::VpcEndpoint* endpointOf(const Topology& topology, const Id& interface);
/// The load balancer whose interface this is: its description is "ELB " and the end of the balancer's ARN. Or null.
const waylight::LoadBalancer* balancerOf(const Topology& topology, const waylight::NetworkInterface& interface);

/// The source ports that a client on this interface uses: the request's, or the ephemeral ones of its kind.
Ports clientPorts(const Topology& topology, const waylight::Request& request,
                  const waylight::NetworkInterface* interface);

} // namespace naive
