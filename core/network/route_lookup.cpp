// SPDX-License-Identifier: MIT
#include "core/network/route_lookup.h"

#include "core/network/catalog.h"

#include <algorithm>

namespace waylight {
namespace {

/// 0 wins over 1 over 2 among routes to the same block.
int precedence(const EffectiveRoute& route) {
    if (route.route.origin == RouteOrigin::Propagated)
        return 2;
    return route.route.prefixList ? 1 : 0;
}

/// The blocks of a route's destination; none when its prefix list is not known.
std::optional<std::vector<Cidr>> destinationBlocks(const Topology& topology, const EffectiveRoute& route) {
    if (route.route.destination)
        return std::vector{*route.route.destination};
    if (const PrefixList* list = topology.get(route.route.prefixList))
        return list->cidrs;
    const std::string& named = route.service.empty() ? route.route.prefixList.id : route.service;
    const auto service = parsedServiceName(named);
    auto blocks = service ? serviceBlocks(topology, service->service, service->region) : std::vector<Cidr>{};
    if (blocks.empty())
        return std::nullopt;
    return blocks;
}

} // namespace

RouteLookup::RouteLookup(const Topology& topology, const RouteTable& table) : m_routes(effectiveRoutes(topology, table)) {
    std::vector<Candidate> all = candidates(topology);
    std::sort(all.begin(), all.end(), [&](const Candidate& a, const Candidate& b) {
        if (a.block != b.block)
            return std::tuple(a.block.address(), a.block.length()) < std::tuple(b.block.address(), b.block.length());
        return precedence(m_routes[static_cast<std::size_t>(a.route)]) < precedence(m_routes[static_cast<std::size_t>(b.route)]);
    });
    std::vector<Candidate> winners;
    for (const Candidate& candidate : all) {
        if (winners.empty() || winners.back().block != candidate.block) {
            winners.push_back(candidate);
            continue;
        }
        const EffectiveRoute& winner = m_routes[static_cast<std::size_t>(winners.back().route)];
        const EffectiveRoute& other = m_routes[static_cast<std::size_t>(candidate.route)];
        if (precedence(winner) == 1 && precedence(other) == 1 && winner.route.target != other.route.target)
            winners.back().rival = candidate.route;
    }
    build(winners);
}

std::vector<RouteLookup::Candidate> RouteLookup::candidates(const Topology& topology) {
    std::vector<Cidr> local;
    for (const EffectiveRoute& route : m_routes)
        if (route.route.origin == RouteOrigin::Local && route.route.destination)
            local.push_back(*route.route.destination);
    std::vector<Candidate> out;
    for (std::size_t i = 0; i < m_routes.size(); ++i) {
        const auto blocks = destinationBlocks(topology, m_routes[i]);
        if (!blocks) {
            m_unknownPrefixLists.push_back(m_routes[i].route.prefixList.id);
            continue;
        }
        for (const Cidr& block : *blocks) {
            const bool underLocal = std::any_of(local.begin(), local.end(), [&](const Cidr& l) { return l.contains(block); });
            if (!(underLocal && m_routes[i].route.origin == RouteOrigin::Propagated))
                out.push_back({block, static_cast<int>(i), -1});
        }
    }
    return out;
}

void RouteLookup::build(const std::vector<Candidate>& sorted) {
    m_candidates = sorted;
    std::vector<int> open; // candidates whose blocks enclose the present position, outermost first
    const auto emit = [&](const IpAddress& first, int candidate) {
        if (!m_intervals.empty() && m_intervals.back().first == first)
            m_intervals.back().candidate = candidate;
        else
            m_intervals.push_back({first, candidate});
    };
    const auto closeBefore = [&](const IpAddress* next) {
        while (!open.empty()) {
            const Cidr& block = m_candidates[static_cast<std::size_t>(open.back())].block;
            if (next && block.contains(*next))
                return;
            open.pop_back();
            const IpAddress after = block.last().plus(1);
            if (block.last() < after) // not the end of the family's range
                emit(after, open.empty() ? -1 : open.back());
        }
    };
    for (std::size_t i = 0; i < m_candidates.size(); ++i) {
        const IpAddress first = m_candidates[i].block.address();
        closeBefore(&first);
        emit(first, static_cast<int>(i));
        open.push_back(static_cast<int>(i));
    }
    closeBefore(nullptr);
}

RouteLookup::Found RouteLookup::find(const IpAddress& destination) const {
    auto at = std::upper_bound(m_intervals.begin(), m_intervals.end(), destination, [](const IpAddress& a, const Interval& interval) { return a < interval.first; });
    if (at == m_intervals.begin())
        return {};
    --at;
    if (at->candidate < 0 || at->first.family() != destination.family())
        return {};
    const Candidate& won = m_candidates[static_cast<std::size_t>(at->candidate)];
    return {&m_routes[static_cast<std::size_t>(won.route)], won.block, won.rival < 0 ? nullptr : &m_routes[static_cast<std::size_t>(won.rival)]};
}

} // namespace waylight
