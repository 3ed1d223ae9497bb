// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/network.h"
#include "core/trace/trace.h"

namespace waylight {

/// A saved request with an expectation, run.
struct ExpectationResult {
    Trace trace;
    bool holds = false;
    Message message; ///< what was expected and what came
};

/// Whether a trace is what its request expects: the verdict and, as far as they are given, stage, code and culprit of
/// the first blocker.
ExpectationResult checkedExpectation(Trace trace);

/// Runs each saved request of the design that has an expectation, in the order of ids.
std::vector<ExpectationResult> checkedExpectations(const Design& design, const Network& network);

} // namespace waylight
