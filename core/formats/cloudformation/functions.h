// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/cloudformation/evaluator.h"

namespace waylight::cloudformation {

/// An intrinsic function applied to its argument; `argument.position` is that of the argument.
using Function = Value (*)(Evaluator&, const DocumentNode& argument);

/// The function with this name (without "Fn::"); null: not known.
Function functionNamed(std::string_view name);

Value selected(Evaluator& evaluator, const DocumentNode& argument);
Value splitText(Evaluator& evaluator, const DocumentNode& argument);
Value blocks(Evaluator& evaluator, const DocumentNode& argument);
Value zones(Evaluator& evaluator, const DocumentNode& argument);
Value lengthOf(Evaluator& evaluator, const DocumentNode& argument);
Value substituted(Evaluator& evaluator, const DocumentNode& argument);

/// The text of a known scalar.
std::optional<std::string> knownText(const Json& value);
/// The whole number that a number or a text says.
std::optional<std::uint64_t> wholeNumber(const Json& value);

} // namespace waylight::cloudformation
