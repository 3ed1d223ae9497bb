// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/json_tree.h"

#include <string>
#include <string_view>
#include <vector>

namespace waylight::policy {

/// JSON as far as it is written: what is read from a policy that is being typed. Values keep their names and bytes;
/// brackets and quotes that are not closed end where the text (a quote: the line) ends.
struct LooseNode {
    enum class Kind : std::uint8_t { Object, Array, Text, Word };
    Kind kind = Kind::Word;
    int parent = -1;
    std::string name;    ///< of the member, as written between the quotes; empty in arrays and at the root
    TextRange nameRange; ///< with the quotes
    TextRange range;     ///< with quotes or brackets
    std::string text;    ///< as written between the quotes
};

/// Where a cursor stands in a policy, and what is around it.
struct CursorPlace {
    enum class Spot : std::uint8_t {
        Nowhere,
        Name,        ///< where a member's name is, or could be
        Value,       ///< where a value is, or could be
        AfterMember, ///< behind a member of an object: a comma and a name could follow
        AfterItem,   ///< behind an item of an array
    };
    Spot spot = Spot::Nowhere;
    /// Names of the members around it, from the outside in; for a value with its own name at the end. Arrays are left
    /// out: what stands in one belongs to the array's name.
    std::vector<std::string> path;
    int container = -1;          ///< index in `nodes` of the object or array around it
    TextRange token;             ///< the text or word that the cursor is in, with its quotes; empty where there is none
    bool quoted = false;         ///< the token begins with a quote
    std::string typed;           ///< of the token, up to the cursor, without the quote
    std::size_t previousEnd = 0; ///< the end of what stands before the cursor or the token, without white space
    char next = 0;               ///< the first character behind the token that is not white space; 0 at the end
    std::vector<LooseNode> nodes;

    /// The innermost node around the cursor that is an item of the root's `Statement`; -1: in none.
    int statement() const;
    /// The member of that name, or -1. Its texts: its own, or those of its items.
    int member(int object, std::string_view name) const;
    std::vector<std::string> textsOf(int node) const;
};

/// Reads `text` once. Never fails; a text of more than a megabyte has its cursor nowhere.
CursorPlace cursorPlace(std::string_view text, std::size_t cursor);

} // namespace waylight::policy
