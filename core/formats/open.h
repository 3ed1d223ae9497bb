// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/files.h"
#include "core/formats/loaded.h"

namespace waylight {

/// Opens whatever is at `path`, which is decided by the content: a folder is describe output, a JSON object with
/// "waylight" is a design, other JSON is describe output. `-` is standard input. Fatal is what is none of these; the
/// diagnostic says what would be accepted.
Result<Loaded> openAny(const std::string& path);

} // namespace waylight
