// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/design.h"

namespace waylight::edit {

enum class Alignment : std::uint8_t { Left, Centre, Right, Top, Middle, Bottom };
enum class Direction : std::uint8_t { Across, Down };

/// Moves elements so that one side or the middle of each is where that of the rectangle round all of them is. A
/// container counts as one and takes along what it holds; containers around them grow where they must.
Design aligned(const Design& design, const std::vector<Id>& ids, Alignment alignment);

/// Moves elements so that the gaps between neighbours are equal; the first and the last stay. Where there is no room
/// for gaps they get the usual one, and the first stays.
Design distributed(const Design& design, const std::vector<Id>& ids, Direction direction);

} // namespace waylight::edit
