// SPDX-License-Identifier: MIT
#include "core/edit/parents.h"

namespace waylight::edit {

Parents::Parents(const Topology& topology) : m_topology(topology) {
    topology.forEach<NetworkInterface>([&](const NetworkInterface& interface) {
        if (!interface.instance)
            return;
        const NetworkInterface*& primary = m_primary[interface.instance.id];
        if (!primary || interface.deviceIndex < primary->deviceIndex)
            primary = &interface;
    });
}

Id Parents::of(const Id& id) const {
    if (const Instance* instance = m_topology.get<Instance>(id)) {
        const auto primary = m_primary.find(id);
        if (primary != m_primary.end() && m_topology.contains(primary->second->subnet.id))
            return primary->second->subnet.id;
        return m_topology.get<Region>(instance->region) ? instance->region : Id();
    }
    return parentOf(m_topology, id);
}

bool Parents::isInside(const Id& id, const Id& container) const {
    for (Id at = of(id); !at.empty(); at = of(at))
        if (at == container)
            return true;
    return false;
}

} // namespace waylight::edit
