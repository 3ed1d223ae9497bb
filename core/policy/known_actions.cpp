// SPDX-License-Identifier: MIT
#include "core/policy/known_actions.h"

#include "core/base/message_ids.h"
#include "core/policy/call_checks.h"
#include "core/policy/glob.h"
#include "core/policy/name_match.h"

#include <algorithm>

namespace waylight::policy {
namespace {

/// Names are at most some 60 letters long; what is much longer is none.
constexpr std::size_t longestName = 80;

struct Named {
    std::string_view service; ///< empty: the text names none
    std::string_view action;
};

Named parts(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos)
        return {{}, text};
    return {text.substr(0, colon), text.substr(colon + 1)};
}

std::string whole(const ServiceEntry& service, const ActionEntry& action) {
    return std::string(service.prefix) + ':' + std::string(action.name);
}

/// A third of the letters may be wrong, but in short names not more than two.
std::size_t tolerated(std::size_t letters) {
    return std::clamp<std::size_t>(letters / 3, 2, 4);
}

void addNear(std::vector<std::string>& names, const ServiceEntry& service, std::string_view name) {
    const std::string lower = lowered(name);
    std::vector<std::pair<std::size_t, const ActionEntry*>> near;
    for (const ActionEntry& action : service.actions) {
        const std::string other = lowered(action.name);
        const std::size_t longer = std::max(other.size(), lower.size());
        const std::size_t shorter = std::min(other.size(), lower.size());
        if (longer - shorter > tolerated(lower.size()))
            continue;
        if (const std::size_t apart = lettersApart(other, lower); apart <= tolerated(lower.size()))
            near.emplace_back(apart, &action);
    }
    std::stable_sort(near.begin(), near.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    // Beside a name that is one letter away, one that is three letters away is not meant.
    for (const auto& [apart, action] : near)
        if (apart <= near.front().first + 1)
            names.push_back(whole(service, *action));
}

/// What is begun, or left out letters of: "s3:GetObj".
void addMatching(std::vector<std::string>& names, const ServiceEntry& service, std::string_view name) {
    std::vector<std::pair<int, const ActionEntry*>> fitting;
    for (const ActionEntry& action : service.actions)
        if (const auto match = matchedName(name, action.name))
            fitting.emplace_back(match->score, &action);
    std::stable_sort(fitting.begin(), fitting.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    for (const auto& [score, action] : fitting)
        names.push_back(whole(service, *action));
}

/// The services that such a prefix may mean: all, where there is none; not those that are nothing like it.
void addOfOthers(std::vector<std::string>& names, const Catalog& catalog, const Named& named) {
    const std::string prefix = lowered(named.service);
    std::vector<std::pair<std::size_t, std::string>> found;
    for (const ServiceEntry& service : catalog.services())
        if (const ActionEntry* action = service.action(named.action))
            found.emplace_back(lettersApart(service.prefix, prefix), whole(service, *action));
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (auto& [apart, name] : found)
        names.push_back(std::move(name));
}

std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

} // namespace

FoundAction requestedAction(std::string_view action, const Catalog& catalog) {
    if (const FoundAction found = catalog.action(action))
        return found;
    if (lowered(action) == "s3:copyobject") // two actions; the one on what is named
        return catalog.action("s3:PutObject");
    return catalog.action(actionOf(action));
}

std::vector<std::string> nearestActions(std::string_view action, std::size_t most, const Catalog& catalog) {
    std::vector<std::string> names;
    const Named named = parts(action);
    if (named.action.empty() || named.action.size() > longestName || named.service.size() > longestName)
        return names;
    if (const ServiceEntry* service = catalog.service(named.service)) {
        addNear(names, *service, named.action);
        if (names.empty())
            addMatching(names, *service, named.action);
    }
    if (names.empty())
        addOfOthers(names, catalog, named);
    if (names.size() > most)
        names.resize(most);
    return names;
}

std::optional<Message> unknownAction(std::string_view action, const Catalog& catalog) {
    if (requestedAction(action, catalog))
        return std::nullopt;
    const std::string text(action);
    const std::string near = listed(nearestActions(action, 3, catalog));
    const Named named = parts(action);
    if (named.service.empty())
        return near.empty() ? message(MessageId::RequestActionWithoutService, text)
                            : message(MessageId::RequestActionWithoutServiceLike, text, near);
    if (const ServiceEntry* service = catalog.service(named.service)) {
        const std::string title(service->title);
        return near.empty() ? message(MessageId::RequestUnknownAction, text, title)
                            : message(MessageId::RequestUnknownActionLike, text, title, near);
    }
    const std::string prefix(named.service);
    return near.empty() ? message(MessageId::RequestUnknownService, text, prefix)
                        : message(MessageId::RequestUnknownServiceLike, text, prefix, near);
}

} // namespace waylight::policy
