// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/handles.h"
#include "core/network/packet.h"
#include "core/network/step.h"

#include <cstring>
#include <vector>

namespace waylight {

enum class TrafficDirection : std::uint8_t { Inbound, Outbound };

/// A rule of a security group or an entry of a network ACL, compiled: 20 bytes, no pointers.
struct FilterRule {
    enum class Peer : std::uint8_t { V4, V6, Group, List, UnknownList, Nobody };

    std::uint32_t base = 0; ///< V4: network address; Group: handle; V6, List: index into `blocks`; UnknownList: handle
    std::uint32_t mask = 0; ///< V4: network mask; List: number of blocks
    std::uint16_t from = 0; ///< first port; ICMP: type, `anyIcmp` for all
    std::uint16_t to = 65535; ///< last port; ICMP: code, `anyIcmp` for all
    std::int16_t protocol = Protocol::allNumber;
    std::uint16_t index = 0; ///< in the list of the resource
    Peer peer = Peer::Nobody;
    bool allows = true; ///< network ACL entries only

    static constexpr std::uint16_t anyIcmp = 0xffff;

    bool coversProtocol(const Packet& packet) const { return protocol < 0 || protocol == packet.protocol.value(); }
    /// AWS's JSON forms are dealt with when a rule is compiled: -1 at either end of ports, ICMP type and code.
    bool coversPorts(const Packet& packet) const {
        if (protocol < 0)
            return true;
        if (packet.protocol.isIcmp())
            return from == anyIcmp || (from == packet.icmpType && (to == anyIcmp || to == packet.icmpCode));
        return !packet.protocol.hasPorts() || (packet.destinationPort >= from && packet.destinationPort <= to);
    }
};

/// Protocols and ports of eight rules, packed so that a search reads little memory and compares all of them at once:
/// signed, because that is what processors compare eight at a time.
struct RuleHeads {
    static constexpr std::size_t count = 8;
    static constexpr std::int16_t anyProtocol = -1;
    static constexpr std::int16_t noProtocol = -2; ///< behind the last rule
    std::int16_t protocol[count];
    std::int16_t from[count]; ///< `packed`
    std::int16_t to[count];   ///< `packed`

    static std::int16_t packed(int port) { return static_cast<std::int16_t>(port - 32768); }
};

/// A list of rules with the blocks that do not fit into one.
struct RuleList {
    std::vector<FilterRule> rules;
    std::vector<RuleHeads> heads; ///< of all rules, in their order: see `seal`
    std::vector<Cidr> blocks;
    bool namesGroups = false;

    /// Makes the heads, once all rules are there.
    void seal();
    /// Lets the processor fetch the heads: who searches several lists asks for all of them before the first.
    void prefetch() const {
        for (const RuleHeads& head : heads)
            __builtin_prefetch(&head);
    }
    /// Calls `visit(rule)` in order for each rule whose protocol is the packet's and whose ports, where it has any,
    /// meet those that the packet stands for, until one returns true; the rule itself says more exactly what it covers.
    /// True when one did.
    template <class Visit>
    bool anyCandidate(const Packet& packet, Visit visit) const {
        const auto protocol = static_cast<std::int16_t>(packet.protocol.value());
        const std::int16_t first = RuleHeads::packed(packet.destinationPort);
        const std::int16_t last = RuleHeads::packed(packet.destinationPort + packet.destinationSpan);
        for (std::size_t block = 0; block < heads.size(); ++block) {
            const RuleHeads& head = heads[block];
            std::int16_t miss[RuleHeads::count]; // all bits set: the rule covers none
            for (std::size_t i = 0; i < RuleHeads::count; ++i)
                miss[i] = static_cast<std::int16_t>(
                    -(head.from[i] > last) | -(head.to[i] < first) |
                    (-(head.protocol[i] != protocol) & -(head.protocol[i] != RuleHeads::anyProtocol)));
            std::uint64_t halves[2]; // of four rules each
            std::memcpy(halves, miss, sizeof miss);
            if ((halves[0] & halves[1]) == ~std::uint64_t{0})
                continue;
            for (std::size_t i = 0; i < RuleHeads::count; ++i)
                if (!miss[i] && visit(rules[block * RuleHeads::count + i]))
                    return true;
        }
        return false;
    }
    /// True when the rule's peer contains the address; Group, UnknownList and Nobody never do.
    bool containsPeer(const FilterRule& rule, const IpAddress& address) const {
        return rule.peer == FilterRule::Peer::V4 ? address.isV4() && (address.v4Value() & rule.mask) == rule.base
                                                 : containsOther(rule, address);
    }

private:
    bool containsOther(const FilterRule& rule, const IpAddress& address) const;
};

/// The rules of one direction of a security group. Rules without a peer of ours, and ICMP rules with a code but no
/// type, match nothing.
RuleList compiledRules(const Topology& topology, const std::vector<SecurityGroupRule>& rules, HandleMap& handles);
/// The entries of one direction of a network ACL, in the order in which they are tried.
RuleList compiledEntries(const NetworkAcl& acl, TrafficDirection direction);

/// The entry of an ACL that decides about a packet that stands for one or more destination ports.
struct AclDecision {
    bool allows = false;
    int index = -1;      ///< of the entry; -1: none matches
    bool partly = false; ///< some of the ports would pass
};
AclDecision aclDecision(const RuleList& entries, const Packet& packet, const IpAddress& remote);

} // namespace waylight
