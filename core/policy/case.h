// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/json.h"
#include "core/policy/decision.h"

#include <string>
#include <string_view>

namespace waylight::policy {

/// A request with its policies, as one line of JSON says it:
/// `{"id", "request": {"principal", "action", "resource", "resourceAccount", "context": {key: value or [values]},
/// "unknownKeys": [key], "wildcardOnlyAction": bool}, "policies": {"identity": [doc], "boundary": [doc], "session":
/// doc, "scp": [[doc]], "rcp":
/// [[doc]], "resource": doc, "vpce": [doc]}}`. A document is an object, or the text of one; the labels of the policies
/// are their JSON pointers in the line. Without `wildcardOnlyAction` the catalog says whether an action on `*` names no
/// resource, or any.
struct Case {
    Json id;
    RequestContext context;
    PolicySet policies;
};

/// Reads a case. The error's pointer leads to the member that cannot be read. Keys that follow from the principal are
/// added.
Result<Case> readCase(std::string_view line);

/// `{"id", "decision", "blockedBy": [layer], "missing": [key], "statements": [{"pointer", "effect", "match",
/// "failed"}]}`: `pointer` leads to the statement in the case or, when it does not match, to the token that decided
/// that.
Json toJson(const Case& question, const Evaluation& answer);

} // namespace waylight::policy
