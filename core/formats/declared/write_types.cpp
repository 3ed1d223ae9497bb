// SPDX-License-Identifier: MIT
#include "core/formats/declared/hosts.h"
#include "core/formats/declared/writing.h"

#include <algorithm>

/// Type by type, what a resource's declaration says in a form that paths cannot express.
namespace waylight::declared {
namespace {

constexpr Word roleName{"", "name"};

template <class T>
void complete(Writing&, const T&, Declaration&) {}

void complete(Writing& writing, const Vpc& vpc, Declaration& made) {
    for (const char* member : {"CidrBlock", "cidr_block", "ipv6_cidr_block"})
        made.properties.erase(member);
    if (!vpc.cidrs.empty())
        writing.set(made, {"CidrBlock", "cidr_block"}, vpc.cidrs.front().toString());
    if (!vpc.ipv6Cidrs.empty())
        writing.set(made, {"", "assign_generated_ipv6_cidr_block"}, true);
    const auto rememberMade = [&](const ResourceBase& each, const Id& whose, const char* what, const char* name) {
        if (whose != vpc.id || !writing.isImplied(each.id))
            return;
        writing.remember(made, what, each.id);
        writing.remember(made, name, each.name);
        if (!each.tags.empty())
            writing.remember(made, (what + std::string("Tags")).c_str(), codec::write(each.tags));
    };
    writing.topology().forEach<RouteTable>(
        [&](const RouteTable& each) { rememberMade(each, each.vpc.id, "mainRouteTable", "mainRouteTableName"); });
    writing.topology().forEach<NetworkAcl>(
        [&](const NetworkAcl& each) { rememberMade(each, each.vpc.id, "defaultNetworkAcl", "defaultNetworkAclName"); });
    writing.topology().forEach<SecurityGroup>([&](const SecurityGroup& each) {
        rememberMade(each, each.vpc.id, "defaultSecurityGroup", "defaultSecurityGroupName");
    });
}

void complete(Writing& writing, const RouteTable& table, Declaration& made) {
    if (!table.main)
        return;
    if (writing.isTerraform()) {
        made.properties.erase("vpc_id");
        writing.set(made, {"", "default_route_table_id"}, writing.ref(table.vpc.id, {"", "default_route_table_id"}));
    } else {
        writing.remember(made, "main", true);
    }
}

void complete(Writing& writing, const NetworkAcl& acl, Declaration& made) {
    if (!acl.isDefault)
        return;
    if (writing.isTerraform()) {
        made.properties.erase("vpc_id");
        writing.set(made, {"", "default_network_acl_id"}, writing.ref(acl.vpc.id, {"", "default_network_acl_id"}));
    } else {
        writing.remember(made, "default", true);
    }
}

bool isOpenToAll(const SecurityGroupRule& rule) {
    SecurityGroupRule all;
    all.cidr = Cidr::all(IpFamily::V4);
    return rule == all;
}

Json portsAndProtocol(const SecurityGroupRule& rule) {
    Json out{{"IpProtocol", rule.protocol.isAll() ? "-1" : rule.protocol.toString()}};
    if (!rule.protocol.isAll()) {
        const int all = rule.protocol.hasPorts() && !rule.fromPort ? 0 : -1;
        out["FromPort"] = rule.fromPort.value_or(all);
        out["ToPort"] = rule.toPort.value_or(all == 0 ? 65535 : -1);
    }
    return out;
}

Json inlineRule(Writing& writing, const SecurityGroupRule& rule, bool egress) {
    Json out = portsAndProtocol(rule);
    if (rule.cidr)
        out[rule.cidr->family() == IpFamily::V4 ? "CidrIp" : "CidrIpv6"] = rule.cidr->toString();
    if (rule.prefixList)
        out[egress ? "DestinationPrefixListId" : "SourcePrefixListId"] = writing.ref(rule.prefixList.id);
    if (!rule.description.empty())
        out["Description"] = rule.description;
    return out;
}

/// A rule that lets nothing through stands for "none", which CloudFormation has no word for.
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ec2-securitygroup.html
Json noRule() {
    return {{"IpProtocol", "icmp"},
            {"FromPort", 252},
            {"ToPort", 86},
            {"CidrIp", "255.255.255.255/32"},
            {"Description", "Disallow all traffic"}};
}

void complete(Writing& writing, const SecurityGroup& group, Declaration& made) {
    if (made.type == "aws_default_security_group") {
        made.properties = Json{{"vpc_id", writing.ref(group.vpc.id)}};
        return;
    }
    if (group.description.empty())
        writing.assume(made, {"GroupDescription", "description"},
                       group.groupName.empty() ? displayName(group) : group.groupName, "description");
    if (group.groupName == "default") {
        made.properties.erase("GroupName");
        writing.remember(made, "default", true);
    }
    if (writing.isTerraform())
        return;
    Json ingress = Json::array();
    Json egress = Json::array();
    for (const SecurityGroupRule& rule : group.ingress)
        if (!rule.group)
            ingress.push_back(inlineRule(writing, rule, false));
    for (const SecurityGroupRule& rule : group.egress)
        if (!rule.group)
            egress.push_back(inlineRule(writing, rule, true));
    if (egress.empty())
        egress.push_back(noRule());
    const bool onlyStandard = group.egress.size() == 1 && isOpenToAll(group.egress.front());
    writing.set(made, {"SecurityGroupIngress", ""}, std::move(ingress));
    if (!onlyStandard)
        writing.set(made, {"SecurityGroupEgress", ""}, std::move(egress));
}

Json addressList(const NetworkInterface& interface, std::size_t from) {
    Json list = Json::array();
    for (std::size_t i = from; i < interface.addresses.size(); ++i)
        if (interface.addresses[i].address)
            list.push_back(interface.addresses[i].address->toString());
    return list;
}

bool knowsAddresses(const NetworkInterface& interface) {
    return !isUnknown(interface, "privateIpAddresses");
}

bool hasElasticIp(const Topology& topology, const Id& interface) {
    bool found = false;
    topology.forEach<ElasticIp>([&](const ElasticIp& each) { found = found || each.interface.id == interface; });
    return found;
}

/// The primary interface is part of the instance, as people write it.
void completeHost(Writing& writing, const NetworkInterface& interface, Declaration& made) {
    const bool hasPublic = !interface.addresses.empty() && interface.addresses.front().publicIp &&
                           !hasElasticIp(writing.topology(), interface.id);
    const Subnet* subnet = writing.topology().get(interface.subnet);
    const bool asSubnet = subnet && subnet->mapPublicIpOnLaunch == hasPublic;
    if (interface.id != interfaceId(interface.instance.id, 0))
        writing.remember(made, "interfaces", Json::array({interface.id}));
    if (writing.isTerraform() || asSubnet) {
        writing.set(made, {"SubnetId", "subnet_id"}, writing.ref(interface.subnet.id));
        writing.set(made, {"SecurityGroupIds", "vpc_security_group_ids"}, writing.refs(interface.groups));
        if (knowsAddresses(interface) && !interface.addresses.empty() && interface.addresses.front().address)
            writing.set(made, {"PrivateIpAddress", "private_ip"}, interface.addresses.front().address->toString());
        if (!asSubnet)
            writing.set(made, {"", "associate_public_ip_address"}, hasPublic);
        if (!interface.sourceDestCheck)
            writing.set(made, {"SourceDestCheck", "source_dest_check"}, false);
        return;
    }
    Json block{
        {"DeviceIndex", "0"}, {"AssociatePublicIpAddress", hasPublic}, {"SubnetId", writing.ref(interface.subnet.id)}};
    if (!interface.groups.empty())
        block["GroupSet"] = writing.refs(interface.groups);
    if (knowsAddresses(interface) && !interface.addresses.empty() && interface.addresses.front().address)
        block["PrivateIpAddress"] = interface.addresses.front().address->toString();
    writing.set(made, {"NetworkInterfaces", ""}, Json::array({std::move(block)}));
    if (!interface.sourceDestCheck)
        writing.set(made, {"SourceDestCheck", ""}, false);
}

void complete(Writing& writing, const Instance& instance, Declaration& made) {
    if (instance.profile)
        writing.set(made, {"IamInstanceProfile", "iam_instance_profile"}, writing.ref(instance.profile.id, roleName));
    if (instance.image.empty())
        writing.assume(
            made, {"ImageId", "ami"},
            writing.isTerraform()
                ? Json{{"$expression", "var.image_id"}}
                : Json("{{resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64}}"),
            "imageId");
    const auto interfaces = interfacesOf(writing.topology(), instance.id);
    if (!interfaces.empty() && interfaces.front()->deviceIndex == 0)
        completeHost(writing, *interfaces.front(), made);
}

void complete(Writing& writing, const NetworkInterface& interface, Declaration& made) {
    made.properties.erase("InterfaceType");
    if (!knowsAddresses(interface))
        return;
    if (writing.isTerraform()) {
        writing.set(made, {"", "private_ip_list"}, addressList(interface, 0));
        if (!addressList(interface, 0).empty())
            writing.set(made, {"", "private_ip_list_enabled"}, true);
    } else {
        Json list = Json::array();
        for (const Json& each : addressList(interface, 0))
            list.push_back({{"Primary", list.empty()}, {"PrivateIpAddress", each}});
        writing.set(made, {"PrivateIpAddresses", ""}, std::move(list));
    }
    Json v6 = Json::array();
    for (const IpAddress& each : interface.ipv6Addresses)
        v6.push_back(writing.isTerraform() ? Json(each.toString()) : Json{{"Ipv6Address", each.toString()}});
    writing.set(made, {"Ipv6Addresses", "ipv6_addresses"}, std::move(v6));
}

void complete(Writing& writing, const ElasticIp&, Declaration& made) {
    writing.set(made, {"Domain", "domain"}, "vpc");
}

void complete(Writing& writing, const NatGateway& nat, Declaration& made) {
    made.properties.erase("AutoProvisionZones"); // CloudFormation only tells it
    Json allocations = Json::array();
    Json addresses = Json::array();
    for (const NatAddress& each : nat.addresses) {
        if (each.allocation)
            allocations.push_back(writing.ref(each.allocation.id, {"AllocationId", "id"}));
        if (each.privateIp)
            addresses.push_back(each.privateIp->toString());
    }
    if (nat.availabilityMode == AvailabilityMode::Regional)
        return;
    const auto set = [&](const Json& list, Word first, Word others) {
        if (!list.empty())
            writing.set(made, first, list[0]);
        if (list.size() > 1)
            writing.set(made, others, Json(Json::array_t(list.begin() + 1, list.end())));
    };
    if (nat.connectivity == Connectivity::Public)
        set(allocations, {"AllocationId", "allocation_id"}, {"SecondaryAllocationIds", "secondary_allocation_ids"});
    set(addresses, {"PrivateIpAddress", "private_ip"},
        {"SecondaryPrivateIpAddresses", "secondary_private_ip_addresses"});
}

/// What the function does is not in a design: a few lines that do nothing stand for it.
void complete(Writing& writing, const LambdaFunction& function, Declaration& made) {
    writing.set(made, {"Code.ZipFile", ""}, "def handler(event, context):\n    return {}\n");
    writing.set(made, {"Handler", "handler"}, "index.handler");
    writing.set(made, {"", "filename"}, "function.zip");
    if (function.runtime.empty())
        writing.assume(made, {"Runtime", "runtime"}, "python3.12", "runtime");
    writing.set(made, {"Role", "role"}, writing.ref(function.role.id, {"Arn", "arn"}));
    if (writing.isTerraform() && function.functionName.empty())
        writing.assume(made, {"", "function_name"}, function.id, "functionName");
    Json subnets = Json::array();
    Json interfaceIds = Json::array();
    std::vector<Ref<SecurityGroup>> groups;
    for (const NetworkInterface* each : interfacesOf(writing.topology(), function.id)) {
        subnets.push_back(writing.ref(each->subnet.id));
        interfaceIds.push_back(each->id);
        groups = each->groups;
    }
    if (subnets.empty())
        return;
    writing.set(made, {"VpcConfig.SubnetIds", "vpc_config.subnet_ids"}, std::move(subnets));
    writing.set(made, {"VpcConfig.SecurityGroupIds", "vpc_config.security_group_ids"}, writing.refs(groups));
    writing.remember(made, "interfaces", interfaceIds);
}

void complete(Writing& writing, const VpcEndpoint& endpoint, Declaration& made) {
    if (endpoint.privateDnsOnlyForInbound)
        writing.set(made, {"DnsOptions.PrivateDnsOnlyForInboundResolverEndpoint", ""}, "OnlyInboundResolver");
    Json ids = Json::array();
    for (const auto& each : endpoint.interfaces)
        ids.push_back(each.id);
    if (!ids.empty())
        writing.remember(made, "interfaces", ids);
}

void complete(Writing& writing, const PrefixList& list, Declaration& made) {
    Json entries = Json::array();
    for (const Cidr& each : list.cidrs)
        entries.push_back({{writing.isTerraform() ? "cidr" : "Cidr", each.toString()}});
    const bool v6 = !list.cidrs.empty() && list.cidrs.front().family() == IpFamily::V6;
    writing.set(made, {"AddressFamily", "address_family"}, v6 ? "IPv6" : "IPv4");
    writing.set(made, {"MaxEntries", "max_entries"}, std::max<int>(1, static_cast<int>(list.cidrs.size())));
    writing.set(made, {"Entries", "entry"}, std::move(entries));
}

void complete(Writing& writing, const Role& role, Declaration& made) {
    if (role.trustPolicy.empty())
        writing.assume(
            made, {"AssumeRolePolicyDocument", "assume_role_policy"},
            policyValue(
                writing,
                {R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]})"}),
            "assumeRolePolicyDocument");
    if (writing.isTerraform())
        return;
    Json inlined = Json::array();
    for (const NamedPolicy& policy : role.policies)
        if (!policy.document.empty())
            inlined.push_back({{"PolicyName", policy.name}, {"PolicyDocument", policyValue(writing, policy.document)}});
    writing.set(made, {"Policies", ""}, std::move(inlined));
}

void complete(Writing& writing, const InstanceProfile& profile, Declaration& made) {
    const Json roles = writing.refs(profile.roles, roleName);
    made.properties.erase("role");
    if (!roles.empty())
        writing.set(made, {"Roles", "role"}, writing.isTerraform() ? roles[0] : roles);
    if (profile.id.starts_with("arn:"))
        writing.set(made, {"InstanceProfileName", "name"}, profile.id.substr(profile.id.rfind('/') + 1));
    else
        writing.set(made, {"", "name"}, made.id.substr(made.id.rfind('.') + 1));
}

/// A table has a key, which a design does not know.
void complete(Writing& writing, const DynamoTable& table, Declaration& made) {
    if (!made.properties.contains("KeySchema"))
        writing.set(made, {"KeySchema", ""}, Json::array({{{"AttributeName", "id"}, {"KeyType", "HASH"}}}));
    if (!made.properties.contains("AttributeDefinitions"))
        writing.set(made, {"AttributeDefinitions", ""},
                    Json::array({{{"AttributeName", "id"}, {"AttributeType", "S"}}}));
    writing.set(made, {"BillingMode", "billing_mode"}, "PAY_PER_REQUEST");
    writing.set(made, {"", "hash_key"}, "id");
    writing.set(made, {"", "attribute"}, Json::array({{{"name", "id"}, {"type", "S"}}}));
    if (writing.isTerraform() && table.tableName.empty())
        writing.assume(made, {"", "name"}, table.id, "tableName");
    if (table.key)
        writing.set(made, {"SSESpecification.SSEEnabled", "server_side_encryption.enabled"}, true);
    if (table.key)
        writing.set(made, {"SSESpecification.SSEType", ""}, "KMS");
    writing.set(made, {"ResourcePolicy.PolicyDocument", ""}, policyValue(writing, table.policy));
}

void complete(Writing& writing, const KmsKey& key, Declaration& made) {
    if (key.state == "Disabled")
        writing.set(made, {"Enabled", "is_enabled"}, false);
}

void complete(Writing& writing, const Bucket& bucket, Declaration& made) {
    if (bucket.bucketName.empty() && !bucket.id.starts_with("bucket-"))
        writing.assume(made, {"", "bucket"}, bucket.id, "bucketName");
}

void complete(Writing& writing, const TransitGatewayAttachment& attachment, Declaration& made) {
    if (attachment.attachmentType != AttachmentType::Peering)
        return;
    const auto* peer = writing.topology().get<TransitGateway>(attachment.resource.id);
    made.properties = Json::object();
    writing.set(made, {"TransitGatewayId", "transit_gateway_id"}, writing.ref(attachment.transitGateway.id));
    writing.set(made, {"PeerTransitGatewayId", "peer_transit_gateway_id"}, writing.ref(attachment.resource.id));
    writing.set(made, {"PeerRegion", "peer_region"}, peer ? peer->region : attachment.region);
    writing.set(made, {"PeerAccountId", "peer_account_id"}, peer ? peer->account : attachment.account);
}

void complete(Writing& writing, const TransitGateway&, Declaration& made) {
    for (const Word word : {Word{"DefaultRouteTableAssociation", "default_route_table_association"},
                            Word{"DefaultRouteTablePropagation", "default_route_table_propagation"}})
        writing.set(made, word, "disable");
}

void complete(Writing& writing, const VpnGateway& gateway, Declaration& made) {
    writing.set(made, {"Type", ""}, "ipsec.1");
    if (writing.isTerraform() && gateway.vpc)
        writing.set(made, {"", "vpc_id"}, writing.ref(gateway.vpc.id));
}
void complete(Writing& writing, const CustomerGateway& gateway, Declaration& made) {
    if (!gateway.address) // of the ranges for documentation (RFC 5737)
        writing.assume(made, {"IpAddress", "ip_address"}, "203.0.113.1", "ipAddress");
    writing.set(made, {"Type", "type"}, "ipsec.1");
    if (const auto asn = made.properties.find("BgpAsn"); asn != made.properties.end() && asn->is_string())
        *asn = std::atoi(asn->get_ref<const std::string&>().c_str());
}
void complete(Writing& writing, const VpnConnection&, Declaration& made) {
    writing.set(made, {"Type", "type"}, "ipsec.1");
}

void complete(Writing& writing, const LoadBalancer& balancer, Declaration& made) {
    writing.set(made, {"Type", "load_balancer_type"}, std::string(enumName(balancer.loadBalancerType)));
    writing.set(made, {"", "internal"}, balancer.scheme == LoadBalancerScheme::Internal);
    writing.set(made, {"Scheme", ""}, std::string(enumName(balancer.scheme)));
    if (balancer.crossZone)
        writing.set(made, {"LoadBalancerAttributes", ""},
                    Json::array({{{"Key", "load_balancing.cross_zone.enabled"}, {"Value", "true"}}}));
}

void complete(Writing& writing, const VpcPeering& peering, Declaration& made) {
    constexpr const char* resolves = "allow_remote_vpc_dns_resolution";
    const Vpc* other = writing.topology().get(peering.accepter);
    const bool sameSide = other && other->region == peering.region && other->account == peering.account;
    if (sameSide)
        for (const char* member : {"peer_region", "peer_owner_id", "PeerRegion", "PeerOwnerId"})
            made.properties.erase(member);
    writing.set(made, {"", "auto_accept"}, sameSide);
    if (peering.requesterDns)
        writing.set(made, {"", "requester"}, Json::array({{{resolves, true}}}));
    if (peering.accepterDns)
        writing.set(made, {"", "accepter"}, Json::array({{{resolves, true}}}));
}

void complete(Writing& writing, const BlockPublicAccess& block, Declaration& made) {
    writing.set(made, {"InternetGatewayBlockMode", "internet_gateway_block_mode"}, std::string(enumName(block.mode)));
}

void complete(Writing& writing, const BlockPublicAccessExclusion& exclusion, Declaration& made) {
    writing.set(made, {"InternetGatewayExclusionMode", "internet_gateway_exclusion_mode"},
                std::string(enumName(exclusion.mode)));
    if (!writing.topology().get<Subnet>(exclusion.resource.id))
        return;
    made.properties.erase("VpcId");
    made.properties.erase("vpc_id");
    writing.set(made, {"SubnetId", "subnet_id"}, writing.ref(exclusion.resource.id));
}

void complete(Writing& writing, const EndpointService& service, Declaration& made) {
    made.properties.erase("private_dns_name");
    writing.set(made, {"AcceptanceRequired", "acceptance_required"}, false);
    writing.set(made, {"NetworkLoadBalancerArns", "network_load_balancer_arns"},
                writing.refs(service.loadBalancers, {"", "arn"}));
}

} // namespace

void complete(Writing& writing, const Resource& resource, Declaration& declaration) {
    std::visit([&](const auto& each) { complete(writing, each, declaration); }, resource);
}

} // namespace waylight::declared
