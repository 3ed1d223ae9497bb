// SPDX-License-Identifier: MIT
#include "core/formats/large_json.h"

#include <simdjson.h>

#include <unordered_map>

namespace waylight {

struct LargeList::Elements {
    std::shared_ptr<const simdjson::dom::document> document;
    std::vector<simdjson::dom::element> all;
};

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
    Json::array_t list;
    list.reserve(from.size());
    for (const simdjson::dom::element each : from)
        list.push_back(jsonOf(each));
    return list;
}

Json jsonOf(simdjson::dom::object from) {
    Json::object_t members;
    members.reserve(from.size());
    for (const simdjson::dom::key_value_pair each : from)
        members.Container::emplace_back(std::string(each.key), jsonOf(each.value));
    return members.size() > manyMembers || hasEqualNames(members) ? withoutEqualNames(std::move(members))
                                                                  : std::move(members);
}

/// Numbers in the types that nlohmann gives them.
Json jsonOf(std::int64_t number) {
    return number < 0 ? Json(number) : Json(static_cast<std::uint64_t>(number));
}

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

/// The document; null where it is out of the ordinary. A document that is accepted is not deeper than `depth`, but one
/// that is exactly that deep may be refused.
std::shared_ptr<simdjson::dom::document> parsed(std::string& text, int depth) {
    const std::size_t start = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    const std::size_t size = text.size() - start;
    text.reserve(text.size() + simdjson::SIMDJSON_PADDING);
    auto document = std::make_shared<simdjson::dom::document>();
    simdjson::dom::parser parser;
    if (parser.allocate(size, static_cast<std::size_t>(depth)) ||
        parser.parse_into_document(*document, text.data() + start, size, false).error())
        return nullptr;
    return document;
}

/// The document as values, but for its deferred lists.
LargeJson largeJsonOf(const std::shared_ptr<const simdjson::dom::document>& document,
                      const std::function<bool(std::string_view)>& isDeferred) {
    const simdjson::dom::element root = document->root();
    if (!root.is_object())
        return {jsonOf(root), {}};
    LargeJson out;
    Json::object_t members;
    const simdjson::dom::object object = root.get_object().value_unsafe();
    members.reserve(object.size());
    for (const simdjson::dom::key_value_pair each : object) {
        const std::string name(each.key);
        out.lists.erase(name); // the last of equal names counts
        if (!each.value.is_array() || !isDeferred(name)) {
            members.Container::emplace_back(name, jsonOf(each.value));
            continue;
        }
        const simdjson::dom::array list = each.value.get_array().value_unsafe();
        out.lists.emplace(name, std::make_shared<const LargeList::Elements>(
                                    LargeList::Elements{document, {list.begin(), list.end()}}));
        members.Container::emplace_back(name, Json::array());
    }
    out.root = withoutEqualNames(std::move(members));
    return out;
}

} // namespace

std::size_t LargeList::size() const {
    return m_elements->all.size();
}
bool LargeList::isObject(std::size_t index) const {
    return m_elements->all[index].is_object();
}
Json LargeList::value(std::size_t index) const {
    return jsonOf(m_elements->all[index]);
}

void LargeList::forEachText(std::size_t index,
                            const std::function<void(std::string_view, std::string_view)>& visit) const {
    if (!isObject(index))
        return;
    const simdjson::dom::object object = m_elements->all[index].get_object().value_unsafe();
    for (const simdjson::dom::key_value_pair each : object)
        if (each.value.is_string())
            visit(each.key, each.value.get_string().value_unsafe());
}

Result<LargeJson> parseLargeJson(std::string text, const std::string& file,
                                 const std::function<bool(std::string_view)>& isDeferred, const JsonLimits& limits) {
    if (text.size() <= limits.bytes)
        if (const auto document = parsed(text, limits.depth)) {
            std::string().swap(text); // the document has its own copy
            return largeJsonOf(document, isDeferred);
        }
    Result<Json> root = parseJson(text, file, limits);
    if (!root)
        return root.error();
    return LargeJson{std::move(root).value(), {}};
}

} // namespace waylight
