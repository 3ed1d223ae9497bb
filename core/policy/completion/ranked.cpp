// SPDX-License-Identifier: MIT
#include "core/policy/completion/ranked.h"

#include <algorithm>
#include <tuple>

namespace waylight::policy {

std::vector<Ranked> ranked(Candidates&& candidates, std::string_view typed) {
    std::vector<Ranked> fitting;
    for (Candidate& candidate : candidates) {
        if (candidate.onlySearched && typed.empty())
            continue;
        if (auto match = matchedName(typed, candidate.label.empty() ? candidate.text : candidate.label))
            fitting.push_back(
                {typed.empty() ? 0 : match->score, candidate.rank, *std::move(match), std::move(candidate)});
    }
    // Among names that fit in the same way the rank decides, and only then how short they are.
    const auto before = [](const Ranked& a, const Ranked& b) {
        const auto way = [](const Ranked& each) { return (each.score + 999) / 1000; };
        return std::tuple(-way(a), -a.rank, -a.score) < std::tuple(-way(b), -b.rank, -b.score);
    };
    std::stable_sort(fitting.begin(), fitting.end(), before);
    if (fitting.size() > mostProposals)
        fitting.resize(mostProposals);
    return fitting;
}

} // namespace waylight::policy
