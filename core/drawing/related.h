// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/picture.h"

namespace waylight {

/// The boxes and connectors, by index, that have to do with one element.
struct Related {
    std::vector<bool> boxes;
    std::vector<bool> connectors;
};

/// What is related to a box of the picture: what it holds, the containers it is in, what it is connected to, and the
/// chain through a route table, in the direction of traffic: subnet, table, gateway. An instance's chain starts at its
/// subnet; from a gateway it leads back to the subnets that it serves. Neighbours in the same table are not related.
Related relatedTo(const Picture& picture, const PictureBox& box);

} // namespace waylight
