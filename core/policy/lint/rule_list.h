// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace waylight::policy {

/// Whether a request can show what a rule finds.
enum class Proof : std::uint8_t {
    Request, ///< each finding carries one; without one there is no finding
    None,    ///< every request gets what the policy reads like: the rule is about how it is written
};

/// A rule of the lint.
struct LintRule {
    std::string_view code;
    Proof proof = Proof::Request;
    std::string_view source; ///< the AWS page that it comes from
};

/// All rules, sorted by code.
std::span<const LintRule> lintRules();
/// Null for a code that no rule has.
const LintRule* lintRule(std::string_view code);

} // namespace waylight::policy
