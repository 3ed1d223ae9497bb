// SPDX-License-Identifier: MIT
#include "core/edit/notes.h"

#include "core/drawing/layout.h"
#include "core/edit/geometry.h"

#include <algorithm>

namespace waylight::edit {
namespace {

Id freeNoteId(const Design& design) {
    for (std::size_t number = design.notes.size() + 1;; ++number) {
        const Id id = "note-" + std::to_string(number);
        if (!design.notes.contains(id) && !design.topology.contains(id) && !design.layout.contains(id))
            return id;
    }
}

} // namespace

Rect newNote(bool area) {
    return area ? metrics::newArea : Rect{0, 0, 200, 96};
}

Placed noteAdded(const Design& design, bool area, const Rect& absolute) {
    Placed placed{withCompleteLayout(design), freeNoteId(design)};
    placed.design.notes.set(placed.id, {placed.id, {}, {}, area, area ? Tint::Blue : Tint::Yellow});
    const Rect rect{snapped(absolute.x), snapped(absolute.y), std::max(snapped(absolute.width), metrics::symbolHeight),
                    std::max(snapped(absolute.height), 2 * metrics::padding)};
    placed.design.layout.set(placed.id, rect);
    return placed;
}

Design tinted(const Design& design, const std::vector<Id>& ids, Tint tint) {
    Design after = design;
    for (const Id& id : ids)
        if (const Note* note = design.notes.find(id); note && note->tint != tint) {
            Note changed = *note;
            changed.tint = tint;
            after.notes.set(id, std::move(changed));
        }
    return after;
}

Design noteWritten(const Design& design, const Id& id, const std::string& text) {
    Design after = design;
    if (const Note* note = design.notes.find(id); note && note->text != text) {
        Note changed = *note;
        changed.text = text;
        after.notes.set(id, std::move(changed));
    }
    return after;
}

} // namespace waylight::edit
