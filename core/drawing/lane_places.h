// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/lane_piece.h"

#include <initializer_list>
#include <map>
#include <vector>

namespace waylight {

/// Where some pieces are, to find places for others beside them. Costs little more for many pieces than for few, as
/// long as few of them cover each other.
class LanePlaces {
public:
    void add(const LanePiece& piece);
    /// One that was added, and has not changed since.
    void remove(const LanePiece& piece);

    /// True when a piece of another line covers this one.
    bool isTaken(const LanePiece& piece) const;

    /// The place nearest to where the piece is, within its limits, that is at least one of the
    /// distances, the first if possible, from all pieces of other lines that meet it; where it is when there is none.
    int freePlace(const LanePiece& piece, std::initializer_list<int> distances) const;

private:
    struct Stretch {
        int low;
        int high;
        int reach; ///< the most of `high` up to here in its row
        std::size_t line;
    };
    using Row = std::vector<Stretch>; ///< by `low`

    static bool isTaken(const Row& row, const LanePiece& piece);
    bool isFull(const LanePiece& piece) const;

    std::map<int, Row> m_rows; ///< by place
};

} // namespace waylight
