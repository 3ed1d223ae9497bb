// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <optional>
#include <string>

namespace waylight {

/// The bytes of a file, up to `limit` of them; more than that is an error, as is a file that cannot be read.
Result<std::string> readFile(const std::filesystem::path& path, std::size_t limit = 256u << 20);

/// Writes a file whole or not at all: into a temporary file beside it, which then takes its place. Returns what went
/// wrong, if anything.
std::optional<Diagnostic> saveFile(const std::filesystem::path& path, std::string_view text);

/// The text as the name of one file, whoever chose it: what is no letter, digit, `-`, `_` or `.` becomes `-`, and none
/// begins with a point, so that nothing lands in another folder.
std::string asFileName(std::string text);

} // namespace waylight
