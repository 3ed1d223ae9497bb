// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/walk.h"

namespace waylight {

/// Whether a packet of an interface arrives and its reply comes back, without the reasons: stops at the first block.
/// `packet.source` is one of the interface's addresses.
Outcome verdict(const NetworkIndex& network, const CompiledInterface& from, const Packet& packet);

} // namespace waylight
