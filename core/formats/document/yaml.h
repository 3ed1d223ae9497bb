// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/document/node.h"

namespace waylight {

/// Reads the first document of a YAML text: 1.1 with merge keys, tags kept, aliases put in.
Result<DocumentTree> readYamlDocument(std::string_view text, const std::string& file, const DocumentLimits& limits);

} // namespace waylight
