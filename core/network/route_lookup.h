// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/effective_routes.h"
#include "core/network/handles.h"

namespace waylight {

/// Disjoint address intervals, each with a number: what the longest of a set of blocks around an address says. A look-up is
/// one binary search.
class BlockIntervals {
public:
    /// `numbers[i]` is what `blocks[i]` says; the blocks are different from each other.
    struct Entry {
        Cidr block;
        std::int32_t number = -1;
    };
    BlockIntervals() = default;
    explicit BlockIntervals(std::vector<Entry> entries);

    /// The number of the longest block that contains the address; -1: none.
    std::int32_t find(const IpAddress& address) const;

private:
    struct Interval4 {
        std::uint32_t first;
        std::int32_t number;
    };
    struct Interval6 {
        IpAddress first;
        std::int32_t number;
    };
    std::vector<Interval4> m_v4; ///< sorted by first; each reaches to the next one
    std::vector<Interval6> m_v6;
};

/// A route of a compiled table.
struct CompiledRoute {
    Handle target = noHandle;
    EffectiveRoute::Source source = EffectiveRoute::Source::Stored;
    bool blackhole = false;
    bool local = false; ///< the target is `local`
    std::uint8_t precedence = 0; ///< among routes to the same block: static 0, prefix list 1, propagated 2
    std::int32_t index = -1;     ///< in RouteTable::routes; -1: it follows from the VPC or an endpoint
};

/// A route table compiled for look-ups. Longest prefix first; on equal prefixes static before prefix-list before propagated;
/// propagated routes never beat a local one, however specific.
/// https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
class RouteLookup {
public:
    struct Found {
        const CompiledRoute* route = nullptr; ///< null: no route matches
        const CompiledRoute* rival = nullptr; ///< another prefix-list route to the same block and another target: AWS picks one
        explicit operator bool() const { return route != nullptr; }
    };

    RouteLookup() = default;
    RouteLookup(const Topology& topology, const RouteTable& table, HandleMap& handles);

    Found find(const IpAddress& destination) const;
    const std::vector<CompiledRoute>& routes() const { return m_routes; }
    /// Prefix lists that routes name and that neither the design nor the catalog knows.
    const std::vector<Handle>& unknownPrefixLists() const { return m_unknownPrefixLists; }

private:
    struct Winner {
        std::int32_t route = -1;
        std::int32_t rival = -1;
    };

    BlockIntervals m_intervals;
    std::vector<Winner> m_winners;
    std::vector<CompiledRoute> m_routes;
    std::vector<Handle> m_unknownPrefixLists;
};

/// The blocks of a route's destination; none when its prefix list is not known.
std::optional<std::vector<Cidr>> destinationBlocks(const Topology& topology, const EffectiveRoute& route);

} // namespace waylight
