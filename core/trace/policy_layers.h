// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/answer.h"
#include "core/policy/decision.h"
#include "core/trace/call_pairs.h"

#include <array>
#include <set>

namespace waylight {

/// Where a policy stands in the design.
struct PolicyOrigin {
    Id resource;
    std::string pointer; ///< empty: AWS's own, or nothing in the design
    std::string level{}; ///< of a control policy: what it is attached to
};

/// The policies that decide on one pair of a call, by layer, and where each stands.
struct LayerSources {
    policy::PolicySet set;
    std::array<std::vector<PolicyOrigin>, policy::layerCount> origins; ///< in the order of the layer's sources
    std::vector<std::pair<policy::Layer, Answer>> unreadable;          ///< policies that are no policies
    Id callersAccount;             ///< has the service control policies; empty: none are asked
    Id ownersAccount;              ///< has the resource control policies; empty: none are asked
    Id restrictor;                 ///< whose Block Public Access restricts public buckets; empty: nobody's
    std::set<std::string> numbers; ///< that the policies can tell apart; not collected without a drawing

    std::vector<PolicyOrigin>& at(policy::Layer layer) { return origins[static_cast<std::size_t>(layer)]; }
    const std::vector<PolicyOrigin>& at(policy::Layer layer) const { return origins[static_cast<std::size_t>(layer)]; }
};

/// The policies of one pair, where the drawing's own account has this number.
LayerSources layersOf(const NetworkIndex& network, const CallContext& call, const Caller& caller, const CallPair& pair,
                      const std::string& drawing);

/// "key policy": what people call the policies of the layer for this pair.
std::string layerName(policy::Layer layer, const CallPair& pair);

} // namespace waylight
