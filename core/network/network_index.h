// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/derived.h"
#include "core/network/route_lookup.h"

#include <map>
#include <memory>
#include <string>

namespace waylight {


/// Who has a public address.
struct PublicOwner {
    Id interface;         ///< empty: a NAT gateway has it
    Id natGateway;
    IpAddress privateAddress;

    bool operator==(const PublicOwner&) const = default;
};

/// What a VPC has at most one of.
struct VpcParts {
    Id internetGateway;
    Id mainTable;
    Id defaultAcl;

    bool operator==(const VpcParts&) const = default;
};

/// The inverse look-ups and compiled pieces of a topology; all tables are shared with the index of the version before where
/// nothing changed.
class NetworkIndex {
public:
    Topology topology;

    /// By "vpc|address".
    SharedMap<std::string, Id> interfaceByAddress;
    SharedMap<IpAddress, PublicOwner> publicOwners;
    SharedMap<Id, VpcParts> vpcParts;
    SharedMap<Id, std::vector<Id>> interfacesByInstance; ///< primary first
    SharedMap<Id, std::shared_ptr<const RouteLookup>> routes; ///< by route table
    SharedMap<std::string, Id> bucketByName;
    SharedMap<std::string, Id> tableByName; ///< DynamoDB, "region|name"

    /// Shared by all versions that came from one another.
    std::shared_ptr<DerivedPieces> derived = std::make_shared<DerivedPieces>();

    const NetworkInterface* interfaceAt(const Id& vpc, const IpAddress& address) const;
    const RouteTable* tableOf(const Subnet& subnet) const;
    const NetworkAcl* aclOf(const Subnet& subnet) const;
    const Vpc* vpcOf(const NetworkInterface& interface) const;
    std::optional<IpAddress> publicAddressOf(const NetworkInterface& interface, const IpAddress& privateAddress) const;
    std::optional<IpAddress> publicAddressOf(const NatGateway& nat) const;

    static std::string addressKey(const Id& vpc, const IpAddress& address) { return vpc + '|' + address.toString(); }
};

/// The first private address of an interface of the family; none when it has none.
std::optional<IpAddress> primaryAddress(const NetworkInterface& interface, IpFamily family = IpFamily::V4);

} // namespace waylight
