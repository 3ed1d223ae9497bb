// SPDX-License-Identifier: MIT
#include "core/trace/policy_store.h"

namespace waylight {

policy::ParsedDocument PolicyStore::parsed(const std::string& text) {
    const std::lock_guard lock(m_mutex);
    const auto at = m_documents.find(text);
    if (at != m_documents.end())
        return at->second;
    if (m_documents.size() >= limit)
        m_documents.clear();
    return m_documents.emplace(text, policy::Document::parse(text)).first->second;
}

} // namespace waylight
