// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/loaded.h"

#include <filesystem>
#include <optional>

namespace waylight {

/// Reads the output of AWS describe calls from a file, or from all files below a folder. File names do not matter where
/// the content says what it is; folders that are named like a Region or an account say where things are. Objects are
/// read by the `aws` paths of the field descriptions; what is not modelled is kept: members in the `extra` of their
/// resource under "aws", whole lists in `Design::extra` under "unmodelled". Fatal is a place where no describe output
/// is.
Result<Loaded> readDescribe(const std::filesystem::path& folderOrFile);
/// The same for a text, such as standard input.
Result<Loaded> readDescribeText(std::string_view text, const std::string& name);

/// Writes the design as describe output into a new or empty folder, as `<account>/<region>/<List>.json`. Reading that
/// gives the topology again. Requests, notes and the layout have no place there. Returns what went wrong, if anything.
std::optional<Diagnostic> writeDescribe(const Design& design, const std::filesystem::path& folder);

} // namespace waylight
