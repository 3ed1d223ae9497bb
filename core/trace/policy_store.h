// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/document.h"

#include <mutex>
#include <string>
#include <unordered_map>

namespace waylight {

/// Parsed policies by their text, kept with the network from version to version. Thread-safe.
class PolicyStore {
public:
    /// The parsed policy; its document is null when the text is not a JSON object.
    policy::ParsedDocument parsed(const std::string& text);

private:
    /// More than any real design holds; an editor that parses at each keystroke must not fill the memory.
    static constexpr std::size_t limit = 4096;
    std::mutex m_mutex;
    std::unordered_map<std::string, policy::ParsedDocument> m_documents;
};

} // namespace waylight
