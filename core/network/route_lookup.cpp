// SPDX-License-Identifier: MIT
#include "core/network/route_lookup.h"

#include "core/network/catalog.h"

#include <algorithm>

namespace waylight {
namespace {

bool isDynamic(const Route& route) {
    return route.origin == RouteOrigin::Propagated || route.origin == RouteOrigin::Advertised;
}

CompiledRoute compiled(const EffectiveRoute& from, HandleMap& handles) {
    CompiledRoute route;
    route.local = from.route.target.id == "local";
    route.target = route.local ? noHandle : handles.intern(from.route.target.id);
    route.source = from.source;
    route.blackhole = from.route.state == RouteState::Blackhole;
    route.precedence = isDynamic(from.route) ? 2 : from.route.prefixList ? 1 : 0;
    route.index = from.source == EffectiveRoute::Source::Stored ? static_cast<std::int32_t>(from.index) : -1;
    return route;
}

/// A block that a route names, in the order in which they win: by block, then by precedence.
struct Candidate {
    Cidr block;
    std::int32_t route = -1;
};

} // namespace

BlockIntervals::BlockIntervals(std::vector<Entry> entries) {
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
        return std::tuple(a.block.address(), a.block.length()) < std::tuple(b.block.address(), b.block.length());
    });
    const auto emit = [&](const IpAddress& first, std::int32_t number) {
        if (first.isV4()) {
            if (!m_v4.empty() && m_v4.back().first == first.v4Value())
                m_v4.back().number = number;
            else
                m_v4.push_back({first.v4Value(), number});
        } else if (!m_v6.empty() && m_v6.back().first == first) {
            m_v6.back().number = number;
        } else {
            m_v6.push_back({first, number});
        }
    };
    std::vector<const Entry*> open; // blocks that enclose the present position, outermost first
    const auto closeBefore = [&](const IpAddress* next) {
        while (!open.empty() && !(next && open.back()->block.contains(*next))) {
            const IpAddress last = open.back()->block.last();
            open.pop_back();
            const IpAddress after = last.plus(1);
            if (last < after) // not the end of the family's range
                emit(after, open.empty() ? -1 : open.back()->number);
        }
    };
    for (const Entry& entry : entries) {
        closeBefore(&entry.block.address());
        emit(entry.block.address(), entry.number);
        open.push_back(&entry);
    }
    closeBefore(nullptr);
    m_v4.shrink_to_fit();
    m_v6.shrink_to_fit();
}

std::int32_t BlockIntervals::find(const IpAddress& address) const {
    if (address.isV4()) {
        const std::uint32_t value = address.v4Value();
        const auto at = std::upper_bound(m_v4.begin(), m_v4.end(), value,
                                         [](std::uint32_t a, const Interval4& interval) { return a < interval.first; });
        return at == m_v4.begin() ? -1 : std::prev(at)->number;
    }
    const auto at = std::upper_bound(m_v6.begin(), m_v6.end(), address,
                                     [](const IpAddress& a, const Interval6& interval) { return a < interval.first; });
    return at == m_v6.begin() ? -1 : std::prev(at)->number;
}

std::optional<std::vector<Cidr>> destinationBlocks(const Topology& topology, const EffectiveRoute& route) {
    if (route.route.destination)
        return std::vector{*route.route.destination};
    std::vector<Cidr> blocks;
    if (const PrefixList* list = topology.get(route.route.prefixList); list && !isUnknown(*list, "cidrs")) {
        blocks = list->cidrs;
    } else if (const auto service =
                   parsedServiceName(route.service.empty() ? route.route.prefixList.id : route.service)) {
        blocks = serviceBlocks(topology, service->service, service->region);
        if (blocks.empty())
            return std::nullopt;
    } else {
        return std::nullopt;
    }
    if (route.source == EffectiveRoute::Source::Endpoint)
        std::erase_if(blocks, [&](const Cidr& block) {
            return block.family() == IpFamily::V4 ? !route.serves4 : !route.serves6;
        });
    return blocks;
}

RouteLookup::RouteLookup(const Topology& topology, const RouteTable& table, HandleMap& handles) {
    std::vector<EffectiveRoute> routes = effectiveRoutes(topology, table);
    const std::size_t certain = routes.size();
    for (EffectiveRoute& route : possibleRoutes(topology, table))
        routes.push_back(std::move(route));
    if (isUnknown(table, "routes"))
        m_unknownPrefixLists.push_back(handles.intern(table.id));
    const Vpc* vpc = topology.get(table.vpc);
    std::vector<Cidr> local = vpc ? vpc->cidrs : std::vector<Cidr>();
    if (vpc)
        local.insert(local.end(), vpc->ipv6Cidrs.begin(), vpc->ipv6Cidrs.end());
    std::vector<Candidate> candidates;
    m_routes.reserve(routes.size());
    for (std::size_t place = 0; place < routes.size(); ++place) {
        const EffectiveRoute& route = routes[place];
        if (route.route.state == RouteState::Filtered)
            continue;
        const auto number = static_cast<std::int32_t>(m_routes.size());
        m_routes.push_back(compiled(route, handles));
        m_routes.back().uncertain = place >= certain;
        const auto blocks = destinationBlocks(topology, route);
        if (!blocks) {
            m_unknownPrefixLists.push_back(handles.intern(route.route.prefixList.id));
            continue;
        }
        for (const Cidr& block : *blocks) {
            const bool underLocal =
                isDynamic(route.route) &&
                std::any_of(local.begin(), local.end(), [&](const Cidr& l) { return l.contains(block); });
            if (!underLocal)
                candidates.push_back({block, number});
        }
    }
    const auto precedence = [&](const Candidate& candidate) {
        return m_routes[static_cast<std::size_t>(candidate.route)].precedence;
    };
    std::stable_sort(candidates.begin(), candidates.end(), [&](const Candidate& a, const Candidate& b) {
        return a.block != b.block ? a.block < b.block : precedence(a) < precedence(b);
    });
    std::vector<BlockIntervals::Entry> entries;
    entries.reserve(candidates.size());
    for (const Candidate& candidate : candidates) {
        if (entries.empty() || entries.back().block != candidate.block) {
            entries.push_back({candidate.block, static_cast<std::int32_t>(m_winners.size())});
            m_winners.push_back({candidate.route, -1});
            continue;
        }
        Winner& winner = m_winners.back();
        const CompiledRoute& first = m_routes[static_cast<std::size_t>(winner.route)];
        const CompiledRoute& other = m_routes[static_cast<std::size_t>(candidate.route)];
        if (first.precedence == 1 && other.precedence == 1 && first.target != other.target)
            winner.rival = candidate.route;
    }
    m_intervals = BlockIntervals(std::move(entries));
    m_winners.shrink_to_fit();
}

RouteLookup::Found RouteLookup::find(const IpAddress& destination) const {
    return foundBy(m_intervals.find(destination));
}

} // namespace waylight
