// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/picture.h"

namespace waylight {

/// The rectangles that a connector covers, without the width of its line: one for each segment, and its label's.
std::vector<Rect> areasOf(const PictureConnector& connector);

/// Where one picture is drawn differently from another: the places, in both, of all boxes and connectors that are not
/// the same in both or come in another order. A few hundred rectangles at most; empty when nothing differs.
std::vector<Rect> changedAreas(const Picture& before, const Picture& after);

/// The same area in fewer rectangles, which may cover more: at most `most`, or so many as a coarse grid has cells.
std::vector<Rect> coarsened(std::vector<Rect> areas, std::size_t most);

} // namespace waylight
