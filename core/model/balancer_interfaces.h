// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/topology.h"

#include <string>
#include <vector>

/// Which network interfaces are a load balancer's: AWS says so only in their description, `ELB
/// net/my-balancer/0123456789abcdef`.
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html
namespace waylight {

/// What stands behind `ELB ` on the interfaces of a load balancer: the end of its ARN, or an id that is none.
std::string balancerMark(const Id& balancer);

/// The mark on an interface; empty: it is no load balancer's.
std::string balancerMarkOf(const NetworkInterface& interface);

/// The load balancer that an interface belongs to, for each that belongs to one.
std::vector<std::pair<const NetworkInterface*, Id>> balancerInterfaces(const Topology& topology);

} // namespace waylight
