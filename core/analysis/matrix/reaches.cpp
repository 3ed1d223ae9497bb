// SPDX-License-Identifier: MIT
#include "core/analysis/matrix/reaches.h"

#include <algorithm>
#include <numeric>

namespace waylight::matrix {

void Reaches::prepare(const std::vector<char>& missing) {
    const std::size_t count = m_data.classCount();
    for (const ClassInfo& each : m_data.classes.list)
        m_kind.push_back(each.kind);
    m_members.reserve(2 * m_data.roster->groups.size());
    std::vector<std::uint32_t> order;
    for (std::uint32_t each = 0; each < count; ++each)
        if (m_data.kindOf(each).has4)
            order.push_back(each);
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return m_data.memberOf(a).v4 < m_data.memberOf(b).v4; });
    m_rank.assign(count, none);
    for (std::uint32_t rank = 0; rank < order.size(); ++rank) {
        m_rank[order[rank]] = rank;
        m_addresses.push_back(m_data.memberOf(order[rank]).v4);
        for (const Handle group : m_data.kindOf(order[rank]).groups)
            m_members[group].push_back(rank);
    }
    const auto& kinds = m_data.roster->kinds;
    m_reaches.resize(2 * kinds.size());
    for (std::size_t i = 0; i < kinds.size(); ++i)
        m_known.push_back(!kinds[i].groups.empty() && !missing[i]);
}

void Reaches::make(Reach& reach, std::uint32_t kind, TrafficDirection way) const {
    reach.made = true;
    if (!m_known[kind])
        return;
    const CompiledGroup& rules = *m_data.rules[kind];
    const RuleList& list = way == TrafficDirection::Outbound ? rules.egress : rules.ingress;
    if (std::none_of(list.rules.begin(), list.rules.end(),
                     [](const FilterRule& rule) { return rule.peer == FilterRule::Peer::UnknownList; }))
        addRules(reach.bits, list);
}

void Reaches::addRules(Bits& bits, const RuleList& list) const {
    bits.assign(m_addresses.size() / 64 + 1, 0);
    const Packet packet{.protocol = m_data.facts.service.protocol, .destinationPort = m_data.facts.service.port};
    for (const FilterRule& rule : list.rules) {
        if (!rule.coversProtocol(packet) || !rule.coversPorts(packet))
            continue;
        if (rule.peer == FilterRule::Peer::V4)
            setRange(bits, rule.base, rule.base | ~rule.mask);
        for (std::uint32_t i = 0; rule.peer == FilterRule::Peer::List && i < rule.mask; ++i)
            if (const Cidr& block = list.blocks[rule.base + i]; block.family() == IpFamily::V4)
                setRange(bits, block.address().v4Value(), block.last().v4Value());
        if (const auto members = rule.peer == FilterRule::Peer::Group ? m_members.find(rule.base) : m_members.end();
            members != m_members.end())
            for (const std::uint32_t rank : members->second)
                bits[rank / 64] |= std::uint64_t{1} << rank % 64;
    }
}

void Reaches::setRange(Bits& bits, std::uint32_t first, std::uint32_t last) const {
    const auto rankOf = [&](auto at) { return static_cast<std::size_t>(at - m_addresses.begin()); };
    const std::size_t from = rankOf(std::lower_bound(m_addresses.begin(), m_addresses.end(), first));
    const std::size_t end = rankOf(std::upper_bound(m_addresses.begin(), m_addresses.end(), last));
    for (std::size_t word = from / 64; from < end && word <= (end - 1) / 64; ++word) {
        const std::uint64_t above = word == from / 64 ? ~std::uint64_t{0} << from % 64 : ~std::uint64_t{0};
        const std::uint64_t below =
            word == (end - 1) / 64 ? ~std::uint64_t{0} >> (63 - (end - 1) % 64) : ~std::uint64_t{0};
        bits[word] |= above & below;
    }
}

} // namespace waylight::matrix
