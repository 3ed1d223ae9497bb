// SPDX-License-Identifier: MIT
#include "core/base/message_ids.h"
#include "core/edit/balancer.h"
#include "core/edit/connection.h"
#include "core/edit/fresh.h"
#include "core/edit/membership.h"
#include "core/model/balancer_interfaces.h"

namespace waylight::edit {
namespace {

const Listener* firstListenerOf(const Topology& topology, const LoadBalancer& balancer) {
    const Listener* first = nullptr;
    topology.forEach<Listener>([&](const Listener& listener) {
        if (!first && listener.loadBalancer.id == balancer.id)
            first = &listener;
    });
    return first;
}

/// How a target group names an instance: by its id, or by its primary address.
std::optional<std::string> targetFor(const Topology& topology, const TargetGroup& group, const Instance& instance) {
    if (group.targetType != "ip")
        return instance.id;
    for (const NetworkInterface* interface : interfacesOf(topology, instance.id))
        for (const PrivateAddress& each : interface->addresses)
            if (each.address)
                return each.address->toString();
    return std::nullopt;
}

/// A load balancer that was placed before there were subnets gets one in each zone now.
void addHome(const Topology& topology, const LoadBalancer& balancer, Connection& connection) {
    Topology after = topology;
    LoadBalancer housed = balancer;
    housed.subnets = subnetInEachZone(topology, balancer.vpc.id, balancer.scheme == LoadBalancerScheme::InternetFacing);
    after.set(housed);
    fitInterfaces(after, balancer.id);
    connection.changed.emplace_back(std::move(housed));
    for (const auto& [interface, owner] : balancerInterfaces(after))
        if (owner == balancer.id)
            connection.changed.emplace_back(*interface);
}

} // namespace

Backend newBackend(const Topology& topology, const LoadBalancer& balancer) {
    const std::string protocol = balancer.loadBalancerType == LoadBalancerType::Application ? "HTTP" : "TCP";
    Backend backend{fresh<Listener>(topology, balancer.region, balancer.account),
                    fresh<TargetGroup>(topology, balancer.region, balancer.account)};
    backend.group.groupName = backend.group.id;
    backend.group.vpc = balancer.vpc;
    backend.group.protocol = protocol;
    backend.listener.loadBalancer = balancer.id;
    backend.listener.protocol = protocol;
    backend.listener.targetGroups = {backend.group.id};
    return backend;
}

Outcome connects(const Topology& topology, const LoadBalancer& balancer, const Instance& instance) {
    if (vpcOf(topology, instance) != balancer.vpc.id)
        return otherVpc(balancer, instance);
    Backend backend = newBackend(topology, balancer);
    const Listener* listener = firstListenerOf(topology, balancer);
    if (listener)
        backend.listener = *listener;
    const TargetGroup* group =
        listener && !listener->targetGroups.empty() ? topology.get(listener->targetGroups.front()) : nullptr;
    if (group)
        backend.group = *group;
    else
        backend.listener.targetGroups = {backend.group.id};
    const auto target = targetFor(topology, backend.group, instance);
    if (!target)
        return message(MessageId::InstanceWithoutInterface, displayName(instance));
    auto& targets = backend.group.targets;
    if (std::any_of(targets.begin(), targets.end(), [&](const Target& each) { return each.target == *target; }))
        return already(balancer, instance);
    targets.push_back({.target = *target, .port = {}, .availabilityZone = {}, .health = {}, .extra = {}});
    Connection connection{message(MessageId::BalancerWillSend, displayName(balancer), displayName(instance),
                                  std::to_string(backend.listener.port)),
                          {backend.listener, backend.group}};
    if (balancer.subnets.empty())
        addHome(topology, balancer, connection);
    return connection;
}

} // namespace waylight::edit
