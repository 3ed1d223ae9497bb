// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/lint/subject.h"

#include <memory>

namespace waylight::policy {

/// Makes requests that a statement speaks of, and keeps those that show what a finding says.
class WitnessMaker {
public:
    explicit WitnessMaker(const LintSubject& subject) : m_subject(subject) {}

    /// A request that fulfils the statement as far as one can tell: its principal, the action, a resource of that kind
    /// and its conditions. `resource`: an ARN to use instead.
    RequestContext requestFor(const StatementView& view, const ActionUse* use = nullptr,
                              const std::string& resource = {}) const;
    /// Sets what fulfils one condition, as far as one value of the key can.
    static void fulfil(const Condition& condition, const LintSubject& subject, ContextKeys& keys);

    /// The witness, if the request gets that decision. `elseAllowed`: other policies allow everything, which shows a
    /// Deny that hits or fails to hit.
    std::shared_ptr<const Witness> proven(RequestContext request, bool elseAllowed, Decision decision,
                                          Decision expected) const;
    /// For a statement that does not apply to a request that it looks like applying to. Where the rest of the policy
    /// makes up for it, the statement alone is asked.
    std::shared_ptr<const Witness> provenNever(const StatementView& view, const RequestContext& request) const;
    /// For a statement that applies to a request that it does not look like applying to.
    std::shared_ptr<const Witness> provenAlways(const StatementView& view, const RequestContext& request) const;
    /// One of the two, where how the statement is read is as doubtful as what it does.
    std::shared_ptr<const Witness> provenEither(const StatementView& view, const RequestContext& request) const;

private:
    /// What is claimed of a request: other policies allow everything or nothing, and what comes out.
    struct Claim {
        bool elseAllowed = false;
        Decision decision = Decision::Allowed;
        Decision expected = Decision::Allowed;
    };
    std::shared_ptr<const Witness> proven(const DocumentPtr& document, RequestContext request, Claim claim) const;
    std::shared_ptr<const Witness> provenWithin(const StatementView& view, const RequestContext& request,
                                                Claim claim) const;
    DocumentPtr alone(const StatementView& view) const;
    PolicySet policies(const DocumentPtr& document, bool elseAllowed) const;

    const LintSubject& m_subject;
};

} // namespace waylight::policy
