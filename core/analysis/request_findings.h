// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/findings.h"

namespace waylight {

/// What is wrong with the saved requests themselves; `resource` is the id of the request.
/// - request-unknown-action: no service has such an action, so no policy can mean it.
std::vector<Finding> requestFindings(const Design& design);

} // namespace waylight
