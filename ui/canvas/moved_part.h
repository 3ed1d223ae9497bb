// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/picture.h"

namespace waylight {

/// What of a picture moves along when some elements are moved.
struct MovedPart {
    std::vector<Id> ids;
    Picture picture;              ///< the elements, what they hold, and the connectors that lie among them
    std::vector<int> crossing;    ///< indices of the connectors of which one end moves
    std::vector<bool> boxes;      ///< by index in the whole picture: moves
    std::vector<bool> connectors; ///< by index: moves, or has an end that moves
    std::vector<Rect> areas;      ///< where all of this is drawn
};

MovedPart movedPart(const Picture& picture, const std::vector<Id>& ids);

} // namespace waylight
