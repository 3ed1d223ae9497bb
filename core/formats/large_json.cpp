// SPDX-License-Identifier: MIT
#include "core/formats/large_json.h"

#include "core/formats/parallel.h"

#include <simdjson.h>

#include <unordered_map>

namespace waylight {
namespace {

using simdjson::dom::element_type;

constexpr std::size_t manyElements = 1024; ///< a list of more is worth a second thread
constexpr std::size_t manyMembers = 32;    ///< names of fewer are compared each with each

bool hasEqualNames(const Json::object_t& members) {
    for (auto each = members.begin(); each != members.end(); ++each)
        for (auto before = members.begin(); before != each; ++before)
            if (before->first == each->first)
                return true;
    return false;
}

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

Json jsonOf(simdjson::dom::element from);

Json jsonOf(simdjson::dom::array from) {
    const std::vector<simdjson::dom::element> elements(from.begin(), from.end());
    Json::array_t list(elements.size());
    const auto convert = [&](std::size_t first, std::size_t end) {
        for (std::size_t i = first; i < end; ++i)
            list[i] = jsonOf(elements[i]);
    };
    if (elements.size() > manyElements)
        inParallelRanges(elements.size(), manyElements / 4, convert);
    else
        convert(0, elements.size());
    return list;
}

Json jsonOf(simdjson::dom::object from) {
    Json::object_t members;
    members.reserve(from.size());
    for (const simdjson::dom::key_value_pair each : from)
        members.Container::emplace_back(std::string(each.key), jsonOf(each.value));
    return members.size() > manyMembers || hasEqualNames(members) ? withoutEqualNames(std::move(members)) : std::move(members);
}

/// Numbers in the types that nlohmann gives them.
Json jsonOf(std::int64_t number) { return number < 0 ? Json(number) : Json(static_cast<std::uint64_t>(number)); }

Json jsonOf(simdjson::dom::element from) {
    switch (from.type()) {
    case element_type::ARRAY:
        return jsonOf(from.get_array().value_unsafe());
    case element_type::OBJECT:
        return jsonOf(from.get_object().value_unsafe());
    case element_type::INT64:
        return jsonOf(from.get_int64().value_unsafe());
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

/// False for what is out of the ordinary. A document that is accepted is not deeper than `depth`, but one that is exactly
/// that deep may be refused.
bool parse(std::string& text, int depth, simdjson::dom::document& out) {
    const std::size_t start = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    const std::size_t size = text.size() - start;
    text.reserve(text.size() + simdjson::SIMDJSON_PADDING);
    simdjson::dom::parser parser;
    return !parser.allocate(size, static_cast<std::size_t>(depth)) && !parser.parse_into_document(out, text.data() + start, size, false).error();
}

} // namespace

Result<Json> parseLargeJson(std::string text, const std::string& file, const JsonLimits& limits) {
    simdjson::dom::document document;
    if (text.size() > limits.bytes || !parse(text, limits.depth, document))
        return parseJson(text, file, limits);
    std::string().swap(text); // the document has its own copy
    return jsonOf(document.root());
}

} // namespace waylight
