// SPDX-License-Identifier: MIT
#include "core/formats/declared/declaration.h"

#include <algorithm>

namespace waylight {
namespace {

constexpr const char* mark = "$unknown";

} // namespace

Json unknownValue(std::string text) {
    return Json::object({{mark, std::move(text)}});
}

bool isUnknownValue(const Json& value) {
    return value.is_object() && value.size() == 1 && value.begin().key() == mark && value.begin()->is_string();
}

bool holdsUnknown(const Json& value) {
    if (isUnknownValue(value))
        return true;
    return value.is_structured() &&
           std::any_of(value.begin(), value.end(), [](const Json& each) { return holdsUnknown(each); });
}

} // namespace waylight
