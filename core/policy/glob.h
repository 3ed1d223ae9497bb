// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace waylight::policy {

/// A pattern in which `*` stands for any characters and `?` for one (a UTF-8 sequence). Literal stars, which come from
/// `${*}` and from substituted values, are told apart from wildcards.
///
/// Matching is linear: the pieces between stars are found one after the other, each where it occurs first. A piece
/// without `?` costs its length and the text it skips; one with `?` costs a 64th of its length for each byte of that.
class Glob {
public:
    Glob() = default; ///< matches only the empty text
    static Glob fromPattern(std::string_view pattern);
    static Glob fromLiteral(std::string_view text);

    void appendPattern(std::string_view pattern);
    void appendLiteral(std::string_view text);
    void append(const Glob& other);

    bool matches(std::string_view text) const;
    /// True when some text matches both this pattern and `pattern`, whose `*` is a wildcard too. Patterns whose lengths
    /// multiply to more than 16 million are answered with `matches(pattern)`.
    bool intersects(std::string_view pattern) const;

    bool matchesEverything() const { return m_text == "*" && hasWildcards(); }
    bool hasWildcards() const { return !m_wildcards.empty(); }
    bool endsWithStar() const;
    /// What every text that matches begins with.
    std::string_view literalPrefix() const;
    /// The pattern as it is written, but for literal stars, which are not told apart here.
    const std::string& text() const { return m_text; }
    /// The pieces between the first `limit - 1` colons, at most `limit` of them.
    std::vector<Glob> splitAtColons(std::size_t limit) const;
    /// The pieces from `first` on, joined by colons again.
    static Glob joined(const std::vector<Glob>& pieces, std::size_t first);

private:
    friend class GlobMatcher;

    void appendWildcard(char wildcard);

    std::string m_text;                     ///< `*` and `?` where there is a wildcard; never two stars in a row
    std::vector<std::uint32_t> m_wildcards; ///< where in m_text they are, ascending
};

/// ASCII lower case; other bytes stay.
std::string lowered(std::string_view text);

} // namespace waylight::policy
