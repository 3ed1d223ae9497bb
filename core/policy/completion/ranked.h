// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/completion/candidates.h"
#include "core/policy/name_match.h"

namespace waylight::policy {

/// A candidate that fits what is typed.
struct Ranked {
    int score = 0;
    int rank = 0;
    NameMatch match;
    Candidate candidate;
};

/// The candidates that fit what is typed, best first, at most `mostProposals`. Before anything is typed: by rank.
std::vector<Ranked> ranked(Candidates&& candidates, std::string_view typed);

} // namespace waylight::policy
