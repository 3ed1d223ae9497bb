// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/commands.h"
#include "core/formats/open.h"

#include <optional>

namespace waylight::cli {

/// Opens the design that a command works on and says on `io.err` what is wrong with it. None when nothing can be said
/// about it: it is unreadable, or so wrong that something had to be left out.
std::optional<Design> openDesign(const std::string& path, const Streams& io);

/// Takes `--parameter KEY=VALUE`, `--account N` and, unless the command has one of its own, `--region R` out of the
/// words: what is said about the files that are opened. Refuses a parameter without `=`.
Result<ReadOptions> takenReadOptions(std::vector<std::string>& words, bool hasOwnRegion);

/// Says a diagnostic on `io.err`.
void complain(const Diagnostic& diagnostic, const Streams& io);
/// Says a sentence on `io.err` and returns `badUsage`.
int refuse(const Message& message, const Streams& io);

} // namespace waylight::cli
