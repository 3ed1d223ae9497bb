// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/picture.h"
#include "core/formats/loaded.h"

#include <string>
#include <string_view>

namespace waylight {

/// The attribute of a drawing's root object that holds the design (see `packedDesign`).
inline constexpr const char* drawioDesignAttribute = "waylightDesign";

/// The picture as an uncompressed draw.io drawing: containers with what is in them, symbols as AWS icons, notes, areas,
/// and connectors as edges that stay attached when something is moved. Each element is an object with the id of the
/// resource in "awsId". `withDesign`: the drawing carries the design, so that it opens again. The same input gives the
/// same bytes.
std::string writeDrawio(const Design& design, const Picture& picture, bool withDesign = true);
/// The same for the picture that `draw` makes.
std::string writeDrawio(const Design& design);

/// The packed design in a drawing, whose pages may be compressed as draw.io saves them; an error when there is none.
Result<std::string> drawioDesignText(std::string_view drawing);

/// True when the drawing says that another program wrote it: it may have been changed there.
bool isSavedElsewhere(std::string_view drawing);

} // namespace waylight
