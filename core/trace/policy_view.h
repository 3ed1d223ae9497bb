// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/network.h"
#include "core/model/request.h"
#include "core/policy/request_context.h"

#include <optional>

namespace waylight {

/// What the policies see of an API call: the request as it arrives after the network has decided its way, and whose
/// policies are asked.
struct PolicyView {
    policy::RequestContext context;
    Id endpoint; ///< empty: it comes through none, or through one that has no policy
    Id role;     ///< empty: the caller has none that the design knows
    Id target;   ///< the bucket or table; empty: not in the design
    bool hasBoundary = false;
};

/// Nothing for a plain flow, and for a call that never gets as far as to be judged.
std::optional<PolicyView> policyView(const Network& network, const Request& request);

} // namespace waylight
