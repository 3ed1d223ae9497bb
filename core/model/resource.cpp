// SPDX-License-Identifier: MIT
#include "core/model/resource.h"

#include <algorithm>

namespace waylight {

std::optional<Kind> kindNamed(std::string_view name) {
    for (Kind kind = 0; kind < kindCount; ++kind)
        if (typeInfos[kind].name == name)
            return kind;
    return std::nullopt;
}

const std::string& displayName(const ResourceBase& resource) {
    return resource.name.empty() ? resource.id : resource.name;
}

Resource newResource(Kind kind, Id id) {
    Resource resource;
    forEachType([&]<class T>() {
        if (kindOf<T> == kind)
            resource = T{};
    });
    base(resource).id = std::move(id);
    return resource;
}

bool isUnknown(const ResourceBase& resource, std::string_view fieldName) {
    return std::find(resource.unknown.begin(), resource.unknown.end(), fieldName) != resource.unknown.end();
}

} // namespace waylight
