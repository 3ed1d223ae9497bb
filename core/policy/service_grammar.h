// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/json_tree.h"

namespace waylight::policy {

/// The first node that breaks the grammar of policies as IAM reads it, or `noNode`. IAM is more lenient than its
/// documentation: Effect may be in any case, a condition operator that does not exist may be empty, a list may hold
/// nulls. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
NodeId firstGrammarFault(const JsonTree& tree);

} // namespace waylight::policy
