// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/design.h"

#include <random>

/// A plausible design with as many of everything as the seed says: Regions (or none), VPCs, zones, subnets with instances,
/// NAT and internet gateways, endpoints, tables, groups, services and roles.
waylight::Design generatedDesign(unsigned seed);

/// One VPC with `subnets` subnets in three zones and `instances` instances.
waylight::Design largeDesign(int subnets, int instances);
