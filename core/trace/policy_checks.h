// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/network_index.h"
#include "core/policy/decision.h"
#include "core/trace/policy_store.h"
#include "core/trace/policy_view.h"
#include "core/trace/trace_builder.h"

namespace waylight {

/// An API call as the policies see it, after the network has decided how it comes.
struct CallContext {
    const Request& request;
    const NetworkInterface& interface;
    const Instance* instance = nullptr; ///< null: the interface is not an instance's
    const Vpc* vpc = nullptr;
    const VpcEndpoint* endpoint = nullptr; ///< the gateway endpoint it comes through
    std::optional<IpAddress> publicSource; ///< the public address it comes from
    Id translatedBy;                       ///< who gave it that address
    bool pathKnown = true;                 ///< false: the network keys cannot be told
    ResourcePtr target;                    ///< the bucket or table; null: not in the design
    std::string targetRegion;
};

/// Evaluates every policy on the request at once, so that each check knows what the others grant.
class PolicyChecks {
public:
    PolicyChecks(const NetworkIndex& network, const CallContext& call);

    /// The checks of the endpoint's policy, at the endpoint's hop.
    void addEndpointChecks(TraceBuilder& out) const;
    /// The checks of all other policies, at the service's hop, and the context that they saw.
    void addServiceChecks(TraceBuilder& out) const;
    PolicyView view() const;

private:
    /// A source of the policy set and where it stands in the design.
    struct Origin {
        Id resource;
        std::string pointer;
    };

    void addPrincipal();
    void addContextKeys();
    void setKey(const std::string& key, std::vector<std::string> values, Message setBy);
    void addNetworkKeys();
    void addUserKeys();
    void addPolicies();
    void addRolePolicies();
    void addTargetPolicy();
    policy::DocumentPtr documentOf(const PolicyText& text, const std::string& what, const ResourceBase& owner);
    const Role* role() const { return m_role; }
    std::string accountOf(const std::string& account) const;
    void addLayer(TraceBuilder& out, policy::Layer layer, Stage stage, const std::string& what,
                  const std::vector<Origin>& origins) const;
    Answer answerOf(const policy::LayerResult& result, const std::string& what,
                    const std::vector<Origin>& origins) const;
    Id culprit() const;

    const NetworkIndex& m_network;
    const CallContext& m_call;
    const Role* m_role = nullptr;
    bool m_identityKnown = true; ///< false: there is a profile whose role is not in the design
    Id m_missingProfile;
    policy::PolicySet m_policies;
    policy::RequestContext m_context;
    policy::Evaluation m_evaluation;
    std::map<std::string, ContextValue> m_setKeys;
    std::vector<Origin> m_endpointOrigins, m_identityOrigins, m_boundaryOrigins, m_resourceOrigins;
    std::vector<std::pair<Stage, Answer>> m_unreadable; ///< policies that are no policies
};

} // namespace waylight
