// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"

#include <fstream>
#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

namespace waylight {

/// `policy eval [FILE.jsonl|-]` and `policy validate …`; `args` is what follows `policy`. Returns the exit code: eval
/// 0, or 2 when a line could not be read (the others are answered); for validate see `runPolicyValidate`.
int runPolicyCommand(const std::vector<std::string>& args, std::istream& in, std::ostream& out, std::ostream& err);

/// Where a policy command reads and writes.
struct PolicyStreams {
    std::istream& in;
    std::ostream& out;
    std::ostream& err;
};

/// Opens FILE into `file`, or takes standard input for `-`; null with a diagnostic when it cannot be read.
std::istream* openedPolicy(const std::string& path, std::ifstream& file, const PolicyStreams& io);
/// Answers each line of FILE, or of standard input for `-`, that is not blank. `answer` gives the exit code for a line;
/// an error is said with its file and line, and counts as bad input. Returns the worst exit code.
int answerLines(const std::string& path, const PolicyStreams& io,
                const std::function<Result<int>(const std::string& line)>& answer);
/// Says how the policy commands are used and returns the exit code for bad usage.
int refusePolicyUsage(const PolicyStreams& io);

} // namespace waylight
