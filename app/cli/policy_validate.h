// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/policy_command.h"

#include <string>
#include <vector>

namespace waylight {

/// `FILE|- --type TYPE [--json]` or `--jsonl [FILE|-]`: what AWS would say about policies when they are saved. Returns
/// the exit code: 0 nothing, 1 findings, 2 bad usage or what is no JSON.
int runPolicyValidate(const std::vector<std::string>& args, const PolicyStreams& io);

/// The types, joined by ", ".
std::string policyTypeNames();

} // namespace waylight
