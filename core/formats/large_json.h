// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/json.h"

namespace waylight {

/// What `parseJson` gives, value for value and diagnostic for diagnostic, several times as fast: for the large files of
/// describe output. Also linear where a stranger's object has a million members.
Result<Json> parseLargeJson(std::string text, const std::string& file = {}, const JsonLimits& limits = {});

} // namespace waylight
