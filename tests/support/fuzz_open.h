// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace waylight {

/// Opens bytes as whatever they are. What comes of it can be saved and opened again to the same bytes, and be exported as configuration
/// that opens again. Null, or what went wrong.
const char* fuzzOpen(std::string_view bytes);

} // namespace waylight
