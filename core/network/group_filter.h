// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/network_index.h"

#include <span>

namespace waylight {

/// What a security group can tell of the other end of a packet besides its address.
struct OtherEnd {
    const CompiledInterface* interface =
        nullptr;              ///< whose private address the packet carries; null: translated, or not in the design
    bool references = true;   ///< the transit gateways on the way keep group references
    bool byPeering = false;   ///< it came through a peering
    bool unknownPeer = false; ///< it comes from a VPC that is not in the design
};

/// What the security groups of an interface say of a packet, in the terms of `Step`.
struct GroupDecision {
    Outcome outcome = Outcome::Pass;
    Code code = Code::GroupAllows;
    Handle culprit = noHandle;
    int index = -1; ///< of the rule that allows
    Handle other = noHandle;
};

/// The union over the groups of an interface: allowed when one rule of one group allows.
/// https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
GroupDecision groupDecision(const NetworkIndex& network, const CompiledInterface& interface, TrafficDirection way,
                            const Packet& packet, const OtherEnd& other);
/// The outcome alone, by groups that the caller has already looked up for the interface; a null one is not in the
/// design.
Outcome groupOutcome(std::span<const CompiledGroup* const> groups, const CompiledInterface& interface,
                     TrafficDirection way, const Packet& packet, const OtherEnd& other);

/// True when a rule of the interface's groups names a group, so that the answer depends on who the other end is.
bool namesGroups(const NetworkIndex& network, const CompiledInterface& interface, TrafficDirection way);

/// The interface that a packet goes to by its private address: in the same VPC, or through a peering that the route
/// names.
const CompiledInterface* destinationInterface(const NetworkIndex& network, const CompiledInterface& from,
                                              const Packet& packet);

} // namespace waylight
