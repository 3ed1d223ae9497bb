// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/json.h"
#include "core/formats/loaded.h"

#include <string>
#include <string_view>

namespace waylight {

/// The version of the file format that is read and written.
inline constexpr int waylightVersion = 1;

/// Reads a `.waylight` file; `file` is named in the diagnostics. Fatal are: text that is not JSON or nested too deep, a
/// document that is not an object with "waylight": 1, and a missing "resources". Anything else that is wrong costs only
/// the field or entry that its diagnostic points to. What we do not know is kept: members of resources and records in
/// their `extra`, members of the document in `Design::extra`, unknown lists of resources there under "resources".
Result<Loaded> readWaylight(std::string_view text, const std::string& file);
/// The same for a document that has been parsed already.
Result<Loaded> readWaylightDocument(const Json& document, const std::string& file);
/// True when the document says that it is a Waylight design, whatever else may be wrong with it.
bool isWaylight(const Json& document);

/// The design as the text of a `.waylight` file: resources by type and id, parts that are empty left out, a newline at
/// the end. `readWaylight(writeWaylight(design))` gives the design again, and writing that gives the same bytes.
std::string writeWaylight(const Design& design);

} // namespace waylight
