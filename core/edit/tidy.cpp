// SPDX-License-Identifier: MIT
#include "core/edit/tidy.h"

#include "core/drawing/tidy.h"
#include "core/edit/edits.h"

namespace waylight::edit {

Design tidied(const Design& design) {
    Design after = design;
    after.layout = tidiedLayout(design);
    return after;
}

Design tidied(const Design& design, const std::vector<Id>& ids) {
    if (ids.empty())
        return tidied(design);
    Design after = design;
    after.layout = tidiedLayout(design, ids);
    return after;
}

} // namespace waylight::edit
