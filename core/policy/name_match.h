// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace waylight::policy {

/// How well something typed fits a name, and which bytes of the name it names.
struct NameMatch {
    int score = 0; ///< higher is better
    std::vector<std::uint32_t> bytes;
};

/// Upper and lower case are the same. Best is the beginning of the name, then the beginnings of its words ("gob" for
/// GetObject), then a part of it, then its letters in their order. Nothing when not even those are there.
std::optional<NameMatch> matchedName(std::string_view typed, std::string_view name);

/// How many letters to change, add or drop to make one name of the other. Takes the product of their lengths.
std::size_t lettersApart(std::string_view a, std::string_view b);

} // namespace waylight::policy
