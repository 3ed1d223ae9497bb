// SPDX-License-Identifier: MIT
// Requests for many resources: a `*` in the request stands for anything.
#include "tests/support/naive_policy_parts.h"

#include <deque>

namespace naive_policy {

namespace {

/// Where in a pattern one may be after some text, with what `*` can skip.
using Places = std::set<std::size_t>;

Places withSkips(Places places, const Pattern& pattern) {
    for (std::size_t at = 0; at < pattern.size(); ++at) { // in ascending order, so that skips add up
        if (places.count(at) > 0 && pattern[at].what == Unit::What::Any)
            places.insert(at + 1);
    }
    return places;
}

Places after(const Places& places, const Pattern& pattern, char c) {
    Places next;
    for (const std::size_t at : places) {
        if (at == pattern.size())
            continue;
        const Unit& unit = pattern[at];
        const bool wild = unit.what != Unit::What::Literal && (unit.acrossColons || c != ':');
        if (wild || (unit.what == Unit::What::Literal && unit.character == c))
            next.insert(unit.what == Unit::What::Any ? at : at + 1);
    }
    return withSkips(next, pattern);
}

/// Walks through all texts that `many` stands for, and says whether the pattern matches the whole of one (`wanted`), or
/// whether there is one that it does not match. Characters that stand nowhere in the pattern are all alike.
bool someText(const Pattern& pattern, const std::string& many, bool wanted) {
    std::set<char> alphabet{':', '\1'};
    for (const Unit& unit : pattern)
        alphabet.insert(unit.character);
    using State = std::pair<std::size_t, Places>;
    std::set<State> seen;
    std::deque<State> open{{0, withSkips({0}, pattern)}};
    while (!open.empty()) {
        const State state = open.front();
        open.pop_front();
        if (!seen.insert(state).second)
            continue;
        const auto& [at, places] = state;
        if (at == many.size()) {
            if ((places.count(pattern.size()) > 0) == wanted)
                return true;
        } else if (many[at] == '*') {
            open.push_back({at + 1, places});
            for (const char c : alphabet)
                open.push_back({at, after(places, pattern, c)});
        } else {
            open.push_back({at + 1, after(places, pattern, many[at])});
        }
    }
    return false;
}

} // namespace

bool someMatch(const Pattern& pattern, const std::string& many) {
    return someText(pattern, many, true);
}

bool allMatch(const Pattern& pattern, const std::string& many) {
    return !someText(pattern, many, false);
}

} // namespace naive_policy
