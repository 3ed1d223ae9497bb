// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/answer.h"
#include "core/network/packet.h"

namespace waylight {

enum class TrafficDirection : std::uint8_t { Inbound, Outbound };

/// The other end of a packet as a security group sees it.
struct Peer {
    IpAddress address;
    /// The interface behind the address when the packet still carries its private address; null when it came through a
    /// translation or is not in the design. Rules that name a security group match only then.
    const NetworkInterface* interface = nullptr;
};

/// What the security groups of an interface say of a packet: allowed when one rule of one group allows it.
/// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
Answer securityGroupAnswer(const Topology& topology, const NetworkInterface& interface, TrafficDirection direction, const Packet& packet, const Peer& peer);

/// What a network ACL says of a packet that crosses the border of a subnet: the first entry in the order of numbers decides.
/// `acl` is null when the subnet's ACL is not in the design.
Answer networkAclAnswer(const NetworkAcl* acl, const Subnet& subnet, TrafficDirection direction, const Packet& packet);

/// True when a rule's ports cover the packet; AWS's JSON forms (-1 at either end, ICMP type and code) included.
bool portsMatch(Protocol protocol, std::optional<int> from, std::optional<int> to, const Packet& packet);

} // namespace waylight
