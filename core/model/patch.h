// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/design.h"

namespace waylight {

/// How one entry of a table differs: a null side lacks it.
template <class Value>
struct Change {
    Id id;
    std::optional<Value> before;
    std::optional<Value> after;
};

/// The difference of two designs: the undo step, what to redraw, the comparison of two files, the quick fix.
/// Invariant: changes are in key order and their sides differ.
struct Patch {
    std::vector<Change<ResourcePtr>> resources;
    std::vector<Change<Rect>> layout;
    std::vector<Change<Request>> requests;
    std::vector<Change<Note>> notes;
    std::vector<Change<Approval>> approvals;
    std::optional<std::pair<std::string, std::string>> name;
    std::optional<std::pair<Extra, Extra>> extra;

    bool empty() const;
    /// True when something that a Trace can depend on differs.
    bool changesTopology() const { return !resources.empty(); }
};

/// What turns `before` into `after`. Costs as much as they differ where versions share their tables.
Patch diff(const Design& before, const Design& after);

/// `applied(d, diff(d, e)) == e`.
Design applied(Design design, const Patch& patch);

/// The patch that undoes this one.
Patch inverse(const Patch& patch);

} // namespace waylight
