// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/topology.h"

namespace waylight {

/// A route as it applies, with where it comes from.
struct EffectiveRoute {
    enum class Source : std::uint8_t {
        Stored,   ///< `index` is its place in RouteTable::routes
        Local,    ///< of a block of the VPC
        Endpoint, ///< of a gateway endpoint associated with the table: cannot be edited, only dissociated
    };
    Route route{};
    Source source = Source::Stored;
    std::size_t index = 0;
    std::string service{}; ///< of an endpoint's route, such as com.amazonaws.us-east-1.s3
    bool serves4 = true;   ///< of an endpoint's route: its prefix list's IPv4 blocks count
    bool serves6 = false;  ///< of an endpoint's route: its prefix list's IPv6 blocks count
};

/// The routes of a table: the local ones, those of the gateway endpoints associated with it, and the stored ones. A
/// stored route to the same destination as a local one replaces it (a replaced local target).
/// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
std::vector<EffectiveRoute> effectiveRoutes(const Topology& topology, const RouteTable& table);

/// The routes that a table has if a gateway endpoint, whose tables are not all known, is associated with it, and the
/// local ones that it may have when its VPC's block is not known.
std::vector<EffectiveRoute> possibleRoutes(const Topology& topology, const RouteTable& table);

/// The table that applies to a subnet: its own, or the VPC's main one; null when neither is in the topology.
const RouteTable* routeTableOf(const Topology& topology, const Subnet& subnet);
/// The network ACL that applies to a subnet: its own, or the VPC's default one; null when neither is in the topology.
const NetworkAcl* networkAclOf(const Topology& topology, const Subnet& subnet);

/// The prefix list of a service, such as com.amazonaws.us-east-1.s3; null when it is not in the topology.
const PrefixList* prefixListNamed(const Topology& topology, const std::string& listName, const std::string& region);

/// The parts of an endpoint's service name: "com.amazonaws.us-east-1.s3" has Region us-east-1 and service s3.
struct ServiceName {
    std::string region;
    std::string service;
};
std::optional<ServiceName> parsedServiceName(const std::string& name);

/// True when the subnet's table sends some route to an internet gateway: AWS's definition of a public subnet.
bool isPublicSubnet(const Topology& topology, const Subnet& subnet);

} // namespace waylight
