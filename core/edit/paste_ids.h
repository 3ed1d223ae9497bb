// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/design.h"

#include <map>
#include <set>

namespace waylight::edit {

/// The new ids of what is pasted, by the old ones.
using NewIds = std::map<Id, Id>;

/// Ids for everything of a part: the old one where the design has room for it, else a free one that nothing in either
/// of them means. What there is only once (a Region, an account, AWS's prefix lists) and is in the design already is
/// left out.
NewIds newIds(const Design& design, const Design& part);

/// The resource under its new id, referring to new ids wherever it referred to old ones.
Resource renamed(const Resource& resource, const NewIds& ids);

/// The same for the id of a zone; none when its VPC is not pasted.
std::optional<Id> renamedZone(const Id& zone, const NewIds& ids, const Topology& after);

} // namespace waylight::edit
