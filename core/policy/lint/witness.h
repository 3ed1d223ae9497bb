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
    /// Sets what fulfils one condition.
    static void fulfil(const Condition& condition, const LintSubject& subject, ContextKeys& keys);

    /// The witness, if the request gets that decision. `elseAllowed`: other policies allow everything, which shows a
    /// Deny that hits or fails to hit.
    std::shared_ptr<const Witness> proven(RequestContext request, bool elseAllowed, Decision decision,
                                          Decision expected) const;
    /// For a statement that does not apply to a request that it looks like applying to.
    std::shared_ptr<const Witness> provenNever(const StatementView& view, RequestContext request) const;
    /// For a statement that applies to a request that it does not look like applying to.
    std::shared_ptr<const Witness> provenAlways(const StatementView& view, RequestContext request) const;

private:
    PolicySet policies(bool elseAllowed) const;

    const LintSubject& m_subject;
};

} // namespace waylight::policy
