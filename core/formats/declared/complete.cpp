// SPDX-License-Identifier: MIT
#include "core/formats/declared/filters.h"
#include "core/formats/declared/hosts.h"
#include "core/formats/declared/policies.h"
#include "core/formats/declared/routes.h"

/// Type by type, what a resource's own declaration says in a form that paths cannot express.
namespace waylight::declared {
namespace {

template <class T>
void complete(Assembly&, T&, Reading&) {}

/// The VPC that a default resource belongs to, where only the property `word` says so, as a reference to the VPC.
void adopt(Assembly& assembly, Ref<Vpc>& vpc, Reading& reading, Word word) {
    const Id reference = reading.entry.id(word);
    if (const Vpc* found = assembly.find<Vpc>(reference))
        vpc = found->id;
    else if (!vpc) // an attribute of the VPC, such as `${aws_vpc.main.default_route_table_id}`
        assembly.forEach<Vpc>([&](const Vpc& each) {
            const std::string& declared = assembly.declaredName(each.id);
            if (!declared.empty() && reference.find(declared + '.') != std::string::npos)
                vpc = each.id;
        });
    reading.entry.foundUnknown();
}

void complete(Assembly& assembly, Vpc& vpc, Reading& reading) {
    Entry note(noteOf(reading.declaration), reading.entry.dialect());
    const auto id = [&](Word told, const char* noted) {
        const Id known = reading.entry.text(told);
        return known.empty() ? note.text({noted, noted}) : known;
    };
    const auto tags = [&](const char* noted) {
        Tags out;
        const Json found = note.take({noted, noted});
        if (found.is_object())
            for (const auto& [key, value] : found.items())
                out[key] = textOf(value);
        return out;
    };
    assembly.defaultsOf(vpc.id) = {id({"", "main_route_table_id"}, "mainRouteTable"),
                                   id({"", "default_network_acl_id"}, "defaultNetworkAcl"),
                                   id({"", "default_security_group_id"}, "defaultSecurityGroup"),
                                   reading.declaration.id,
                                   note.text({"mainRouteTableName", "mainRouteTableName"}),
                                   note.text({"defaultNetworkAclName", "defaultNetworkAclName"}),
                                   note.text({"defaultSecurityGroupName", "defaultSecurityGroupName"}),
                                   tags("mainRouteTableTags"),
                                   tags("defaultNetworkAclTags"),
                                   tags("defaultSecurityGroupTags")};
    reading.entry.foundUnknown();
    if (reading.declaration.type == "aws_default_vpc")
        vpc.isDefault = true;
    // AWS chooses the block.
    if (vpc.ipv6Cidrs.empty() && reading.entry.flag({"", "assign_generated_ipv6_cidr_block"}, false))
        Assembly::markUnknown(vpc, "ipv6CidrBlocks");
}

void complete(Assembly& assembly, RouteTable& table, Reading& reading) {
    adopt(assembly, table.vpc, reading, {"", "default_route_table_id"});
    table.main = table.main || reading.declaration.type == "aws_default_route_table" ||
                 noteOf(reading.declaration).contains("main");
    auto blocks = reading.entry.blocks({"", "route"});
    if (reading.entry.foundUnknown() && blocks.empty())
        Assembly::markUnknown(table, "routes");
    for (Entry& block : blocks)
        addRoute(assembly, table, block);
}

void complete(Assembly& assembly, SecurityGroup& group, Reading& reading) {
    if (reading.declaration.type == "aws_default_security_group" || noteOf(reading.declaration).contains("default"))
        group.groupName = "default";
    readInlineRules(assembly, group, reading);
}

void complete(Assembly& assembly, NetworkAcl& acl, Reading& reading) {
    adopt(assembly, acl.vpc, reading, {"", "default_network_acl_id"});
    acl.isDefault =
        reading.declaration.type == "aws_default_network_acl" || noteOf(reading.declaration).contains("default");
    readInlineEntries(assembly, acl, reading);
}

void complete(Assembly& assembly, Instance& instance, Reading& reading) {
    readInterfaces(assembly, instance, reading);
}
void complete(Assembly& assembly, NetworkInterface& interface, Reading& reading) {
    readAddresses(assembly, interface, reading);
}
void complete(Assembly& assembly, ElasticIp& ip, Reading& reading) {
    readAssociation(assembly, ip, reading);
}
void complete(Assembly& assembly, NatGateway& nat, Reading& reading) {
    readAddresses(assembly, nat, reading);
}
void complete(Assembly& assembly, LambdaFunction& function, Reading& reading) {
    readNetwork(assembly, function, reading);
}
void complete(Assembly& assembly, LoadBalancer& balancer, Reading& reading) {
    readBalancer(assembly, balancer, reading);
}
void complete(Assembly& assembly, Listener& listener, Reading& reading) {
    readActions(assembly, listener, reading);
}
void complete(Assembly& assembly, TargetGroup& group, Reading& reading) {
    readTargets(assembly, group, reading);
}
void complete(Assembly& assembly, Role& role, Reading& reading) {
    readRolePolicies(assembly, role, reading);
}
void complete(Assembly& assembly, Bucket& bucket, Reading& reading) {
    readBucketPolicy(assembly, bucket, reading);
}
void complete(Assembly& assembly, DynamoTable& table, Reading& reading) {
    readTablePolicy(assembly, table, reading);
}
void complete(Assembly& assembly, KmsKey& key, Reading& reading) {
    readKeyState(assembly, key, reading);
}

void complete(Assembly&, VpcEndpoint& endpoint, Reading& reading) {
    if (const std::string state = reading.entry.text({"", "state"}); !state.empty() && state != "available")
        endpoint.state = state;
    const std::string only = reading.entry.text({"DnsOptions.PrivateDnsOnlyForInboundResolverEndpoint", ""});
    endpoint.privateDnsOnlyForInbound = endpoint.privateDnsOnlyForInbound || only == "OnlyInboundResolver";
    reading.entry.foundUnknown();
}

void complete(Assembly&, PrefixList& list, Reading& reading) {
    for (Entry& block : reading.entry.blocks({"Entries", "entry"}))
        if (const auto cidr = Cidr::parse(block.text({"Cidr", "cidr"})))
            list.cidrs.push_back(*cidr);
    if (reading.entry.foundUnknown())
        Assembly::markUnknown(list, "cidrs");
}

void complete(Assembly&, VpcPeering& peering, Reading& reading) {
    constexpr Word resolves{"", "allow_remote_vpc_dns_resolution"};
    for (Entry& side : reading.entry.blocks({"", "requester"}))
        peering.requesterDns = side.flag(resolves, false);
    for (Entry& side : reading.entry.blocks({"", "accepter"}))
        peering.accepterDns = side.flag(resolves, false);
    const std::string status = reading.entry.text({"", "accept_status"});
    if (!status.empty() && status != "active")
        peering.state = status;
    reading.entry.foundUnknown();
}

void complete(Assembly&, BlockPublicAccessExclusion& exclusion, Reading& reading) {
    if (!exclusion.resource)
        exclusion.resource.id = reading.entry.id({"SubnetId", "subnet_id"});
    reading.entry.foundUnknown();
}

void complete(Assembly&, TransitGatewayAttachment& attachment, Reading& reading) {
    const Id peer = reading.entry.id({"PeerTransitGatewayId", "peer_transit_gateway_id"});
    if (!peer.empty()) {
        attachment.attachmentType = AttachmentType::Peering;
        attachment.resource.id = peer;
    }
    reading.entry.foundUnknown();
}

void complete(Assembly&, EndpointService& service, Reading& reading) {
    service.serviceName = reading.entry.text({"", "service_name"});
    const std::vector<Id> more = reading.entry.ids({"GatewayLoadBalancerArns", "gateway_load_balancer_arns"});
    service.loadBalancers.insert(service.loadBalancers.end(), more.begin(), more.end());
    if (reading.entry.foundUnknown() || service.serviceName.empty())
        Assembly::markUnknown(service, "serviceName");
}

} // namespace

void completeResource(Assembly& assembly, Resource& resource, Reading& reading) {
    std::visit([&](auto& each) { complete(assembly, each, reading); }, resource);
}

} // namespace waylight::declared
