// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/model/design.h"

namespace waylight::edit {

/// True for what has a name that the user may change: not for zones and Regions, which are called as AWS calls them.
bool isRenamable(const Design& design, const Id& id);

/// The name that is shown on the canvas and would be edited there.
std::string shownName(const Design& design, const Id& id);

/// Gives a resource another name; names in AWS that were the same follow it. Blanks at the ends go.
Result<Design> renamed(const Design& design, const Id& id, const std::string& name);

/// What is wrong with a name for this resource; none: nothing.
std::optional<Message> renameProblem(const Design& design, const Id& id, const std::string& name);

/// True when another resource of the same kind has this name: allowed, and confusing.
bool isNameTaken(const Design& design, const Id& id, const std::string& name);

} // namespace waylight::edit
