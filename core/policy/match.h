// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>

namespace waylight::policy {

/// Kleene's three-valued logic: `Unknown` when the answer depends on something that the design does not say.
enum class Match : std::uint8_t { No, Unknown, Yes };

constexpr Match toMatch(bool yes) {
    return yes ? Match::Yes : Match::No;
}
constexpr Match both(Match a, Match b) {
    return std::min(a, b);
}
constexpr Match either(Match a, Match b) {
    return std::max(a, b);
}
constexpr Match opposite(Match a) {
    return static_cast<Match>(2 - static_cast<int>(a));
}

} // namespace waylight::policy
