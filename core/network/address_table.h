// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/ip.h"
#include "core/network/handles.h"

#include <map>
#include <vector>

namespace waylight {

/// Interfaces of a VPC by their addresses. IPv4 in one flat table, so that a look-up reads one place in memory.
class AddressTable {
public:
    /// Of two interfaces with the same address the first stays.
    void add(const IpAddress& address, Handle interface) {
        if (!address.isV4()) {
            m_v6.emplace(address, interface);
            return;
        }
        if (2 * (m_count + 1) > m_slots.size())
            grow();
        Slot& slot = m_slots[slotOf(m_slots, address.v4Value())];
        if (slot.interface == noHandle) {
            slot = {address.v4Value(), interface};
            ++m_count;
        }
    }

    /// Who has the address, or `noHandle`.
    Handle find(const IpAddress& address) const {
        if (!address.isV4()) {
            const auto at = m_v6.find(address);
            return at == m_v6.end() ? noHandle : at->second;
        }
        return m_slots.empty() ? noHandle : m_slots[slotOf(m_slots, address.v4Value())].interface;
    }

    std::size_t size() const { return m_count + m_v6.size(); }
    /// Calls `visit(address, interface)` for each address.
    template <class Visit>
    void forEach(Visit visit) const {
        for (const Slot& slot : m_slots)
            if (slot.interface != noHandle)
                visit(IpAddress::v4(slot.address), slot.interface);
        for (const auto& [address, interface] : m_v6)
            visit(address, interface);
    }

private:
    struct Slot {
        std::uint32_t address = 0;
        Handle interface = noHandle; ///< none: the slot is free
    };
    using Slots = std::vector<Slot>; ///< a power of two, at most half of them taken

    /// Where the address is, or the free slot where it would go. The subnets of a VPC have their hosts at the same low
    /// bits, so these alone would make long runs of taken slots: all bits are mixed (Fibonacci hashing).
    static std::size_t slotOf(const Slots& slots, std::uint32_t address) {
        const std::size_t mask = slots.size() - 1;
        std::size_t at = (address * 0x9E3779B97F4A7C15u >> 32) & mask;
        while (slots[at].interface != noHandle && slots[at].address != address)
            at = (at + 1) & mask;
        return at;
    }

    void grow() {
        Slots larger(m_slots.empty() ? 8 : 2 * m_slots.size());
        for (const Slot& slot : m_slots)
            if (slot.interface != noHandle)
                larger[slotOf(larger, slot.address)] = slot;
        m_slots = std::move(larger);
    }

    Slots m_slots;
    std::size_t m_count = 0;
    std::map<IpAddress, Handle> m_v6;
};

} // namespace waylight
