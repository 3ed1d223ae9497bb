// SPDX-License-Identifier: MIT
#include "core/policy/lint.h"

#include "core/policy/lint/rules.h"

#include <algorithm>

namespace waylight::policy {

std::vector<LintFinding> lint(const DocumentPtr& document, PolicyType type, const Catalog& catalog) {
    return lint(document, formOf(type), {}, catalog);
}

std::vector<LintFinding> lint(const DocumentPtr& document, PolicyForm form, std::string_view account,
                              const Catalog& catalog) {
    if (!document)
        return {};
    LintSubject subject(document, form, account, catalog);
    lintActions(subject);
    lintResources(subject);
    lintConditions(subject);
    lintKeyTypes(subject);
    lintNetworkKeys(subject);
    lintEndpointPolicy(subject);
    lintAccessPoints(subject);
    lintTrust(subject);
    std::vector<LintFinding> findings = std::move(subject).takeFindings();
    std::stable_sort(findings.begin(), findings.end(), [](const LintFinding& a, const LintFinding& b) {
        return a.problem.range.begin < b.problem.range.begin;
    });
    return findings;
}

} // namespace waylight::policy
