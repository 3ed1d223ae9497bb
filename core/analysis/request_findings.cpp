// SPDX-License-Identifier: MIT
#include "core/analysis/request_findings.h"

#include "core/policy/known_actions.h"
#include "core/trace/question.h"

namespace waylight {

std::vector<Finding> requestFindings(const Design& design) {
    std::vector<Finding> found;
    for (const auto& [id, request] : design.requests) {
        // Those of everyday use are there: for them the catalog need not be read.
        if (!request.isApiCall() || isCommonAction(request.action))
            continue;
        if (auto unknown = policy::unknownAction(request.action))
            found.push_back({"request-unknown-action", Severity::Warning, id, "/action", *std::move(unknown), false});
    }
    return found;
}

} // namespace waylight
