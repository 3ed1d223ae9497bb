// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/message.h"
#include "core/model/design.h"

#include <optional>

namespace waylight::edit {

/// What is wrong with a field's value, and where in it.
struct FieldProblem {
    Message message;
    std::string pointer; ///< JSON pointer relative to the value, such as "/2/ruleNumber"; empty: all of it
};

/// `fieldProblem` (edits.h) with its place.
std::optional<FieldProblem> locatedProblem(const Design& design, const Resource& resource, const std::string& field);

} // namespace waylight::edit
