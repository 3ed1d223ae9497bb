// SPDX-License-Identifier: MIT
#include "core/network/handles.h"

#include <mutex>

namespace waylight {

Handle HandleMap::intern(const Id& id) {
    if (id.empty())
        return noHandle;
    const std::unique_lock lock(m_mutex);
    const auto [at, added] = m_handles.try_emplace(id, static_cast<Handle>(m_names.size()));
    if (added)
        m_names.push_back(&at->first);
    return at->second;
}

Handle HandleMap::find(const Id& id) const {
    const std::shared_lock lock(m_mutex);
    const auto at = m_handles.find(id);
    return at == m_handles.end() ? noHandle : at->second;
}

const Id& HandleMap::name(Handle handle) const {
    static const Id none;
    const std::shared_lock lock(m_mutex);
    return handle < m_names.size() ? *m_names[handle] : none;
}

} // namespace waylight
