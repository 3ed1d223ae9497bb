// SPDX-License-Identifier: MIT
#include "core/trace/trace_builder.h"

namespace waylight {

void TraceBuilder::enter(const Id& resource, std::string_view kind, Direction direction) {
    if (!m_trace.hops.empty()) {
        const Hop& last = m_trace.hops.back();
        if (last.resource == resource && last.direction == direction && last.kind == kind)
            return;
    }
    m_trace.hops.push_back({resource, std::string(kind), direction, {}, std::nullopt, std::nullopt});
}

void TraceBuilder::carry(const Packet& packet) {
    Hop& hop = m_trace.hops.back();
    if (!hop.in)
        hop.in = packet;
    else if (*hop.in != packet)
        hop.out = packet;
}

void TraceBuilder::add(Stage stage, Answer answer) {
    Hop& hop = m_trace.hops.back();
    hop.checks.push_back({stage, hop.direction, answer.outcome, std::move(answer.code), std::move(answer.resource),
                          std::move(answer.pointer), std::move(answer.message)});
}

Trace TraceBuilder::finish() && {
    bool unknown = !m_trace.missing.empty();
    for (const Hop& hop : m_trace.hops)
        for (const Check& check : hop.checks) {
            if (check.outcome == Outcome::Block)
                m_trace.blockers.push_back(check);
            if (check.outcome == Outcome::Unknown) {
                m_trace.missing.push_back({check.resource, check.pointer, check.message});
                unknown = true;
            }
        }
    m_trace.verdict = !m_trace.blockers.empty() ? Verdict::Blocked : unknown ? Verdict::Unknown : Verdict::Allowed;
    return std::move(m_trace);
}

} // namespace waylight
