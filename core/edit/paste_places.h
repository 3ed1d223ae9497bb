// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/picture.h"
#include "core/edit/paste_ids.h"

namespace waylight::edit {

/// Roots of a part, with their ids there and in the design.
using Roots = std::vector<std::pair<Id, Id>>;

/// Gives what was pasted its places: as it stood in the part, with the corner of all of it near `position` (none: a
/// little beside where it stood), in each container where there is room for it.
Design withPlaces(Design design, const Design& part, const NewIds& ids, const Roots& roots,
                  std::optional<Point> position);

} // namespace waylight::edit
