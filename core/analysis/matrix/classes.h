// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/matrix/facts.h"

namespace waylight::matrix {

inline constexpr std::uint32_t none = 0xffffffff;

/// An interface that hosts something.
struct Member {
    const CompiledInterface* interface = nullptr;
    std::uint32_t kind = 0;
    std::uint32_t v4 = 0; ///< its primary address, where its kind has one
    IpAddress v6{};
};

/// What members share besides the cell of their address.
struct Kind {
    std::vector<std::uint32_t> key; ///< all of it, in words: equal keys, equal kinds, in all versions
    Handle subnet = noHandle;
    std::vector<Handle> groups; ///< sorted
    bool has4 = false;
    bool has6 = false;
};

/// All interfaces that host something, with their kinds.
struct Roster {
    std::vector<Member> members;      ///< in the order of handles
    std::vector<std::uint32_t> rowOf; ///< by handle; `none`: not in the roster
    std::vector<Kind> kinds;
    std::vector<Handle> groups; ///< of all members, sorted
    int added = 0;              ///< kinds that edits added; the last member of others may be gone

    std::uint32_t row(Handle handle) const { return handle < rowOf.size() ? rowOf[handle] : none; }
};
Roster rosterOf(const Facts& facts);
/// The roster after an edit of these resources, where only members' kinds differ; none: it has to be made anew.
std::optional<Roster> rosterAfter(const Roster& before, const Facts& facts, const std::vector<Handle>& changed);

/// Members that nothing tells apart.
struct ClassInfo {
    std::uint32_t kind = 0;
    std::uint32_t position = 0;
    std::uint32_t first = 0; ///< row of a member
};

/// Members by class.
struct Classes {
    std::vector<ClassInfo> list;
    std::vector<std::uint32_t> ofRow; ///< class of each member
    std::vector<std::uint32_t> rows;  ///< members, class by class
    std::vector<std::uint32_t> start; ///< where the rows of a class start; one more than there are classes
};
/// `cuts` are all places where an answer can change with an address.
Classes classesOf(const Roster& roster, const Cuts& cuts);

/// Puts each class into a position: what the way of a packet depends on, as far as that is not the security groups of
/// its ends. Returns the key of each position; equal keys mean the same in all comparable versions.
std::vector<std::vector<std::uint32_t>> setPositions(const Facts& facts, const Roster& roster, Classes& classes);
/// True when all but the cell of the address is equal. One and the same interface then has the same paths as before:
/// where the cells lie tells only who else has them.
bool differInCellOnly(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b);

} // namespace waylight::matrix
