// SPDX-License-Identifier: MIT
#include "core/formats/terraform/reach.h"

#include "core/formats/terraform/resource.h"

#include <algorithm>
#include <unordered_set>

namespace waylight::terraform {

void addOnce(std::vector<std::size_t>& all, const std::vector<std::size_t>& part) {
    constexpr std::size_t few = 64; // so many are found faster without a set
    if (all.empty() || part.empty() || all.size() * part.size() <= few * few) {
        for (const std::size_t each : part)
            if (std::find(all.begin(), all.end(), each) == all.end())
                all.push_back(each);
        return;
    }
    std::unordered_set<std::size_t> known(all.begin(), all.end());
    for (const std::size_t each : part)
        if (known.insert(each).second)
            all.push_back(each);
}

void add(Reach& all, const Reach& part) {
    addOnce(all.targets, part.targets);
    addOnce(all.named, part.named);
    addOnce(all.own, part.own);
    addOnce(all.near, part.near);
    addOnce(all.keyed, part.keyed);
    all.texts.insert(all.texts.end(), part.texts.begin(), part.texts.end());
    if (all.open.empty())
        all.open = part.open;
    all.exact = all.exact && part.exact;
    all.sure = all.sure && part.sure;
    all.tested = all.tested || part.tested;
    all.mixed = all.mixed || part.mixed;
    all.many = all.many || part.many;
    all.complete = all.complete && part.complete;
}

Reach fished(Reach reach) {
    reach.own.clear();
    reach.keyed.clear();
    reach.near = reach.named;
    reach.mixed = !reach.exact && !reach.named.empty();
    return reach;
}

void shorten(Reach& reach) {
    constexpr std::size_t most = 32;
    constexpr std::size_t mostNear = 256;
    if (reach.near.size() > mostNear) {
        reach.near.resize(most);
        reach.mixed = true;
    }
    if (reach.targets.size() <= std::max(most, reach.near.size()))
        return;
    std::vector<std::size_t> kept = reach.near;
    reach.targets.resize(most);
    addOnce(kept, reach.targets);
    reach.targets = std::move(kept);
    reach.many = true;
}

void pickElement(Reach& reach, const std::string& step) {
    Json key;
    withoutKey(step, key);
    if (!key.is_number_integer() || !reach.exact || reach.targets.size() < 2)
        return;
    const long long at = key.get<long long>();
    if (at >= 0 && std::size_t(at) < reach.targets.size())
        reach.targets = reach.named = {reach.targets[std::size_t(at)]};
}

void collectTexts(const Json& value, std::vector<std::string>& texts, int depth) {
    if (value.is_string() && !value.get_ref<const std::string&>().empty())
        texts.push_back(value.get<std::string>());
    else if (value.is_array() && depth < 4)
        for (const Json& each : value)
            collectTexts(each, texts, depth + 1);
}

} // namespace waylight::terraform
