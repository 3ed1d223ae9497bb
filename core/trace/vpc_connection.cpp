// SPDX-License-Identifier: MIT
#include "core/trace/vpc_connection.h"

#include <set>

namespace waylight {
namespace {

bool isUp(const std::string& state) {
    return state.empty() || state == "available";
}

bool arePeered(const Topology& topology, const Id& vpc, const Id& other) {
    bool found = false;
    topology.forEach<VpcPeering>([&](const VpcPeering& peering) {
        const bool joins = (peering.requester.id == vpc && peering.accepter.id == other) ||
                           (peering.requester.id == other && peering.accepter.id == vpc);
        found |= joins && peering.isActive();
    });
    return found;
}

/// What joins whom without being a VPC's own: attachments, attached virtual private gateways, VPN connections.
std::vector<std::pair<Id, Id>> joints(const Topology& topology) {
    std::vector<std::pair<Id, Id>> out;
    topology.forEach<TransitGatewayAttachment>([&](const TransitGatewayAttachment& each) {
        if (isUp(each.state))
            out.emplace_back(each.transitGateway.id, each.resource.id);
    });
    topology.forEach<VpnGateway>([&](const VpnGateway& each) {
        if (isUp(each.state))
            out.emplace_back(each.id, each.vpc.id);
    });
    topology.forEach<VpnConnection>([&](const VpnConnection& each) {
        if (!isUp(each.state))
            return;
        out.emplace_back(each.id, each.vpnGateway ? each.vpnGateway.id : each.transitGateway.id);
        out.emplace_back(each.id, each.customerGateway.id);
    });
    return out;
}

/// VPCs are where packets start and end: they do not hand them on from one gateway to another.
bool shareGateways(const Topology& topology, const Id& vpc, const Id& other) {
    const auto all = joints(topology);
    std::set<Id> seen = {vpc};
    std::vector<Id> open = {vpc};
    while (!open.empty()) {
        const Id here = open.back();
        open.pop_back();
        for (const auto& [a, b] : all) {
            if ((a != here && b != here) || a.empty() || b.empty())
                continue;
            const Id& next = a == here ? b : a;
            if (next == other)
                return true;
            if (!topology.get<Vpc>(next) && seen.insert(next).second)
                open.push_back(next);
        }
    }
    return false;
}

bool shareInstance(const Topology& topology, const Id& vpc, const Id& other) {
    std::set<Id> here, there;
    topology.forEach<NetworkInterface>([&](const NetworkInterface& each) {
        const Subnet* subnet = topology.get(each.subnet);
        if (subnet && each.instance && (subnet->vpc.id == vpc || subnet->vpc.id == other))
            (subnet->vpc.id == vpc ? here : there).insert(each.instance.id);
    });
    for (const Id& instance : here)
        if (there.contains(instance))
            return true;
    return false;
}

} // namespace

bool areConnected(const Topology& topology, const Id& vpc, const Id& other) {
    return vpc == other || arePeered(topology, vpc, other) || shareGateways(topology, vpc, other) ||
           shareInstance(topology, vpc, other);
}

} // namespace waylight
