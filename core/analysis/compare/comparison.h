// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/json.h"
#include "core/model/design.h"
#include "core/trace/trace.h"

namespace waylight {

/// A field that both designs know and that differs, in the JSON form of our file; null: it has its default.
struct ChangedField {
    Id resource;
    std::string field;
    Json before;
    Json after;
};

/// A request whose verdict differs.
struct ChangedVerdict {
    Request request;
    Trace before;
    Trace after;
};

/// What tells two designs of the same network apart.
struct Comparison {
    std::vector<ResourcePtr> added;
    std::vector<ResourcePtr> removed;
    std::vector<ChangedField> changed;
    std::vector<ChangedVerdict> verdicts;
    std::size_t requests = 0; ///< how many were asked of both

    bool empty() const { return added.empty() && removed.empty() && changed.empty() && verdicts.empty(); }
};

/// Compares two designs that may come from files of different formats: what is the same thing in both is told apart
/// by `matchedIds`. What AWS sets by itself, what only one side knows and the order of security group rules are no
/// differences. The requests are the saved ones of both, and what each host and function may be asked for in everyday
/// use, up to `mostRequests`.
Comparison compared(const Design& before, const Design& after, std::size_t mostRequests = 2000);

} // namespace waylight
