// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/ip.h"

#include <map>
#include <mutex>

/// The addresses of a matrix, and where answers about them can change.
namespace waylight::matrix {

/// The addresses that packets of the matrix can have, as disjoint ranges.
struct Ranges {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> v4; ///< first and last, sorted
    std::vector<std::pair<IpAddress, IpAddress>> v6;

    bool overlaps(const Cidr& block) const;
    bool operator==(const Ranges&) const = default;
};

/// Addresses at which some rule begins or ends: two addresses without a cut between them are the same to all rules.
struct Cuts {
    std::vector<std::uint32_t> v4; ///< first addresses of cells, sorted
    std::vector<IpAddress> v6;

    void add(const Cidr& block, const Ranges& ranges);
    void add(const Cuts& other);
    void tidy();
    /// The first address of the cell of an address, or 0.
    std::uint32_t cell(std::uint32_t address) const;
    /// The number of the cell.
    std::uint32_t cell(const IpAddress& address) const;
    bool operator==(const Cuts&) const = default;
};

/// Numbers for contents: equal contents have equal numbers in all versions of a matrix. Only grows; thread-safe.
class Contents {
public:
    std::uint32_t number(const std::vector<std::uint32_t>& content);

private:
    std::mutex m_mutex;
    std::map<std::vector<std::uint32_t>, std::uint32_t> m_numbers;
};

} // namespace waylight::matrix
