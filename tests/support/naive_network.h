// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/request.h"
#include "core/model/topology.h"

#include <string>
#include <vector>

/// What the naive evaluator says of a plain flow.
struct NaiveVerdict {
    std::string verdict = "allowed"; ///< allowed, blocked or unknown
    std::string reason;              ///< of the first block, or of the first unknown; empty when allowed
    std::vector<waylight::Id> path; ///< resources in the order in which the packet and then the reply came through them
};

/// A second implementation of how a VPC forwards a packet, to hold the engine against: slow, without caches, written
/// from the specification alone. It shares nothing with the engine but the model. Answers plain flows: from an
/// interface, an instance, an address outside or `internet`; to an address or `internet`.
NaiveVerdict naiveVerdict(const waylight::Topology& topology, const waylight::Request& request);
