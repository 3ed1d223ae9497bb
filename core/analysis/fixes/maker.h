// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/design.h"
#include "core/network/network.h"
#include "core/network/network_index.h"
#include "core/trace/resolve.h"
#include "core/trace/trace.h"

namespace waylight {

/// How much a fix opens, the least first.
enum Exposure : int {
    opensNothing,   ///< brings something back, or is as narrow as the request
    opensAddress,   ///< one more address, port or group
    opensNetwork,   ///< a known network, or a service
    opensOutward,   ///< the internet, for connections from inside
    opensInternet,  ///< the internet, both ways
    opensEverything ///< whatever a rule was there to keep out
};

/// A route that the packet took before it was blocked.
struct TakenRoute {
    Check check; ///< its resource is the table, its pointer the route
    Id place;    ///< the subnet or gateway that asked
    Packet packet;
};

/// A blocker of a trace with what led to it.
struct Blocked {
    Check check;
    Id place;                      ///< where the packet was
    std::optional<Packet> packet;  ///< as it was there; none: no packet had left
    std::vector<TakenRoute> taken; ///< in the blocker's direction, in path order
    bool outbound = false;         ///< of a filter: the packet was leaving
};

/// The blockers of a trace, in path order.
std::vector<Blocked> blockersOf(const Topology& topology, const Trace& trace);

/// An edit that may remove a blocker; whether it does is found out by running the request again.
struct Proposal {
    Message title;
    Design after;
    int exposure = opensNothing;
};

/// What the fixes of one blocker are made from, and those proposed so far.
class FixMaker {
public:
    FixMaker(const Design& design, const Network& network, const Trace& trace, const Blocked& blocked);

    const Topology& topology() const { return m_design.topology; }
    const NetworkIndex& index() const { return m_network.index(); }
    const Request& request() const { return m_trace.request; }
    const Trace& trace() const { return m_trace; }
    const Blocked& blocked() const { return m_blocked; }
    const Check& check() const { return m_blocked.check; }
    /// The interface that the request starts from; null: it comes from outside.
    const NetworkInterface* source() const { return m_source; }
    const Instance* instance() const { return m_source ? topology().get(m_source->instance) : nullptr; }
    const LambdaFunction* function() const { return m_source ? topology().get(m_source->function) : nullptr; }
    /// Of an API call; none: a plain flow.
    const std::optional<CallTarget>& callTarget() const { return m_target; }
    std::string service() const { return request().action.substr(0, request().action.find(':')); }

    std::string nameOf(const Id& id) const;
    /// The value that the request has for a condition key, whatever the key's case; empty: none.
    std::string contextValue(const std::string& key) const;
    /// The VPC that holds an address among its blocks; null: none does.
    const Vpc* vpcWith(const IpAddress& address) const;
    /// An address that stands for the internet as a whole, and not for the host that the request names.
    bool isAnyInternetHost(const IpAddress& address) const;
    /// An address outside every network of the design.
    bool isPublic(const IpAddress& address) const;

    /// Offers the design with these resources in place of those with their ids.
    template <class... T>
    void offer(Message title, int exposure, T... resources) {
        Design after = m_design;
        (after.topology.set(Resource(std::move(resources))), ...);
        offerDesign(std::move(title), exposure, std::move(after));
    }
    void offerDesign(Message title, int exposure, Design after) {
        if (m_proposals.size() < maxProposals)
            m_proposals.push_back({std::move(title), std::move(after), exposure});
    }
    const Design& design() const { return m_design; }

    std::vector<Proposal> take() && { return std::move(m_proposals); }

private:
    /// Each is proved by a run of the request; nobody reads more.
    static constexpr std::size_t maxProposals = 40;

    const Design& m_design;
    const Network& m_network;
    const Trace& m_trace;
    const Blocked& m_blocked;
    const NetworkInterface* m_source = nullptr;
    std::optional<CallTarget> m_target;
    std::vector<Proposal> m_proposals;
};

/// Proposes whatever may remove the blocker.
std::vector<Proposal> proposals(const Design& design, const Network& network, const Trace& trace,
                                const Blocked& blocked);

// --- fixes_policies.cpp
void proposeEndpointPolicy(FixMaker& make);
void proposeIdentityPolicy(FixMaker& make);
void proposePermissionsBoundary(FixMaker& make);
void proposeResourcePolicy(FixMaker& make);

} // namespace waylight
