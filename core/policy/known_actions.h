// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/message.h"
#include "core/policy/catalog.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace waylight::policy {

/// The action that the catalog has for what a request names: itself, or the one that policies name for an operation of
/// the API (s3:HeadObject, s3:CopyObject). Without case.
FoundAction requestedAction(std::string_view action, const Catalog& catalog = Catalog::builtIn());

/// The names of actions that are most like one that is not there, best first: of its service, else the same name in
/// other services. Whole, as "s3:GetObject"; at most `most`.
std::vector<std::string> nearestActions(std::string_view action, std::size_t most = 3,
                                        const Catalog& catalog = Catalog::builtIn());

/// What is wrong with the action of a request, with the nearest names; nothing when `requestedAction` finds it.
std::optional<Message> unknownAction(std::string_view action, const Catalog& catalog = Catalog::builtIn());

} // namespace waylight::policy
