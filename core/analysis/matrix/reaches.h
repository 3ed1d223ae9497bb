// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/matrix/data.h"

#include <unordered_map>

namespace waylight::matrix {

/// Which classes the security groups of a class let through, as one bit for each other class: the rules of a kind are
/// read once instead of once for each pair. For IPv4, and for packets whose both ends the groups know.
class Reaches {
public:
    explicit Reaches(const MatrixData& data) : m_data(data) {}

    /// To be called when the classes and the rules of the kinds are there; `missing` tells kinds with a group that is
    /// not in the design.
    void prepare(const std::vector<char>& missing);
    /// Whether the groups of both classes allow packets from one to the other; none: these bits cannot tell.
    std::optional<bool> allow(std::uint32_t from, std::uint32_t to) {
        if (m_rank[from] == none || m_rank[to] == none)
            return std::nullopt;
        const Bits& out = bitsOf(m_kind[from], TrafficDirection::Outbound);
        const Bits& in = bitsOf(m_kind[to], TrafficDirection::Inbound);
        if (out.empty() || in.empty())
            return std::nullopt;
        return isSet(out, m_rank[to]) && isSet(in, m_rank[from]);
    }

private:
    using Bits = std::vector<std::uint64_t>;
    /// The bits of a kind, by rank of the other class; empty when its rules are not all known.
    struct Reach {
        bool made = false;
        Bits bits;
    };

    static bool isSet(const Bits& bits, std::uint32_t rank) { return (bits[rank / 64] >> rank % 64 & 1) != 0; }
    const Bits& bitsOf(std::uint32_t kind, TrafficDirection way) {
        Reach& reach = m_reaches[2 * kind + (way == TrafficDirection::Outbound)];
        if (!reach.made)
            make(reach, kind, way);
        return reach.bits;
    }
    void make(Reach& reach, std::uint32_t kind, TrafficDirection way) const;
    void addRules(Bits& bits, const RuleList& list) const;
    void setRange(Bits& bits, std::uint32_t first, std::uint32_t last) const;

    const MatrixData& m_data;
    std::vector<std::uint32_t> m_kind;      ///< of each class
    std::vector<std::uint32_t> m_addresses; ///< of the classes with an IPv4 address, sorted
    std::vector<std::uint32_t> m_rank;      ///< of each class among these; `none`: it has no IPv4 address
    std::unordered_map<Handle, std::vector<std::uint32_t>> m_members; ///< ranks of the classes in a group
    std::vector<char> m_known;    ///< by kind: it has groups, and all of them are in the design
    std::vector<Reach> m_reaches; ///< by kind and direction
};

} // namespace waylight::matrix
