// SPDX-License-Identifier: MIT
#include "core/formats/declared/filters.h"
#include "core/formats/declared/writing.h"

#include <algorithm>

/// What is declared at all, and what AWS makes by itself.
namespace waylight::declared {

bool saysOnlyDefault(const SecurityGroup& group) {
    SecurityGroupRule own;
    own.group = group.id;
    return group.ingress == std::vector{own} && group.egress == std::vector{allowAllRule(IpFamily::V4)};
}

bool saysOnlyDefault(const NetworkAcl& acl) {
    std::vector<AclEntry> standard(2);
    for (std::size_t i = 0; i < 2; ++i) {
        standard[i].number = 100;
        standard[i].egress = i == 1;
        standard[i].cidr = Cidr::all(IpFamily::V4);
    }
    return acl.entries.size() == 2 && std::is_permutation(acl.entries.begin(), acl.entries.end(), standard.begin());
}

bool saysOnlyDefault(const RouteTable& table) {
    return table.routes.empty() && table.gateways.empty() && table.propagating.empty();
}

/// A table that something refers to must be there to be referred to.
void findImplied(Writing& writing) {
    const Topology& topology = writing.topology();
    std::set<Id> needed;
    topology.forEach<VpcEndpoint>([&](const VpcEndpoint& each) {
        for (const auto& table : each.routeTables)
            needed.insert(table.id);
    });
    topology.forEach<Subnet>([&](const Subnet& each) {
        needed.insert(each.routeTable.id);
        needed.insert(each.networkAcl.id);
    });
    topology.forEach<NatGateway>([&](const NatGateway& each) { needed.insert(each.routeTable.id); });
    // Terraform can adopt what has a name or tags; a template cannot name it.
    const auto plain = [&](const ResourceBase& each) {
        return !writing.isTerraform() || (each.name.empty() && each.tags.empty());
    };
    const auto whole = [&](const Id& vpc) { return topology.get<Vpc>(vpc) != nullptr; };
    topology.forEach<RouteTable>([&](const RouteTable& each) {
        if (each.main && plain(each) && whole(each.vpc.id) && saysOnlyDefault(each) && !needed.contains(each.id))
            writing.standsFor(each.id, writing.ref(each.vpc.id, {"MainRouteTable", "main_route_table_id"}));
    });
    topology.forEach<NetworkAcl>([&](const NetworkAcl& each) {
        if (each.isDefault && plain(each) && whole(each.vpc.id) && saysOnlyDefault(each) && !needed.contains(each.id))
            writing.standsFor(each.id, writing.ref(each.vpc.id, {"DefaultNetworkAcl", "default_network_acl_id"}));
    });
    topology.forEach<SecurityGroup>([&](const SecurityGroup& each) {
        if (each.groupName == "default" && plain(each) && whole(each.vpc.id) && saysOnlyDefault(each))
            writing.standsFor(each.id, writing.ref(each.vpc.id, {"DefaultSecurityGroup", "default_security_group_id"}));
    });
}

std::string_view typeOf(const Writing& writing, const Resource& resource) {
    const bool terraform = writing.isTerraform();
    if (const auto* attachment = std::get_if<TransitGatewayAttachment>(&resource)) {
        if (attachment->attachmentType == AttachmentType::Peering)
            return terraform ? "aws_ec2_transit_gateway_peering_attachment"
                             : "AWS::EC2::TransitGatewayPeeringAttachment";
        if (attachment->attachmentType != AttachmentType::Vpc)
            return {};
    }
    if (const auto* interface = std::get_if<NetworkInterface>(&resource))
        if (interface->interfaceType != "interface" || interface->function ||
            interface->description.starts_with("ELB ") ||
            (interface->instance && interface->deviceIndex == 0 && writing.topology().get(interface->instance)))
            return {};
    if (const auto* nat = std::get_if<NatGateway>(&resource); nat && terraform && !nat->subnet)
        return {}; // regional ones came after provider 5
    if (const auto* gateway = std::get_if<EgressOnlyInternetGateway>(&resource); gateway && !gateway->vpc)
        return {};
    if (const auto* list = std::get_if<PrefixList>(&resource); list && list->listName.starts_with("com.amazonaws."))
        return {};
    if (const auto* key = std::get_if<KmsKey>(&resource); key && key->manager == KeyManager::Aws)
        return {};
    if (const auto* service = std::get_if<EndpointService>(&resource); service && service->loadBalancers.empty())
        return {};
    if (const auto* table = std::get_if<RouteTable>(&resource); table && table->main && terraform)
        return "aws_default_route_table";
    if (const auto* acl = std::get_if<NetworkAcl>(&resource); acl && acl->isDefault && terraform)
        return "aws_default_network_acl";
    if (const auto* group = std::get_if<SecurityGroup>(&resource); group && group->groupName == "default" && terraform)
        return "aws_default_security_group";
    const Kind kind = resource.index();
    // A listener forwards to a target group, and neither language's part that we write knows these.
    if (kind == kindOf<Listener> || kind == kindOf<TargetGroup>)
        return {};
    return terraform ? typeInfo(kind).tf : typeInfo(kind).cfn;
}

} // namespace waylight::declared
