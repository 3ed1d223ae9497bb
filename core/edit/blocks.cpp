// SPDX-License-Identifier: MIT
#include "core/edit/blocks.h"

#include "core/edit/addresses.h"

#include <algorithm>

namespace waylight::edit {
namespace {

constexpr int mostBits = 63;
constexpr std::uint64_t reservedInSubnet = 5;
constexpr int subnet6Length = 64;

std::uint64_t sizeOf(int bits) {
    return std::uint64_t(1) << std::min(bits, mostBits);
}

/// The blocks in the JSON form of a field's value, one or a list.
std::vector<Cidr> blocksOf(const Json& value) {
    std::vector<Cidr> blocks;
    const auto add = [&](const Json& each) {
        if (each.is_string())
            if (const auto block = Cidr::parse(each.get_ref<const std::string&>()))
                blocks.push_back(*block);
    };
    if (value.is_array())
        std::for_each(value.begin(), value.end(), add);
    else
        add(value);
    return blocks;
}

std::uint64_t usedIn(const Topology& topology, const Subnet& subnet) {
    std::uint64_t used = 0;
    topology.forEach<NetworkInterface>([&](const NetworkInterface& interface) {
        if (interface.subnet.id == subnet.id)
            used += interface.addresses.size();
    });
    topology.forEach<NatGateway>([&](const NatGateway& nat) {
        if (nat.subnet.id == subnet.id)
            used += nat.addresses.size();
    });
    return used;
}

std::uint64_t usedIn(const Topology& topology, const Vpc& vpc, const Cidr& block) {
    std::uint64_t used = 0;
    topology.forEach<Subnet>([&](const Subnet& subnet) {
        const auto& own = block.family() == IpFamily::V4 ? subnet.cidr : subnet.ipv6Cidr;
        if (subnet.vpc.id == vpc.id && own && block.contains(*own))
            used += sizeOf(own->address().bits() - own->length());
    });
    return used;
}

BlockFacts factsOf(const Topology& topology, const Resource& resource, const Cidr& block) {
    BlockFacts facts{.block = block, .last = block.last(), .addressBits = block.address().bits() - block.length()};
    const bool v4 = block.family() == IpFamily::V4;
    if (const auto* subnet = std::get_if<Subnet>(&resource); subnet && v4) {
        facts.reserved = std::min(reservedInSubnet, facts.addresses());
        facts.used = usedIn(topology, *subnet);
    }
    if (const auto* vpc = std::get_if<Vpc>(&resource); vpc && v4)
        facts.used = usedIn(topology, *vpc, block);
    return facts;
}

std::optional<Json> subnetBlock(const Topology& topology, const Subnet& subnet, bool v4) {
    const Vpc* vpc = topology.get(subnet.vpc);
    if (!vpc)
        return std::nullopt;
    const auto& own = v4 ? subnet.cidr : subnet.ipv6Cidr;
    std::vector<Cidr> taken;
    topology.forEach<Subnet>([&](const Subnet& other) {
        const auto& block = v4 ? other.cidr : other.ipv6Cidr;
        if (other.vpc == subnet.vpc && other.id != subnet.id && block)
            taken.push_back(*block);
    });
    if (own)
        taken.push_back(*own);
    if (!own && v4) {
        const auto block = nextSubnetBlock(topology, *vpc);
        return block ? std::optional<Json>(block->toString()) : std::nullopt;
    }
    for (const Cidr& space : v4 ? vpc->cidrs : vpc->ipv6Cidrs)
        if (const auto block = nextFreeBlock(space, own ? own->length() : subnet6Length, taken))
            return block->toString();
    return std::nullopt;
}

std::optional<Json> added(Json list, const std::optional<Cidr>& block) {
    if (!block)
        return std::nullopt;
    list.push_back(block->toString());
    return list;
}

std::optional<Json> addressAdded(const Topology& topology, const NetworkInterface& interface, Json list) {
    const Subnet* subnet = topology.get(interface.subnet);
    const auto address = subnet ? nextAddress(topology, *subnet) : std::nullopt;
    if (!address)
        return std::nullopt;
    list.push_back({{"privateIpAddress", address->toString()}});
    return list;
}

} // namespace

std::uint64_t BlockFacts::addresses() const {
    return sizeOf(addressBits);
}

std::uint64_t BlockFacts::usable() const {
    return addresses() - reserved;
}

std::vector<BlockFacts> blockFacts(const Topology& topology, const Resource& resource, const FieldInfo& field) {
    std::vector<BlockFacts> facts;
    if (field.type == FieldType::Block)
        for (const Cidr& block : blocksOf(fieldValue(resource, field.name)))
            facts.push_back(factsOf(topology, resource, block));
    return facts;
}

std::optional<Json> withFreeBlock(const Topology& topology, const Resource& resource, const FieldInfo& field) {
    if (const auto* subnet = std::get_if<Subnet>(&resource); subnet && field.type == FieldType::Block)
        return subnetBlock(topology, *subnet, field.name == "cidrBlock");
    const Json value = fieldValue(resource, field.name);
    if (std::holds_alternative<Vpc>(resource) && field.name == "cidrBlocks") {
        Topology with = topology;
        with.set(resource);
        return added(value, nextVpcBlock(with));
    }
    if (std::holds_alternative<CustomerGateway>(resource) && field.type == FieldType::Block)
        return added(value, nextCustomerBlock(topology));
    if (const auto* interface = std::get_if<NetworkInterface>(&resource);
        interface && field.name == "privateIpAddresses")
        return addressAdded(topology, *interface, value);
    return std::nullopt;
}

} // namespace waylight::edit
