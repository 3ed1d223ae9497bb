// SPDX-License-Identifier: MIT
#include "core/formats/describe/paths.h"

#include <algorithm>
#include <utility>

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

/// Removes a member by putting the last one into its place: closing the gap would move all that follow.
Json removed(Json::object_t& members, Json::object_t::iterator place) {
    Json value = std::move(place->second);
    if (const auto last = std::prev(members.end()); place != last) {
        place->~pair();
        new (&*place) Json::object_t::value_type(std::move(*last));
    }
    members.pop_back();
    return value;
}

/// Moves the value at the path out, and removes the objects around it that it leaves empty.
Json movedOut(Json& object, const Members& path, std::size_t from = 0) {
    if (!object.is_object())
        return {};
    auto& members = object.get_ref<Json::object_t&>();
    const auto found = members.find(path[from]);
    if (found == members.end())
        return {};
    if (from + 1 == path.size())
        return removed(members, found);
    Json value = movedOut(found->second, path, from + 1);
    if (found->second.is_object() && found->second.empty())
        removed(members, found);
    return value;
}

/// True when the object holds more than the value at the path.
bool saysMore(const Json& object, const Members& path, std::size_t from = 0) {
    return std::any_of(object.items().begin(), object.items().end(), [&](const auto& member) {
        if (member.key() != path[from])
            return true;
        return from + 1 < path.size() && saysMore(member.value(), path, from + 1);
    });
}

Json& makePath(Json& object, const Members& path) {
    Json* at = &object;
    for (const std::string& member : path)
        at = &(*at)[member];
    return *at;
}

/// The values of the elements of the list at `path.head`, of the first `limit` elements that have one.
Json takenEach(Json& rest, const AwsPath& path, std::size_t limit) {
    Json* list = describe::valueAt(rest, path.head);
    if (!list || !list->is_array())
        return {};
    Json values = Json::array();
    Json kept = Json::array();
    for (Json& element : *list) {
        const Json* value = valueAt(element, path.tail);
        if (!value || values.size() == limit || isOver(element))
            continue;
        values.push_back(*value);
        if (!path.tail.empty() && saysMore(element, path.tail))
            kept.push_back(std::move(element));
    }
    if (kept.empty())
        movedOut(rest, path.head);
    else
        *list = std::move(kept);
    return values;
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
    static const Members states[] = {
        {"AssociationState", "State"}, {"CidrBlockState", "State"}, {"Ipv6CidrBlockState", "State"}, {"State"}};
    constexpr std::string_view over[] = {"disassociating", "disassociated", "failing", "failed",
                                         "attaching",      "detaching",     "detached"};
    return std::any_of(std::begin(states), std::end(states), [&](const Members& path) {
        const Json* state = valueAt(association, path);
        return state && state->is_string() &&
               std::find(std::begin(over), std::end(over), state->get_ref<const std::string&>()) != std::end(over);
    });
}

Json taken(Json& rest, const AwsPath& path) {
    return path.each ? takenEach(rest, path, std::size_t(-1)) : movedOut(rest, path.head);
}

Json takenOne(Json& rest, const AwsPath& path) {
    if (!path.each)
        return movedOut(rest, path.head);
    Json values = takenEach(rest, path, 1);
    return values.empty() ? Json() : std::move(values.front());
}

void drop(Json& object, const Members& path, std::size_t from) {
    const auto found = object.find(path[from]);
    if (found == object.end())
        return;
    if (from + 1 < path.size() && found->is_object())
        drop(*found, path, from + 1);
    if (from + 1 == path.size() || found->empty())
        object.erase(found);
}

Json* valueAt(Json& object, const Members& path) {
    return const_cast<Json*>(valueAt(std::as_const(object), path));
}

void sortMembers(Json& value) {
    if (value.is_array())
        for (Json& each : value.get_ref<Json::array_t&>())
            sortMembers(each);
    if (!value.is_object())
        return;
    auto& members = value.get_ref<Json::object_t&>();
    for (auto& [name, each] : members)
        sortMembers(each);
    const auto before = [](const auto& a, const auto& b) { return a.first < b.first; };
    if (std::is_sorted(members.begin(), members.end(), before))
        return;
    std::vector<Json::object_t::value_type*> order;
    order.reserve(members.size());
    for (auto& each : members)
        order.push_back(&each);
    std::sort(order.begin(), order.end(), [&](const auto* a, const auto* b) { return before(*a, *b); });
    Json::object_t sorted;
    sorted.reserve(order.size());
    for (auto* each : order)
        sorted.Container::emplace_back(each->first, std::move(each->second));
    members = std::move(sorted);
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
    sortMembers(rest);
    if (!rest.empty())
        more["aws"] = std::move(rest);
    return more.empty() ? Extra() : Extra(std::move(more));
}

const Json& awsPart(const Extra& extra) {
    static const Json none = Json::object();
    const auto found = extra.object().find("aws");
    return found != extra.object().end() && found->is_object() ? *found : none;
}

} // namespace waylight::describe
