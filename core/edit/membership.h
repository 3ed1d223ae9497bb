// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/ip.h"
#include "core/base/result.h"
#include "core/model/design.h"

/// Which kinds belong in which containers, and what becoming a member of one means.
namespace waylight::edit {

/// What joining a container gives a resource, worked out before anything is changed.
struct Plan {
    std::string region;                     ///< empty: none
    std::string account;                    ///< of the container; empty: not known
    Id vpc;                                 ///< for whatever is in a VPC
    Id subnet;                              ///< for instances and NAT gateways
    Id instance;                            ///< for an elastic IP
    std::string zone;                       ///< for a subnet; empty: not known
    std::optional<Cidr> block;              ///< for a VPC or subnet
    std::optional<IpAddress> address;       ///< for an instance or NAT gateway
    std::optional<IpAddress> publicAddress; ///< for an elastic IP
    Message says;                           ///< what will happen, for the hint at the pointer
};

/// What a new resource of a kind would get in a container (resource or zone id; empty: the top level), or why it does
/// not belong there.
Result<Plan> planFor(const Topology& topology, Kind kind, const Id& container);

/// The same for a resource that moves from where it is: what it has and may keep is not planned anew.
Result<Plan> planForMove(const Topology& topology, const Resource& resource, const Id& container);

/// The VPC that a resource belongs to; empty: none.
Id vpcOf(const Topology& topology, const Resource& resource);

/// The name that the user knows a resource or zone by.
std::string nameOf(const Topology& topology, const Id& id);

} // namespace waylight::edit
