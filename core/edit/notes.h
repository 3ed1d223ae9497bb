// SPDX-License-Identifier: MIT
#pragma once

#include "core/edit/edits.h"

namespace waylight::edit {

/// The size of a new note or area, at the origin.
Rect newNote(bool area);

/// A note, or an area, at this absolute rectangle, on the grid. Without words yet.
Placed noteAdded(const Design& design, bool area, const Rect& absolute);

/// The notes and areas among `ids` in another colour.
Design tinted(const Design& design, const std::vector<Id>& ids, Tint tint);

/// A note or area with other words; ids of anything else change nothing.
Design noteWritten(const Design& design, const Id& id, const std::string& text);

} // namespace waylight::edit
