// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/values.h"

#include <cstdint>
#include <deque>
#include <shared_mutex>
#include <unordered_map>

namespace waylight {

/// An id as the compiled network knows it. Equal ids have equal handles in all versions of a network, whether or not a
/// resource has the id.
using Handle = std::uint32_t;
inline constexpr Handle noHandle = 0xffffffff;

/// Ids and their handles. Only grows; thread-safe.
class HandleMap {
public:
    /// The handle of an id, made when it has none; `noHandle` for the empty id.
    Handle intern(const Id& id);
    /// The handle of an id, or `noHandle`.
    Handle find(const Id& id) const;
    /// The id of a handle; empty for `noHandle`.
    const Id& name(Handle handle) const;

private:
    mutable std::shared_mutex m_mutex;
    std::unordered_map<Id, Handle> m_handles;
    std::deque<const Id*> m_names; ///< keys of m_handles, which stay where they are
};

} // namespace waylight
