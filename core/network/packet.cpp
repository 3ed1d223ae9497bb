// SPDX-License-Identifier: MIT
#include "core/network/packet.h"

namespace waylight {

Packet Packet::reply() const {
    Packet back = *this;
    std::swap(back.source, back.destination);
    std::swap(back.sourcePort, back.destinationPort);
    std::swap(back.sourceSpan, back.destinationSpan);
    if (protocol.isIcmp())
        back.icmpType = protocol == Protocol::icmpv6() ? 129 : 0;
    return back;
}

std::string Packet::toString() const {
    std::string text = protocol.isAll() ? "any protocol" : protocol.toString();
    if (protocol.hasPorts())
        text += ' ' + std::to_string(destinationPort) +
                (destinationSpan > 0 ? '-' + std::to_string(destinationPort + destinationSpan) : std::string());
    return text + " to " + destination.toString();
}

} // namespace waylight
