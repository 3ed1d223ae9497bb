// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

namespace waylight {

/// What people get wrong with a field, beside the sentence of its description that says what it is. Kept out of the
/// descriptions, so that wording it better recompiles nothing.
struct FieldMistake {
    std::string_view kind;  ///< `TypeInfo::name`; empty: every resource
    std::string_view field; ///< its name in our file
    std::string_view text;
};

std::span<const FieldMistake> fieldMistakes();

/// The text for a field of a kind; empty: there is none.
std::string_view fieldMistake(std::string_view kind, std::string_view field);

} // namespace waylight
