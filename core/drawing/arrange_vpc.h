// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/arrange.h"

namespace waylight {

/// Zones as columns with their subnets in common rows, public ones above; route tables to the right of the subnets that
/// use them; the ways to the internet above those, endpoints and VPN gateways on the right border; the rest in rows
/// below.
Size arrangedVpc(Places& places, int vpc);

/// `items` in rows of `columns`, as wide as the widest of each column. Returns the size taken.
Size placedGrid(Places& places, const std::vector<int>& items, Point start, int columns);
/// Columns for a block of `count` symbols that is about square.
int squareColumns(std::size_t count);
/// Pairs of a wanted vertical centre and an item, stacked in that order from `top` down, each as near as it can be.
void stackNear(Places& places, std::vector<std::pair<int, int>> wanted, int x, int top);

} // namespace waylight
