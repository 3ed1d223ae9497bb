// SPDX-License-Identifier: MIT
#include "tests/support/random_network_maker.h"

namespace random_network {
void Maker::addEndpoints(Site& site) {
    const std::string number = std::to_string(site.number);
    const char* const services[] = {"s3", "dynamodb"};
    for (const char* service : services)
        if (m_dice.chance(35)) {
            VpcEndpoint gateway = fresh<VpcEndpoint>("vpce-" + std::string(service) + '-' + number, &site);
            gateway.vpc = site.id;
            gateway.service = "com.amazonaws." + site.region + '.' + service;
            gateway.state = state("pending");
            const char* const addressTypes[] = {"", "ipv4", "dualstack", "ipv6"};
            gateway.ipAddressType = m_dice.oneOf(addressTypes);
            for (const Id& table : site.tables)
                if (m_dice.chance(60))
                    gateway.routeTables.emplace_back(table);
            add(gateway);
        }
    if (m_dice.chance(40))
        addInterfaceEndpoint(site);
    if (m_dice.chance(40)) {
        VpcEndpoint transparent = fresh<VpcEndpoint>("vpce-gwlb-" + number, &site);
        transparent.vpc = site.id;
        transparent.type = EndpointType::GatewayLoadBalancer;
        transparent.service = "com.amazonaws.vpce." + site.region + ".vpce-svc-1";
        transparent.state = state("pending");
        transparent.subnets = {m_dice.chance(98) ? m_dice.oneOf(site.subnets) : "subnet-gone"};
        site.balancerEndpoints = {add(transparent)};
    }
}

void Maker::addInterfaceEndpoint(Site& site) {
    const int subnet = m_dice.below(static_cast<int>(site.subnets.size()));
    VpcEndpoint endpoint = fresh<VpcEndpoint>("vpce-if-" + std::to_string(site.number), &site);
    endpoint.vpc = site.id;
    endpoint.type = EndpointType::Interface;
    endpoint.service = m_dice.chance(75) ? "com.amazonaws." + site.region + ".kms"
                                         : "com.amazonaws.vpce." + site.region + ".vpce-svc-2";
    NetworkInterface interface = interfaceAt(site, "eni-vpce-" + std::to_string(site.number), subnet, 7);
    interface.interfaceType = "vpc_endpoint";
    interface.groups = someGroups(site);
    endpoint.groups = interface.groups;
    endpoint.subnets = {interface.subnet};
    endpoint.interfaces = {add(interface)};
    add(endpoint);
}

void Maker::addBalancer(Site& site) {
    const std::string number = std::to_string(site.number);
    const std::string ending = "net/nlb-" + number + "/0123456789abcdef";
    LoadBalancer balancer = fresh<LoadBalancer>(
        "arn:aws:elasticloadbalancing:" + site.region + ":111122223333:loadbalancer/" + ending, &site);
    balancer.vpc = site.id;
    balancer.crossZone = m_dice.chance(50);
    balancer.state = state("failed", "active");
    if (m_dice.chance(50))
        balancer.groups = {m_dice.oneOf(site.groups), site.groups[0]};
    for (int subnet = 0; subnet < 2; ++subnet) {
        NetworkInterface interface = interfaceAt(site, "eni-nlb-" + number + '-' + std::to_string(subnet), subnet, 8);
        interface.interfaceType = "network_load_balancer";
        interface.description = "ELB " + ending;
        interface.groups = balancer.groups;
        interface.ipv6Addresses.clear();
        if (m_dice.chance(50))
            interface.addresses.front().publicIp = freshPublic();
        balancer.subnets.emplace_back(interface.subnet);
        add(interface);
    }
    if (m_dice.chance(98))
        add(balancer);
    for (const char* protocol : {"TCP", "UDP", "TLS", "TCP_UDP"})
        if (m_dice.chance(60))
            addListener(site, balancer.id, protocol);
}

void Maker::addListener(Site& site, const Id& balancer, const std::string& protocol) {
    const std::string name = protocol + '-' + std::to_string(site.number);
    Listener listener = fresh<Listener>("listener-" + name, &site);
    listener.loadBalancer = balancer;
    listener.protocol = protocol;
    listener.port = protocol == "TCP" ? 80 : protocol == "TLS" ? 443 : protocol == "UDP" ? 53 : 8080;
    TargetGroup group = fresh<TargetGroup>("tg-" + name, &site);
    group.vpc = site.id;
    group.protocol = protocol;
    group.port = m_dice.chance(50) ? 443 : 80;
    group.targetType = m_dice.chance(50) ? "instance" : "ip";
    group.preserveClientIp = m_dice.chance(70) ? "" : m_dice.chance(50) ? "true" : "false";
    for (int i = 0, count = m_dice.below(3); i < count; ++i)
        addTarget(site, group);
    listener.targetGroups = {m_dice.chance(97) ? add(group) : "tg-gone"};
    add(listener);
}

void Maker::addTarget(Site& site, TargetGroup& group) {
    Target target;
    const char* const healths[] = {"", "healthy", "healthy", "unhealthy", "unused"};
    target.health = m_dice.oneOf(healths);
    if (m_dice.chance(30))
        target.port = m_dice.oneOf(rulePorts);
    if (group.targetType == "instance") {
        if (site.instances.empty())
            return;
        target.target = m_dice.oneOf(site.instances);
    } else {
        target.target =
            m_topology.get<NetworkInterface>(m_dice.oneOf(site.interfaces))->addresses.front().address->toString();
    }
    group.targets.push_back(target);
}

} // namespace random_network
