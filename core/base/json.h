// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace waylight {

/// JSON with its members in the order of the text.
using Json = nlohmann::ordered_json;

/// What a file from a stranger may cost us.
struct JsonLimits {
    std::size_t bytes = 256u << 20;
    int depth = 64; ///< real describe output and policies stay below 20
};

/// Parses `text`. The one place where nlohmann's exceptions are caught. `file` is named in the diagnostic, which also
/// says line and column.
Result<Json> parseJson(std::string_view text, const std::string& file = {}, const JsonLimits& limits = {});

/// How Waylight writes JSON: two spaces a level, and whatever fits on a line of 100 columns stays on one line, so that
/// one rule or route is one line in a diff.
std::string formatJson(const Json& value);

} // namespace waylight
