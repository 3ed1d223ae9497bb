// SPDX-License-Identifier: MIT
#include "core/model/patch.h"

namespace waylight {
namespace {

template <class Value, class Same>
std::vector<Change<Value>> changes(const SharedMap<Id, Value>& before, const SharedMap<Id, Value>& after, Same same) {
    std::vector<Change<Value>> out;
    SharedMap<Id, Value>::forEachDifference(before, after, same, [&](const Id& id, const Value* a, const Value* b) {
        out.push_back({id, a ? std::optional<Value>(*a) : std::nullopt, b ? std::optional<Value>(*b) : std::nullopt});
    });
    return out;
}

template <class Value>
std::vector<Change<Value>> changes(const SharedMap<Id, Value>& before, const SharedMap<Id, Value>& after) {
    return changes(before, after, std::equal_to<Value>{});
}

template <class Value>
void apply(SharedMap<Id, Value>& table, const std::vector<Change<Value>>& changes) {
    for (const Change<Value>& change : changes) {
        if (change.after)
            table.set(change.id, *change.after);
        else
            table.erase(change.id);
    }
}

template <class Value>
std::vector<Change<Value>> reversed(std::vector<Change<Value>> changes) {
    for (Change<Value>& change : changes)
        std::swap(change.before, change.after);
    return changes;
}

template <class Pair>
std::optional<Pair> reversed(std::optional<Pair> pair) {
    if (pair)
        std::swap(pair->first, pair->second);
    return pair;
}

} // namespace

bool Patch::empty() const {
    return resources.empty() && layout.empty() && requests.empty() && notes.empty() && approvals.empty() && !name &&
           !extra;
}

Patch diff(const Design& before, const Design& after) {
    Patch patch;
    for (Kind kind = 0; kind < kindCount; ++kind) {
        auto some = changes(before.topology.table(kind), after.topology.table(kind),
                            [](const ResourcePtr& a, const ResourcePtr& b) { return a == b || *a == *b; });
        patch.resources.insert(patch.resources.end(), std::make_move_iterator(some.begin()),
                               std::make_move_iterator(some.end()));
    }
    patch.layout = changes(before.layout, after.layout);
    patch.requests = changes(before.requests, after.requests);
    patch.notes = changes(before.notes, after.notes);
    patch.approvals = changes(before.approvals, after.approvals);
    if (before.name != after.name)
        patch.name = {before.name, after.name};
    if (!(before.extra == after.extra))
        patch.extra = {before.extra, after.extra};
    return patch;
}

Design applied(Design design, const Patch& patch) {
    // Removals first: an id that changed its type is both removed and set.
    for (const auto& change : patch.resources)
        if (!change.after)
            design.topology.erase(change.id);
    for (const auto& change : patch.resources)
        if (change.after)
            design.topology.set(*change.after);
    apply(design.layout, patch.layout);
    apply(design.requests, patch.requests);
    apply(design.notes, patch.notes);
    apply(design.approvals, patch.approvals);
    if (patch.name)
        design.name = patch.name->second;
    if (patch.extra)
        design.extra = patch.extra->second;
    return design;
}

Patch inverse(const Patch& patch) {
    return {reversed(patch.resources), reversed(patch.layout), reversed(patch.requests), reversed(patch.notes),
            reversed(patch.approvals), reversed(patch.name),   reversed(patch.extra)};
}

} // namespace waylight
