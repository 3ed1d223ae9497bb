// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace waylight {

/// An IP protocol number (IANA), or all of them, which AWS writes `-1`.
class Protocol {
public:
    Protocol() = default; ///< all protocols
    static constexpr int allNumber = -1;
    static Protocol all() { return {}; }
    static Protocol tcp() { return Protocol(6); }
    static Protocol udp() { return Protocol(17); }
    static Protocol icmp() { return Protocol(1); }
    static Protocol icmpv6() { return Protocol(58); }
    static Protocol number(int value) { return Protocol(value); }
    /// "tcp", "udp", "icmp", "icmpv6", "all", "-1" or a number from 0 to 255, in any case.
    static Result<Protocol> parse(std::string_view text);

    bool isAll() const { return m_number == allNumber; }
    bool isTcp() const { return m_number == 6; }
    bool isUdp() const { return m_number == 17; }
    bool isIcmp() const { return m_number == 1 || m_number == 58; }
    bool hasPorts() const { return isTcp() || isUdp(); }
    int value() const { return m_number; }
    bool covers(Protocol other) const { return isAll() || m_number == other.m_number; }
    /// "tcp", "udp", "icmp", "icmpv6", "all" or the number.
    std::string toString() const;

    auto operator<=>(const Protocol&) const = default;

private:
    explicit Protocol(int number) : m_number(static_cast<std::int16_t>(number)) {}
    std::int16_t m_number = allNumber;
};

/// Ports from `first` to `last`, both included, 0 to 65535.
struct PortRange {
    std::uint16_t first = 0;
    std::uint16_t last = 65535;

    bool contains(int port) const { return port >= first && port <= last; }
    bool isAll() const { return first == 0 && last == 65535; }
    /// "443", "1024-65535" or "all".
    std::string toString() const;

    auto operator<=>(const PortRange&) const = default;
};

} // namespace waylight
