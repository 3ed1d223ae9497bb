// SPDX-License-Identifier: MIT
#include "core/edit/addresses.h"

#include <algorithm>
#include <set>

namespace waylight::edit {
namespace {

constexpr int smallestSubnet = 28;
constexpr int usualSubnet = 24;
constexpr std::uint64_t reservedAtStart = 4;

std::vector<Cidr> subnetBlocks(const Topology& topology, const Id& vpc) {
    std::vector<Cidr> blocks;
    topology.forEach<Subnet>([&](const Subnet& subnet) {
        if (subnet.vpc.id == vpc && subnet.cidr)
            blocks.push_back(*subnet.cidr);
    });
    return blocks;
}

/// Addresses of a subnet that something has.
std::set<IpAddress> usedAddresses(const Topology& topology, const Id& subnet) {
    std::set<IpAddress> used;
    topology.forEach<NetworkInterface>([&](const NetworkInterface& interface) {
        if (interface.subnet.id != subnet)
            return;
        for (const PrivateAddress& each : interface.addresses)
            if (each.address)
                used.insert(*each.address);
    });
    topology.forEach<NatGateway>([&](const NatGateway& nat) {
        if (nat.subnet.id != subnet)
            return;
        for (const NatAddress& each : nat.addresses)
            if (each.privateIp)
                used.insert(*each.privateIp);
    });
    return used;
}

std::set<IpAddress> usedPublicAddresses(const Topology& topology) {
    std::set<IpAddress> used;
    topology.forEach<ElasticIp>([&](const ElasticIp& ip) {
        if (ip.publicIp)
            used.insert(*ip.publicIp);
    });
    topology.forEach<NetworkInterface>([&](const NetworkInterface& interface) {
        for (const PrivateAddress& each : interface.addresses)
            if (each.publicIp)
                used.insert(*each.publicIp);
    });
    topology.forEach<NatGateway>([&](const NatGateway& nat) {
        for (const NatAddress& each : nat.addresses)
            if (each.publicIp)
                used.insert(*each.publicIp);
    });
    topology.forEach<CustomerGateway>([&](const CustomerGateway& gateway) {
        if (gateway.address)
            used.insert(*gateway.address);
    });
    return used;
}

} // namespace

std::optional<Cidr> nextVpcBlock(const Topology& topology) {
    std::vector<Cidr> taken;
    topology.forEach<Vpc>([&](const Vpc& vpc) { taken.insert(taken.end(), vpc.cidrs.begin(), vpc.cidrs.end()); });
    return nextFreeBlock(Cidr(IpAddress::v4(10u << 24), 8), 16, taken);
}

std::optional<Cidr> nextCustomerBlock(const Topology& topology) {
    std::vector<Cidr> taken;
    topology.forEach<Vpc>([&](const Vpc& vpc) { taken.insert(taken.end(), vpc.cidrs.begin(), vpc.cidrs.end()); });
    topology.forEach<CustomerGateway>(
        [&](const CustomerGateway& gateway) { taken.insert(taken.end(), gateway.cidrs.begin(), gateway.cidrs.end()); });
    return nextFreeBlock(Cidr(IpAddress::v4(0xAC100000u), 12), 16, taken);
}

std::optional<Cidr> nextSubnetBlock(const Topology& topology, const Vpc& vpc) {
    const std::vector<Cidr> taken = subnetBlocks(topology, vpc.id);
    for (const Cidr& space : vpc.cidrs) {
        const int first = std::min(std::max(usualSubnet, space.length() + 2), smallestSubnet);
        for (int length = first; length <= smallestSubnet; ++length)
            if (const auto block = nextFreeBlock(space, length, taken))
                return block;
    }
    return std::nullopt;
}

std::optional<Cidr> subnetBlockLike(const Topology& topology, const Vpc& vpc, const Cidr& wanted) {
    const std::vector<Cidr> taken = subnetBlocks(topology, vpc.id);
    const bool isTaken =
        std::any_of(taken.begin(), taken.end(), [&](const Cidr& each) { return each.overlaps(wanted); });
    for (const Cidr& space : vpc.cidrs)
        if (!isTaken && space.contains(wanted))
            return wanted;
    for (const Cidr& space : vpc.cidrs)
        if (wanted.length() >= space.length())
            if (const auto block = nextFreeBlock(space, wanted.length(), taken))
                return block;
    return nextSubnetBlock(topology, vpc);
}

std::optional<IpAddress> nextAddress(const Topology& topology, const Subnet& subnet) {
    if (!subnet.cidr)
        return std::nullopt;
    const std::set<IpAddress> used = usedAddresses(topology, subnet.id);
    for (IpAddress at = subnet.cidr->address().plus(reservedAtStart); at < subnet.cidr->last(); at = at.plus(1))
        if (!used.contains(at))
            return at;
    return std::nullopt;
}

bool isReserved(const Cidr& block, const IpAddress& address) {
    return block.contains(address) && (address < block.address().plus(reservedAtStart) || address == block.last());
}

std::optional<IpAddress> nextPublicAddress(const Topology& topology, const std::set<IpAddress>& except) {
    const std::set<IpAddress> used = usedPublicAddresses(topology);
    for (const std::uint32_t range : {0xCB007100u, 0xC6336400u})
        for (std::uint32_t host = 10; host < 255; ++host)
            if (const IpAddress at = IpAddress::v4(range + host); !used.contains(at) && !except.contains(at))
                return at;
    return std::nullopt;
}

Id defaultGroup(const Topology& topology, const Id& vpc) {
    Id first;
    Id named;
    topology.forEach<SecurityGroup>([&](const SecurityGroup& group) {
        if (group.vpc.id != vpc)
            return;
        if (first.empty())
            first = group.id;
        if (named.empty() && group.groupName == "default")
            named = group.id;
    });
    return named.empty() ? first : named;
}

} // namespace waylight::edit
