// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/message.h"
#include "core/policy/evaluate_document.h"

namespace waylight::policy {

/// One sentence about a statement and a request: that it matches, or the part that keeps it from matching, with what
/// the policy wants there and what the request has.
Message statementReason(const Document& document, const StatementOutcome& outcome, const RequestContext& context);

/// "Action s3:Get*; Resource *; StringEquals aws:SourceVpce": of each part the value that makes the statement match, in
/// the words of the policy. For a statement that matches.
std::string matchingParts(const Document& document, const StatementOutcome& outcome);

} // namespace waylight::policy
