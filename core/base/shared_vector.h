// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <vector>

namespace waylight {

/// A sparse vector that is a value: a changed copy shares all but the touched blocks with the original. Entries that
/// were never set are default-made.
template <class T>
class SharedVector {
    static constexpr std::size_t blockSize = 128;
    using Block = std::array<T, blockSize>;

public:
    /// The entry at `index`; a default-made one beyond the end.
    const T& operator[](std::size_t index) const {
        const std::size_t block = index / blockSize;
        return block < m_blocks.size() && m_blocks[block] ? (*m_blocks[block])[index % blockSize] : nothing();
    }

    /// Replaces the entry. A block that no other version shares is changed in place.
    void set(std::size_t index, T value) {
        const std::size_t at = index / blockSize;
        if (at >= m_blocks.size())
            m_blocks.resize(at + 1);
        std::shared_ptr<Block>& block = m_blocks[at];
        if (!block)
            block = std::make_shared<Block>();
        else if (block.use_count() > 1)
            block = std::make_shared<Block>(*block);
        (*block)[index % blockSize] = std::move(value);
    }

    /// One past the highest index that may hold something.
    std::size_t size() const { return m_blocks.size() * blockSize; }

    /// Calls `report(index, before, after)` for each entry that differs; skips what both share.
    template <class Report>
    static void forEachDifference(const SharedVector& before, const SharedVector& after, Report report) {
        for (std::size_t block = 0; block < std::max(before.m_blocks.size(), after.m_blocks.size()); ++block) {
            const Block* a = block < before.m_blocks.size() ? before.m_blocks[block].get() : nullptr;
            const Block* b = block < after.m_blocks.size() ? after.m_blocks[block].get() : nullptr;
            for (std::size_t i = 0; a != b && i < blockSize; ++i) {
                const T& old = a ? (*a)[i] : nothing();
                const T& now = b ? (*b)[i] : nothing();
                if (!(old == now))
                    report(block * blockSize + i, old, now);
            }
        }
    }

private:
    static const T& nothing() {
        static const T value{};
        return value;
    }

    std::vector<std::shared_ptr<Block>> m_blocks;
};

} // namespace waylight
