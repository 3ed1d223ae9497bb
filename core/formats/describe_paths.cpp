// SPDX-License-Identifier: MIT
#include "core/formats/describe_paths.h"

#include <algorithm>

namespace waylight::describe {
namespace {

using Members = std::vector<std::string>;

Members members(std::string_view text) {
    Members out;
    while (!text.empty()) {
        const auto dot = text.find('.');
        out.emplace_back(text.substr(0, dot));
        text.remove_prefix(dot == std::string_view::npos ? text.size() : dot + 1);
    }
    return out;
}

const Json* valueAt(const Json& object, const Members& path) {
    const Json* at = &object;
    for (const std::string& member : path) {
        if (!at->is_object())
            return nullptr;
        const auto found = at->find(member);
        if (found == at->end())
            return nullptr;
        at = &*found;
    }
    return at->is_null() ? nullptr : at;
}

/// Removes the value at the path and the objects around it that it leaves empty.
void remove(Json& object, const Members& path, std::size_t from = 0) {
    if (!object.is_object() || !object.contains(path[from]))
        return;
    Json& child = object[path[from]];
    if (from + 1 < path.size()) {
        remove(child, path, from + 1);
        if (!child.empty())
            return;
    }
    object.erase(path[from]);
}

Json& makePath(Json& object, const Members& path) {
    Json* at = &object;
    for (const std::string& member : path)
        at = &(*at)[member];
    return *at;
}

bool saysMore(const Json& element, const Members& tail) {
    Json rest = element;
    if (!tail.empty())
        remove(rest, tail);
    return rest.is_object() && !rest.empty();
}

/// The values of the elements of the list at `path.head`, of the first `limit` elements that have one.
Json takenEach(Json& rest, const AwsPath& path, std::size_t limit) {
    const Json* list = valueAt(rest, path.head);
    if (!list || !list->is_array())
        return {};
    Json values = Json::array();
    Json kept = Json::array();
    for (const Json& element : *list) {
        const Json* value = valueAt(element, path.tail);
        if (!value || values.size() == limit || isOver(element))
            continue;
        values.push_back(*value);
        if (saysMore(element, path.tail))
            kept.push_back(element);
    }
    if (kept.empty())
        remove(rest, path.head);
    else
        makePath(rest, path.head) = std::move(kept);
    return values;
}

Json takenValue(Json& rest, const AwsPath& path) {
    const Json* value = valueAt(rest, path.head);
    Json out = value ? *value : Json();
    remove(rest, path.head);
    return out;
}

} // namespace

AwsPath AwsPath::parse(std::string_view text) {
    AwsPath path;
    const auto brackets = text.find("[]");
    path.head = members(text.substr(0, brackets));
    if (brackets != std::string_view::npos) {
        path.each = true;
        text.remove_prefix(brackets + 2);
        path.tail = members(text.starts_with('.') ? text.substr(1) : text);
    }
    return path;
}

std::string AwsPath::pointer(std::string start) const {
    for (const std::string& member : head)
        start = joinedPointer(start, member);
    return start;
}

bool isOver(const Json& association) {
    constexpr std::string_view over[] = {"disassociating", "disassociated", "failing", "failed", "attaching", "detaching", "detached"};
    const auto isGone = [&](const Json* state) { return state && state->is_string() && std::find(std::begin(over), std::end(over), state->get_ref<const std::string&>()) != std::end(over); };
    for (const char* member : {"AssociationState", "CidrBlockState", "Ipv6CidrBlockState"})
        if (isGone(valueAt(association, {member, "State"})))
            return true;
    return isGone(valueAt(association, {"State"}));
}

Json taken(Json& rest, const AwsPath& path) {
    return path.each ? takenEach(rest, path, std::size_t(-1)) : takenValue(rest, path);
}

Json takenOne(Json& rest, const AwsPath& path) {
    if (!path.each)
        return takenValue(rest, path);
    const Json values = takenEach(rest, path, 1);
    return values.empty() ? Json() : values.front();
}

void put(Json& object, const AwsPath& path, const Json& value, const Json& extra) {
    if (!path.each) {
        makePath(object, path.head) = value;
        return;
    }
    const Json* kept = valueAt(extra, path.head);
    std::vector<const Json*> candidates;
    for (std::size_t i = 0; kept && kept->is_array() && i < kept->size(); ++i)
        candidates.push_back(&(*kept)[i]);
    Json list = Json::array();
    for (const Json& each : value) {
        Json element;
        makePath(element, path.tail) = each;
        const auto same = std::find_if(candidates.begin(), candidates.end(), [&](const Json* candidate) {
            const Json* key = valueAt(*candidate, path.tail);
            return key && *key == each;
        });
        if (same != candidates.end()) {
            addMissing(element, **same);
            candidates.erase(same); // equal values, such as the states of two tunnels, each have their own
        }
        list.push_back(std::move(element));
    }
    makePath(object, path.head) = std::move(list);
}

void addMissing(Json& object, const Json& extra) {
    if (!object.is_object() || !extra.is_object())
        return;
    for (const auto& [key, value] : extra.items()) {
        if (const auto found = object.find(key); found != object.end())
            addMissing(*found, value);
        else
            object[key] = value;
    }
}

Extra awsExtra(Json rest, Json more) {
    // In the order of names, so that what is written and read again is the same.
    if (!rest.empty())
        more["aws"] = nlohmann::json(rest);
    return Extra(std::move(more));
}

const Json& awsPart(const Extra& extra) {
    static const Json none = Json::object();
    const auto found = extra.object().find("aws");
    return found != extra.object().end() && found->is_object() ? *found : none;
}

} // namespace waylight::describe
