// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace waylight {

enum class IpFamily : std::uint8_t { V4, V6 };

/// An IPv4 or IPv6 address. Addresses of different families are never equal and never inside each other's blocks.
class IpAddress {
public:
    IpAddress() = default; ///< 0.0.0.0
    static IpAddress v4(std::uint32_t value) { return {IpFamily::V4, 0, value}; }
    static IpAddress v6(std::uint64_t high, std::uint64_t low) { return {IpFamily::V6, high, low}; }
    static Result<IpAddress> parse(std::string_view text);

    IpFamily family() const { return m_family; }
    bool isV4() const { return m_family == IpFamily::V4; }
    int bits() const { return isV4() ? 32 : 128; }
    std::uint32_t v4Value() const { return static_cast<std::uint32_t>(m_low); }
    std::uint64_t high() const { return m_high; }
    std::uint64_t low() const { return m_low; }

    /// The address `offset` above this one, wrapping at the end of the family's range.
    IpAddress plus(std::uint64_t offset) const;
    /// Dotted quad, or RFC 5952 text.
    std::string toString() const;

    auto operator<=>(const IpAddress&) const = default;

private:
    IpAddress(IpFamily family, std::uint64_t high, std::uint64_t low) : m_family(family), m_high(high), m_low(low) {}

    IpFamily m_family = IpFamily::V4;
    std::uint64_t m_high = 0;
    std::uint64_t m_low = 0;
};

/// A block of addresses: an address with its host bits zero, and a prefix length within the family's bits.
class Cidr {
public:
    Cidr() = default; ///< 0.0.0.0/0
    /// Host bits are cleared, as AWS does ("non canonical CIDRs are canonicalised"); `length` is clamped to the family.
    Cidr(IpAddress address, int length);
    /// "10.0.0.0/16"; an address without a length is the block of that one address.
    static Result<Cidr> parse(std::string_view text);
    /// All addresses of a family.
    static Cidr all(IpFamily family);

    const IpAddress& address() const { return m_address; }
    int length() const { return m_length; }
    IpFamily family() const { return m_address.family(); }
    IpAddress last() const;

    bool contains(const IpAddress& address) const {
        if (address.family() != family())
            return false;
        return address.isV4() ? m_length == 0 || (address.v4Value() ^ m_address.v4Value()) >> (32 - m_length) == 0
                              : containsV6(address);
    }
    bool contains(const Cidr& other) const;
    bool overlaps(const Cidr& other) const;
    std::string toString() const;

    auto operator<=>(const Cidr&) const = default;

private:
    bool containsV6(const IpAddress& address) const;

    IpAddress m_address;
    int m_length = 0;
};

/// The first block of `length` inside `space` that overlaps none of `taken`; none when it is full.
std::optional<Cidr> nextFreeBlock(const Cidr& space, int length, const std::vector<Cidr>& taken);

/// RFC 1918: 10/8, 172.16/12, 192.168/16. An internet gateway never carries these as a remote address.
bool isRfc1918(const IpAddress& address);
/// RFC 6598: 100.64/10.
bool isRfc6598(const IpAddress& address);

} // namespace waylight
