// SPDX-License-Identifier: MIT
#include "core/base/ip.h"

#include "core/base/message_ids.h"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>
#include <cstring>

namespace waylight {
namespace {

constexpr std::uint64_t allOnes = ~std::uint64_t{0};

/// The top `length` bits of a 64-bit word set; 0 ≤ length ≤ 64.
constexpr std::uint64_t highBits(int length) {
    return length <= 0 ? 0 : length >= 64 ? allOnes : allOnes << (64 - length);
}

std::uint64_t readWord(const unsigned char* bytes) {
    std::uint64_t word = 0;
    for (int i = 0; i < 8; ++i)
        word = word << 8 | bytes[i];
    return word;
}

void writeWord(std::uint64_t word, unsigned char* bytes) {
    for (int i = 7; i >= 0; --i, word >>= 8)
        bytes[i] = static_cast<unsigned char>(word & 0xff);
}

} // namespace

Result<IpAddress> IpAddress::parse(std::string_view text) {
    const std::string copy(text.substr(0, 64));
    in_addr four{};
    if (text.size() <= 15 && inet_pton(AF_INET, copy.c_str(), &four) == 1)
        return v4(ntohl(four.s_addr));
    unsigned char six[16];
    if (text.size() <= 45 && inet_pton(AF_INET6, copy.c_str(), six) == 1)
        return v6(readWord(six), readWord(six + 8));
    return message(MessageId::NotAnAddress, copy);
}

IpAddress IpAddress::plus(std::uint64_t offset) const {
    if (isV4())
        return v4(v4Value() + static_cast<std::uint32_t>(offset));
    const std::uint64_t low = m_low + offset;
    return v6(m_high + (low < m_low ? 1 : 0), low);
}

std::string IpAddress::toString() const {
    if (isV4()) {
        std::string dotted = std::to_string(v4Value() >> 24);
        for (int shift = 16; shift >= 0; shift -= 8)
            (dotted += '.') += std::to_string(v4Value() >> shift & 0xff);
        return dotted;
    }
    char text[INET6_ADDRSTRLEN];
    unsigned char six[16];
    writeWord(m_high, six);
    writeWord(m_low, six + 8);
    return inet_ntop(AF_INET6, six, text, sizeof text);
}

Cidr::Cidr(IpAddress address, int length) : m_length(std::clamp(length, 0, address.bits())) {
    if (address.isV4())
        m_address = IpAddress::v4(address.v4Value() & static_cast<std::uint32_t>(highBits(m_length) >> 32));
    else
        m_address = IpAddress::v6(address.high() & highBits(m_length), address.low() & highBits(m_length - 64));
}

Result<Cidr> Cidr::parse(std::string_view text) {
    const auto slash = text.find('/');
    const auto address = IpAddress::parse(text.substr(0, slash));
    if (!address)
        return message(MessageId::NotACidr, text);
    if (slash == std::string_view::npos)
        return Cidr(*address, address->bits());
    int length = -1;
    const char* begin = text.data() + slash + 1;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(begin, end, length);
    if (error != std::errc{} || stop != end || begin == end || length < 0 || length > address->bits())
        return message(MessageId::NotACidr, text);
    return Cidr(*address, length);
}

Cidr Cidr::all(IpFamily family) {
    return Cidr(family == IpFamily::V4 ? IpAddress::v4(0) : IpAddress::v6(0, 0), 0);
}

IpAddress Cidr::last() const {
    if (m_address.isV4()) {
        const auto host = static_cast<std::uint32_t>(~(highBits(m_length) >> 32));
        return IpAddress::v4(m_address.v4Value() | host);
    }
    return IpAddress::v6(m_address.high() | ~highBits(m_length), m_address.low() | ~highBits(m_length - 64));
}

bool Cidr::containsV6(const IpAddress& address) const {
    return Cidr(address, m_length).m_address == m_address;
}

bool Cidr::contains(const Cidr& other) const {
    return other.m_length >= m_length && contains(other.m_address);
}

bool Cidr::overlaps(const Cidr& other) const {
    return contains(other) || other.contains(*this);
}

std::string Cidr::toString() const {
    return m_address.toString() + '/' + std::to_string(m_length);
}

std::optional<Cidr> nextFreeBlock(const Cidr& space, int length, const std::vector<Cidr>& taken) {
    if (length < space.length() || length > space.address().bits())
        return std::nullopt;
    Cidr candidate(space.address(), length);
    while (space.contains(candidate)) {
        const auto clash =
            std::find_if(taken.begin(), taken.end(), [&](const Cidr& t) { return t.overlaps(candidate); });
        if (clash == taken.end())
            return candidate;
        // Step past whichever of the two blocks ends later, so each step leaves one taken block behind for good.
        const IpAddress end = std::max(clash->last(), candidate.last());
        const IpAddress next = end.plus(1);
        if (next <= end)
            return std::nullopt;
        candidate = Cidr(next, length);
    }
    return std::nullopt;
}

bool isRfc1918(const IpAddress& address) {
    static const Cidr blocks[] = {
        {IpAddress::v4(0x0A000000), 8}, {IpAddress::v4(0xAC100000), 12}, {IpAddress::v4(0xC0A80000), 16}};
    return std::any_of(std::begin(blocks), std::end(blocks),
                       [&](const Cidr& block) { return block.contains(address); });
}

bool isRfc6598(const IpAddress& address) {
    static const Cidr block(IpAddress::v4(0x64400000), 10);
    return block.contains(address);
}

} // namespace waylight
