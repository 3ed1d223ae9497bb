// SPDX-License-Identifier: MIT
#include "core/policy/glob.h"

#include <algorithm>

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

} // namespace

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

void Glob::appendStar() {
    m_wildcards = true;
    if (!endsWithStar())
        m_units += star;
}

void Glob::appendPattern(std::string_view pattern) {
    for (const char c : pattern) {
        if (c == '*') {
            appendStar();
        } else if (c == '?') {
            m_wildcards = true;
            m_units += anyOne;
        } else {
            m_units += static_cast<unsigned char>(c);
            m_literal += c;
        }
    }
}

void Glob::appendLiteral(std::string_view text) {
    for (const char c : text)
        m_units += static_cast<unsigned char>(c);
    m_literal += text;
}

void Glob::append(const Glob& other) {
    std::u16string_view units = other.m_units;
    if (endsWithStar() && !units.empty() && units.front() == star)
        units.remove_prefix(1);
    m_units += units;
    m_literal += other.m_literal;
    m_wildcards = m_wildcards || other.m_wildcards;
}

bool Glob::matches(std::string_view text) const {
    if (!m_wildcards)
        return text == m_literal;
    std::size_t p = 0;
    std::size_t t = 0;
    std::size_t lastStar = std::u16string::npos;
    std::size_t resumeAt = 0;
    while (t < text.size()) {
        const char16_t unit = p < m_units.size() ? m_units[p] : char16_t{0xffff};
        if (unit == star) {
            lastStar = p++;
            resumeAt = t;
            if (p == m_units.size())
                return true;
        } else if (unit == anyOne && !continuesCharacter(text[t])) {
            t = afterCharacter(text, t);
            ++p;
        } else if (unit == static_cast<unsigned char>(text[t])) {
            ++t;
            ++p;
        } else if (lastStar != std::u16string::npos) {
            p = lastStar + 1;
            t = ++resumeAt;
        } else {
            return false;
        }
    }
    while (p < m_units.size() && m_units[p] == star)
        ++p;
    return p == m_units.size();
}

bool Glob::intersects(std::string_view pattern) const {
    Glob other;
    for (std::size_t at = 0; at < pattern.size();) {
        const std::size_t next = std::min(pattern.find('*', at), pattern.size());
        other.appendLiteral(pattern.substr(at, next - at));
        if (next < pattern.size())
            other.appendStar();
        at = next + 1;
    }
    if (!other.m_wildcards || m_units.size() * other.m_units.size() > intersectionLimit)
        return matches(pattern);
    // reachable[j]: some text is matched by the first i units of ours and the first j of theirs.
    const std::u16string& ours = m_units;
    const std::u16string& theirs = other.m_units;
    std::vector<char> previous(theirs.size() + 1);
    std::vector<char> reachable(theirs.size() + 1);
    for (std::size_t i = 0; i <= ours.size(); ++i) {
        for (std::size_t j = 0; j <= theirs.size(); ++j) {
            const bool ourStar = i > 0 && ours[i - 1] == star;
            const bool theirStar = j > 0 && theirs[j - 1] == star;
            bool reached = i == 0 && j == 0;
            reached = reached || (ourStar && (previous[j] || (j > 0 && reachable[j - 1])));
            reached = reached || (theirStar && (reachable[j - 1] || (i > 0 && previous[j])));
            if (!reached && i > 0 && j > 0 && !ourStar && !theirStar && previous[j - 1])
                reached = ours[i - 1] == theirs[j - 1] || ours[i - 1] == anyOne;
            reachable[j] = reached;
        }
        std::swap(previous, reachable);
    }
    return previous[theirs.size()];
}

std::vector<Glob> Glob::splitAtColons(std::size_t limit) const {
    std::vector<Glob> pieces(1);
    for (const char16_t unit : m_units) {
        if (unit == u':' && pieces.size() < limit) {
            pieces.emplace_back();
            continue;
        }
        Glob& piece = pieces.back();
        piece.m_units += unit;
        if (unit == star || unit == anyOne)
            piece.m_wildcards = true;
        else
            piece.m_literal += static_cast<char>(unit);
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
