// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <typeindex>

namespace waylight {

/// What rooms above the network compile from its resources and want to keep from one version to the next, such as
/// parsed policies. One object of each type; it must itself be safe to use from several threads.
class DerivedPieces {
public:
    template <class T>
    T& get() {
        const std::lock_guard lock(m_mutex);
        std::shared_ptr<void>& slot = m_pieces[std::type_index(typeid(T))];
        if (!slot)
            slot = std::make_shared<T>();
        return *static_cast<T*>(slot.get());
    }

private:
    std::mutex m_mutex;
    std::map<std::type_index, std::shared_ptr<void>> m_pieces;
};

} // namespace waylight
