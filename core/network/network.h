// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/design.h"

#include <memory>

namespace waylight {

class NetworkIndex;

/// A Topology compiled for questions. Immutable and cheap to copy; threads may share it.
class Network {
public:
    Network(); ///< of an empty topology
    /// Compiles a topology. Pieces of `previous` whose resources did not change are taken over, so that an edit
    /// compiles what it touched; the same topology gives the same network.
    static Network compile(const Topology& topology, const Network* previous = nullptr);

    const Topology& topology() const;
    const NetworkIndex& index() const { return *m_index; }
    /// True when both are the same compiled thing.
    bool operator==(const Network& other) const { return m_index == other.m_index; }

private:
    std::shared_ptr<const NetworkIndex> m_index;
};

} // namespace waylight
