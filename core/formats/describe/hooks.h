// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/describe/paths.h"

/// What describe output says in another form than our fields, type by type.
namespace waylight::describe {

/// One of about ten members names the target; the destination has a member for each family.
template <>
struct Hooks<Route> : NoHooks<Route> {
    static void afterReading(Route& route, Json& rest, const codec::Source& source);
    static void afterWriting(const Route& route, Json& object, const Topology& topology);
};

/// Local routes and those of gateway endpoints are listed like others.
template <>
struct Hooks<RouteTable> : NoHooks<RouteTable> {
    static void afterWriting(const RouteTable& table, Json& object, const Topology& topology);
};

/// Protocols are numbers.
template <>
struct Hooks<AclEntry> : NoHooks<AclEntry> {
    static void afterWriting(const AclEntry& entry, Json& object, const Topology& topology);
};

/// The implied last entries are listed.
template <>
struct Hooks<NetworkAcl> : NoHooks<NetworkAcl> {
    static void afterReading(NetworkAcl& acl, Json& rest, const codec::Source& source);
    static void afterWriting(const NetworkAcl& acl, Json& object, const Topology& topology);
};

/// A permission holds several peers.
template <>
struct Hooks<SecurityGroup> : NoHooks<SecurityGroup> {
    static void afterReading(SecurityGroup& group, Json& rest, const codec::Source& source);
    static void afterWriting(const SecurityGroup& group, Json& object, const Topology& topology);
};

/// Output of old tools names only the primary block.
template <>
struct Hooks<Vpc> : NoHooks<Vpc> {
    static void afterReading(Vpc& vpc, Json& rest, const codec::Source& source);
};

template <>
struct Hooks<Instance> : NoHooks<Instance> {
    static constexpr bool hasOwner = false; // the reservation around it has
    static void afterWriting(const Instance& instance, Json& object, const Topology& topology);
};

/// A zonal gateway repeats the VPC of its subnet.
template <>
struct Hooks<NatGateway> : NoHooks<NatGateway> {
    static constexpr bool hasOwner = false;
    static void afterReading(NatGateway& nat, Json& rest, const codec::Source& source);
};
template <>
struct Hooks<ElasticIp> : NoHooks<ElasticIp> {
    static constexpr bool hasOwner = false;
};
template <>
struct Hooks<InstanceProfile> : NoHooks<InstanceProfile> {
    static constexpr bool hasOwner = false;
};
template <>
struct Hooks<PrefixList> : NoHooks<PrefixList> {
    static constexpr bool hasOwner = false;
    static bool isToldElsewhere(std::string_view field) { return field == "cidrs"; }
};

/// Policies may be URL-encoded; attached ones are listed apart.
template <>
struct Hooks<NamedPolicy> : NoHooks<NamedPolicy> {
    static void afterReading(NamedPolicy& policy, Json& rest, const codec::Source& source);
    static void afterWriting(const NamedPolicy& policy, Json& object, const Topology& topology);
};
template <>
struct Hooks<Role> : NoHooks<Role> {
    static constexpr bool hasOwner = false;
    static bool isToldElsewhere(std::string_view field) { return field == "policies"; }
    static void afterReading(Role& role, Json& rest, const codec::Source& source);
    static void afterWriting(const Role& role, Json& object, const Topology& topology);
};

/// The policies of buckets and tables come from calls of their own.
template <>
struct Hooks<Bucket> : NoHooks<Bucket> {
    static constexpr bool hasOwner = false;
    static bool isToldElsewhere(std::string_view field) { return field == "policy"; }
    static void afterReading(Bucket& bucket, Json& rest, const codec::Source& source);
    static void afterWriting(const Bucket& bucket, Json& object, const Topology& topology);
};
template <>
struct Hooks<DynamoTable> : NoHooks<DynamoTable> {
    static constexpr bool hasOwner = false;
    static bool isToldElsewhere(std::string_view field) { return field == "policy"; }
};

/// The policies and aliases of keys come from calls of their own.
template <>
struct Hooks<KmsKey> : NoHooks<KmsKey> {
    static constexpr bool hasOwner = false;
    static bool isToldElsewhere(std::string_view field) { return field == "policy"; }
    static std::string impliedName(const KmsKey& key) {
        return key.aliases.empty() ? NoHooks<KmsKey>::impliedName(key)
                                   : key.aliases.front().substr(sizeof("alias/") - 1);
    }
    static void afterWriting(const KmsKey& key, Json& object, const Topology& topology);
};

/// The policies of access points come from a call of their own.
template <>
struct Hooks<AccessPoint> : NoHooks<AccessPoint> {
    static constexpr bool hasOwner = false;
    static bool isToldElsewhere(std::string_view field) { return field == "policy"; }
    static std::string impliedName(const AccessPoint& point) { return point.accessPointName; }
    static void afterReading(AccessPoint& point, Json& rest, const codec::Source& source);
    static void afterWriting(const AccessPoint& point, Json& object, const Topology& topology);
};

/// IPv6 blocks are listed apart; output of old tools names only the primary block of each side.
template <>
struct Hooks<VpcPeering> : NoHooks<VpcPeering> {
    static constexpr bool hasOwner = false;
    static void afterReading(VpcPeering& peering, Json& rest, const codec::Source& source);
    static void afterWriting(const VpcPeering& peering, Json& object, const Topology& topology);
};

/// Says with which table it is associated.
template <>
struct Hooks<TransitGatewayAttachment> : NoHooks<TransitGatewayAttachment> {
    static constexpr bool hasOwner = false;
    static void afterWriting(const TransitGatewayAttachment& attachment, Json& object, const Topology& topology);
};

/// The routes come from a call for each table, as do associations and propagations (see `linkTransitGatewayTables`).
template <>
struct Hooks<TransitGatewayRouteTable> : NoHooks<TransitGatewayRouteTable> {
    static constexpr bool hasOwner = false;
    static void afterReading(TransitGatewayRouteTable& table, Json& rest, const codec::Source& source);
    static void afterWriting(const TransitGatewayRouteTable& table, Json& object, const Topology& topology);
};
template <>
struct Hooks<TransitGatewayRoute> : NoHooks<TransitGatewayRoute> {
    static void afterReading(TransitGatewayRoute& route, Json& rest, const codec::Source& source);
    static void afterWriting(const TransitGatewayRoute& route, Json& object, const Topology& topology);
};

template <>
struct Hooks<EgressOnlyInternetGateway> : NoHooks<EgressOnlyInternetGateway> {
    static constexpr bool hasOwner = false;
};
template <>
struct Hooks<VpnGateway> : NoHooks<VpnGateway> {
    static constexpr bool hasOwner = false;
};
template <>
struct Hooks<CustomerGateway> : NoHooks<CustomerGateway> {
    static constexpr bool hasOwner = false;
};
template <>
struct Hooks<VpnConnection> : NoHooks<VpnConnection> {
    static constexpr bool hasOwner = false;
};

/// The options are pairs of a key and values.
template <>
struct Hooks<DhcpOptions> : NoHooks<DhcpOptions> {
    static void afterReading(DhcpOptions& options, Json& rest, const codec::Source& source);
    static void afterWriting(const DhcpOptions& options, Json& object, const Topology& topology);
};

/// The options name their account and Region; an exclusion names its VPC or subnet by ARN.
template <>
struct Hooks<BlockPublicAccess> : NoHooks<BlockPublicAccess> {
    static constexpr bool hasOwner = false;
    static void afterReading(BlockPublicAccess& block, Json& rest, const codec::Source& source);
    static void afterWriting(const BlockPublicAccess& block, Json& object, const Topology& topology);
};
template <>
struct Hooks<BlockPublicAccessExclusion> : NoHooks<BlockPublicAccessExclusion> {
    static constexpr bool hasOwner = false;
    static void afterReading(BlockPublicAccessExclusion& exclusion, Json& rest, const codec::Source& source);
    static void afterWriting(const BlockPublicAccessExclusion& exclusion, Json& object, const Topology& topology);
};

/// Attributes and the targets' health come from calls of their own. Load balancers have no Name tag in their lists.
template <>
struct Hooks<LoadBalancer> : NoHooks<LoadBalancer> {
    static constexpr bool hasOwner = false;
    static std::string impliedName(const LoadBalancer& balancer) { return balancer.loadBalancerName; }
    static void afterReading(LoadBalancer& balancer, Json& rest, const codec::Source& source);
    static void afterWriting(const LoadBalancer& balancer, Json& object, const Topology& topology);
};
template <>
struct Hooks<Listener> : NoHooks<Listener> {
    static constexpr bool hasOwner = false;
    static std::string impliedName(const Listener& listener) {
        return listener.protocol + ' ' + std::to_string(listener.port);
    }
    static void afterReading(Listener& listener, Json& rest, const codec::Source& source);
    static void afterWriting(const Listener& listener, Json& object, const Topology& topology);
};
template <>
struct Hooks<TargetGroup> : NoHooks<TargetGroup> {
    static constexpr bool hasOwner = false;
    static std::string impliedName(const TargetGroup& group) { return group.groupName; }
    static void afterReading(TargetGroup& group, Json& rest, const codec::Source& source);
    static void afterWriting(const TargetGroup& group, Json& object, const Topology& topology);
};

/// Gateway load balancers are listed apart.
template <>
struct Hooks<EndpointService> : NoHooks<EndpointService> {
    static constexpr bool hasOwner = false;
    static void afterReading(EndpointService& service, Json& rest, const codec::Source& source);
    static void afterWriting(const EndpointService& service, Json& object, const Topology& topology);
};

/// The id made for the options of an account in a Region, which AWS gives none.
Id blockPublicAccessId(const std::string& account, const std::string& region);

/// The member that names a route's target in AWS's output, such as NatGatewayId; by its id's prefix when it is not in
/// the topology.
std::string targetMember(const Id& target, const Topology& topology);

/// Removes and returns a member; null when there is none.
Json takenMember(Json& object, const std::string& name);
/// Adds a member that the object does not have. nlohmann's own way copies all values when an object grows.
void addMember(Json& object, const std::string& name, Json value);

/// A member that is a text; empty when it is not there, or `object` is none.
std::string textAt(const Json& object, const char* member);

/// The text of a policy as IAM's API gives it: as it is, or URL-encoded (RFC 3986).
std::string decodedPolicy(const std::string& text);

} // namespace waylight::describe
