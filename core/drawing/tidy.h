// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/design.h"

namespace waylight {

/// `autoLayout`, with neighbours of one kind in the order in which the user has them: as one reads, in rows from left
/// to right. The same again when it is done twice.
Layout tidiedLayout(const Design& design);

/// The design's layout with these things tidied: what a container holds anew, and things beside each other in the rows
/// that they already form. Everything else stays where it is, apart from containers that grow and neighbours that make
/// room for them.
Layout tidiedLayout(const Design& design, const std::vector<Id>& ids);

} // namespace waylight
