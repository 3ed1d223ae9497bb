// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/network.h"
#include "core/trace/trace.h"

namespace waylight {

/// Follows a request through the network and the policies, there and back, past the first block. Never fails: what it
/// cannot know becomes an unknown check. Thread-safe on a shared Network.
Trace trace(const Network& network, const Request& request);

} // namespace waylight
