// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/design.h"

#include <unordered_map>

namespace waylight::edit {

/// `parentOf` for many questions about the same topology: instances are not looked up interface by interface. Refers to
/// the topology, so it must not outlive it.
class Parents {
public:
    explicit Parents(const Topology& topology);

    /// The container that `id` is drawn in; empty: the top level.
    Id of(const Id& id) const;
    /// True when `id` is inside `container`, at any depth.
    bool isInside(const Id& id, const Id& container) const;

private:
    const Topology& m_topology;
    std::unordered_map<Id, const NetworkInterface*> m_primary; ///< by instance
};

/// Without those that are inside another one of them: they come along.
std::vector<Id> outermost(const Topology& topology, const std::vector<Id>& ids);

} // namespace waylight::edit
