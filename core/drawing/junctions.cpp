// SPDX-License-Identifier: MIT
#include "core/drawing/junctions.h"

#include <algorithm>

namespace waylight {
namespace {

bool isAvailable(const std::string& state) {
    return state.empty() || state == "available";
}

} // namespace

std::vector<Junction> junctionsOf(const Topology& topology) {
    std::vector<Junction> junctions;
    topology.forEach<TransitGatewayAttachment>([&](const TransitGatewayAttachment& attachment) {
        if (!isAvailable(attachment.state))
            return;
        if (topology.get<Vpc>(attachment.resource.id))
            junctions.push_back({attachment.resource.id, attachment.transitGateway.id});
        else if (topology.get<TransitGateway>(attachment.resource.id))
            junctions.push_back({std::min(attachment.transitGateway.id, attachment.resource.id),
                                 std::max(attachment.transitGateway.id, attachment.resource.id)});
    });
    topology.forEach<VpcPeering>([&](const VpcPeering& peering) {
        junctions.push_back({peering.requester.id, peering.id, peering.isActive()});
        junctions.push_back({peering.id, peering.accepter.id, peering.isActive()});
    });
    topology.forEach<VpnConnection>([&](const VpnConnection& vpn) {
        if (isAvailable(vpn.state))
            junctions.push_back({vpn.vpnGateway ? vpn.vpnGateway.id : vpn.transitGateway.id, vpn.customerGateway.id});
    });
    return junctions;
}

} // namespace waylight
