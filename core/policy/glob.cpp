// SPDX-License-Identifier: MIT
#include "core/policy/glob.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <span>

namespace waylight::policy {
namespace {

bool continuesCharacter(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

/// Where the UTF-8 sequence that starts at `at` ends.
std::size_t afterCharacter(std::string_view text, std::size_t at) {
    do
        ++at;
    while (at < text.size() && continuesCharacter(text[at]));
    return at;
}

constexpr std::size_t intersectionLimit = 16u << 20;

/// What stands between two stars: bytes, some of them `?`.
struct Piece {
    std::string_view text;
    std::span<const std::uint32_t> any; ///< where the `?` are, counted from `origin`
    std::size_t origin = 0;

    bool isAny(std::size_t i) const {
        return text[i] == '?' && std::binary_search(any.begin(), any.end(), static_cast<std::uint32_t>(origin + i));
    }
};

/// The end of the piece in a text that has to have it at `at`.
std::optional<std::size_t> endOfPiece(const Piece& piece, std::string_view text, std::size_t at) {
    if (piece.any.empty())
        return text.substr(at).starts_with(piece.text) ? std::optional(at + piece.text.size()) : std::nullopt;
    for (std::size_t i = 0; i < piece.text.size(); ++i) {
        if (at >= text.size())
            return std::nullopt;
        if (piece.isAny(i)) {
            if (continuesCharacter(text[at]))
                return std::nullopt;
            at = afterCharacter(text, at);
        } else if (text[at++] != piece.text[i]) {
            return std::nullopt;
        }
    }
    return at;
}

/// True when the text from `from` on ends with the piece.
bool endsWithPiece(const Piece& piece, std::string_view text, std::size_t from) {
    if (piece.any.empty())
        return text.substr(from).ends_with(piece.text);
    std::size_t at = text.size();
    for (std::size_t i = piece.text.size(); i-- > 0;) {
        if (at == from)
            return false;
        --at;
        if (piece.isAny(i)) {
            while (at > from && continuesCharacter(text[at]))
                --at;
            if (continuesCharacter(text[at]))
                return false;
        } else if (text[at] != piece.text[i]) {
            return false;
        }
    }
    return true;
}

/// Finds a piece with `?` in it: all starts at once, a bit for each, 64 bits in a step.
class PieceSearch {
public:
    explicit PieceSearch(const Piece& piece)
        : m_words((piece.text.size() + 63) / 64), m_literal(256 * m_words), m_any(m_words), m_state(m_words),
          m_last(std::uint64_t{1} << (piece.text.size() - 1) % 64), m_endsWithAny(piece.isAny(piece.text.size() - 1)) {
        for (std::size_t i = 0; i < piece.text.size(); ++i) {
            const std::uint64_t bit = std::uint64_t{1} << i % 64;
            if (piece.isAny(i))
                m_any[i / 64] |= bit;
            else
                m_literal[static_cast<unsigned char>(piece.text[i]) * m_words + i / 64] |= bit;
        }
    }

    /// Where the first occurrence behind `from` ends.
    std::optional<std::size_t> endIn(std::string_view text, std::size_t from) {
        for (std::size_t at = from; at < text.size(); ++at) {
            take(text[at]);
            const bool insideCharacter = m_endsWithAny && at + 1 < text.size() && continuesCharacter(text[at + 1]);
            if ((m_state.back() & m_last) && !insideCharacter)
                return at + 1;
        }
        return std::nullopt;
    }

private:
    void take(char c) {
        const bool continues = continuesCharacter(c);
        const std::uint64_t* const literal = &m_literal[static_cast<unsigned char>(c) * m_words];
        std::uint64_t carry = 1; // an occurrence may start at every byte
        for (std::size_t w = 0; w < m_words; ++w) {
            const std::uint64_t shifted = m_state[w] << 1 | carry;
            carry = m_state[w] >> 63;
            m_state[w] = (shifted & literal[w]) | ((continues ? m_state[w] : shifted) & m_any[w]);
        }
    }

    std::size_t m_words;
    std::vector<std::uint64_t> m_literal; ///< by byte and word: where the piece has this byte
    std::vector<std::uint64_t> m_any;
    std::vector<std::uint64_t> m_state; ///< bit i: the piece up to and with i ends here
    std::uint64_t m_last;
    bool m_endsWithAny;
};

std::optional<std::size_t> findEnd(const Piece& piece, std::string_view text, std::size_t from) {
    if (text.size() - from < piece.text.size()) // every unit takes a byte or more
        return std::nullopt;
    if (!piece.any.empty())
        return PieceSearch(piece).endIn(text, from);
    // memmem is linear (two-way), which std::string_view::find is not.
    const void* const found = memmem(text.data() + from, text.size() - from, piece.text.data(), piece.text.size());
    if (!found)
        return std::nullopt;
    return static_cast<std::size_t>(static_cast<const char*>(found) - text.data()) + piece.text.size();
}

} // namespace

/// Matches piece by piece.
class GlobMatcher {
public:
    explicit GlobMatcher(const Glob& glob) : m_glob(glob) {}

    bool matches(std::string_view text) {
        Piece piece = nextPiece();
        const auto head = endOfPiece(piece, text, 0);
        if (!head || m_last)
            return head == text.size();
        std::size_t at = *head;
        for (piece = nextPiece(); !m_last; piece = nextPiece()) {
            const auto end = findEnd(piece, text, at);
            if (!end)
                return false;
            at = *end;
        }
        return endsWithPiece(piece, text, at);
    }

private:
    /// The units up to the next star or, for the last piece, the end.
    Piece nextPiece() {
        const auto& wildcards = m_glob.m_wildcards;
        const std::size_t firstWildcard = m_wildcard;
        while (m_wildcard < wildcards.size() && m_glob.m_text[wildcards[m_wildcard]] != '*')
            ++m_wildcard;
        m_last = m_wildcard == wildcards.size();
        const std::size_t end = m_last ? m_glob.m_text.size() : wildcards[m_wildcard];
        const Piece piece{std::string_view(m_glob.m_text).substr(m_begin, end - m_begin),
                          std::span(wildcards).subspan(firstWildcard, m_wildcard - firstWildcard), m_begin};
        m_begin = end + 1;
        ++m_wildcard;
        return piece;
    }

    const Glob& m_glob;
    std::size_t m_begin = 0;
    std::size_t m_wildcard = 0;
    bool m_last = false;
};

Glob Glob::fromPattern(std::string_view pattern) {
    Glob glob;
    glob.appendPattern(pattern);
    return glob;
}

Glob Glob::fromLiteral(std::string_view text) {
    Glob glob;
    glob.appendLiteral(text);
    return glob;
}

bool Glob::endsWithStar() const {
    return hasWildcards() && m_wildcards.back() + 1 == m_text.size() && m_text.back() == '*';
}

std::string_view Glob::literalPrefix() const {
    return std::string_view(m_text).substr(0, hasWildcards() ? m_wildcards.front() : m_text.size());
}

void Glob::appendWildcard(char wildcard) {
    if (wildcard == '*' && endsWithStar())
        return;
    m_wildcards.push_back(static_cast<std::uint32_t>(m_text.size()));
    m_text += wildcard;
}

void Glob::appendPattern(std::string_view pattern) {
    while (!pattern.empty()) {
        const std::size_t wildcard = std::min(pattern.find_first_of("*?"), pattern.size());
        m_text += pattern.substr(0, wildcard);
        if (wildcard < pattern.size())
            appendWildcard(pattern[wildcard]);
        pattern.remove_prefix(std::min(wildcard + 1, pattern.size()));
    }
}

void Glob::appendLiteral(std::string_view text) {
    m_text += text;
}

void Glob::append(const Glob& other) {
    std::size_t from = 0;
    for (const std::uint32_t at : other.m_wildcards) {
        m_text.append(other.m_text, from, at - from);
        appendWildcard(other.m_text[at]);
        from = at + 1;
    }
    m_text.append(other.m_text, from);
}

bool Glob::matches(std::string_view text) const {
    if (!hasWildcards())
        return text == m_text;
    const std::string_view prefix = literalPrefix();
    if (!text.starts_with(prefix))
        return false;
    const bool prefixAndStar = prefix.size() + 1 == m_text.size() && m_text.back() == '*';
    return prefixAndStar || GlobMatcher(*this).matches(text);
}

bool Glob::intersects(std::string_view pattern) const {
    if (pattern.find('*') == std::string_view::npos || m_text.size() * pattern.size() > intersectionLimit)
        return matches(pattern);
    enum : char { literal, star, anyOne };
    std::vector<char> kinds(m_text.size(), literal);
    for (const std::uint32_t at : m_wildcards)
        kinds[at] = m_text[at] == '*' ? star : anyOne;
    // reachable[j]: some text is matched by the first i units of ours and the first j of theirs.
    std::vector<char> previous(pattern.size() + 1);
    std::vector<char> reachable(pattern.size() + 1);
    for (std::size_t i = 0; i <= m_text.size(); ++i) {
        const char kind = i > 0 ? kinds[i - 1] : char{literal};
        for (std::size_t j = 0; j <= pattern.size(); ++j) {
            const bool theirStar = j > 0 && pattern[j - 1] == '*';
            bool reached = i == 0 && j == 0;
            reached = reached || (kind == star && (previous[j] || (j > 0 && reachable[j - 1])));
            reached = reached || (theirStar && (reachable[j - 1] || (i > 0 && previous[j])));
            if (!reached && i > 0 && j > 0 && kind != star && !theirStar && previous[j - 1])
                reached = m_text[i - 1] == pattern[j - 1] || kind == anyOne;
            reachable[j] = reached;
        }
        std::swap(previous, reachable);
    }
    return previous[pattern.size()];
}

std::vector<Glob> Glob::splitAtColons(std::size_t limit) const {
    std::vector<Glob> pieces(1);
    auto wildcard = m_wildcards.begin();
    for (std::size_t i = 0; i < m_text.size(); ++i) {
        const bool isWildcard = wildcard != m_wildcards.end() && *wildcard == i;
        if (isWildcard) {
            pieces.back().appendWildcard(m_text[i]);
            ++wildcard;
        } else if (m_text[i] == ':' && pieces.size() < limit) {
            pieces.emplace_back();
        } else {
            pieces.back().m_text += m_text[i];
        }
    }
    return pieces;
}

Glob Glob::joined(const std::vector<Glob>& pieces, std::size_t first) {
    Glob whole;
    for (std::size_t i = first; i < pieces.size(); ++i) {
        if (i > first)
            whole.appendLiteral(":");
        whole.append(pieces[i]);
    }
    return whole;
}

std::string lowered(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return out;
}

} // namespace waylight::policy
