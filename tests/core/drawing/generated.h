// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/design.h"

#include <random>

/// A plausible design with as many of everything as the seed says: Regions (or none), VPCs, zones, subnets with instances,
/// NAT and internet gateways, endpoints, tables, groups, services and roles; in half of them also what joins networks.
waylight::Design generatedDesign(unsigned seed);

/// One VPC with `subnets` subnets in three zones and `instances` instances.
waylight::Design largeDesign(int subnets, int instances);

/// Two VPCs that are peers and attached to one transit gateway, with a layout; the first has a subnet, a table, a load balancer
/// with an instance behind it, a regional NAT gateway, an egress-only and a VPN gateway, which is connected with a customer's.
waylight::Design joinedDesign();
