// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

/// What the fuzz targets do with an input, also called with their kept inputs by a test. Each returns null, or what went wrong.
namespace waylight::policy {

/// Reads, validates, prints and lints a text as a policy of every type: places lie in the text, what is printed means the same.
const char* fuzzParse(std::string_view text);

/// Reads a line as a case and decides it: with and without reasons alike, and an answer that depends on open keys stays true when they
/// are absent.
const char* fuzzEvaluate(std::string_view line);

} // namespace waylight::policy
