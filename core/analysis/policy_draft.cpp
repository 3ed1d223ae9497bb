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

policy::Layer layerOf(policy::PolicyType type) {
    using Type = policy::PolicyType;
    using policy::Layer;
    switch (type) {
    case Type::Identity:
        return Layer::Identity;
    case Type::Boundary:
        return Layer::Boundary;
    case Type::Session:
        return Layer::Session;
    case Type::ServiceControl:
        return Layer::ServiceControl;
    case Type::ResourceControl:
        return Layer::ResourceControl;
    case Type::InterfaceEndpoint:
    case Type::GatewayEndpoint:
        return Layer::Endpoint;
    case Type::Resource:
        break;
    }
    return Layer::Resource;
}

/// Whose policies of a layer are asked about a pair; empty: nobody's.
Id ownerOf(const PolicyView::Pair& pair, policy::Layer layer) {
    using policy::Layer;
    switch (layer) {
    case Layer::ServiceControl:
        return pair.callersAccount;
    case Layer::ResourceControl:
        return pair.ownersAccount;
    case Layer::Endpoint:
        return pair.endpoint;
    case Layer::Identity:
    case Layer::Boundary:
    case Layer::Session:
        return pair.role;
    case Layer::Resource:
        return pair.target;
    case Layer::PublicAccess:
        break;
    }
    return {};
}

/// The higher, the more a reader wants to see what the policy does with this pair.
int weightOf(const policy::DocumentOutcome& outcome, bool blocked) {
    using Effect = policy::DocumentOutcome::Effect;
    return outcome.effect() == Effect::Deny ? 2 : outcome.effect() == Effect::None && blocked ? 1 : 0;
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
    if (m_shown)
        effects.view = policyView(network, *m_shown);
    return effects;
}

std::optional<PolicyReading> readingOf(const PolicyView& view, const Id& resource, const PolicyPlace& place,
                                       const std::string& text) {
    if (resource.empty() || !place.type())
        return std::nullopt;
    const policy::Layer layer = layerOf(*place.type());
    std::optional<PolicyReading> found;
    int weight = -1;
    for (std::size_t i = 0; i < view.pairs.size(); ++i) {
        const PolicyView::Pair& pair = view.pairs[i];
        if (ownerOf(pair, layer) != resource)
            continue;
        auto document = found ? found->document : policy::Document::parse(text).document;
        if (!document)
            return std::nullopt;
        policy::DocumentOutcome outcome = policy::evaluateDocument(
            *document, pair.context, {.type = *place.type(), .principalHasBoundary = pair.hasBoundary});
        const int own = weightOf(outcome, pair.blocks[static_cast<std::size_t>(layer)]);
        if (own <= weight)
            continue;
        weight = own;
        found = PolicyReading{std::move(document), *place.type(), std::move(outcome), i};
    }
    return found;
}

} // namespace waylight
