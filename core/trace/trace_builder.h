// SPDX-License-Identifier: MIT
#pragma once

#include "core/trace/trace.h"

namespace waylight {

/// Collects the hops of a trace in path order and, at the end, what follows from them.
class TraceBuilder {
public:
    explicit TraceBuilder(const Request& request) {
        m_trace.request = request;
        m_trace.hops.reserve(8);
    }

    /// Goes to a place; staying where the last hop was adds none.
    void enter(const Id& resource, std::string_view kind, Direction direction);
    /// Records an answer at the place last entered.
    void add(Stage stage, Answer answer);
    /// The place last entered.
    const Id& place() const { return m_trace.hops.back().resource; }
    /// The packet as it comes to a check at the place last entered.
    void carry(const Packet& packet);
    /// Records something that the answer would need although no check asks for it.
    void addMissing(Missing missing) { m_trace.missing.push_back(std::move(missing)); }
    /// Takes the condition keys that are not there yet.
    void addContext(std::map<std::string, ContextValue>& keys) { m_trace.context.merge(keys); }
    Cost& cost() { return m_trace.cost; }

    /// The trace with its verdict, blockers and missing things.
    Trace finish() &&;

private:
    Trace m_trace;
};

} // namespace waylight
