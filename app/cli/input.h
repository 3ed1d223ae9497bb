// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/commands.h"
#include "core/formats/open.h"

#include <optional>

namespace waylight::cli {

/// Opens the design that a command works on and says on `io.err` what is wrong with it. None when nothing can be said
/// about it: it is unreadable, or so wrong that something had to be left out.
std::optional<Design> openDesign(const std::string& path, const Streams& io);

/// Says a diagnostic on `io.err`.
void complain(const Diagnostic& diagnostic, const Streams& io);
/// Says a sentence on `io.err` and returns `badUsage`.
int refuse(const Message& message, const Streams& io);

} // namespace waylight::cli
