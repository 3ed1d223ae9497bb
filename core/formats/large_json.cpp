// SPDX-License-Identifier: MIT
#include "core/formats/large_json.h"

#include "core/base/json_dom.h"

namespace waylight {

struct LargeList::Elements {
    std::shared_ptr<const simdjson::dom::document> document;
    std::vector<simdjson::dom::element> all;
};

namespace {

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
        if (const auto document = domOf(text, static_cast<std::size_t>(limits.depth))) {
            std::string().swap(text); // the document has its own copy
            return largeJsonOf(document, isDeferred);
        }
    Result<Json> root = parseJson(text, file, limits);
    if (!root)
        return root.error();
    return LargeJson{std::move(root).value(), {}};
}

} // namespace waylight
