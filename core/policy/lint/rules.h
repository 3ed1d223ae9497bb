// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/lint/subject.h"

namespace waylight::policy {

// Each looks at all statements and reports what it finds to the subject.

void lintActions(LintSubject& subject);        ///< names that AWS does not know, and what allows too much
void lintResources(LintSubject& subject);      ///< actions and resources that do not go together
void lintConditions(LintSubject& subject);     ///< keys, set operators
void lintKeyTypes(LintSubject& subject);       ///< operators and values that do not go with the type of their key
void lintNetworkKeys(LintSubject& subject);    ///< keys that depend on the way of the request
void lintEndpointPolicy(LintSubject& subject); ///< what an endpoint policy leaves out
void lintAccessPoints(LintSubject& subject);   ///< policies of buckets and of their access points
void lintTrust(LintSubject& subject);          ///< who may take a role

} // namespace waylight::policy
