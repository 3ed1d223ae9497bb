// SPDX-License-Identifier: MIT
#include "core/edit/parents.h"

#include <algorithm>

namespace waylight::edit {

Parents::Parents(const Topology& topology) : m_topology(topology) {
    topology.forEach<NetworkInterface>([&](const NetworkInterface& interface) {
        if (interface.host().empty())
            return;
        const NetworkInterface*& primary = m_primary[interface.host()];
        if (!primary || interface.deviceIndex < primary->deviceIndex)
            primary = &interface;
    });
}

Id Parents::of(const Id& id) const {
    const ResourcePtr resource = m_topology.find(id);
    if (resource &&
        (std::holds_alternative<Instance>(*resource) || std::holds_alternative<LambdaFunction>(*resource))) {
        const auto primary = m_primary.find(id);
        if (primary != m_primary.end() && m_topology.contains(primary->second->subnet.id))
            return primary->second->subnet.id;
        const std::string& region = base(*resource).region;
        return m_topology.get<Region>(region) ? region : Id();
    }
    return parentOf(m_topology, id);
}

bool Parents::isInside(const Id& id, const Id& container) const {
    for (Id at = of(id); !at.empty(); at = of(at))
        if (at == container)
            return true;
    return false;
}

std::vector<Id> outermost(const Topology& topology, const std::vector<Id>& ids) {
    const Parents parents(topology);
    std::vector<Id> outer;
    for (const Id& id : ids) {
        const bool comesAlong =
            std::any_of(ids.begin(), ids.end(), [&](const Id& other) { return parents.isInside(id, other); });
        if (!comesAlong && std::find(outer.begin(), outer.end(), id) == outer.end())
            outer.push_back(id);
    }
    return outer;
}

} // namespace waylight::edit
