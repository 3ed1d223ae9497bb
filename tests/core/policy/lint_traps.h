// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/evaluate_document.h"

#include <string>
#include <vector>

/// A statement as somebody would write it by mistake, and the same without the mistake.
struct LintTrap {
    const char* name;
    const char* code;
    waylight::policy::PolicyType type;
    std::string trap; ///< statements
    std::string sound;
    bool witnessed = true; ///< there is a request that shows it
};

std::vector<LintTrap> lintTraps();

/// Statements in a document of Version 2012-10-17.
std::string document(const std::string& statements);
