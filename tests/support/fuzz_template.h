// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace waylight {

/// Reads a text as a template, also with other options: what it declares is whole, has its own ids, and can be written as JSON and read
/// again. Null, or what went wrong.
const char* fuzzTemplate(std::string_view text);

} // namespace waylight
