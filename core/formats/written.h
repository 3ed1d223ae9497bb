// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/diagnostic.h"
#include "core/model/design.h"

#include <string>
#include <vector>

namespace waylight {

enum class TextSyntax : std::uint8_t { AsJson, AsYaml };

/// A file that an export makes.
struct WrittenFile {
    std::string name; ///< with its extension, without a folder or in one below
    std::string text;
    bool executable = false;
};

/// What an export makes, and what it cannot say.
struct Written {
    std::vector<WrittenFile> files; ///< the main one first
    Diagnostics diagnostics;
};

} // namespace waylight
