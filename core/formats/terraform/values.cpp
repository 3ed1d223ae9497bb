// SPDX-License-Identifier: MIT
#include "core/formats/terraform/values.h"

namespace waylight::terraform {
namespace {

constexpr const char* hidden = "(sensitive)";

bool marks(const Json* shape) {
    return shape && shape->is_boolean() && shape->get<bool>();
}

/// True when any value below is marked; Terraform fills lists of marks up with false.
bool marksAny(const Json& shape) {
    if (!shape.is_structured())
        return marks(&shape);
    for (const Json& each : shape)
        if (marksAny(each))
            return true;
    return false;
}

const Json* part(const Json* shape, const std::string& name) {
    return shape ? member(*shape, name) : nullptr;
}

const Json* part(const Json* shape, std::size_t index) {
    return shape && shape->is_array() && index < shape->size() ? &(*shape)[index] : nullptr;
}

Json knownObject(const Json& values, const Json* unknown, const Json* sensitive, ValueCounts& counts) {
    Json object = Json::object();
    for (const auto& [name, value] : values.items()) {
        Json known = knownValues(value, part(unknown, name), part(sensitive, name), counts);
        if (!known.is_null())
            object.push_back({name, std::move(known)});
    }
    if (!unknown || !unknown->is_object())
        return object;
    for (const auto& [name, shape] : unknown->items())
        if (!values.contains(name) && marksAny(shape))
            object.push_back({name, unknownValue()});
    return object;
}

Json knownList(const Json& values, const Json* unknown, const Json* sensitive, ValueCounts& counts) {
    Json list = Json::array();
    for (std::size_t i = 0; i < values.size(); ++i) {
        Json known = knownValues(values[i], part(unknown, i), part(sensitive, i), counts);
        if (!known.is_null())
            list.push_back(std::move(known));
    }
    for (std::size_t i = values.size(); unknown && unknown->is_array() && i < unknown->size(); ++i)
        if (marksAny((*unknown)[i]))
            list.push_back(unknownValue());
    return list;
}

} // namespace

Json knownValues(const Json& values, const Json* unknown, const Json* sensitive, ValueCounts& counts) {
    if (marks(sensitive)) {
        if (values.is_null() && !marks(unknown))
            return nullptr;
        ++counts.sensitive;
        return unknownValue(hidden);
    }
    if (marks(unknown))
        return unknownValue();
    if (values.is_object())
        return knownObject(values, unknown, sensitive, counts);
    if (values.is_array())
        return knownList(values, unknown, sensitive, counts);
    return values;
}

std::size_t unknownCount(const Json& value) {
    if (isUnknownValue(value))
        return 1;
    std::size_t count = 0;
    if (value.is_structured())
        for (const Json& each : value)
            count += unknownCount(each);
    return count;
}

} // namespace waylight::terraform
