// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/describe_paths.h"

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

template <>
struct Hooks<NatGateway> : NoHooks<NatGateway> {
    static constexpr bool hasOwner = false;
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

/// Removes and returns a member; null when there is none.
Json takenMember(Json& object, const std::string& name);

/// The text of a policy as IAM's API gives it: as it is, or URL-encoded (RFC 3986).
std::string decodedPolicy(const std::string& text);

} // namespace waylight::describe
