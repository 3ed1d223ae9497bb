// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/findings.h"
#include "core/network/network_index.h"

namespace waylight {

/// What is doubtful in the policies of the design: what `policy::lint` warns of in each (its notes are left to the
/// editor), and where policies and the network do not fit each other. Approvals are not looked at.
std::vector<Finding> policyFindings(const NetworkIndex& network);

} // namespace waylight
