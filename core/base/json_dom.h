// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/json.h"

#include <simdjson.h>

#include <memory>
#include <string_view>

namespace waylight {

/// The document by simdjson, which keeps nothing of the text; null where the text is out of the ordinary, and
/// nlohmann's parser says why. A document that is accepted is not deeper than `depth`, but one that is exactly that
/// deep may be refused.
std::shared_ptr<simdjson::dom::document> domOf(std::string_view text, std::size_t depth);

/// The value that nlohmann's parser gives, in time linear in its size.
Json jsonOf(simdjson::dom::element from);

/// Of members with the same name the first gives the place and the last the value.
Json::object_t withoutEqualNames(Json::object_t members);

} // namespace waylight
