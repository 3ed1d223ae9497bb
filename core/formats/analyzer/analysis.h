// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/json.h"
#include "core/model/topology.h"
#include "core/trace/trace.h"

namespace waylight {

/// The trace in the shape of `aws ec2 describe-network-insights-analyses`, so that it can be compared with what
/// Reachability Analyzer says: the components of the path there and back up to the first that stops it, and an
/// explanation for each blocker and each thing that is not known. Policies are not part of it. Where AWS has no code
/// for what we know, the code is ours.
/// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInsightsAnalysis.html
Json reachabilityAnalysis(const Trace& trace, const Topology& topology);

} // namespace waylight
