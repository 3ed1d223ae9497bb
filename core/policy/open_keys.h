// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/decision.h"

#include <optional>
#include <string>
#include <vector>

namespace waylight::policy {

/// A kind of value that a key may have; none: the key is not in the request.
using Candidate = std::optional<std::string>;

/// A condition that some policy puts on the key, without its negation.
struct KeyTest {
    const Document* document;
    const Condition* condition;
    std::vector<bool> holds; ///< by candidate
};

/// An open key, what the policies ask of it, and the kinds of value that they can tell apart.
struct OpenKey {
    std::string lowerKey;
    std::string name; ///< as a policy writes it
    std::vector<Candidate> candidates;
    std::vector<KeyTest> tests;

    /// Adds the candidate unless it is there.
    void add(Candidate candidate);
};

/// The key as the policies of the request know it.
OpenKey openKeyIn(const PolicySet& policies, const RequestContext& context, const std::string& lowerKey);

} // namespace waylight::policy
