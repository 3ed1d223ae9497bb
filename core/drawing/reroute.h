// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/picture.h"

namespace waylight {

/// The connectors of which exactly one end moves while these things, with all that they hold, are dragged by an offset:
/// with points round the boxes at their places during the drag, beside the connectors that stay, and with labels where
/// there is room. A connector whose one end is then seen inside the other has no points. In the order of the picture;
/// with no offset they are the picture's own. Costs as much as there are such connectors, apart from a few microseconds
/// for each thousand boxes.
std::vector<PictureConnector> rerouted(const Picture& picture, const std::vector<Id>& moved, Point by);

} // namespace waylight
