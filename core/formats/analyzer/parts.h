// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/json.h"
#include "core/model/topology.h"
#include "core/trace/trace.h"

/// The records of which a Reachability Analyzer result is made: see reachability_analyzer.h.
namespace waylight::analyzer {

/// A resource as AnalysisComponent: Id, Arn where account and Region are known, Name where it has one.
Json componentJson(const Topology& topology, const Id& id);

/// A packet as AnalysisPacketHeader.
Json headerJson(const Packet& packet);

/// The rule that a check of a network ACL names; the last rule (*) where no entry matches. Null for other checks.
Json aclRuleJson(const Topology& topology, const Check& check);
/// The security group rule that a check names; null where it names none.
Json groupRuleJson(const Topology& topology, const Check& check);
/// The route that a check names, or for a local route and an endpoint's the one around the address; null where there is
/// none.
Json routeJson(const Topology& topology, const Check& check, const IpAddress& destination);
/// The same in a transit gateway's route table.
Json transitRouteJson(const Topology& topology, const Check& check, const IpAddress& destination);

/// The attachment that a TransitGatewayRouteTableRoute leads to; empty: none.
Id attachmentOf(const Json& transitRoute);

/// The interface of an instance with this address, or its first one; the interface itself; null for other resources.
const NetworkInterface* interfaceOf(const Topology& topology, const Id& host, const std::optional<Packet>& packet);

/// The VPC and the subnet that a resource is in; empty: none.
Id vpcOf(const Topology& topology, const Id& id);
Id subnetOf(const Topology& topology, const Id& id);
std::string zoneOf(const Topology& topology, const Id& id);

/// True for what a network does; false for policies.
bool isOfNetwork(Stage stage);

/// The explanations of all checks that block or are unknown, in path order, and of a way out of and back into an
/// internet gateway.
Json explanationsJson(const Trace& trace, const Topology& topology);

} // namespace waylight::analyzer
