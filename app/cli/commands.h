// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/loaded.h"

#include <iosfwd>
#include <string>
#include <vector>

namespace waylight::cli {

/// Where a command reads and writes: JSON and answers on `out`, diagnostics on `err`.
struct Streams {
    std::istream& in;
    std::ostream& out;
    std::ostream& err;
    ReadOptions read{}; ///< what the command line says about the files that are opened
};

/// Each command takes the words behind its name and returns an exit code (see `ExitCode`).
int runTrace(const std::vector<std::string>& words, const Streams& io);
int runCheck(const std::vector<std::string>& words, const Streams& io);
int runLint(const std::vector<std::string>& words, const Streams& io);
int runMatrix(const std::vector<std::string>& words, const Streams& io);
int runPackets(const std::vector<std::string>& words, const Streams& io);
int runConvert(const std::vector<std::string>& words, const Streams& io);
int runDiff(const std::vector<std::string>& words, const Streams& io);
int runCollect(const std::vector<std::string>& words, const Streams& io);
int runSchema(const std::vector<std::string>& words, const Streams& io);

} // namespace waylight::cli
