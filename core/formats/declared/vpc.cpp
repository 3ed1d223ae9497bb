// SPDX-License-Identifier: MIT
#include "core/formats/declared/parts.h"

#include <algorithm>

/// What is said of VPCs, their gateways and their endpoints in declarations of their own.
namespace waylight::declared {
namespace {

constexpr Word vpcId{"VpcId", "vpc_id"};
constexpr Word endpointId{"", "vpc_endpoint_id"};

template <class T>
void addOnce(std::vector<T>& list, T value) {
    if (std::find(list.begin(), list.end(), value) == list.end())
        list.push_back(std::move(value));
}

void applyAttachment(Assembly& assembly, Reading& part) {
    const Id vpc = part.entry.id(vpcId);
    if (const Id id = part.entry.id({"InternetGatewayId", "internet_gateway_id"}); !id.empty()) {
        if (auto* gateway = assembly.find<InternetGateway>(id))
            gateway->vpc.id = vpc;
        else
            assembly.sayPartOfNobody(part.declaration, id);
    }
    if (const Id id = part.entry.id({"VpnGatewayId", "vpn_gateway_id"}); !id.empty()) {
        if (auto* gateway = assembly.find<VpnGateway>(id))
            gateway->vpc.id = vpc;
        else
            assembly.sayPartOfNobody(part.declaration, id);
    }
}

/// A block whose addresses AWS chooses is not known before it is there.
void applyVpcBlock(Assembly& assembly, Reading& part) {
    auto* vpc = assembly.ownerOf<Vpc>(part, vpcId, "cidrBlocks");
    if (!vpc)
        return;
    bool named = false;
    for (const Word word : {Word{"CidrBlock", "cidr_block"}, Word{"Ipv6CidrBlock", "ipv6_cidr_block"}})
        if (const auto cidr = Cidr::parse(part.entry.text(word))) {
            named = true;
            addOnce(cidr->family() == IpFamily::V4 ? vpc->cidrs : vpc->ipv6Cidrs, *cidr);
        }
    if (!named)
        Assembly::markUnknown(*vpc, part.declaration.type.find("ipv4") != std::string::npos ? "cidrBlocks"
                                                                                            : "ipv6CidrBlocks");
}

void applySubnetBlock(Assembly& assembly, Reading& part) {
    if (auto* subnet = assembly.ownerOf<Subnet>(part, {"SubnetId", ""}, "ipv6CidrBlock")) {
        if (const auto cidr = Cidr::parse(part.entry.text({"Ipv6CidrBlock", ""})))
            subnet->ipv6Cidr = *cidr;
        else
            Assembly::markUnknown(*subnet, "ipv6CidrBlock");
    }
}

void applyDhcp(Assembly& assembly, Reading& part) {
    const Id options = part.entry.id({"DhcpOptionsId", "dhcp_options_id"});
    if (auto* vpc = assembly.ownerOf<Vpc>(part, vpcId, "dhcpOptionsId"))
        vpc->dhcpOptions.id = options == "default" ? Id() : options;
}

void applyEndpointTable(Assembly& assembly, Reading& part) {
    const Id table = part.entry.id({"", "route_table_id"});
    if (auto* endpoint = assembly.ownerOf<VpcEndpoint>(part, endpointId, "routeTableIds"))
        addOnce(endpoint->routeTables, Ref<RouteTable>(table));
}

void applyEndpointSubnet(Assembly& assembly, Reading& part) {
    const Id subnet = part.entry.id({"", "subnet_id"});
    if (auto* endpoint = assembly.ownerOf<VpcEndpoint>(part, endpointId, "subnetIds"))
        addOnce(endpoint->subnets, Ref<Subnet>(subnet));
}

void applyEndpointGroup(Assembly& assembly, Reading& part) {
    const Id group = part.entry.id({"", "security_group_id"});
    if (auto* endpoint = assembly.ownerOf<VpcEndpoint>(part, endpointId, "groups"))
        addOnce(endpoint->groups, Ref<SecurityGroup>(group));
}

void applyEndpointPolicy(Assembly& assembly, Reading& part) {
    const PolicyText policy = policyOf(part.entry.take({"", "policy"}));
    const bool open = part.entry.foundUnknown();
    auto* endpoint = assembly.ownerOf<VpcEndpoint>(part, endpointId, "policyDocument");
    if (!endpoint)
        return;
    endpoint->policy = policy;
    if (open)
        Assembly::markUnknown(*endpoint, "policyDocument");
}

void applyPrivateDns(Assembly& assembly, Reading& part) {
    const bool on = part.entry.flag({"", "private_dns_enabled"}, true);
    if (auto* endpoint = assembly.ownerOf<VpcEndpoint>(part, endpointId, "privateDnsEnabled"))
        endpoint->privateDns = on;
}

void applyListEntry(Assembly& assembly, Reading& part) {
    const auto cidr = Cidr::parse(part.entry.text({"", "cidr"}));
    const bool open = part.entry.foundUnknown();
    auto* list = assembly.ownerOf<PrefixList>(part, {"", "prefix_list_id"}, "cidrs");
    if (list && cidr)
        addOnce(list->cidrs, *cidr);
    else if (list && open)
        Assembly::markUnknown(*list, "cidrs");
}

/// Accepting makes it active; the options say which side's names resolve.
void applyPeering(Assembly& assembly, Reading& part) {
    constexpr Word resolves{"", "allow_remote_vpc_dns_resolution"};
    auto requester = part.entry.blocks({"", "requester"});
    auto accepter = part.entry.blocks({"", "accepter"});
    auto* peering = assembly.ownerOf<VpcPeering>(part, {"", "vpc_peering_connection_id"}, "state");
    if (!peering)
        return;
    if (!requester.empty())
        peering->requesterDns = requester.front().flag(resolves, peering->requesterDns);
    if (!accepter.empty())
        peering->accepterDns = accepter.front().flag(resolves, peering->accepterDns);
    if (part.declaration.type.ends_with("_accepter") && part.entry.flag({"", "auto_accept"}, false))
        peering->state.clear();
}

} // namespace

const std::vector<Part>& vpcParts() {
    static const std::vector<Part> parts = {
        {"AWS::EC2::VPCGatewayAttachment", "aws_internet_gateway_attachment", applyAttachment},
        {"", "aws_vpn_gateway_attachment", applyAttachment},
        {"AWS::EC2::VPCCidrBlock", "aws_vpc_ipv4_cidr_block_association", applyVpcBlock},
        {"", "aws_vpc_ipv6_cidr_block_association", applyVpcBlock},
        {"AWS::EC2::SubnetCidrBlock", "", applySubnetBlock},
        {"AWS::EC2::VPCDHCPOptionsAssociation", "aws_vpc_dhcp_options_association", applyDhcp},
        {"", "aws_vpc_endpoint_route_table_association", applyEndpointTable},
        {"", "aws_vpc_endpoint_subnet_association", applyEndpointSubnet},
        {"", "aws_vpc_endpoint_security_group_association", applyEndpointGroup},
        {"", "aws_vpc_endpoint_policy", applyEndpointPolicy},
        {"", "aws_vpc_endpoint_private_dns", applyPrivateDns},
        {"", "aws_ec2_managed_prefix_list_entry", applyListEntry},
        {"", "aws_vpc_peering_connection_accepter", applyPeering},
        {"", "aws_vpc_peering_connection_options", applyPeering},
    };
    return parts;
}

} // namespace waylight::declared
