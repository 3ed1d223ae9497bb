// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/loaded.h"

#include <string_view>

namespace waylight {

/// Kinds of pictures that carry the design that they show: its `.waylight` text, compressed.
enum class Carrier : std::uint8_t { Png, Svg, Pdf, Drawio };

/// The kind by a file's first bytes; none when it is none of them.
std::optional<Carrier> carrierOf(std::string_view file);
/// "PNG", "SVG", "PDF", "draw.io".
const char* carrierName(Carrier carrier);

/// The picture with the text in it: in a chunk of its own before the last one, in a `<metadata>` at the end. What is
/// no such picture stays as it is. (A PDF takes the text as an attached file when it is written.)
std::string pngWithDesign(std::string_view png, std::string_view waylightText);
std::string svgWithDesign(std::string_view svg, std::string_view waylightText);
/// What a file attached to a PDF is called.
inline constexpr const char* attachedDesignName = "design.waylight";

/// The text as it stands in XML: compressed, in base64, and back. `carrier` is named when it is damaged.
std::string packedDesign(std::string_view waylightText);
Result<std::string> unpackedDesign(std::string_view packed, Carrier carrier);

/// The text that a picture carries, byte for byte as it was put there. Errors say that there is none, that it is
/// damaged, or that it is larger than any file may be.
Result<std::string> embeddedText(std::string_view file, Carrier carrier);

/// Opens the design that a picture carries; `path` is named in the diagnostics.
Result<Loaded> readEmbedded(std::string_view file, Carrier carrier, const std::string& path);

} // namespace waylight
