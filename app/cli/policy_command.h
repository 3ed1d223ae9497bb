// SPDX-License-Identifier: MIT
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace waylight {

/// `policy eval [FILE.jsonl|-]` and `policy validate FILE --type T`; `args` is what follows `policy`. Returns the exit
/// code: eval 0, or 2 when a line could not be read (the others are answered); validate 0 without findings, 1 with; 2
/// for bad usage or what is no JSON.
int runPolicyCommand(const std::vector<std::string>& args, std::istream& in, std::ostream& out, std::ostream& err);

} // namespace waylight
