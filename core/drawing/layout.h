// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/design.h"

namespace waylight {

/// Sizes that layout, growing and the painter agree on, in canvas units.
namespace metrics {
inline constexpr int grid = 8;
inline constexpr int symbolWidth = 120;
inline constexpr int symbolHeight = 88; ///< icon, title, subtitle
inline constexpr int iconSize = 48;
inline constexpr int titleHeight = 32; ///< of a container
inline constexpr int padding = 24;     ///< between a container's border and what it holds
inline constexpr int gap = 32;         ///< between neighbours
inline constexpr Rect newArea{0, 0, 320, 200};
} // namespace metrics

/// A layout in which everything drawn has a place and nothing overlaps: Regions side by side, in them VPCs, in a VPC
/// its zones as columns with public subnets above private ones, tables and groups below, gateways on the border,
/// services and roles outside. Deterministic.
Layout autoLayout(const Design& design);

/// The design's layout, completed: what has no place gets one, containers grow to hold what is in them, nothing that
/// has a place moves except by growth.
Layout completedLayout(const Design& design);

/// A rectangle of a file, in bounds that sums of places cannot leave, and not too small to be seen.
Rect saneRect(const Rect& rect);

/// The rectangle of something in absolute canvas units; none when it has no place.
std::optional<Rect> absoluteRect(const Topology& topology, const Layout& layout, const Id& id);

} // namespace waylight
