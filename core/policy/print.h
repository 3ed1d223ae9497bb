// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/document.h"

#include <string>
#include <string_view>

namespace waylight::policy {

/// A text as a JSON string, with its quotes.
std::string quotedJson(std::string_view text);

/// The document as AWS's guides write one: Version, Id, Statement; Sid, Effect, Principal, Action, Resource, Condition;
/// other members behind them; two spaces a level. No value is changed, so it parses to the same document.
std::string printed(const Document& document);

} // namespace waylight::policy
