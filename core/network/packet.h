// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/ip.h"
#include "core/base/protocol.h"
#include "core/model/topology.h"

namespace waylight {

/// A packet as one hop sees it. For ICMP the destination port holds the type and `icmpCode` the code.
struct Packet {
    IpAddress source{};
    IpAddress destination{};
    Protocol protocol = Protocol::tcp();
    int sourcePort = 0;
    int destinationPort = 0;
    int icmpType = 8; ///< echo request
    int icmpCode = 0;

    /// The reply to it: addresses and ports swapped, an echo request answered.
    Packet reply() const;
    /// "tcp 443 to 10.0.1.5", for messages.
    std::string toString() const;
};

} // namespace waylight
