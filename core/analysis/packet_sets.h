// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/network.h"
#include "core/trace/trace.h"

namespace waylight {

/// Numbers from `first` to `last`, both included.
struct NumberRange {
    int first = 0;
    int last = 0;

    bool contains(int number) const { return number >= first && number <= last; }
    auto operator<=>(const NumberRange&) const = default;
};

/// Packets that fare alike because the same rule decides about all of them.
struct PacketRegion {
    std::vector<Cidr> sources;          ///< sorted, disjoint
    std::vector<NumberRange> protocols; ///< sorted, disjoint, within 0 to 255
    NumberRange ports{
        0, 65535}; ///< of the destination; of ICMP alone: types, 0 to 255; all for protocols that have neither
    NumberRange codes{0, 255}; ///< ICMP
    Outcome outcome = Outcome::Pass;
    Check decider; ///< the first that blocks, else the first that is unknown, else the rule that lets the packet in

    bool contains(const Packet& packet) const;
    /// True for packets of ICMP or ICMPv6 and nothing else.
    bool isIcmp() const;
};

/// All packets from one place to an interface, taken apart by what becomes of them: there, and of the reply back.
struct PacketSets {
    Id from, to;
    std::vector<PacketRegion> regions; ///< disjoint; together all packets
};

/// Which packets pass from one place to another. `from` is an interface, an instance or its address; or hosts outside
/// the design: `internet`, or a block of addresses, which come in by the internet, a VPN connection or a peering as
/// their addresses say. `to` is an interface or an instance. Exact: each packet of a region gets the region's answer
/// from the engine. An error where one of them is nothing that packets know, or where the rules take the packets apart
/// into more kinds than can be listed in seconds.
Result<PacketSets> packetSets(const Network& network, const std::string& from, const std::string& to);

/// What the engine says of one packet, in the same terms; `sources` and the ranges hold only this packet.
Result<PacketRegion> packetAnswer(const Network& network, const std::string& from, const std::string& to,
                                  const Packet& packet);

} // namespace waylight
