// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/document.h"

namespace waylight::policy {

/// Sets `whenKeyOpen` of a statement's conditions: what can be said although nobody knows their keys. A condition that
/// holds for every value and for none is met (`ForAllValues:StringLike *`), one that holds for nothing is not, and of
/// two that exclude each other (`StringEquals a` and `StringNotEquals a` on one key) the second is not.
void settleOpenConditions(std::vector<Condition>& conditions, const JsonTree& tree);

} // namespace waylight::policy
