// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/message.h"
#include "core/policy/decision.h"

#include <optional>
#include <string>
#include <vector>

namespace waylight::policy {

/// What a key that nobody knows would have to be: "aws:PrincipalTag/team is blue".
struct KeyRequirement {
    std::string key; ///< as a policy writes it
    Message text;

    bool operator==(const KeyRequirement&) const = default;
};

/// Under which condition a request would be allowed: one of `ways`, with all that it requires.
struct AllowedIf {
    std::vector<std::vector<KeyRequirement>> ways; ///< the one with the fewest requirements first
    bool complete = true;                          ///< false: there may be other ways

    bool operator==(const AllowedIf&) const = default;
};

/// Turns an answer that depends on open keys into a condition on them, by deciding the request anew for every kind of
/// value that the policies tell apart. Nothing when the answer is certain, when no value of the keys would allow the
/// request, or when the kinds of value combine to more than some thousands.
std::optional<AllowedIf> allowedIf(const PolicySet& policies, const RequestContext& context,
                                   const Evaluation& evaluation);

/// "allowed if A and B, or C".
Message toMessage(const AllowedIf& condition);

} // namespace waylight::policy
