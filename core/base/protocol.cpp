// SPDX-License-Identifier: MIT
#include "core/base/protocol.h"

#include "core/base/message_ids.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace waylight {
namespace {

struct Name {
    const char* text;
    int number;
};
constexpr Name names[] = {{"all", -1}, {"tcp", 6}, {"udp", 17}, {"icmp", 1}, {"icmpv6", 58}};

} // namespace

Result<Protocol> Protocol::parse(std::string_view text) {
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    for (const Name& name : names)
        if (lower == name.text)
            return number(name.number);
    int value = 0;
    const auto [stop, error] = std::from_chars(lower.data(), lower.data() + lower.size(), value);
    if (error == std::errc{} && stop == lower.data() + lower.size() && value >= -1 && value <= 255)
        return number(value);
    return message(MessageId::NotAProtocol, text);
}

std::string Protocol::toString() const {
    for (const Name& name : names)
        if (m_number == name.number)
            return name.text;
    return std::to_string(m_number);
}

std::string PortRange::toString() const {
    if (isAll())
        return "all";
    return first == last ? std::to_string(first) : std::to_string(first) + '-' + std::to_string(last);
}

} // namespace waylight
