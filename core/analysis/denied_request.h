// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/model/design.h"
#include "core/network/network.h"
#include "core/policy/denied_message.h"

namespace waylight {

/// The request that an access-denied message of AWS speaks of, in a design, and where the design says the same.
struct DeniedRequest {
    Request request;     ///< a saved one where there is one
    bool stops = false;  ///< the kind of policy that the message names stops it in this design too
    Id resource;         ///< where to look: the policy that the message names, else what stops it first; may be empty
    std::string pointer; ///< JSON pointer into the resource
    Message message;     ///< what was found, for people
};

/// Finds the request, or makes it: who asks is the instance that acts as the role, what is asked stands in the message,
/// and what the message leaves open comes from saved requests or from the only thing that it can mean. `shown`: the
/// request at hand, for messages that do not name the caller.
Result<DeniedRequest> deniedRequest(const Design& design, const Network& network, const policy::DeniedMessage& denied,
                                    const std::optional<Request>& shown = std::nullopt);

} // namespace waylight
