// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/shared_map.h"
#include "core/model/resource.h"

namespace waylight {

/// The resources of a design by id. A value: copies share what did not change. Ids are unique over all types.
class Topology {
public:
    using Table = SharedMap<Id, ResourcePtr>;

    /// The resource with this id, or null.
    ResourcePtr find(const Id& id) const;
    bool contains(const Id& id) const { return find(id) != nullptr; }

    /// The resource of type T with this id, or null. Valid as long as any version that holds it.
    template <class T>
    const T* get(const Id& id) const {
        const ResourcePtr* found = m_tables[kindOf<T>].find(id);
        return found ? std::get_if<T>(found->get()) : nullptr;
    }
    template <class T>
    const T* get(const Ref<T>& ref) const {
        return get<T>(ref.id);
    }

    const Table& table(Kind kind) const { return m_tables[kind]; }

    /// Calls `visit(const T&)` for each resource of type T, in the order of ids.
    template <class T, class Visit>
    void forEach(Visit&& visit) const {
        for (const auto& [id, resource] : m_tables[kindOf<T>])
            visit(std::get<T>(*resource));
    }
    /// Calls `visit(const ResourcePtr&)` for each resource, by type and then by id.
    template <class Visit>
    void forEachResource(Visit&& visit) const {
        for (const Table& table : m_tables)
            for (const auto& [id, resource] : table)
                visit(resource);
    }

    std::size_t size() const;
    /// Inserts, or replaces the resource with the same id, whatever its type was.
    void set(ResourcePtr resource);
    void set(Resource resource) { set(std::make_shared<const Resource>(std::move(resource))); }
    bool erase(const Id& id);
    /// A topology of many resources at once; of equal ids the last wins.
    static Topology fromResources(std::vector<ResourcePtr> resources);

    /// True when both are the same version.
    bool sharesAllWith(const Topology& other) const;
    /// Resource by resource; cheap where versions share their tables.
    bool operator==(const Topology& other) const;

private:
    std::array<Table, kindCount> m_tables;
};

/// `prefix` followed by the lowest number from 1 that gives an id not in the topology, such as "subnet-3".
Id freeId(const Topology& topology, std::string_view prefix);

} // namespace waylight
