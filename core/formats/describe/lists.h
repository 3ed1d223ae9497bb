// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/describe/gather.h"

/// What the names of lists and the shapes of their objects say.
namespace waylight::describe {

/// The type of the resources in a list of this name.
std::optional<Kind> kindOfList(std::string_view name);

/// The answer of a create call holds one object under the list's name in the singular; the options of VPC Block Public
/// Access are one object.
std::optional<Kind> kindOfObject(const std::string& name);

/// Brings the forms of different lists of a type together.
void normalise(const std::string& list, Json& json);

/// What the answer of a side call looks like, for those that name their list of objects like other calls do.
bool looksLikeSide(const SideList& side, const Json& list);

/// A member that AWS objects are recognised by: an id, name or ARN.
bool hasIdentity(const Json& object);

} // namespace waylight::describe
