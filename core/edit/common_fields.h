// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/codec.h"
#include "core/model/design.h"

#include <map>

/// Editing a field of several resources at once.
namespace waylight::edit {

/// The fields that all of these resources have: of the same name, type and choices, also across kinds. In the order of
/// the first one's; without the id. A field that is derived in one of them is derived here. Resources that are not
/// there do not count; none for none.
std::vector<FieldInfo> commonFields(const Topology& topology, const std::vector<Id>& ids);

/// True when each resource must have a value of its own (a block, an address, a bucket's name), so that setting one
/// value on several would only make them collide.
bool isUniqueValue(const FieldInfo& field);

/// Sets a field of several resources, each to its value in the JSON form of our file: all or nothing. The pointer of a
/// refusal names the resource as `resourcePointer` (core/model/validation.h) does.
Result<Design> fieldsSet(const Design& design, const std::map<Id, Json>& values, const std::string& field);
Result<Design> fieldsSet(const Design& design, const std::vector<Id>& ids, const std::string& field, const Json& value);

/// What a reference field may name in all of these resources (see `choicesFor`).
std::vector<Id> commonChoices(const Topology& topology, const std::vector<Id>& ids, const FieldInfo& field);

/// Parts that belong together: for each kind of which every one of these resources has exactly one part (an instance
/// its interface), those parts.
std::vector<std::vector<Id>> commonParts(const Topology& topology, const std::vector<Id>& ids);

} // namespace waylight::edit
