// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/effective_routes.h"
#include "core/network/handles.h"

#include <algorithm>

namespace waylight {

/// Disjoint address intervals, each with a number: what the longest of a set of blocks around an address says. A
/// look-up is one binary search.
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
    /// Calls `visit(start, number)` for each interval between two addresses of a family, both included, in their order.
    template <class Visit>
    void forEachBetween(const IpAddress& first, const IpAddress& last, Visit visit) const {
        const auto within = [&](const auto& intervals, const auto& from, const auto& to, auto toAddress) {
            auto at = std::upper_bound(intervals.begin(), intervals.end(), from,
                                       [](const auto& value, const auto& interval) { return value < interval.first; });
            visit(first, at == intervals.begin() ? -1 : std::prev(at)->number);
            for (; at != intervals.end() && !(to < at->first); ++at)
                visit(toAddress(at->first), at->number);
        };
        if (first.isV4())
            within(m_v4, first.v4Value(), last.v4Value(), [](std::uint32_t value) { return IpAddress::v4(value); });
        else
            within(m_v6, first, last, [](const IpAddress& address) { return address; });
    }

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
    bool local = false;          ///< the target is `local`
    bool uncertain = false;      ///< whether it is there depends on what is not known: an endpoint's tables, the VPC's block
    std::uint8_t precedence = 0; ///< among routes to the same block: static 0, prefix list 1, propagated 2
    std::int32_t index = -1;     ///< in RouteTable::routes; -1: it follows from the VPC or an endpoint
};

/// A route table compiled for look-ups. Longest prefix first; on equal prefixes static before prefix-list before
/// propagated; propagated routes never beat a local one, however specific.
/// https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
class RouteLookup {
public:
    struct Found {
        const CompiledRoute* route = nullptr; ///< null: no route matches
        const CompiledRoute* rival =
            nullptr; ///< another prefix-list route to the same block and another target: AWS picks one
        explicit operator bool() const { return route != nullptr; }
    };

    RouteLookup() = default;
    RouteLookup(const Topology& topology, const RouteTable& table, HandleMap& handles);

    Found find(const IpAddress& destination) const;
    /// Calls `visit(start, found)` for each stretch of addresses from `first` to `last` that has one answer.
    template <class Visit>
    void forEachBetween(const IpAddress& first, const IpAddress& last, Visit visit) const {
        m_intervals.forEachBetween(first, last,
                                   [&](const IpAddress& start, std::int32_t number) { visit(start, foundBy(number)); });
    }
    const std::vector<CompiledRoute>& routes() const { return m_routes; }
    /// Prefix lists that routes name and that neither the design nor the catalog knows.
    const std::vector<Handle>& unknownPrefixLists() const { return m_unknownPrefixLists; }

private:
    struct Winner {
        std::int32_t route = -1;
        std::int32_t rival = -1;
    };

    Found foundBy(std::int32_t number) const {
        if (number < 0)
            return {};
        const Winner& winner = m_winners[static_cast<std::size_t>(number)];
        return {&m_routes[static_cast<std::size_t>(winner.route)],
                winner.rival < 0 ? nullptr : &m_routes[static_cast<std::size_t>(winner.rival)]};
    }

    BlockIntervals m_intervals;
    std::vector<Winner> m_winners;
    std::vector<CompiledRoute> m_routes;
    std::vector<Handle> m_unknownPrefixLists;
};

/// The blocks of a route's destination; none when its prefix list is not known.
std::optional<std::vector<Cidr>> destinationBlocks(const Topology& topology, const EffectiveRoute& route);

} // namespace waylight
