// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/model/design.h"

namespace waylight {

/// A design as it was read, and what is to be said about the input: errors where something was left out, warnings and
/// notes where nothing was lost.
struct Loaded {
    Design design;
    Diagnostics diagnostics;
};

} // namespace waylight
