// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/document.h"
#include "core/policy/evaluate_document.h"

namespace waylight::policy {

/// What is wrong with a policy of that type: JSON and grammar errors, elements that the type forbids or requires,
/// sizes. Errors are what AWS refuses; warnings are what it accepts and does not do what it looks like.
Problems validate(std::string_view text, PolicyType type);

/// The rules of a type alone, for a document whose grammar problems are already known.
Problems validateType(const Document& document, PolicyType type);

} // namespace waylight::policy
