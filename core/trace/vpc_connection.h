// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/topology.h"

namespace waylight {

/// True when something could carry packets between two VPCs, whatever their route tables say: an active peering,
/// transit gateways (peered ones too), VPN connections to the same customer gateway, or an instance with a foot in
/// both.
bool areConnected(const Topology& topology, const Id& vpc, const Id& other);

} // namespace waylight
