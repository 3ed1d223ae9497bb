// SPDX-License-Identifier: MIT
#include "core/model/balancer_interfaces.h"

#include <map>

namespace waylight {

std::string balancerMark(const Id& balancer) {
    const std::string mark = ":loadbalancer/";
    const auto at = balancer.find(mark);
    return at == Id::npos ? balancer : balancer.substr(at + mark.size());
}

std::string balancerMarkOf(const NetworkInterface& interface) {
    const std::string mark = "ELB ";
    return interface.description.starts_with(mark) ? interface.description.substr(mark.size()) : std::string();
}

std::vector<std::pair<const NetworkInterface*, Id>> balancerInterfaces(const Topology& topology) {
    std::map<std::string, Id> balancers;
    topology.forEach<LoadBalancer>(
        [&](const LoadBalancer& balancer) { balancers.emplace(balancerMark(balancer.id), balancer.id); });
    std::vector<std::pair<const NetworkInterface*, Id>> found;
    if (balancers.empty())
        return found;
    topology.forEach<NetworkInterface>([&](const NetworkInterface& interface) {
        if (const auto at = balancers.find(balancerMarkOf(interface)); at != balancers.end())
            found.emplace_back(&interface, at->second);
    });
    return found;
}

} // namespace waylight
