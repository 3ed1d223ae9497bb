// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/codec.h"
#include "core/model/design.h"

#include <cstdint>

/// What the blocks of addresses in a field amount to, and which one is free.
namespace waylight::edit {

struct BlockFacts {
    Cidr block;                 ///< as it is stored: host bits are zero
    IpAddress last;             ///< its last address
    int addressBits = 0;        ///< it has 2^addressBits addresses, 0 to 128
    std::uint64_t reserved = 0; ///< AWS keeps so many of a subnet's
    std::uint64_t used = 0;     ///< so many are taken: a subnet's addresses, of a VPC's block by subnets

    /// All but the reserved ones; 2^63 for more.
    std::uint64_t usable() const;
    std::uint64_t addresses() const;
};

/// The facts about each block that the field has in this version of the resource; none for fields of other types.
/// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
std::vector<BlockFacts> blockFacts(const Topology& topology, const Resource& resource, const FieldInfo& field);

/// The value with the next free block: for a subnet in place of what it has and of the same size, for a VPC's or a
/// customer's list added to it; for a list of private addresses the next free one added. None: nothing is proposed for
/// this field, or all is taken.
std::optional<Json> withFreeBlock(const Topology& topology, const Resource& resource, const FieldInfo& field);

} // namespace waylight::edit
