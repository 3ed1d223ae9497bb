// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/topology.h"

namespace waylight::edit {

/// A new resource with a free id and a name that can be read: "Subnet 2" for subnet-2.
template <class T>
T fresh(const Topology& topology, const std::string& region, const std::string& account) {
    const TypeInfo& type = typeInfo(kindOf<T>);
    T resource;
    resource.id = freeId(topology, type.idPrefix);
    const auto dash = resource.id.rfind('-');
    resource.name = std::string(type.label) + (dash == Id::npos ? std::string() : ' ' + resource.id.substr(dash + 1));
    if (type.regional)
        resource.region = region;
    resource.account = account;
    return resource;
}

} // namespace waylight::edit
