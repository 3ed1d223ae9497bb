// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/service_errors.h"
#include "core/policy/validate.h"

#include <string>

namespace waylight::policy {

/// A document of one statement.
inline std::string statement(const std::string& members, const std::string& version = "2012-10-17") {
    return "{\"Version\": \"" + version + "\", \"Statement\": [{" + members + "}]}";
}

inline bool hasErrors(const Problems& problems) {
    return waylight::hasErrors(toDiagnostics(problems));
}

/// What AWS answers; empty: it takes the policy.
inline std::string answerOf(const std::string& text, PolicyForm form = PolicyForm::Managed) {
    const auto error = serviceError(text, form);
    return error ? error->text : std::string();
}

inline const std::string syntax = "Syntax errors in policy.";
inline const std::string legacy = "The policy failed legacy parsing";

} // namespace waylight::policy
