// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/glob.h"
#include "core/policy/request_context.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace waylight::policy {

/// How a policy value is to be read.
struct ValueSyntax {
    bool variables = true; ///< Version 2012-10-17: `${key}`, `${key, 'default'}`, `${*}`, `${?}`, `${$}`
    bool wildcards = true; ///< `*` and `?`
    bool foldCase = false; ///< everything in lower case, to be matched with lower-case text
};

/// A policy value, split at its variables when the policy is read. What a variable stands for is literal text, never a
/// wildcard. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
class ValueTemplate {
public:
    static ValueTemplate parse(std::string_view text, ValueSyntax syntax);

    bool hasVariables() const { return !m_variables.empty(); }
    /// The pattern of a template without variables; else what stands before the first.
    const Glob& fixed() const { return m_pieces.front(); }

    struct Expansion {
        std::optional<Glob> pattern; ///< none: a variable has no value, or several
        std::string_view unknownKey; ///< not empty: it depends on this key, which nobody knows
    };
    Expansion expanded(const ContextKeys& keys) const;
    /// The key of the first variable as it is written; only where there is one.
    const std::string& firstVariable() const { return m_variables.front().key; }
    /// What the first variable, if it is this key, would have to be for `text` to match as far as its neighbours tell.
    std::optional<std::string> solved(std::string_view lowerKey, std::string_view text) const;

private:
    struct Variable {
        std::string key; ///< as it is written
        std::string lowerKey;
        std::optional<std::string> fallback;
    };
    std::vector<Glob> m_pieces; ///< one more than variables: piece, variable, piece, variable, piece
    std::vector<Variable> m_variables;
    bool m_foldCase = false;
};

} // namespace waylight::policy
