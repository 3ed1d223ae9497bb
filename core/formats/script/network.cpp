// SPDX-License-Identifier: MIT
#include "core/formats/script/writer.h"

#include <algorithm>

/// The calls that make what is in a network.
namespace waylight::script {
namespace {

constexpr Maker makers[] = {
    {"AWS::EC2::DHCPOptions", "create-dhcp-options", "DhcpOptions.DhcpOptionsId", "dhcp-options"},
    {"AWS::EC2::VPC", "create-vpc", "Vpc.VpcId", "vpc"},
    {"AWS::EC2::InternetGateway", "create-internet-gateway", "InternetGateway.InternetGatewayId", "internet-gateway"},
    {"AWS::EC2::EgressOnlyInternetGateway", "create-egress-only-internet-gateway",
     "EgressOnlyInternetGateway.EgressOnlyInternetGatewayId", "egress-only-internet-gateway"},
    {"AWS::EC2::VPNGateway", "create-vpn-gateway", "VpnGateway.VpnGatewayId", "vpn-gateway"},
    {"AWS::EC2::CustomerGateway", "create-customer-gateway", "CustomerGateway.CustomerGatewayId", "customer-gateway"},
    {"AWS::EC2::PrefixList", "create-managed-prefix-list", "PrefixList.PrefixListId", "prefix-list"},
    {"AWS::EC2::RouteTable", "create-route-table", "RouteTable.RouteTableId", "route-table"},
    {"AWS::EC2::NetworkAcl", "create-network-acl", "NetworkAcl.NetworkAclId", "network-acl"},
    {"AWS::EC2::Subnet", "create-subnet", "Subnet.SubnetId", "subnet"},
    {"AWS::EC2::SecurityGroup", "create-security-group", "GroupId", "security-group"},
    {"AWS::EC2::EIP", "allocate-address", "AllocationId", "elastic-ip"},
    {"AWS::EC2::NatGateway", "create-nat-gateway", "NatGateway.NatGatewayId", "natgateway"},
    {"AWS::EC2::VPCPeeringConnection", "create-vpc-peering-connection", "VpcPeeringConnection.VpcPeeringConnectionId",
     "vpc-peering-connection"},
    {"AWS::EC2::TransitGateway", "create-transit-gateway", "TransitGateway.TransitGatewayId", "transit-gateway"},
    {"AWS::EC2::TransitGatewayAttachment", "create-transit-gateway-vpc-attachment",
     "TransitGatewayVpcAttachment.TransitGatewayAttachmentId", "transit-gateway-attachment"},
    {"AWS::EC2::TransitGatewayPeeringAttachment", "create-transit-gateway-peering-attachment",
     "TransitGatewayPeeringAttachment.TransitGatewayAttachmentId", "transit-gateway-attachment"},
    {"AWS::EC2::TransitGatewayRouteTable", "create-transit-gateway-route-table",
     "TransitGatewayRouteTable.TransitGatewayRouteTableId", "transit-gateway-route-table"},
    {"AWS::EC2::VPNConnection", "create-vpn-connection", "VpnConnection.VpnConnectionId", "vpn-connection"},
    {"AWS::EC2::VPCEndpoint", "create-vpc-endpoint", "VpcEndpoint.VpcEndpointId", "vpc-endpoint"},
    {"AWS::EC2::NetworkInterface", "create-network-interface", "NetworkInterface.NetworkInterfaceId",
     "network-interface"},
    {"AWS::EC2::Instance", "run-instances", "Instances[0].InstanceId", "instance"},
    {"AWS::EC2::VPCBlockPublicAccessExclusion", "create-vpc-block-public-access-exclusion",
     "VpcBlockPublicAccessExclusion.ExclusionId", "vpc-block-public-access-exclusion"},
};

} // namespace

const Maker* makerOf(const std::string& type) {
    const auto found =
        std::find_if(std::begin(makers), std::end(makers), [&](const Maker& each) { return each.type == type; });
    return found == std::end(makers) ? nullptr : found;
}

void ScriptWriter::make(const Maker& maker, const Declaration& each) {
    if (m_adopted.contains(each.id)) {
        adopt(each);
        return;
    }
    Call call{"ec2", maker.operation};
    call.query = maker.query;
    call.captured = script::variable(each.id);
    options(call, each);
    tags(call, each, maker.tagged);
    emit(call, each);
    after(each);
}

void ScriptWriter::adopt(const Declaration& each) {
    const bool table = each.type.ends_with("RouteTable");
    const bool acl = each.type.ends_with("NetworkAcl");
    askDefault(each, property(each, "VpcId"), script::variable(each.id),
               table ? "MainRouteTable"
               : acl ? "DefaultNetworkAcl"
                     : "DefaultSecurityGroup");
    Call call{"ec2", "create-tags"};
    call.add("--resources", self(each)).add("--tags", property(each, "Tags"));
    if (each.properties.contains("Tags"))
        emit(call, each);
    if (acl)
        for (const char* way : {"--ingress", "--egress"})
            emit(Call{"ec2", "delete-network-acl-entry"}
                     .add("--network-acl-id", self(each))
                     .add("--rule-number", 100)
                     .flag(way),
                 each);
    if (!table && !acl) {
        const Json own =
            Json::array({{{"IpProtocol", "-1"}, {"UserIdGroupPairs", Json::array({{{"GroupId", self(each)}}})}}});
        emit(Call{"ec2", "revoke-security-group-ingress"}.add("--group-id", self(each)).add("--ip-permissions", own),
             each);
        rules(each);
    }
}

void ScriptWriter::askDefault(const Declaration& each, const Json& vpc, const std::string& into,
                              const std::string& what) {
    struct Question {
        const char* what;
        const char* operation;
        const char* filter;
        const char* query;
    };
    static constexpr Question questions[] = {
        {"MainRouteTable", "describe-route-tables", "Name=association.main,Values=true", "RouteTables[0].RouteTableId"},
        {"DefaultNetworkAcl", "describe-network-acls", "Name=default,Values=true", "NetworkAcls[0].NetworkAclId"},
        {"DefaultSecurityGroup", "describe-security-groups", "Name=group-name,Values=default",
         "SecurityGroups[0].GroupId"}};
    for (const Question& question : questions)
        if (what == question.what) {
            Call call{"ec2", question.operation};
            call.options = {"--filters", "Name=vpc-id,Values=" + script::word(vpc), question.filter};
            call.query = question.query;
            call.captured = into;
            emit(call, each);
        }
}

void ScriptWriter::options(Call& call, const Declaration& each) {
    static constexpr std::string_view later[] = {"Tags",
                                                 "EnableDnsSupport",
                                                 "EnableDnsHostnames",
                                                 "MapPublicIpOnLaunch",
                                                 "SecurityGroupIngress",
                                                 "SecurityGroupEgress",
                                                 "SourceDestCheck",
                                                 "PolicyDocument",
                                                 "DomainName",
                                                 "DomainNameServers",
                                                 "IamInstanceProfile",
                                                 "NetworkInterfaces",
                                                 "PrivateIpAddresses",
                                                 "Ipv6Addresses",
                                                 "DnsOptions",
                                                 "StaticRoutesOnly",
                                                 "SecurityGroupReferencingSupport",
                                                 "DnsSupport",
                                                 "DefaultRouteTableAssociation",
                                                 "DefaultRouteTablePropagation",
                                                 "Options"};
    for (const auto& [name, value] : each.properties.items()) {
        if (std::find(std::begin(later), std::end(later), name) != std::end(later))
            continue;
        std::string option = optionOf(name);
        if (name == "GroupDescription")
            option = "--description";
        if (name == "GroupSet")
            option = "--groups";
        if (name == "IpAddress" && each.type == "AWS::EC2::CustomerGateway")
            option = "--public-ip";
        if (value.is_boolean())
            call.flag(value.get<bool>() ? option : "--no-" + option.substr(2));
        else if (value.is_array() && name != "Entries")
            call.list(option, value);
        else if (name == "Entries")
            for (const Json& entry : value)
                call.options.insert(call.options.end(), {&entry == &value.front() ? "--entries" : "",
                                                         "Cidr=" + entry["Cidr"].get<std::string>()});
        else
            call.add(option, value);
    }
    std::erase(call.options, std::string());
    extraOptions(call, each);
}

void ScriptWriter::extraOptions(Call& call, const Declaration& each) {
    if (const Json policy = property(each, "PolicyDocument"); !policy.is_null())
        call.addWord("--policy-document", fileOf(policyName(each.id), policy));
    if (const Json options = property(each, "DnsOptions"); !options.is_null())
        call.add("--dns-options", options);
    if (each.type == "AWS::EC2::SecurityGroup" && !each.properties.contains("GroupName"))
        call.add("--group-name", each.id);
    if (each.type == "AWS::EC2::DHCPOptions")
        call.add("--dhcp-configurations", dhcp(each));
    if (const Json profile = property(each, "IamInstanceProfile"); !profile.is_null())
        call.options.insert(call.options.end(), {"--iam-instance-profile", "Name=" + script::word(nameOf(profile))});
    if (const Json blocks = property(each, "NetworkInterfaces"); !blocks.is_null())
        call.add("--network-interfaces", interfaces(blocks));
    if (const Json addresses = property(each, "PrivateIpAddresses"); !addresses.is_null())
        call.add("--private-ip-addresses", addresses);
    if (const Json addresses = property(each, "Ipv6Addresses"); !addresses.is_null())
        call.add("--ipv6-addresses", addresses);
    if (each.type == "AWS::EC2::VPNConnection" && each.properties.contains("StaticRoutesOnly"))
        call.add("--options", Json{{"StaticRoutesOnly", property(each, "StaticRoutesOnly")}});
    if (each.type == "AWS::EC2::TransitGateway") {
        Json options = Json::object();
        for (const char* name : {"DnsSupport", "SecurityGroupReferencingSupport", "DefaultRouteTableAssociation",
                                 "DefaultRouteTablePropagation"})
            if (each.properties.contains(name))
                options[name] = property(each, name);
        call.add("--options", options);
    }
    if (const Json options = property(each, "Options"); !options.is_null())
        call.add("--options", options);
}

Json ScriptWriter::dhcp(const Declaration& each) {
    Json list = Json::array();
    if (const Json name = property(each, "DomainName"); !name.is_null())
        list.push_back({{"Key", "domain-name"}, {"Values", Json::array({name})}});
    if (const Json servers = property(each, "DomainNameServers"); !servers.is_null())
        list.push_back({{"Key", "domain-name-servers"}, {"Values", servers}});
    return list;
}

Json ScriptWriter::interfaces(Json blocks) {
    for (Json& block : blocks) {
        block["DeviceIndex"] = 0;
        if (block.contains("GroupSet"))
            block["Groups"] = block["GroupSet"];
        block.erase("GroupSet");
    }
    return blocks;
}

void ScriptWriter::tags(Call& call, const Declaration& each, const char* type) {
    if (const Json list = property(each, "Tags"); type && !list.is_null())
        call.add("--tag-specifications", Json::array({{{"ResourceType", type}, {"Tags", list}}}));
}

void ScriptWriter::after(const Declaration& each) {
    const auto modify = [&](const char* operation, const char* id, const char* name, const std::string& option) {
        const Json value = property(each, name);
        if (!value.is_boolean())
            return;
        Call call{"ec2", operation};
        call.add(id, self(each))
            .options.insert(call.options.end(),
                            {option, std::string("Value=") + (value.get<bool>() ? "true" : "false")});
        emit(call, each);
    };
    if (each.type == "AWS::EC2::VPC") {
        modify("modify-vpc-attribute", "--vpc-id", "EnableDnsSupport", "--enable-dns-support");
        modify("modify-vpc-attribute", "--vpc-id", "EnableDnsHostnames", "--enable-dns-hostnames");
        for (const char* what : {"MainRouteTable", "DefaultNetworkAcl", "DefaultSecurityGroup"})
            nameDefault(each, what);
    }
    if (each.type == "AWS::EC2::Subnet" && property(each, "MapPublicIpOnLaunch") == Json(true))
        emit(Call{"ec2", "modify-subnet-attribute"}.add("--subnet-id", self(each)).flag("--map-public-ip-on-launch"),
             each);
    if (each.type == "AWS::EC2::SecurityGroup")
        rules(each);
    if (each.type == "AWS::EC2::NatGateway")
        emit(Call{"ec2", "wait"}.flag("nat-gateway-available").add("--nat-gateway-ids", self(each)), each);
    if (each.type == "AWS::EC2::Instance")
        emit(Call{"ec2", "wait"}.flag("instance-running").add("--instance-ids", self(each)), each);
    if (each.type == "AWS::EC2::VPCPeeringConnection")
        emit(Call{"ec2", "accept-vpc-peering-connection"}.add("--vpc-peering-connection-id", self(each)), each);
    if (property(each, "SourceDestCheck") == Json(false))
        emit(each.type == "AWS::EC2::Instance" ? Call{"ec2", "modify-instance-attribute"}
                                                     .add("--instance-id", self(each))
                                                     .flag("--no-source-dest-check")
                                               : Call{"ec2", "modify-network-interface-attribute"}
                                                     .add("--network-interface-id", self(each))
                                                     .flag("--no-source-dest-check"),
             each);
}

void ScriptWriter::nameDefault(const Declaration& vpc, const std::string& what) {
    const std::string into = script::variable(vpc.id + what);
    const auto note = vpc.attributes.find("Waylight");
    const std::string member = char(std::tolower(static_cast<unsigned char>(what.front()))) + what.substr(1) + "Name";
    const std::string name = note == vpc.attributes.end() ? std::string() : note->value(member, std::string());
    if (name.empty() && !m_wanted.contains(into))
        return;
    askDefault(vpc, self(vpc), into, what);
    if (name.empty())
        return;
    Call call{"ec2", "create-tags"};
    call.options = {"--resources", "\"$" + into + '"', "--tags", script::quoted("Key=Name,Value=" + name)};
    emit(call, vpc);
}

} // namespace waylight::script
