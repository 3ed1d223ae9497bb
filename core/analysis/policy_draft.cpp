// SPDX-License-Identifier: MIT
#include "core/analysis/policy_draft.h"

#include "core/edit/edits.h"
#include "core/trace/engine.h"

namespace waylight {
namespace {

bool isBlank(const std::string& text) {
    return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

/// What keeps a request from being allowed: the first blocker, or what is not known.
std::optional<Check> reasonOf(const Trace& trace) {
    if (!trace.blockers.empty())
        return trace.blockers.front();
    for (const Hop& hop : trace.hops)
        for (const Check& check : hop.checks)
            if (check.outcome == Outcome::Unknown)
                return check;
    return std::nullopt;
}

} // namespace

DraftTrial::DraftTrial(Design design, Network network, const std::optional<Request>& shown)
    : m_design(std::move(design)), m_network(std::move(network)), m_shown(shown) {
    const auto ask = [&](const Request& request) {
        if (!request.isApiCall())
            return;
        const Trace before = trace(m_network, request);
        m_before.push_back({request, before.verdict, reasonOf(before)});
    };
    for (const auto& [id, request] : m_design.requests)
        ask(request);
    const Request* saved = shown ? m_design.requests.find(shown->id) : nullptr;
    if (shown && !(saved && *saved == *shown))
        ask(*shown);
}

std::optional<DraftEffects> DraftTrial::effectsOf(const Id& resource, const PolicyPlace& place,
                                                  const std::string& text) const {
    const ResourcePtr owner = m_design.topology.find(resource);
    if (!owner || (!isBlank(text) && !policy::Document::parse(text).document))
        return std::nullopt;
    const Result<Design> after =
        edit::fieldSet(m_design, resource, place.field, fieldWithPolicy(*owner, place, isBlank(text) ? "" : text));
    if (!after)
        return std::nullopt;
    const Network network = Network::compile(after->topology, &m_network);
    DraftEffects effects;
    effects.asked = m_before.size();
    for (const Asked& asked : m_before) {
        Trace now = trace(network, asked.request);
        if (now.verdict != asked.verdict)
            effects.changes.push_back({asked.request, asked.verdict, now.verdict,
                                       now.verdict == Verdict::Allowed ? asked.reason : reasonOf(now)});
        if (m_shown && asked.request == *m_shown)
            effects.shown = std::move(now);
    }
    if (m_shown && !effects.shown)
        effects.shown = trace(network, *m_shown);
    return effects;
}

std::optional<PolicyReading> readingOf(const PolicyView& view, const Id& resource, const PolicyPlace& place,
                                       const std::string& text) {
    const bool met = resource == view.endpoint || resource == view.role || resource == view.target;
    if (!met || resource.empty() || !place.type)
        return std::nullopt;
    auto document = policy::Document::parse(text).document;
    if (!document)
        return std::nullopt;
    policy::DocumentOutcome outcome = policy::evaluateDocument(
        *document, view.context, {.type = *place.type, .principalHasBoundary = view.hasBoundary});
    return PolicyReading{std::move(document), std::move(outcome)};
}

} // namespace waylight
