// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/effective_routes.h"

namespace waylight {

/// A route table compiled into disjoint address intervals, each with the route that wins there: a look-up is one binary
/// search. Longest prefix first; on equal prefixes static before prefix-list before propagated; propagated routes never
/// beat a local one, however specific. https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
class RouteLookup {
public:
    struct Found {
        const EffectiveRoute* route = nullptr; ///< null: no route matches
        Cidr matched;                          ///< the destination block that won
        const EffectiveRoute* rival = nullptr; ///< another prefix-list route to the same block and another target: AWS picks one
    };

    RouteLookup() = default;
    RouteLookup(const Topology& topology, const RouteTable& table);

    Found find(const IpAddress& destination) const;
    const std::vector<EffectiveRoute>& routes() const { return m_routes; }
    /// Prefix lists that routes name and that neither the design nor the catalog knows.
    const std::vector<Id>& unknownPrefixLists() const { return m_unknownPrefixLists; }

private:
    struct Candidate {
        Cidr block;
        int route = -1;
        int rival = -1;
    };
    struct Interval {
        IpAddress first;
        int candidate = -1; ///< -1: no route
    };
    std::vector<Candidate> candidates(const Topology& topology);
    void build(const std::vector<Candidate>& sorted);

    std::vector<EffectiveRoute> m_routes;
    std::vector<Candidate> m_candidates;
    std::vector<Interval> m_intervals; ///< sorted by first; each reaches to the next one of its family
    std::vector<Id> m_unknownPrefixLists;
};

} // namespace waylight
