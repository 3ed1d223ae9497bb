// SPDX-License-Identifier: MIT
#include "core/network/network_index.h"

#include <algorithm>

namespace waylight {

bool CompiledVpc::contains(const IpAddress& address) const {
    return std::any_of(cidrs.begin(), cidrs.end(), [&](const Cidr& block) { return block.contains(address); });
}

bool CompiledInterface::has(const IpAddress& address) const {
    if (!address.isV4())
        return std::find(v6.begin(), v6.end(), address) != v6.end();
    return std::any_of(addresses.begin(), addresses.end(),
                       [&](const Pair& pair) { return pair.address == address.v4Value(); });
}

std::optional<IpAddress> CompiledInterface::primary(IpFamily family) const {
    if (family == IpFamily::V6)
        return v6.empty() ? std::nullopt : std::optional(v6.front());
    return addresses.empty() ? std::nullopt : std::optional(IpAddress::v4(addresses.front().address));
}

std::optional<IpAddress> CompiledInterface::publicAddressOf(const IpAddress& address) const {
    for (const Pair& pair : addresses)
        if (address.isV4() && pair.address == address.v4Value() && pair.publicAddress)
            return IpAddress::v4(pair.publicAddress);
    return std::nullopt;
}

const CompiledTable* NetworkIndex::tableOf(const CompiledSubnet& subnet) const {
    if (subnet.table != noHandle)
        return find<CompiledTable>(subnet.table);
    const auto* vpc = find<CompiledVpc>(subnet.vpc);
    return vpc ? find<CompiledTable>(vpc->mainTable) : nullptr;
}

const CompiledAcl* NetworkIndex::aclOf(const CompiledSubnet& subnet) const {
    if (subnet.acl != noHandle)
        return find<CompiledAcl>(subnet.acl);
    const auto* vpc = find<CompiledVpc>(subnet.vpc);
    return vpc ? find<CompiledAcl>(vpc->defaultAcl) : nullptr;
}

const CompiledVpc* NetworkIndex::vpcOf(const CompiledInterface& interface) const {
    const auto* subnet = find<CompiledSubnet>(interface.subnet);
    return subnet ? find<CompiledVpc>(subnet->vpc) : nullptr;
}

const CompiledInterface* NetworkIndex::interfaceAt(const CompiledVpc& vpc, const IpAddress& address) const {
    return vpc.addresses ? find<CompiledInterface>(vpc.addresses->find(address)) : nullptr;
}

const PublicOwner* NetworkIndex::publicOwner(const IpAddress& address) const {
    const auto at = publicOwners->find(address);
    return at == publicOwners->end() ? nullptr : &at->second;
}

const NetworkInterface* NetworkIndex::interfaceAt(const Id& vpc, const IpAddress& address) const {
    const auto* in = find<CompiledVpc>(vpc);
    const CompiledInterface* found = in ? interfaceAt(*in, address) : nullptr;
    return found ? get<NetworkInterface>(found->self) : nullptr;
}

const RouteTable* NetworkIndex::tableOf(const Subnet& subnet) const {
    const auto* found = find<CompiledSubnet>(subnet.id);
    const CompiledTable* table = found ? tableOf(*found) : nullptr;
    return table ? get<RouteTable>(table->self) : nullptr;
}

const NetworkAcl* NetworkIndex::aclOf(const Subnet& subnet) const {
    const auto* found = find<CompiledSubnet>(subnet.id);
    const CompiledAcl* acl = found ? aclOf(*found) : nullptr;
    return acl ? get<NetworkAcl>(acl->self) : nullptr;
}

const Vpc* NetworkIndex::vpcOf(const NetworkInterface& interface) const {
    const Subnet* subnet = get(interface.subnet);
    return subnet ? get(subnet->vpc) : nullptr;
}

std::vector<const NetworkInterface*> NetworkIndex::interfacesOf(const Id& instance) const {
    std::vector<const NetworkInterface*> out;
    if (const auto* found = find<CompiledInstance>(instance))
        for (const auto& [device, handle] : found->interfaces)
            out.push_back(get<NetworkInterface>(handle));
    return out;
}

std::optional<IpAddress> NetworkIndex::publicAddressOf(const NetworkInterface& interface,
                                                       const IpAddress& privateAddress) const {
    const auto* found = find<CompiledInterface>(interface.id);
    return found ? found->publicAddressOf(privateAddress) : std::nullopt;
}

std::optional<IpAddress> primaryAddress(const NetworkInterface& interface, IpFamily family) {
    if (family == IpFamily::V6)
        return interface.ipv6Addresses.empty() ? std::nullopt : std::optional(interface.ipv6Addresses.front());
    return interface.addresses.empty() ? std::nullopt : interface.addresses.front().address;
}

} // namespace waylight
