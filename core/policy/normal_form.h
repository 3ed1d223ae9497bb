// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/document.h"

#include <optional>
#include <string>
#include <string_view>

namespace waylight::policy {

/// A document rewritten so that what AWS does not distinguish is the same text: a value and a list of one, the order
/// and the repetition of statements and values, upper and lower case in actions, operators and keys, numbers and
/// booleans with and without quotes, an account id and the ARN of its root, `*` and {"AWS": "*"}, ArnEquals and
/// ArnLike, what is empty and what is absent, no Version and 2008-10-17. Sid and Id are names and are left out.
std::string normalForm(const JsonTree& tree);

/// True when both have the same normal form. Then they mean the same; two that differ may still allow the same
/// requests.
bool equivalent(const Document& a, const Document& b);
/// For texts, of which an empty one is a policy without statements; nothing when one of them is not a JSON object.
std::optional<bool> equivalent(std::string_view a, std::string_view b);

} // namespace waylight::policy
