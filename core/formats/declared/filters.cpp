// SPDX-License-Identifier: MIT
#include "core/formats/declared/filters.h"

#include "core/formats/declared/parts.h"

#include <algorithm>

namespace waylight::declared {
namespace {

constexpr Word groupId{"GroupId", "security_group_id"};
constexpr Word aclId{"NetworkAclId", "network_acl_id"};

using Rules = std::vector<SecurityGroupRule> SecurityGroup::*;

/// Who the peers of a rule are; a rule of Terraform's may name several.
struct Peers {
    std::vector<std::string> cidrs;
    std::vector<Id> lists;
    std::vector<Id> groups;
};

void append(std::vector<std::string>& to, std::vector<std::string> more) {
    to.insert(to.end(), more.begin(), more.end());
}

Peers readPeers(Entry& entry, const SecurityGroup& group) {
    Peers peers;
    for (const Word word : {Word{"CidrIp", "cidr_blocks"}, Word{"CidrIpv6", "ipv6_cidr_blocks"}, Word{"", "cidr_ipv4"},
                            Word{"", "cidr_ipv6"}})
        append(peers.cidrs, entry.texts(word));
    for (const Word word :
         {Word{"SourcePrefixListId", "prefix_list_ids"}, Word{"DestinationPrefixListId", "prefix_list_id"}})
        append(peers.lists, entry.ids(word));
    for (const Word word : {Word{"SourceSecurityGroupId", "security_groups"},
                            Word{"DestinationSecurityGroupId", "source_security_group_id"},
                            Word{"SourceSecurityGroupName", "referenced_security_group_id"}})
        append(peers.groups, entry.ids(word));
    if (entry.flag({"", "self"}, false))
        peers.groups.push_back(group.id);
    return peers;
}

/// Ports mean nothing with all protocols, and -1 or the whole range means all of them.
void readPorts(SecurityGroupRule& rule, Entry& entry) {
    std::optional<int> from = entry.number({"FromPort", "from_port"});
    std::optional<int> to = entry.number({"ToPort", "to_port"});
    if (rule.protocol.isAll() || (from == -1 && to.value_or(-1) == -1) ||
        (rule.protocol.hasPorts() && from == 0 && to == 65535))
        return;
    rule.fromPort = from == -1 ? std::nullopt : from;
    rule.toPort = to == -1 ? std::nullopt : to;
}

/// What stands in a template for no rule at all: messages of a kind that does not exist, to nobody.
bool isNoRule(const Entry& entry) {
    const auto is = [&](const char* member, const Json& value) {
        const auto found = entry.members().find(member);
        return found != entry.members().end() && *found == value;
    };
    return is("IpProtocol", "icmp") && is("FromPort", 252) && is("ToPort", 86) &&
           is("Description", "Disallow all traffic");
}

void addRules(Assembly& assembly, SecurityGroup& group, Rules rules, Entry& entry) {
    if (isNoRule(entry))
        return;
    SecurityGroupRule rule;
    std::string protocol = entry.text({"IpProtocol", "protocol"});
    if (protocol.empty())
        protocol = entry.text({"", "ip_protocol"});
    if (const auto parsed = Protocol::parse(protocol))
        rule.protocol = *parsed;
    readPorts(rule, entry);
    rule.description = entry.text({"Description", "description"});
    const Peers peers = readPeers(entry, group);
    const std::string_view field = rules == &SecurityGroup::ingress ? "ingress" : "egress";
    if (entry.foundUnknown())
        assembly.markUnknown(group, field);
    const auto add = [&](const SecurityGroupRule& each) {
        if (std::find((group.*rules).begin(), (group.*rules).end(), each) == (group.*rules).end())
            (group.*rules).push_back(each);
    };
    for (const std::string& text : peers.cidrs)
        if (const auto cidr = Cidr::parse(text)) {
            rule.cidr = *cidr;
            add(rule);
        }
    rule.cidr.reset();
    for (const Id& list : peers.lists) {
        rule.prefixList.id = list;
        add(rule);
    }
    rule.prefixList = {};
    for (const Id& peer : peers.groups) {
        rule.group.id = peer;
        add(rule);
    }
}

void readRuleBlocks(Assembly& assembly, SecurityGroup& group, Rules rules, Entry& entry, Word word) {
    Json value = entry.take(word);
    const std::string_view field = rules == &SecurityGroup::ingress ? "ingress" : "egress";
    if (isUnknownValue(value))
        assembly.markUnknown(group, field);
    Entry holder(Json{{"rules", std::move(value)}}, entry.dialect());
    for (Entry& block : holder.blocks({"rules", "rules"}))
        addRules(assembly, group, rules, block);
    holder.foundUnknown();
    entry.foundUnknown(); // said of the field already
}

void applyRule(Assembly& assembly, Reading& part, Rules rules) {
    const std::string_view field = rules == &SecurityGroup::ingress ? "ingress" : "egress";
    if (auto* group = assembly.ownerOf<SecurityGroup>(part, groupId, field))
        addRules(assembly, *group, rules, part.entry);
}

void applyIngress(Assembly& assembly, Reading& part) {
    applyRule(assembly, part, &SecurityGroup::ingress);
}

/// AWS's own rule, which lets everything out, stays: only rules in the group's own declaration take its place.
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ec2-securitygroup.html
void applyEgress(Assembly& assembly, Reading& part) {
    applyRule(assembly, part, &SecurityGroup::egress);
}

void applyTypedRule(Assembly& assembly, Reading& part) {
    applyRule(assembly, part,
              part.entry.text({"", "type"}) == "egress" ? &SecurityGroup::egress : &SecurityGroup::ingress);
}

void applyGroupAttachment(Assembly& assembly, Reading& part) {
    const Id group = part.entry.id(groupId);
    if (auto* interface = assembly.ownerOf<NetworkInterface>(part, {"", "network_interface_id"}, "groups"))
        if (std::find(interface->groups.begin(), interface->groups.end(), Ref<SecurityGroup>(group)) ==
            interface->groups.end())
            interface->groups.emplace_back(group);
}

/// Adds an entry; Terraform's blocks have other names than aws_network_acl_rule.
void addEntry(Assembly& assembly, NetworkAcl& acl, Entry& entry, std::optional<bool> egress,
              const std::string& pointer) {
    if (const std::optional<int> number = entry.number({"", "rule_no"}))
        entry.rest()["rule_number"] = *number;
    if (const std::string action = entry.text({"", "action"}); !action.empty())
        entry.rest()["rule_action"] = action;
    if (egress)
        entry.rest()[entry.isTerraform() ? "egress" : "Egress"] = *egress;
    FieldInfo list = *fieldInfo(kindOf<NetworkAcl>, "entries");
    Json own = ownForm(list.record, entry);
    if (own.contains("unknown"))
        assembly.markUnknown(acl, "entries");
    own.erase("unknown");
    if (own.contains("ruleAction") && own["ruleAction"].is_string()) {
        std::string action = own["ruleAction"].get<std::string>();
        std::transform(action.begin(), action.end(), action.begin(),
                       [](unsigned char c) { return char(std::tolower(c)); });
        own["ruleAction"] = action;
    }
    ReadLog log({});
    AclEntry read;
    codec::read(own, read, codec::Source{log, pointer});
    if (!log.found().empty()) {
        assembly.say(Severity::Warning, log.found().front().message, pointer);
        assembly.markUnknown(acl, "entries");
        return;
    }
    if (!read.protocol.hasPorts() || (read.fromPort == 0 && read.toPort.value_or(0) == 0 && read.protocol.isAll()))
        read.fromPort = read.toPort = std::nullopt;
    if (!read.protocol.isIcmp() && !read.protocol.isAll())
        read.icmpType = read.icmpCode = std::nullopt;
    if (read.protocol.isAll())
        read.icmpType = read.icmpCode = std::nullopt;
    read.extra = {};
    constexpr int impliedEntry = 32767;
    if (read.number >= impliedEntry || (!read.cidr && !read.ipv6Cidr))
        return;
    const bool known = std::any_of(acl.entries.begin(), acl.entries.end(), [&](const AclEntry& other) {
        return other.number == read.number && other.egress == read.egress;
    });
    if (!known)
        acl.entries.push_back(std::move(read));
}

void applyAclEntry(Assembly& assembly, Reading& part) {
    if (auto* acl = assembly.ownerOf<NetworkAcl>(part, aclId, "entries"))
        addEntry(assembly, *acl, part.entry, std::nullopt, part.declaration.pointer);
}

void applyAclAssociation(Assembly& assembly, Reading& part) {
    if (noteOf(part.declaration).contains("implied"))
        return;
    const Id acl = part.entry.id(aclId);
    if (auto* subnet = assembly.ownerOf<Subnet>(part, {"SubnetId", "subnet_id"}, "networkAclId"))
        subnet->networkAcl.id = acl;
}

} // namespace

SecurityGroupRule allowAllRule(IpFamily family) {
    SecurityGroupRule rule;
    rule.cidr = Cidr::all(family);
    return rule;
}

void readInlineRules(Assembly& assembly, SecurityGroup& group, Reading& reading) {
    const bool hasEgress = reading.entry.rest().contains("SecurityGroupEgress");
    readRuleBlocks(assembly, group, &SecurityGroup::ingress, reading.entry, {"SecurityGroupIngress", "ingress"});
    readRuleBlocks(assembly, group, &SecurityGroup::egress, reading.entry, {"SecurityGroupEgress", "egress"});
    if (!reading.entry.isTerraform() && !hasEgress)
        group.egress = {allowAllRule(IpFamily::V4)};
}

void readInlineEntries(Assembly& assembly, NetworkAcl& acl, Reading& reading) {
    Entry& entry = reading.entry;
    for (const bool egress : {false, true}) {
        const char* member = egress ? "egress" : "ingress";
        for (Entry& block : entry.blocks({"", member}))
            addEntry(assembly, acl, block, egress, reading.declaration.pointer);
        if (entry.foundUnknown())
            assembly.markUnknown(acl, "entries");
    }
    for (const Id& id : entry.ids({"", "subnet_ids"}))
        if (auto* subnet = assembly.find<Subnet>(id))
            subnet->networkAcl.id = acl.id;
    entry.foundUnknown();
}

const std::vector<Part>& filterParts() {
    static const std::vector<Part> parts = {
        {"AWS::EC2::SecurityGroupIngress", "aws_vpc_security_group_ingress_rule", applyIngress},
        {"AWS::EC2::SecurityGroupEgress", "aws_vpc_security_group_egress_rule", applyEgress},
        {"", "aws_security_group_rule", applyTypedRule},
        {"", "aws_network_interface_sg_attachment", applyGroupAttachment},
        {"AWS::EC2::NetworkAclEntry", "aws_network_acl_rule", applyAclEntry},
        {"AWS::EC2::SubnetNetworkAclAssociation", "aws_network_acl_association", applyAclAssociation},
    };
    return parts;
}

} // namespace waylight::declared
