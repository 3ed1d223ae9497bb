// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/allowed_if.h"
#include "core/trace/call_keys.h"
#include "core/trace/policy_layers.h"
#include "core/trace/policy_view.h"
#include "core/trace/trace_builder.h"

namespace waylight {

/// One pair of a call with all that was decided on it.
struct JudgedPair {
    CallPair pair;
    std::string drawing; ///< the number that the drawing's own account has here; empty: nothing depends on it
    LayerSources sources;
    policy::RequestContext context;
    std::map<std::string, ContextValue> shown; ///< its keys: KeySet::shown
    policy::Evaluation evaluation;
    /// By layer: it decides one way or the other with the number of the drawing's own account.
    std::array<bool, policy::layerCount> needsAccount{};
    std::optional<policy::AllowedIf> allowedIf; ///< the condition on open keys; none: the answer does not depend on any

    bool isOpen(policy::Layer layer) const { return needsAccount[static_cast<std::size_t>(layer)]; }
};

/// Evaluates every policy on each pair of a call at once, so that each check knows what the others grant.
class PolicyChecks {
public:
    PolicyChecks(const NetworkIndex& network, const CallContext& call);

    /// The checks of the endpoint's policy, at the endpoint's hop.
    void addEndpointChecks(TraceBuilder& out) const;
    /// The checks of all other policies, each at the hop of what the pair is on, and the context that they saw, which
    /// moves there.
    void addServiceChecks(TraceBuilder& out);
    PolicyView view() const;

private:
    JudgedPair judged(const CallPair& pair) const;
    JudgedPair judgedWith(const CallPair& pair, const std::string& drawing) const;
    void compareAccounts(JudgedPair& base) const;
    void addPair(TraceBuilder& out, const JudgedPair& judged, bool first) const;
    Message withoutCredentials(const std::string& action) const;
    void addIdentity(TraceBuilder& out, const JudgedPair& judged, bool first) const;
    void addAccessPointOrigin(TraceBuilder& out, const JudgedPair& judged) const;
    void addKeyState(TraceBuilder& out, const JudgedPair& judged) const;
    void addCondition(TraceBuilder& out, const JudgedPair& judged) const;
    void addLayer(TraceBuilder& out, const JudgedPair& judged, policy::Layer layer) const;

    const NetworkIndex& m_network;
    const CallContext& m_call;
    Caller m_caller;
    std::vector<JudgedPair> m_pairs;
};

} // namespace waylight
