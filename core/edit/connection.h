// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/model/topology.h"

#include <algorithm>

/// What connecting two elements means, pair by pair; `connect.cpp` tells which pair it is.
namespace waylight::edit {

/// What connecting would do: the sentence, and resources as they would be afterwards, new ones among them.
struct Connection {
    Message says;
    std::vector<Resource> changed;
};
using Outcome = Result<Connection>;

Message already(const ResourceBase& a, const ResourceBase& b);
Message otherVpc(const ResourceBase& a, const ResourceBase& b);

/// Tells which of two elements is which, whatever the order of the gesture.
template <class A, class B>
bool pairOf(const Topology& topology, const Id& from, const Id& to, const A*& a, const B*& b) {
    a = topology.get<A>(from);
    b = topology.get<B>(to);
    if (!a || !b) {
        a = topology.get<A>(to);
        b = topology.get<B>(from);
    }
    return a && b;
}

template <class Refs>
bool refersTo(const Refs& refs, const Id& id) {
    return std::any_of(refs.begin(), refs.end(), [&](const auto& ref) { return ref.id == id; });
}

/// A route table sends what it should to a target, in place of routes that it has to the same destinations: everything
/// to an internet, NAT or transit gateway, to a middlebox and to a Gateway Load Balancer endpoint, all IPv6 to an
/// egress-only gateway, the other VPC's blocks to a peering connection, the customers' networks (else everything) to a
/// VPN gateway.
Outcome connects(const Topology& topology, const RouteTable& table, const InternetGateway& gateway);
Outcome connects(const Topology& topology, const RouteTable& table, const EgressOnlyInternetGateway& gateway);
Outcome connects(const Topology& topology, const RouteTable& table, const NatGateway& nat);
Outcome connects(const Topology& topology, const RouteTable& table, const VpnGateway& gateway);
Outcome connects(const Topology& topology, const RouteTable& table, const VpcPeering& peering);
Outcome connects(const Topology& topology, const RouteTable& table, const TransitGateway& gateway);
Outcome connects(const Topology& topology, const RouteTable& table, const Instance& instance);
Outcome connects(const Topology& topology, const RouteTable& table, const NetworkInterface& interface);
/// A gateway endpoint is associated with the table, and its routes follow; a Gateway Load Balancer endpoint gets a
/// route.
Outcome connects(const Topology& topology, const RouteTable& table, const VpcEndpoint& endpoint);

/// Networks are joined: by a peering connection, an attachment to a transit gateway (associated with and propagated to
/// its first route table), a peering attachment (associated on both sides, with routes to the VPCs there), a VPN
/// connection.
Outcome connects(const Topology& topology, const Vpc& vpc, const Vpc& other);
Outcome connects(const Topology& topology, const Vpc& vpc, const TransitGateway& gateway);
Outcome connects(const Topology& topology, const TransitGateway& gateway, const TransitGateway& other);
Outcome connects(const Topology& topology, const VpnGateway& gateway, const CustomerGateway& customer);
Outcome connects(const Topology& topology, const TransitGateway& gateway, const CustomerGateway& customer);

/// The instance becomes a target of the load balancer's first listener, which is made when there is none.
Outcome connects(const Topology& topology, const LoadBalancer& balancer, const Instance& instance);

/// A function's interfaces join the group, it runs as the role, it gets an interface in one more subnet of its VPC.
Outcome connects(const Topology& topology, const LambdaFunction& function, const SecurityGroup& group);
Outcome connects(const Topology& topology, const LambdaFunction& function, const Role& role);
Outcome connects(const Topology& topology, const LambdaFunction& function, const Subnet& subnet);

/// A first listener of a load balancer, TCP or HTTP on port 80, with an empty target group.
struct Backend {
    Listener listener;
    TargetGroup group;
};
Backend newBackend(const Topology& topology, const LoadBalancer& balancer);

/// One subnet in each zone of a VPC; where a zone has several, one of the kind that is preferred.
std::vector<Ref<Subnet>> subnetInEachZone(const Topology& topology, const Id& vpc, bool preferPublic);

/// What joins two networks, in either order: attachments, peering connections and VPN connections between the two, by
/// id.
std::vector<Id> joinsBetween(const Topology& topology, const Id& from, const Id& to);

} // namespace waylight::edit
