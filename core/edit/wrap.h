// SPDX-License-Identifier: MIT
#pragma once

#include "core/edit/edits.h"

namespace waylight::edit {

/// Puts elements into a new container of the innermost kind that can hold all of them: instances into a subnet, subnets
/// into a VPC, VPCs and buckets into a Region. Refused with the reason when there is none.
Result<Placed> wrapped(const Design& design, const std::vector<Id>& ids);

} // namespace waylight::edit
