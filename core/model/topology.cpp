// SPDX-License-Identifier: MIT
#include "core/model/topology.h"

#include <algorithm>

namespace waylight {

ResourcePtr Topology::find(const Id& id) const {
    for (const Table& table : m_tables)
        if (const ResourcePtr* found = table.find(id))
            return *found;
    return nullptr;
}

std::size_t Topology::size() const {
    std::size_t count = 0;
    for (const Table& table : m_tables)
        count += table.size();
    return count;
}

void Topology::set(ResourcePtr resource) {
    const Kind kind = resource->index();
    const Id id = base(*resource).id;
    for (Kind other = 0; other < kindCount; ++other)
        if (other != kind)
            m_tables[other].erase(id);
    m_tables[kind].set(id, std::move(resource));
}

bool Topology::erase(const Id& id) {
    return std::any_of(m_tables.begin(), m_tables.end(), [&](Table& table) { return table.erase(id); });
}

Topology Topology::fromResources(std::vector<ResourcePtr> resources) {
    std::array<std::vector<Table::value_type>, kindCount> entries;
    for (ResourcePtr& resource : resources)
        entries[resource->index()].emplace_back(base(*resource).id, resource);
    Topology topology;
    for (Kind kind = 0; kind < kindCount; ++kind)
        topology.m_tables[kind] = Table::fromEntries(std::move(entries[kind]));
    return topology;
}

bool Topology::sharesAllWith(const Topology& other) const {
    for (Kind kind = 0; kind < kindCount; ++kind)
        if (!m_tables[kind].sharesAllWith(other.m_tables[kind]))
            return false;
    return true;
}

bool Topology::operator==(const Topology& other) const {
    bool equal = true;
    for (Kind kind = 0; kind < kindCount && equal; ++kind)
        Table::forEachDifference(
            m_tables[kind], other.m_tables[kind],
            [](const ResourcePtr& a, const ResourcePtr& b) { return a == b || *a == *b; },
            [&](const Id&, const ResourcePtr*, const ResourcePtr*) { equal = false; });
    return equal;
}

Id freeId(const Topology& topology, std::string_view prefix) {
    const std::string stem = !prefix.empty() && prefix.back() == '-' ? std::string(prefix) : std::string(prefix) + '-';
    for (int number = 1;; ++number) {
        Id id = stem + std::to_string(number);
        if (!topology.contains(id))
            return id;
    }
}

} // namespace waylight
