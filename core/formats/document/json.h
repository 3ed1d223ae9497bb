// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/document/node.h"

namespace waylight {

/// Reads JSON: what nlohmann's parser accepts and nothing else. Numbers stay as they are written. `text` without a byte
/// order mark.
Result<DocumentTree> readJsonDocument(std::string_view text, const std::string& file, const DocumentLimits& limits);

} // namespace waylight
