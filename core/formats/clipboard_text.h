// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/loaded.h"

namespace waylight {

/// Reads what may be pasted: the text of a .waylight file, which is what copying writes, or output of AWS describe
/// calls. At most 16 MB. Fatal is what is neither, with the place that is wrong, or with what would be accepted.
Result<Loaded> readClipboardText(std::string_view text);

} // namespace waylight
