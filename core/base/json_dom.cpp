// SPDX-License-Identifier: MIT
#include "core/base/json_dom.h"

#include <unordered_map>

namespace waylight {
namespace {

using simdjson::dom::element_type;

constexpr std::size_t manyMembers = 32; ///< names of fewer are compared each with each

bool hasEqualNames(const Json::object_t& members) {
    for (auto each = members.begin(); each != members.end(); ++each)
        for (auto before = members.begin(); before != each; ++before)
            if (before->first == each->first)
                return true;
    return false;
}

Json listOf(simdjson::dom::array from) {
    Json::array_t list;
    list.reserve(from.size());
    for (const simdjson::dom::element each : from)
        list.push_back(jsonOf(each));
    return list;
}

Json objectOf(simdjson::dom::object from) {
    Json::object_t members;
    members.reserve(from.size());
    for (const simdjson::dom::key_value_pair each : from)
        members.Container::emplace_back(std::string(each.key), jsonOf(each.value));
    return members.size() > manyMembers || hasEqualNames(members) ? withoutEqualNames(std::move(members))
                                                                  : std::move(members);
}

/// Numbers in the types that nlohmann gives them.
Json numberOf(std::int64_t number) {
    return number < 0 ? Json(number) : Json(static_cast<std::uint64_t>(number));
}

} // namespace

/// Of members with the same name the first gives the place and the last the value.
Json::object_t withoutEqualNames(Json::object_t members) {
    std::unordered_map<std::string_view, Json*> values;
    Json::object_t out;
    out.reserve(members.size());
    for (auto& [name, value] : members) {
        const auto [place, isNew] = values.emplace(name, nullptr);
        if (isNew)
            place->second = &out.Container::emplace_back(name, std::move(value)).second;
        else
            *place->second = std::move(value);
    }
    return out;
}

Json jsonOf(simdjson::dom::element from) {
    switch (from.type()) {
    case element_type::ARRAY:
        return listOf(from.get_array().value_unsafe());
    case element_type::OBJECT:
        return objectOf(from.get_object().value_unsafe());
    case element_type::INT64:
        return numberOf(from.get_int64().value_unsafe());
    case element_type::UINT64:
        return from.get_uint64().value_unsafe();
    case element_type::DOUBLE:
        return from.get_double().value_unsafe();
    case element_type::STRING:
        return from.get_string().value_unsafe();
    case element_type::BOOL:
        return from.get_bool().value_unsafe();
    case element_type::NULL_VALUE:
        break;
    }
    return nullptr;
}

std::shared_ptr<simdjson::dom::document> domOf(std::string_view text, std::size_t depth) {
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    auto document = std::make_shared<simdjson::dom::document>();
    simdjson::dom::parser parser;
    if (parser.allocate(text.size(), depth) ||
        parser.parse_into_document(*document, text.data(), text.size(), true).error())
        return nullptr;
    return document;
}

} // namespace waylight
