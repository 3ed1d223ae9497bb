// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/network.h"
#include "core/model/request.h"
#include "core/policy/decision.h"

#include <array>
#include <optional>
#include <vector>

namespace waylight {

/// What the policies see of an API call: each (action, resource) pair that AWS authorizes for it, as it arrives after
/// the network has decided its way, and whose policies are asked about it.
struct PolicyView {
    struct Pair {
        policy::RequestContext context;
        Id callersAccount; ///< has the service control policies; empty: none are asked
        Id ownersAccount;  ///< has the resource control policies; empty: none are asked
        Id endpoint;       ///< empty: it comes through none
        Id role;           ///< empty: the caller has none that the design knows
        Id target;         ///< the bucket, table, access point or key; empty: not in the design
        bool hasBoundary = false;
        std::array<bool, policy::layerCount> blocks{}; ///< by policy::Layer: its policies keep the pair from passing
    };
    std::vector<Pair> pairs; ///< at least one; the first is the one that was asked for
};

/// Nothing for a plain flow, and for a call that never gets as far as to be judged.
std::optional<PolicyView> policyView(const Network& network, const Request& request);

} // namespace waylight
