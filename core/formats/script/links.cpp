// SPDX-License-Identifier: MIT
#include "core/formats/script/writer.h"

#include <algorithm>

/// The calls that connect what is in a network, and its rules.
namespace waylight::script {

Json ScriptWriter::permission(const Json& rule) {
    Json out{{"IpProtocol", rule["IpProtocol"]}};
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
    const auto& p = each.properties;
    const bool implied = each.attributes.contains("Waylight") && each.attributes["Waylight"].contains("implied");
    if (implied)
        return true; // here the main table and the default ACL are those of the VPC
    if (each.type == "AWS::EC2::VPCGatewayAttachment") {
        const bool internet = p.contains("InternetGatewayId");
        Call call{"ec2", internet ? "attach-internet-gateway" : "attach-vpn-gateway"};
        call.add(internet ? "--internet-gateway-id" : "--vpn-gateway-id",
                 property(each, internet ? "InternetGatewayId" : "VpnGatewayId"));
        emit(call.add("--vpc-id", property(each, "VpcId")), each);
    } else if (each.type == "AWS::EC2::SubnetNetworkAclAssociation") {
        Call ask{"ec2", "describe-network-acls"};
        ask.options = {"--filters", "Name=association.subnet-id,Values=" + script::word(p["SubnetId"]), "--query",
                       "\"NetworkAcls[].Associations[?SubnetId=='$" + script::variable(p["SubnetId"]) +
                           "'].NetworkAclAssociationId | [0] | [0]\""};
        ask.captured = "association";
        emit(ask, each);
        Call call{"ec2", "replace-network-acl-association"};
        call.options = {"--association-id", "\"$association\""};
        emit(call.add("--network-acl-id", p["NetworkAclId"]), each);
    } else if (each.type == "AWS::EC2::NetworkAclEntry") {
        writeEntry(each);
    } else if (each.type == "AWS::EC2::SecurityGroupIngress" || each.type == "AWS::EC2::SecurityGroupEgress") {
        const bool in = each.type.ends_with("Ingress");
        emit(Call{"ec2", in ? "authorize-security-group-ingress" : "authorize-security-group-egress"}
                 .add("--group-id", p["GroupId"])
                 .add("--ip-permissions", permission(p)),
             each);
    } else if (each.type == "AWS::EC2::VPCCidrBlock") {
        Call call{"ec2", "associate-vpc-cidr-block"};
        call.add("--vpc-id", p["VpcId"]);
        if (p.contains("CidrBlock"))
            call.add("--cidr-block", p["CidrBlock"]);
        else
            call.flag("--amazon-provided-ipv6-cidr-block");
        emit(call, each);
    } else if (each.type == "AWS::EC2::VPNGatewayRoutePropagation") {
        emit(Call{"ec2", "enable-vgw-route-propagation"}
                 .add("--route-table-id", p["RouteTableIds"][0])
                 .add("--gateway-id", p["VpnGatewayId"]),
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
    const auto& p = each.properties;
    Call call{"ec2", "create-network-acl-entry"};
    call.add("--network-acl-id", p["NetworkAclId"])
        .add("--rule-number", p["RuleNumber"])
        .add("--protocol", p["Protocol"]);
    call.add("--rule-action", p["RuleAction"]).flag(p["Egress"].get<bool>() ? "--egress" : "--ingress");
    if (p.contains("CidrBlock"))
        call.add("--cidr-block", p["CidrBlock"]);
    if (p.contains("Ipv6CidrBlock"))
        call.add("--ipv6-cidr-block", p["Ipv6CidrBlock"]);
    if (p.contains("PortRange"))
        call.options.insert(call.options.end(), {"--port-range", "From=" + p["PortRange"]["From"].dump() +
                                                                     ",To=" + p["PortRange"]["To"].dump()});
    if (p.contains("Icmp"))
        call.options.insert(call.options.end(), {"--icmp-type-code", "Type=" + p["Icmp"]["Type"].dump() +
                                                                         ",Code=" + p["Icmp"]["Code"].dump()});
    emit(call, each);
}

} // namespace waylight::script
