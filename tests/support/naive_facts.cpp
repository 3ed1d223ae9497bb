// SPDX-License-Identifier: MIT
#include "tests/support/naive_facts.h"

#include <algorithm>

using namespace waylight;

namespace naive {
namespace {

/// The first resource of type T, in the order of ids, for which `holds`; or null.
template <class T, class Holds>
const T* first(const Topology& topology, Holds holds) {
    const T* found = nullptr;
    topology.forEach<T>([&](const T& each) {
        if (!found && holds(each))
            found = &each;
    });
    return found;
}

} // namespace

Packet replyTo(const Packet& packet) {
    Packet reply = packet;
    std::swap(reply.source, reply.destination);
    std::swap(reply.sourcePorts, reply.destinationPorts);
    reply.icmpType = packet.protocol == Protocol::icmpv6() ? 129 : 0;
    return reply;
}

bool isAvailable(const std::string& state) {
    return state.empty() || state == "available";
}

bool isPrivate(const IpAddress& address) {
    return isRfc1918(address) || isRfc6598(address);
}

bool isReserved(const IpAddress& address) {
    return Cidr::parse("169.254.168.0/22").value().contains(address) ||
           Cidr::parse("fd00:ec2::/32").value().contains(address);
}

bool contains(const std::vector<Cidr>& blocks, const IpAddress& address) {
    return std::any_of(blocks.begin(), blocks.end(), [&](const Cidr& block) { return block.contains(address); });
}

std::vector<Cidr> blocksOf(const Vpc& vpc) {
    std::vector<Cidr> blocks = vpc.cidrs;
    blocks.insert(blocks.end(), vpc.ipv6Cidrs.begin(), vpc.ipv6Cidrs.end());
    return blocks;
}

bool hasAddress(const NetworkInterface& interface, const IpAddress& address) {
    for (const PrivateAddress& own : interface.addresses)
        if (own.address == address)
            return true;
    return std::find(interface.ipv6Addresses.begin(), interface.ipv6Addresses.end(), address) !=
           interface.ipv6Addresses.end();
}

std::optional<IpAddress> primaryAddress(const NetworkInterface& interface, IpFamily family) {
    if (family == IpFamily::V6)
        return interface.ipv6Addresses.empty() ? std::nullopt : std::optional(interface.ipv6Addresses.front());
    return interface.addresses.empty() ? std::nullopt : interface.addresses.front().address;
}

Id vpcOf(const Topology& topology, const NetworkInterface& interface) {
    const Subnet* subnet = topology.get(interface.subnet);
    return subnet ? subnet->vpc.id : Id();
}

const NetworkInterface* interfaceInSubnet(const Topology& topology, const Id& subnet, const IpAddress& address) {
    return first<NetworkInterface>(
        topology, [&](const NetworkInterface& each) { return each.subnet.id == subnet && hasAddress(each, address); });
}

const NetworkInterface* interfaceInVpc(const Topology& topology, const Id& vpc, const IpAddress& address) {
    return first<NetworkInterface>(topology, [&](const NetworkInterface& each) {
        return hasAddress(each, address) && vpcOf(topology, each) == vpc;
    });
}

const NetworkInterface* primaryInterface(const Topology& topology, const Id& instance) {
    const NetworkInterface* primary = nullptr;
    topology.forEach<NetworkInterface>([&](const NetworkInterface& each) {
        if (each.instance.id == instance && (!primary || each.deviceIndex < primary->deviceIndex))
            primary = &each;
    });
    return primary;
}

const NetworkInterface* targetInterface(const Topology& topology, const Id& target) {
    return topology.get<Instance>(target) ? primaryInterface(topology, target) : topology.get<NetworkInterface>(target);
}

std::optional<IpAddress> publicAddress(const Topology& topology, const NetworkInterface& interface,
                                       const IpAddress& address) {
    for (const PrivateAddress& own : interface.addresses)
        if (own.address == address && own.publicIp)
            return own.publicIp;
    const ElasticIp* elastic = first<ElasticIp>(topology, [&](const ElasticIp& each) {
        const std::optional<IpAddress> inside =
            each.privateIp ? each.privateIp : primaryAddress(interface, IpFamily::V4);
        return each.interface.id == interface.id && inside == address && each.publicIp;
    });
    return elastic ? elastic->publicIp : std::nullopt;
}

bool hasPublicAddress(const Topology& topology, const NetworkInterface& interface) {
    return std::any_of(interface.addresses.begin(), interface.addresses.end(), [&](const PrivateAddress& own) {
        return own.address && publicAddress(topology, interface, *own.address);
    });
}

PublicHome homeOfPublic(const Topology& topology, const IpAddress& address) {
    PublicHome home;
    topology.forEach<NetworkInterface>([&](const NetworkInterface& each) {
        if (home.interface)
            return;
        if (!address.isV4() && hasAddress(each, address))
            home = {&each, address};
        for (const PrivateAddress& own : each.addresses)
            if (address.isV4() && own.address && publicAddress(topology, each, *own.address) == address)
                home = {&each, *own.address};
    });
    return home;
}

std::optional<IpAddress> publicAddress(const Topology& topology, const NatAddress& address) {
    if (address.publicIp)
        return address.publicIp;
    const ElasticIp* allocation = topology.get(address.allocation);
    return allocation ? allocation->publicIp : std::nullopt;
}

const NatGateway* natWithPublic(const Topology& topology, const IpAddress& address) {
    return first<NatGateway>(topology, [&](const NatGateway& nat) {
        return std::any_of(nat.addresses.begin(), nat.addresses.end(),
                           [&](const NatAddress& each) { return publicAddress(topology, each) == address; });
    });
}

const InternetGateway* internetGatewayOf(const Topology& topology, const Id& vpc) {
    return first<InternetGateway>(topology, [&](const InternetGateway& each) { return each.vpc.id == vpc; });
}

const RouteTable* gatewayTable(const Topology& topology, const Id& gateway) {
    return first<RouteTable>(topology, [&](const RouteTable& each) {
        return std::find(each.gateways.begin(), each.gateways.end(), AnyRef(gateway)) != each.gateways.end();
    });
}

const RouteTable* tableOf(const Topology& topology, const Subnet& subnet) {
    if (subnet.routeTable)
        return topology.get(subnet.routeTable);
    return first<RouteTable>(topology, [&](const RouteTable& each) { return each.main && each.vpc == subnet.vpc; });
}

const NetworkAcl* aclOf(const Topology& topology, const Subnet& subnet) {
    if (subnet.networkAcl)
        return topology.get(subnet.networkAcl);
    return first<NetworkAcl>(topology,
                             [&](const NetworkAcl& each) { return each.isDefault && each.vpc == subnet.vpc; });
}

const PrefixList* listNamed(const Topology& topology, const std::string& listName) {
    return first<PrefixList>(topology, [&](const PrefixList& each) { return each.listName == listName; });
}

const VpcEndpoint* endpointOf(const Topology& topology, const Id& interface) {
    return first<VpcEndpoint>(topology, [&](const VpcEndpoint& each) {
        return std::find(each.interfaces.begin(), each.interfaces.end(), Ref<NetworkInterface>(interface)) !=
               each.interfaces.end();
    });
}

const LoadBalancer* balancerOf(const Topology& topology, const NetworkInterface& interface) {
    if (!interface.description.starts_with("ELB net/"))
        return nullptr;
    const std::string ending = "loadbalancer/" + interface.description.substr(4);
    return first<LoadBalancer>(topology, [&](const LoadBalancer& each) { return each.id.ends_with(ending); });
}

Ports clientPorts(const Topology& topology, const Request& request, const NetworkInterface* interface) {
    if (request.sourcePort > 0)
        return {request.sourcePort, request.sourcePort};
    if (!interface || interface->interfaceType != "interface")
        return {1024, 65535};
    const Instance* instance = topology.get(interface->instance);
    return instance && instance->platform == "windows" ? Ports{49152, 65535} : Ports{32768, 60999};
}

} // namespace naive
