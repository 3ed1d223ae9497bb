// SPDX-License-Identifier: MIT
#include "core/analysis/expectations.h"

#include "core/base/message_ids.h"
#include "core/trace/engine.h"

namespace waylight {
namespace {

/// "blocked at route (NO_ROUTE_TO_DESTINATION) by rtb-1"
std::string outcomeText(std::string_view verdict, std::string_view stage, std::string_view code, const Id& resource) {
    std::string text(verdict);
    if (!stage.empty())
        text += " at " + std::string(stage);
    if (!code.empty())
        text += " (" + std::string(code) + ')';
    if (!resource.empty())
        text += " by " + resource;
    return text;
}

bool blockerMatches(const Request& request, const Check& blocker) {
    return (request.expectedStage.empty() || request.expectedStage == enumName(blocker.stage)) &&
           (request.expectedCode.empty() || request.expectedCode == blocker.code) &&
           (request.expectedResource.empty() || request.expectedResource == blocker.resource);
}

} // namespace

ExpectationResult checkedExpectation(Trace trace) {
    const Request& request = trace.request;
    const std::string expected =
        outcomeText(request.expectedVerdict, request.expectedStage, request.expectedCode, request.expectedResource);
    const bool blocked = !trace.blockers.empty();
    const std::string came = blocked ? outcomeText(enumName(trace.verdict), enumName(trace.blockers.front().stage),
                                                   trace.blockers.front().code, trace.blockers.front().resource)
                                     : std::string(enumName(trace.verdict));
    const bool needsBlocker =
        !request.expectedStage.empty() || !request.expectedCode.empty() || !request.expectedResource.empty();
    const bool holds = request.expectedVerdict == enumName(trace.verdict) &&
                       (!needsBlocker || (blocked && blockerMatches(request, trace.blockers.front())));
    Message text =
        holds ? message(MessageId::ExpectationHolds, expected) : message(MessageId::ExpectationFails, expected, came);
    return {std::move(trace), holds, std::move(text)};
}

std::vector<ExpectationResult> checkedExpectations(const Design& design, const Network& network) {
    std::vector<ExpectationResult> results;
    for (const auto& [id, request] : design.requests)
        if (request.hasExpectation())
            results.push_back(checkedExpectation(trace(network, request)));
    return results;
}

} // namespace waylight
