// SPDX-License-Identifier: MIT
#pragma once

#include "core/trace/policy_checks.h"

namespace waylight {

/// What one layer says of a pair, in words: the answer of a check.
Answer answerOf(const NetworkIndex& network, const CallContext& call, const Caller& caller, const JudgedPair& judged,
                policy::Layer layer);

/// The stage of a layer's checks.
Stage stageOf(policy::Layer layer, const CallPair& pair);

} // namespace waylight
