// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/design.h"

namespace waylight::edit {

/// Lays out only these things and what they hold, in the order in which the user has them; see `tidiedLayout`. All of
/// it when there are none.
Design tidied(const Design& design, const std::vector<Id>& ids);

} // namespace waylight::edit
