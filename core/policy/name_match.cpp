// SPDX-License-Identifier: MIT
#include "core/policy/name_match.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace waylight::policy {
namespace {

/// Nobody types more than this to find a name; what is longer must be its beginning.
constexpr std::size_t longestSearch = 64;

constexpr int beginningScore = 4000;
constexpr int wordsScore = 3000;
constexpr int partScore = 2000;
constexpr int lettersScore = 1000;

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
bool isUpper(char c) {
    return c >= 'A' && c <= 'Z';
}
bool isLetterOrDigit(char c) {
    return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9');
}

bool startsWord(std::string_view name, std::size_t at) {
    if (at == 0 || !isLetterOrDigit(name[at - 1]))
        return true;
    return isUpper(name[at]) && (!isUpper(name[at - 1]) || (at + 1 < name.size() && !isUpper(name[at + 1])));
}

bool holdsAt(std::string_view typed, std::string_view name, std::size_t at) {
    if (at + typed.size() > name.size())
        return false;
    for (std::size_t i = 0; i < typed.size(); ++i)
        if (lower(typed[i]) != lower(name[at + i]))
            return false;
    return true;
}

std::vector<std::uint32_t> run(std::size_t begin, std::size_t length) {
    std::vector<std::uint32_t> bytes(length);
    for (std::size_t i = 0; i < length; ++i)
        bytes[i] = static_cast<std::uint32_t>(begin + i);
    return bytes;
}

/// Each letter either goes on where the one before it was, or begins a word. Of two ways the one that goes on is tried
/// first; without looking back, so that the cost stays the length of the name.
std::vector<std::uint32_t> atWords(std::string_view typed, std::string_view name) {
    std::vector<std::uint32_t> bytes;
    std::size_t at = 0;
    for (const char c : typed) {
        const bool goesOn = !bytes.empty() && at < name.size() && lower(name[at]) == lower(c);
        while (!goesOn && at < name.size() && !(lower(name[at]) == lower(c) && startsWord(name, at)))
            ++at;
        if (at >= name.size())
            return {};
        bytes.push_back(static_cast<std::uint32_t>(at++));
    }
    return bytes;
}

std::vector<std::uint32_t> inOrder(std::string_view typed, std::string_view name) {
    std::vector<std::uint32_t> bytes;
    std::size_t at = 0;
    for (const char c : typed) {
        while (at < name.size() && lower(name[at]) != lower(c))
            ++at;
        if (at >= name.size())
            return {};
        bytes.push_back(static_cast<std::uint32_t>(at++));
    }
    return bytes;
}

} // namespace

std::optional<NameMatch> matchedName(std::string_view typed, std::string_view name) {
    if (typed.empty())
        return NameMatch{};
    // Of names that fit as well, the shorter one is nearer to what was typed.
    const int shortness = -static_cast<int>(std::min<std::size_t>(name.size(), 500));
    if (holdsAt(typed, name, 0))
        return NameMatch{beginningScore + shortness, run(0, typed.size())};
    if (typed.size() > longestSearch)
        return std::nullopt;
    if (auto bytes = atWords(typed, name); !bytes.empty())
        return NameMatch{wordsScore + shortness, std::move(bytes)};
    for (std::size_t at = 1; at + typed.size() <= name.size(); ++at)
        if (holdsAt(typed, name, at))
            return NameMatch{partScore + shortness, run(at, typed.size())};
    if (auto bytes = inOrder(typed, name); !bytes.empty())
        return NameMatch{lettersScore + shortness, std::move(bytes)};
    return std::nullopt;
}

std::size_t lettersApart(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t(0));
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t cost = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({cost, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row.back();
}

} // namespace waylight::policy
