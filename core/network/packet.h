// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/ip.h"
#include "core/base/protocol.h"
#include "core/model/topology.h"

namespace waylight {

/// A packet as one hop sees it. Where a client may use any of its ephemeral ports, the packet stands for all of them: a
/// port and how many more follow it.
struct Packet {
    IpAddress source{};
    IpAddress destination{};
    Protocol protocol = Protocol::tcp();
    int sourcePort = 0;
    int destinationPort = 0;
    int sourceSpan = 0;      ///< ports after `sourcePort` that it stands for too
    int destinationSpan = 0; ///< ports after `destinationPort` that it stands for too
    int icmpType = 8;        ///< echo request; 128 for ICMPv6
    int icmpCode = 0;

    /// The reply to it: addresses and ports swapped, an echo request answered.
    Packet reply() const;
    /// "tcp 443 to 10.0.1.5", for messages.
    std::string toString() const;

    bool operator==(const Packet&) const = default;
};

} // namespace waylight
