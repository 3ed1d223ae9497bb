// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/validate_form.h"

#include <string>
#include <vector>

/// A statement as somebody would write it by mistake, and the same without the mistake.
struct LintTrap {
    const char* name;
    const char* code;
    waylight::policy::PolicyForm form;
    std::string trap; ///< statements
    std::string sound;
};

std::vector<LintTrap> lintTraps();

/// Statements in a document of Version 2012-10-17.
std::string document(const std::string& statements);
