// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/naive_facts.h"

/// Security groups and network ACLs, rule after rule.
namespace naive {

enum class Outcome { Pass, Block, Unknown };

/// Whether the groups of an interface let a packet out or in (1.6). `peerGroups`: the groups of the interface at the
/// other end, where rules may refer to them; empty where references do not hold.
Outcome securityGroups(const Topology& topology, const waylight::NetworkInterface& interface, bool inbound,
                       const Packet& packet, const std::vector<waylight::Ref<waylight::SecurityGroup>>& peerGroups);

/// Whether a network ACL lets every packet of the port range out or in (1.7).
Outcome networkAcl(const waylight::NetworkAcl& acl, bool egress, const Packet& packet);

} // namespace naive
