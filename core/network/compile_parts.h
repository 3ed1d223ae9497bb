// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/compiled.h"

/// How each resource is compiled: pure functions of the topology.
namespace waylight::compile {

CompiledPtr subnet(const Subnet& from, HandleMap& handles);
CompiledPtr table(const RouteTable& from, const Topology& topology, HandleMap& handles);
CompiledPtr group(const SecurityGroup& from, const Topology& topology, HandleMap& handles);
CompiledPtr acl(const NetworkAcl& from, HandleMap& handles);
/// `addresses` are the elastic IPs associated with it, `endpoint` the endpoint that it belongs to, if any.
CompiledPtr interface(const NetworkInterface& from, const std::vector<const ElasticIp*>& addresses, const Id& endpoint,
                      const Topology& topology, HandleMap& handles);
CompiledPtr nat(const NatGateway& from, const Topology& topology, HandleMap& handles);
CompiledPtr endpoint(const VpcEndpoint& from, const Topology& topology, HandleMap& handles);
CompiledPtr peering(const VpcPeering& from, const Topology& topology, HandleMap& handles);
CompiledPtr vpnGateway(const VpnGateway& from, const Topology& topology, HandleMap& handles);
CompiledPtr attachment(const TransitGatewayAttachment& from, const Topology& topology, HandleMap& handles);
CompiledPtr transitGateway(const TransitGateway& from, const Topology& topology, HandleMap& handles);
CompiledPtr transitTable(const TransitGatewayRouteTable& from, const Topology& topology, HandleMap& handles);
CompiledPtr loadBalancer(const LoadBalancer& from, const Topology& topology, HandleMap& handles);

/// The name under which interfaces find their load balancer: the last parts of its ARN, net/name/hash.
std::string balancerName(const std::string& arn);
/// The same from the description of an interface, "ELB net/name/hash"; empty: it belongs to none.
std::string balancerNameOf(const NetworkInterface& interface);

/// True when a state of AWS's words says that a thing works; no state counts as working.
bool isWorking(const std::string& state);

} // namespace waylight::compile
