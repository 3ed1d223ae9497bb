// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

/// What the fuzz target of Terraform's JSON does with an input, also called with its kept inputs by a test: reads it, both
/// sides of a plan, and looks at what came of it. Returns null, or what went wrong.
namespace waylight {

const char* fuzzTerraform(std::string_view text);

} // namespace waylight
