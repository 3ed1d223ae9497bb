// SPDX-License-Identifier: MIT
#include "core/edit/balancer.h"

#include "core/edit/addresses.h"
#include "core/edit/fresh.h"
#include "core/model/balancer_interfaces.h"

#include <algorithm>

namespace waylight::edit {
namespace {

std::string_view interfaceTypeOf(LoadBalancerType type) {
    switch (type) {
    case LoadBalancerType::Network:
        return "network_load_balancer";
    case LoadBalancerType::Gateway:
        return "gateway_load_balancer";
    case LoadBalancerType::Application:
        break;
    }
    return "interface";
}

NetworkInterface madeIn(const Topology& topology, const LoadBalancer& balancer, const Subnet& subnet,
                        const IpAddress& address) {
    auto interface = fresh<NetworkInterface>(topology, balancer.region, balancer.account);
    interface.name.clear();
    interface.subnet = subnet.id;
    interface.description = "ELB " + balancerMark(balancer.id);
    interface.interfaceType = interfaceTypeOf(balancer.loadBalancerType);
    interface.status = "in-use";
    PrivateAddress own;
    own.address = address;
    interface.addresses = {own};
    return interface;
}

} // namespace

void fitInterfaces(Topology& topology, const Id& id) {
    const LoadBalancer balancer = *topology.get<LoadBalancer>(id);
    std::vector<NetworkInterface> kept;
    std::vector<Id> gone;
    for (const auto& [interface, owner] : balancerInterfaces(topology))
        if (owner == id) {
            const bool stays = std::find(balancer.subnets.begin(), balancer.subnets.end(), interface->subnet) !=
                               balancer.subnets.end();
            stays ? kept.push_back(*interface) : gone.push_back(interface->id);
        }
    for (const Id& each : gone)
        topology.erase(each);
    for (const auto& ref : balancer.subnets) {
        const Subnet* subnet = topology.get(ref);
        const bool has =
            std::any_of(kept.begin(), kept.end(), [&](const NetworkInterface& each) { return each.subnet == ref; });
        const auto address = subnet && !has ? nextAddress(topology, *subnet) : std::nullopt;
        if (!address)
            continue;
        kept.push_back(madeIn(topology, balancer, *subnet, *address));
        topology.set(kept.back());
    }
    for (NetworkInterface& each : kept) {
        each.groups = balancer.groups;
        for (PrivateAddress& address : each.addresses)
            if (balancer.scheme == LoadBalancerScheme::Internal)
                address.publicIp.reset();
            else if (!address.publicIp)
                address.publicIp = nextPublicAddress(topology);
        topology.set(each);
    }
}

} // namespace waylight::edit
