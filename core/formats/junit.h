// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/expectations.h"
#include "core/analysis/findings.h"

namespace waylight {

/// The results of a check as a JUnit XML report, which CI systems read: one test case an expectation, one a finding.
std::string junitReport(const std::string& suite, const std::vector<ExpectationResult>& expectations,
                        const std::vector<Finding>& findings);

} // namespace waylight
