// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/evaluate_document.h"

namespace waylight::policy {

/// Whether a statement's Principal or NotPrincipal speaks of the requester.
struct PrincipalMatch {
    Match match = Match::Yes;
    Grant grant = Grant::None; ///< how the element's list names the requester
    NodeId by = noNode;        ///< the value of Principal that names it
    NodeId place = noNode;     ///< the element, or the statement that lacks it
};

/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
PrincipalMatch matchPrincipal(const Statement& statement, const Principal& who, const DocumentOptions& options);

} // namespace waylight::policy
