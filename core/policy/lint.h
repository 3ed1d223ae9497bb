// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/catalog.h"
#include "core/policy/decision.h"
#include "core/policy/validate_form.h"

#include <memory>
#include <string_view>
#include <vector>

namespace waylight::policy {

/// A request that shows what a finding says: evaluated with these policies it gets `decision`, where `expected` is what
/// the policy reads like. `policies` hold the linted one and what lets only it decide.
struct Witness {
    RequestContext request;
    PolicySet policies;
    Decision decision = Decision::ImplicitlyDenied;
    Decision expected = Decision::Allowed;
    bool alone = false; ///< the rest of the policy makes up for the statement, so `policies` hold the statement alone
};

/// Something that AWS accepts in a policy and that probably does not do what it looks like.
struct LintFinding {
    std::string_view code; ///< stable name, such as "source-ip-behind-endpoint"; the rules are in lint/rule_list.h
    Problem problem;
    std::shared_ptr<const Witness> witness; ///< null where the rule says that no request can show it, and only there
};

/// What is doubtful in a policy of that type, in the order of its text. Grammar and what AWS refuses is for `validate`;
/// statements that AWS would refuse are left out here, save that only this knows which actions go with no resource of
/// a bucket policy, which S3 refuses. Null documents have no findings.
std::vector<LintFinding> lint(const DocumentPtr& document, PolicyType type,
                              const Catalog& catalog = Catalog::builtIn());
/// The same for a form that is known better. `account`: twelve digits, of what has the policy; empty: not known.
std::vector<LintFinding> lint(const DocumentPtr& document, PolicyForm form, std::string_view account = {},
                              const Catalog& catalog = Catalog::builtIn());

} // namespace waylight::policy
