// SPDX-License-Identifier: MIT
#include "core/analysis/matrix/cells.h"

#include "core/base/sort_unique.h"

#include <algorithm>

namespace waylight::matrix {

bool Ranges::overlaps(const Cidr& block) const {
    if (block.family() == IpFamily::V6)
        return std::any_of(v6.begin(), v6.end(), [first = block.address(), last = block.last()](const auto& range) {
            return range.first <= last && first <= range.second;
        });
    return std::any_of(v4.begin(), v4.end(),
                       [first = block.address().v4Value(), last = block.last().v4Value()](const auto& range) {
                           return range.first <= last && first <= range.second;
                       });
}

void Cuts::add(const Cidr& block, const Ranges& ranges) {
    if (!ranges.overlaps(block))
        return;
    const IpAddress after = block.last().plus(1);
    const bool ends = block.address() < after; // not the end of the family's range
    if (block.family() == IpFamily::V4) {
        v4.push_back(block.address().v4Value());
        if (ends)
            v4.push_back(after.v4Value());
    } else {
        v6.push_back(block.address());
        if (ends)
            v6.push_back(after);
    }
}

void Cuts::add(const Cuts& other) {
    v4.insert(v4.end(), other.v4.begin(), other.v4.end());
    v6.insert(v6.end(), other.v6.begin(), other.v6.end());
}

void Cuts::tidy() {
    sortUnique(v4);
    sortUnique(v6);
}

std::uint32_t Cuts::cell(std::uint32_t address) const {
    const auto at = std::upper_bound(v4.begin(), v4.end(), address);
    return at == v4.begin() ? 0 : *std::prev(at);
}

std::uint32_t Cuts::cell(const IpAddress& address) const {
    return static_cast<std::uint32_t>(std::upper_bound(v6.begin(), v6.end(), address) - v6.begin());
}

std::uint32_t Contents::number(const std::vector<std::uint32_t>& content) {
    const std::lock_guard lock(m_mutex);
    return m_numbers.try_emplace(content, static_cast<std::uint32_t>(m_numbers.size() + 1)).first->second;
}

} // namespace waylight::matrix
