// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace waylight::policy {

/// A pattern in which `*` stands for any characters and `?` for one (a UTF-8 sequence). Literal stars, which come from
/// `${*}` and from substituted values, are told apart from wildcards. Matching looks back to the last star only, so no
/// pattern is exponential: the cost is at most text length × the longest run between two stars.
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

    bool matchesEverything() const { return m_units.size() == 1 && m_units.front() == star; }
    bool hasWildcards() const { return m_wildcards; }
    bool endsWithStar() const { return !m_units.empty() && m_units.back() == star; }
    /// The pieces between the first `limit - 1` colons, at most `limit` of them.
    std::vector<Glob> splitAtColons(std::size_t limit) const;
    /// The pieces from `first` on, joined by colons again.
    static Glob joined(const std::vector<Glob>& pieces, std::size_t first);

private:
    static constexpr char16_t star = 256;
    static constexpr char16_t anyOne = 257;

    void appendStar();

    std::u16string m_units; ///< bytes 0 to 255, `star`, `anyOne`; never two stars in a row
    std::string m_literal;  ///< the same as text, while there is no wildcard
    bool m_wildcards = false;
};

/// ASCII lower case; other bytes stay.
std::string lowered(std::string_view text);

} // namespace waylight::policy
