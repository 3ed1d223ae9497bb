// SPDX-License-Identifier: MIT
#include "core/formats/script/writer.h"

#include <algorithm>

/// The calls that connect what is in a network, and its rules.
namespace waylight::script {

Json ScriptWriter::permission(const Json& rule) {
    Json out{{"IpProtocol", rule.value("IpProtocol", Json("-1"))}};
    for (const char* port : {"FromPort", "ToPort"})
        if (rule.contains(port))
            out[port] = rule[port];
    Json peer = Json::object();
    const char* list = "IpRanges";
    const auto is = [&](const char* property, const char* itsList, const char* member) {
        if (!rule.contains(property))
            return;
        list = itsList;
        peer[member] = rule[property];
    };
    is("CidrIp", "IpRanges", "CidrIp");
    is("CidrIpv6", "Ipv6Ranges", "CidrIpv6");
    is("SourcePrefixListId", "PrefixListIds", "PrefixListId");
    is("DestinationPrefixListId", "PrefixListIds", "PrefixListId");
    is("SourceSecurityGroupId", "UserIdGroupPairs", "GroupId");
    is("DestinationSecurityGroupId", "UserIdGroupPairs", "GroupId");
    if (rule.contains("Description"))
        peer["Description"] = rule["Description"];
    out[list] = Json::array({std::move(peer)});
    return Json::array({std::move(out)});
}

void ScriptWriter::rules(const Declaration& each) {
    if (const Json egress = property(each, "SecurityGroupEgress"); !egress.is_null()) {
        emit(Call{"ec2", "revoke-security-group-egress"}
                 .add("--group-id", self(each))
                 .add("--ip-permissions", permission({{"IpProtocol", "-1"}, {"CidrIp", "0.0.0.0/0"}})),
             each);
        for (const Json& rule : egress)
            if (!(rule.contains("Description") && rule["Description"] == Json("Disallow all traffic")))
                emit(Call{"ec2", "authorize-security-group-egress"}
                         .add("--group-id", self(each))
                         .add("--ip-permissions", permission(rule)),
                     each);
    }
    if (const Json ingress = property(each, "SecurityGroupIngress"); !ingress.is_null())
        for (const Json& rule : ingress)
            emit(Call{"ec2", "authorize-security-group-ingress"}
                     .add("--group-id", self(each))
                     .add("--ip-permissions", permission(rule)),
                 each);
}

bool ScriptWriter::writeLink(const Declaration& each) {
    const bool implied = each.attributes.contains("Waylight") && each.attributes["Waylight"].contains("implied");
    if (implied)
        return true; // here the main table and the default ACL are those of the VPC
    if (each.type == "AWS::EC2::VPCGatewayAttachment") {
        const bool internet = each.properties.contains("InternetGatewayId");
        Call call{"ec2", internet ? "attach-internet-gateway" : "attach-vpn-gateway"};
        call.add(internet ? "--internet-gateway-id" : "--vpn-gateway-id",
                 property(each, internet ? "InternetGatewayId" : "VpnGatewayId"));
        emit(call.add("--vpc-id", property(each, "VpcId")), each);
    } else if (const Json subnet = property(each, "SubnetId");
               each.type == "AWS::EC2::SubnetNetworkAclAssociation" && declared::isReference(subnet)) {
        Call ask{"ec2", "describe-network-acls"};
        ask.options = {"--filters", "Name=association.subnet-id,Values=" + script::word(subnet), "--query",
                       "\"NetworkAcls[].Associations[?SubnetId=='$" + script::variable(subnet) +
                           "'].NetworkAclAssociationId | [0] | [0]\""};
        ask.captured = "association";
        emit(ask, each);
        Call call{"ec2", "replace-network-acl-association"};
        call.options = {"--association-id", "\"$association\""};
        emit(call.add("--network-acl-id", property(each, "NetworkAclId")), each);
    } else if (each.type == "AWS::EC2::NetworkAclEntry") {
        writeEntry(each);
    } else if (each.type == "AWS::EC2::SecurityGroupIngress" || each.type == "AWS::EC2::SecurityGroupEgress") {
        const bool in = each.type.ends_with("Ingress");
        emit(Call{"ec2", in ? "authorize-security-group-ingress" : "authorize-security-group-egress"}
                 .add("--group-id", property(each, "GroupId"))
                 .add("--ip-permissions", permission(each.properties)),
             each);
    } else if (each.type == "AWS::EC2::VPCCidrBlock") {
        Call call{"ec2", "associate-vpc-cidr-block"};
        call.add("--vpc-id", property(each, "VpcId"));
        if (each.properties.contains("CidrBlock"))
            call.add("--cidr-block", property(each, "CidrBlock"));
        else
            call.flag("--amazon-provided-ipv6-cidr-block");
        emit(call, each);
    } else if (each.type == "AWS::EC2::VPNGatewayRoutePropagation") {
        emit(Call{"ec2", "enable-vgw-route-propagation"}
                 .add("--route-table-id", property(each, "RouteTableIds")[0])
                 .add("--gateway-id", property(each, "VpnGatewayId")),
             each);
    } else {
        return writePlainLink(each);
    }
    return true;
}

bool ScriptWriter::writePlainLink(const Declaration& each) {
    static constexpr std::pair<std::string_view, const char*> operations[] = {
        {"AWS::EC2::Route", "create-route"},
        {"AWS::EC2::SubnetRouteTableAssociation", "associate-route-table"},
        {"AWS::EC2::GatewayRouteTableAssociation", "associate-route-table"},
        {"AWS::EC2::VPCDHCPOptionsAssociation", "associate-dhcp-options"},
        {"AWS::EC2::EIPAssociation", "associate-address"},
        {"AWS::EC2::NetworkInterfaceAttachment", "attach-network-interface"},
        {"AWS::EC2::TransitGatewayRoute", "create-transit-gateway-route"},
        {"AWS::EC2::TransitGatewayRouteTableAssociation", "associate-transit-gateway-route-table"},
        {"AWS::EC2::TransitGatewayRouteTablePropagation", "enable-transit-gateway-route-table-propagation"},
        {"AWS::EC2::VPNConnectionRoute", "create-vpn-connection-route"},
        {"AWS::EC2::VPCBlockPublicAccessOptions", "modify-vpc-block-public-access-options"}};
    const auto found =
        std::find_if(std::begin(operations), std::end(operations), [&](const auto& o) { return o.first == each.type; });
    if (found == std::end(operations))
        return false;
    Call call{"ec2", found->second};
    for (const auto& [name, value] : each.properties.items())
        if (value == Json(true))
            call.flag(optionOf(name));
        else if (name != "Tags" && !value.is_boolean())
            call.add(name == "DestinationIpv6CidrBlock" ? "--destination-ipv6-cidr-block" : optionOf(name), value);
    emit(call, each);
    return true;
}

void ScriptWriter::writeEntry(const Declaration& each) {
    Call call{"ec2", "create-network-acl-entry"};
    call.add("--network-acl-id", property(each, "NetworkAclId"))
        .add("--rule-number", property(each, "RuleNumber"))
        .add("--protocol", property(each, "Protocol"));
    call.add("--rule-action", property(each, "RuleAction"))
        .flag(property(each, "Egress") == Json(true) ? "--egress" : "--ingress");
    if (each.properties.contains("CidrBlock"))
        call.add("--cidr-block", property(each, "CidrBlock"));
    if (each.properties.contains("Ipv6CidrBlock"))
        call.add("--ipv6-cidr-block", property(each, "Ipv6CidrBlock"));
    if (each.properties.contains("PortRange"))
        call.options.insert(call.options.end(),
                            {"--port-range", "From=" + property(each, "PortRange")["From"].dump() +
                                                 ",To=" + property(each, "PortRange")["To"].dump()});
    if (each.properties.contains("Icmp"))
        call.options.insert(call.options.end(),
                            {"--icmp-type-code", "Type=" + property(each, "Icmp")["Type"].dump() +
                                                     ",Code=" + property(each, "Icmp")["Code"].dump()});
    emit(call, each);
}

} // namespace waylight::script
