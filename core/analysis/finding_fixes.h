// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/findings.h"

namespace waylight {

/// An edit that has been shown to remove a finding, by looking again: the finding is gone, and there is no new warning
/// or error.
struct FindingFix {
    Message title; ///< what it does, in the imperative: the undo text
    Design after;
};

/// True when there are edits worth trying for findings of this rule. Cheap, unlike `findingFixes`, which looks at the
/// whole design once for each edit that it tries.
bool mayHaveFix(const Finding& finding);

/// Proved fixes for a finding of the design, the smallest change first. `network` is the design's.
std::vector<FindingFix> findingFixes(const Design& design, const Network& network, const Finding& finding);

} // namespace waylight
