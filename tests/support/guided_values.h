// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/random_policy.h"

#include <optional>
#include <string>
#include <vector>

namespace random_policy {

/// What a key may hold; nothing: it is not in the request.
using KeyValue = std::optional<std::vector<std::string>>;

/// Values of a key on both sides of what the documents of a question ask of it, beginning with "not in the request".
/// They come from the documents' own conditions, and from the request where a document writes the key as a variable.
std::vector<KeyValue> guidedValues(const Question& question, const std::string& key);

} // namespace random_policy
