// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/types/vpc.h"

namespace waylight {

/// A peering connection between two VPCs, which may be in other accounts or Regions. It carries only packets between the
/// addresses of the two, and needs a route on both sides. https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
struct VpcPeering : ResourceBase {
    Ref<Vpc> requester;
    Ref<Vpc> accepter;
    std::string requesterAccount, accepterAccount; ///< empty: the connection's own
    std::string requesterRegion, accepterRegion;   ///< empty: the connection's own
    std::vector<Cidr> requesterCidrs, accepterCidrs; ///< as the connection tells them, for a VPC that is not in the design
    bool requesterDns = false, accepterDns = false;  ///< public names of hosts over there resolve to private addresses
    std::string state; ///< pending-acceptance, active, deleted, …; empty: active

    bool isActive() const { return state.empty() || state == "active"; }
    bool operator==(const VpcPeering&) const = default;
};

template <>
struct Description<VpcPeering> {
    static constexpr TypeInfo type{.name = "vpc-peering", .plural = "vpcPeerings", .label = "VPC peering", .idPrefix = "pcx-", .awsList = "VpcPeeringConnections", .awsId = "VpcPeeringConnectionId", .cfn = "AWS::EC2::VPCPeeringConnection",
                                   .tf = "aws_vpc_peering_connection", .help = "A private line between two VPCs; each side needs a route to it."};
    static constexpr auto fields = std::tuple(
        field("requesterVpcId", &VpcPeering::requester, {.label = "Requester VPC", .help = "The VPC that asked.", .aws = "RequesterVpcInfo.VpcId", .cfn = "VpcId", .tf = "vpc_id", .required = true}),
        field("accepterVpcId", &VpcPeering::accepter, {.label = "Accepter VPC", .help = "The VPC that was asked.", .aws = "AccepterVpcInfo.VpcId", .cfn = "PeerVpcId", .tf = "peer_vpc_id", .required = true}),
        field("requesterAccount", &VpcPeering::requesterAccount, {.label = "Requester account", .help = "Empty: the connection's own.", .aws = "RequesterVpcInfo.OwnerId"}),
        field("accepterAccount", &VpcPeering::accepterAccount, {.label = "Accepter account", .help = "Empty: the connection's own.", .aws = "AccepterVpcInfo.OwnerId", .cfn = "PeerOwnerId", .tf = "peer_owner_id"}),
        field("requesterRegion", &VpcPeering::requesterRegion, {.label = "Requester Region", .help = "Empty: the connection's own.", .aws = "RequesterVpcInfo.Region"}),
        field("accepterRegion", &VpcPeering::accepterRegion, {.label = "Accepter Region", .help = "Empty: the connection's own.", .aws = "AccepterVpcInfo.Region", .cfn = "PeerRegion", .tf = "peer_region"}),
        field("requesterCidrBlocks", &VpcPeering::requesterCidrs, {.label = "Requester blocks", .help = "The address blocks of the requester VPC.", .aws = "RequesterVpcInfo.CidrBlockSet[].CidrBlock"}),
        field("accepterCidrBlocks", &VpcPeering::accepterCidrs, {.label = "Accepter blocks", .help = "The address blocks of the accepter VPC.", .aws = "AccepterVpcInfo.CidrBlockSet[].CidrBlock"}),
        field("requesterDns", &VpcPeering::requesterDns, {.label = "Requester DNS resolution", .help = "Public names of instances in the requester VPC resolve to private addresses in the accepter VPC.", .aws = "RequesterVpcInfo.PeeringOptions.AllowDnsResolutionFromRemoteVpc"}),
        field("accepterDns", &VpcPeering::accepterDns, {.label = "Accepter DNS resolution", .help = "Public names of instances in the accepter VPC resolve to private addresses in the requester VPC.", .aws = "AccepterVpcInfo.PeeringOptions.AllowDnsResolutionFromRemoteVpc"}),
        field("state", &VpcPeering::state, {.label = "State", .help = "Only an active connection forwards. Empty means active.", .aws = "Status.Code"}));
};

} // namespace waylight
