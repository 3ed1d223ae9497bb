// SPDX-License-Identifier: MIT
#include "core/model/values.h"

#include "core/base/json.h"

namespace waylight {

Extra::Extra(Json object) {
    if (!object.empty())
        m_object = std::make_shared<const Json>(std::move(object));
}

const Json& Extra::object() const {
    static const Json none = Json::object();
    return m_object ? *m_object : none;
}

bool Extra::operator==(const Extra& other) const {
    return m_object == other.m_object || (m_object && other.m_object && *m_object == *other.m_object);
}

} // namespace waylight
