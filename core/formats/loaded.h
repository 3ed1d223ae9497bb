// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/model/design.h"

#include <map>
#include <string>

namespace waylight {

/// What a user says about an input that does not say it itself.
struct ReadOptions {
    std::string region;  ///< where a template or plan is deployed; empty: what it says, else us-east-1
    std::string account; ///< 12 digits; empty: what it says, else 123456789012
    std::map<std::string, std::string> parameters; ///< values of a template's parameters
};

/// A design as it was read, and what is to be said about the input: errors where something was left out, warnings and
/// notes where nothing was lost.
struct Loaded {
    Design design;
    Diagnostics diagnostics;
};

} // namespace waylight
