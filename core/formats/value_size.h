// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/json.h"

namespace waylight {

/// About the memory that a copy of the value takes, in bytes: what a stranger's expression is charged with.
std::size_t sizeOf(const Json& value);

} // namespace waylight
