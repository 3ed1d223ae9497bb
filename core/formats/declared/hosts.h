// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/declared/assembly.h"

namespace waylight::declared {

/// The interfaces that an instance is declared with, and those made with it.
void readInterfaces(Assembly& assembly, Instance& instance, Reading& reading);
void readAddresses(Assembly& assembly, NetworkInterface& interface, Reading& reading);
/// Gives elastic IPs to the interfaces that they are for, once these are all there.
void associateAddresses(Assembly& assembly);
void readAssociation(Assembly& assembly, ElasticIp& ip, Reading& reading);
void readAddresses(Assembly& assembly, NatGateway& nat, Reading& reading);
/// An interface in each subnet of the function.
void readNetwork(Assembly& assembly, LambdaFunction& function, Reading& reading);
void readBalancer(Assembly& assembly, LoadBalancer& balancer, Reading& reading);
void readActions(Assembly& assembly, Listener& listener, Reading& reading);
void readTargets(Assembly& assembly, TargetGroup& group, Reading& reading);

/// The id of an interface that AWS makes with `host`.
Id interfaceId(const Id& host, std::size_t number);

} // namespace waylight::declared
