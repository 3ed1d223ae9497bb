// SPDX-License-Identifier: MIT
#include "core/formats/declared/filters.h"
#include "core/formats/declared/routes.h"
#include "core/formats/declared/writing.h"

#include <algorithm>

/// What is said of a resource in declarations of their own.
namespace waylight::declared {
namespace {

template <class T>
void addParts(Writing&, const T&) {}

void addParts(Writing& writing, const Vpc& vpc) {
    for (std::size_t i = 1; i < vpc.cidrs.size(); ++i) {
        Declaration& block = writing.addPart(vpc, {"AWS::EC2::VPCCidrBlock", "aws_vpc_ipv4_cidr_block_association"},
                                             "Cidr" + std::to_string(i));
        writing.set(block, {"VpcId", "vpc_id"}, writing.ref(vpc.id));
        writing.set(block, {"CidrBlock", "cidr_block"}, vpc.cidrs[i].toString());
    }
    if (!vpc.ipv6Cidrs.empty() && !writing.isTerraform()) {
        Declaration& block = writing.addPart(vpc, {"AWS::EC2::VPCCidrBlock", ""}, "Ipv6Cidr");
        writing.set(block, {"VpcId", ""}, writing.ref(vpc.id));
        writing.set(block, {"AmazonProvidedIpv6CidrBlock", ""}, true);
    }
    if (vpc.dhcpOptions) {
        Declaration& part = writing.addPart(
            vpc, {"AWS::EC2::VPCDHCPOptionsAssociation", "aws_vpc_dhcp_options_association"}, "DhcpOptions");
        writing.set(part, {"VpcId", "vpc_id"}, writing.ref(vpc.id));
        writing.set(part, {"DhcpOptionsId", "dhcp_options_id"}, writing.ref(vpc.dhcpOptions.id));
    }
}

void attach(Writing& writing, const Resource& gateway, const Id& vpc, Word word) {
    if (vpc.empty() || writing.isTerraform())
        return;
    Declaration& part = writing.addPart(gateway, {"AWS::EC2::VPCGatewayAttachment", ""}, "Attachment");
    writing.set(part, {"VpcId", ""}, writing.ref(vpc));
    writing.set(part, word, writing.ref(base(gateway).id));
}
void addParts(Writing& writing, const InternetGateway& gateway) {
    attach(writing, gateway, gateway.vpc.id, {"InternetGatewayId", ""});
}
void addParts(Writing& writing, const VpnGateway& gateway) {
    attach(writing, gateway, gateway.vpc.id, {"VpnGatewayId", ""});
}

void addParts(Writing& writing, const RouteTable& table) {
    addRouteParts(writing, table);
}
void addParts(Writing& writing, const Subnet& subnet) {
    addSubnetParts(writing, subnet);
}
void addParts(Writing& writing, const SecurityGroup& group) {
    addRuleParts(writing, group);
}
void addParts(Writing& writing, const NetworkAcl& acl) {
    addEntryParts(writing, acl);
}
void addParts(Writing& writing, const TransitGatewayRouteTable& table) {
    addTransitParts(writing, table);
}

void addParts(Writing& writing, const Bucket& bucket) {
    if (!bucket.policy.empty() && !isUnknown(bucket, "policy")) {
        Declaration& part = writing.addPart(bucket, {"AWS::S3::BucketPolicy", "aws_s3_bucket_policy"}, "Policy");
        writing.set(part, {"Bucket", "bucket"}, writing.ref(bucket.id));
        writing.set(part, {"PolicyDocument", "policy"}, policyValue(writing, bucket.policy));
    }
    const bool blocks =
        bucket.blockPublicAcls || bucket.ignorePublicAcls || bucket.blockPublicPolicy || bucket.restrictPublicBuckets;
    if (!writing.isTerraform() || !blocks)
        return;
    Declaration& part = writing.addPart(bucket, {"", "aws_s3_bucket_public_access_block"}, "PublicAccess");
    writing.set(part, {"", "bucket"}, writing.ref(bucket.id));
    writing.set(part, {"", "block_public_acls"}, bucket.blockPublicAcls);
    writing.set(part, {"", "ignore_public_acls"}, bucket.ignorePublicAcls);
    writing.set(part, {"", "block_public_policy"}, bucket.blockPublicPolicy);
    writing.set(part, {"", "restrict_public_buckets"}, bucket.restrictPublicBuckets);
}

void addParts(Writing& writing, const DynamoTable& table) {
    if (!writing.isTerraform() || table.policy.empty())
        return;
    Declaration& part = writing.addPart(table, {"", "aws_dynamodb_resource_policy"}, "Policy");
    writing.set(part, {"", "resource_arn"}, writing.ref(table.id, {"", "arn"}));
    writing.set(part, {"", "policy"}, policyValue(writing, table.policy));
}

void addParts(Writing& writing, const Role& role) {
    if (!writing.isTerraform())
        return;
    for (const NamedPolicy& policy : role.policies) {
        if (policy.document.empty())
            continue;
        Declaration& part = writing.addPart(role, {"", "aws_iam_role_policy"}, policy.name);
        writing.set(part, {"", "name"}, policy.name);
        writing.set(part, {"", "role"}, writing.ref(role.id));
        writing.set(part, {"", "policy"}, policyValue(writing, policy.document));
    }
}

void addParts(Writing& writing, const ElasticIp& ip) {
    const NetworkInterface* interface = writing.topology().get(ip.interface);
    if (!interface)
        return;
    Declaration& part = writing.addPart(ip, {"AWS::EC2::EIPAssociation", "aws_eip_association"}, "Association");
    writing.set(part, {"AllocationId", "allocation_id"}, writing.ref(ip.id, {"AllocationId", "id"}));
    if (interface->instance && interface->deviceIndex == 0)
        writing.set(part, {"InstanceId", "instance_id"}, writing.ref(interface->instance.id));
    else
        writing.set(part, {"NetworkInterfaceId", "network_interface_id"}, writing.ref(interface->id));
    if (ip.privateIp)
        writing.set(part, {"PrivateIpAddress", "private_ip_address"}, ip.privateIp->toString());
}

void addParts(Writing& writing, const NetworkInterface& interface) {
    if (!interface.instance || interface.deviceIndex == 0)
        return;
    Declaration& part = writing.addPart(
        interface, {"AWS::EC2::NetworkInterfaceAttachment", "aws_network_interface_attachment"}, "Attachment");
    writing.set(part, {"InstanceId", "instance_id"}, writing.ref(interface.instance.id));
    writing.set(part, {"NetworkInterfaceId", "network_interface_id"}, writing.ref(interface.id));
    writing.set(part, {"DeviceIndex", "device_index"},
                writing.isTerraform() ? Json(interface.deviceIndex) : Json(std::to_string(interface.deviceIndex)));
}

void addParts(Writing& writing, const VpnConnection& connection) {
    std::size_t number = 0;
    for (const VpnRoute& route : connection.routes) {
        if (!route.destination)
            continue;
        Declaration& part = writing.addPart(connection, {"AWS::EC2::VPNConnectionRoute", "aws_vpn_connection_route"},
                                            "Route" + std::to_string(++number));
        writing.set(part, {"VpnConnectionId", "vpn_connection_id"}, writing.ref(connection.id));
        writing.set(part, {"DestinationCidrBlock", "destination_cidr_block"}, route.destination->toString());
    }
}

Json ruleProtocol(const SecurityGroupRule& rule) {
    return rule.protocol.isAll() ? "-1" : rule.protocol.toString();
}

void addRule(Writing& writing, const SecurityGroup& group, const SecurityGroupRule& rule, bool egress,
             std::size_t number) {
    const Word type = egress ? Word{"AWS::EC2::SecurityGroupEgress", "aws_vpc_security_group_egress_rule"}
                             : Word{"AWS::EC2::SecurityGroupIngress", "aws_vpc_security_group_ingress_rule"};
    Declaration& part = writing.addPart(group, type, (egress ? "Out" : "In") + std::to_string(number));
    writing.set(part, {"GroupId", "security_group_id"}, writing.ref(group.id));
    writing.set(part, {"IpProtocol", "ip_protocol"}, ruleProtocol(rule));
    if (!rule.protocol.isAll()) {
        const int first = rule.protocol.hasPorts() ? 0 : -1;
        writing.set(part, {"FromPort", "from_port"}, rule.fromPort.value_or(first));
        writing.set(part, {"ToPort", "to_port"}, rule.toPort.value_or(rule.protocol.hasPorts() ? 65535 : -1));
    }
    if (rule.cidr && rule.cidr->family() == IpFamily::V4)
        writing.set(part, {"CidrIp", "cidr_ipv4"}, rule.cidr->toString());
    else if (rule.cidr)
        writing.set(part, {"CidrIpv6", "cidr_ipv6"}, rule.cidr->toString());
    if (rule.prefixList)
        writing.set(part, {egress ? "DestinationPrefixListId" : "SourcePrefixListId", "prefix_list_id"},
                    writing.ref(rule.prefixList.id));
    if (rule.group)
        writing.set(part,
                    {egress ? "DestinationSecurityGroupId" : "SourceSecurityGroupId", "referenced_security_group_id"},
                    writing.ref(rule.group.id));
    if (!rule.description.empty())
        writing.set(part, {"Description", "description"}, rule.description);
}

} // namespace

void addParts(Writing& writing, const Resource& resource) {
    std::visit([&](const auto& each) { addParts(writing, each); }, resource);
}

/// Terraform has no word for an instance: its primary interface stands for it.
static void setTarget(Writing& writing, Declaration& part, const Id& target) {
    if (!writing.isTerraform() || !writing.topology().get<Instance>(target)) {
        writing.set(part, routeTargetWord(writing.topology(), target), writing.ref(target));
        return;
    }
    writing.set(part, {"", "network_interface_id"}, writing.ref(target, {"", "primary_network_interface_id"}));
    writing.remember(part, "target", target);
}

void addRouteParts(Writing& writing, const RouteTable& table) {
    std::size_t number = 0;
    for (const Route& route : table.routes) {
        if (route.origin != RouteOrigin::Static || (!route.destination && !route.prefixList))
            continue;
        Declaration& part =
            writing.addPart(table, {"AWS::EC2::Route", "aws_route"}, "Route" + std::to_string(++number));
        writing.set(part, {"RouteTableId", "route_table_id"}, writing.ref(table.id));
        if (route.destination)
            writing.set(part,
                        route.destination->family() == IpFamily::V4
                            ? Word{"DestinationCidrBlock", "destination_cidr_block"}
                            : Word{"DestinationIpv6CidrBlock", "destination_ipv6_cidr_block"},
                        route.destination->toString());
        else
            writing.set(part, prefixListDestination, writing.ref(route.prefixList.id));
        setTarget(writing, part, route.target.id);
    }
    number = 0;
    for (const AnyRef& gateway : table.gateways) {
        Declaration& part =
            writing.addPart(table, {"AWS::EC2::GatewayRouteTableAssociation", "aws_route_table_association"},
                            "Gateway" + std::to_string(++number));
        writing.set(part, {"GatewayId", "gateway_id"}, writing.ref(gateway.id));
        writing.set(part, {"RouteTableId", "route_table_id"}, writing.ref(table.id));
    }
    if (writing.isTerraform())
        return; // the table itself says whose routes it takes
    for (const auto& gateway : table.propagating) {
        Declaration& part = writing.addPart(table, {"AWS::EC2::VPNGatewayRoutePropagation", ""},
                                            "Propagation" + std::to_string(++number));
        writing.set(part, {"RouteTableIds", ""}, Json::array({writing.ref(table.id)}));
        writing.set(part, {"VpnGatewayId", ""}, writing.ref(gateway.id));
    }
}

namespace {

/// CloudFormation cannot change a VPC's main table or default ACL: subnets without one of their own are associated with
/// what stands for it.
Id standIn(Writing& writing, const Id& vpc, bool table) {
    Id found;
    if (writing.isTerraform())
        return found;
    if (table)
        writing.topology().forEach<RouteTable>([&](const RouteTable& each) {
            if (each.vpc.id == vpc && each.main && !writing.isImplied(each.id))
                found = each.id;
        });
    else
        writing.topology().forEach<NetworkAcl>([&](const NetworkAcl& each) {
            if (each.vpc.id == vpc && each.isDefault && !writing.isImplied(each.id))
                found = each.id;
        });
    return found;
}

} // namespace

void addSubnetParts(Writing& writing, const Subnet& subnet) {
    const Id table = subnet.routeTable ? subnet.routeTable.id : standIn(writing, subnet.vpc.id, true);
    if (!table.empty() && !writing.isImplied(table)) {
        Declaration& part = writing.addPart(
            subnet, {"AWS::EC2::SubnetRouteTableAssociation", "aws_route_table_association"}, "RouteTable");
        writing.set(part, {"SubnetId", "subnet_id"}, writing.ref(subnet.id));
        writing.set(part, {"RouteTableId", "route_table_id"}, writing.ref(table));
        if (!subnet.routeTable)
            writing.remember(part, "implied", true);
    }
    const Id acl = subnet.networkAcl ? subnet.networkAcl.id : standIn(writing, subnet.vpc.id, false);
    if (!acl.empty() && !writing.isImplied(acl)) {
        Declaration& part = writing.addPart(
            subnet, {"AWS::EC2::SubnetNetworkAclAssociation", "aws_network_acl_association"}, "NetworkAcl");
        writing.set(part, {"SubnetId", "subnet_id"}, writing.ref(subnet.id));
        writing.set(part, {"NetworkAclId", "network_acl_id"}, writing.ref(acl));
        if (!subnet.networkAcl)
            writing.remember(part, "implied", true);
    }
}

void addRuleParts(Writing& writing, const SecurityGroup& group) {
    for (const bool egress : {false, true}) {
        std::size_t number = 0;
        for (const SecurityGroupRule& rule : egress ? group.egress : group.ingress)
            if (writing.isTerraform() || rule.group)
                addRule(writing, group, rule, egress, ++number);
    }
}

void addEntryParts(Writing& writing, const NetworkAcl& acl) {
    for (const AclEntry& entry : acl.entries) {
        Declaration& part = writing.addPart(acl, {"AWS::EC2::NetworkAclEntry", "aws_network_acl_rule"},
                                            (entry.egress ? "Out" : "In") + std::to_string(entry.number));
        writing.set(part, {"NetworkAclId", "network_acl_id"}, writing.ref(acl.id));
        writing.set(part, {"RuleNumber", "rule_number"}, entry.number);
        writing.set(part, {"Egress", "egress"}, entry.egress);
        writing.set(part, {"RuleAction", "rule_action"}, std::string(enumName(entry.action)));
        writing.set(part, {"Protocol", "protocol"},
                    writing.isTerraform() ? Json(std::to_string(entry.protocol.value()))
                                          : Json(entry.protocol.value()));
        if (entry.cidr)
            writing.set(part, {"CidrBlock", "cidr_block"}, entry.cidr->toString());
        if (entry.ipv6Cidr)
            writing.set(part, {"Ipv6CidrBlock", "ipv6_cidr_block"}, entry.ipv6Cidr->toString());
        if (entry.protocol.hasPorts()) {
            writing.set(part, {"PortRange.From", "from_port"}, entry.fromPort.value_or(0));
            writing.set(part, {"PortRange.To", "to_port"}, entry.toPort.value_or(65535));
        }
        if (entry.protocol.isIcmp()) {
            writing.set(part, {"Icmp.Type", "icmp_type"}, entry.icmpType.value_or(-1));
            writing.set(part, {"Icmp.Code", "icmp_code"}, entry.icmpCode.value_or(-1));
        }
    }
}

void addTransitParts(Writing& writing, const TransitGatewayRouteTable& table) {
    std::size_t number = 0;
    const auto add = [&](Word type, const std::string& suffix, const Id& attachment) -> Declaration& {
        Declaration& part = writing.addPart(table, type, suffix + std::to_string(++number));
        writing.set(part, {"TransitGatewayRouteTableId", "transit_gateway_route_table_id"}, writing.ref(table.id));
        writing.set(part, {"TransitGatewayAttachmentId", "transit_gateway_attachment_id"}, writing.ref(attachment));
        return part;
    };
    for (const auto& each : table.associations)
        add({"AWS::EC2::TransitGatewayRouteTableAssociation", "aws_ec2_transit_gateway_route_table_association"},
            "Association", each.id);
    for (const auto& each : table.propagations)
        add({"AWS::EC2::TransitGatewayRouteTablePropagation", "aws_ec2_transit_gateway_route_table_propagation"},
            "Propagation", each.id);
    for (const TransitGatewayRoute& route : table.routes) {
        if (!route.destination)
            continue;
        Declaration& part =
            add({"AWS::EC2::TransitGatewayRoute", "aws_ec2_transit_gateway_route"}, "Route", route.attachment.id);
        writing.set(part, {"DestinationCidrBlock", "destination_cidr_block"}, route.destination->toString());
        if (route.state == RouteState::Blackhole || !route.attachment)
            writing.set(part, {"Blackhole", "blackhole"}, true);
    }
}

} // namespace waylight::declared
