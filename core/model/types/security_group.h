// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/types/prefix_list.h"
#include "core/model/types/vpc.h"

namespace waylight {

struct SecurityGroup;

/// One rule of a security group: a protocol, ports, and one peer. https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
struct SecurityGroupRule {
    Protocol protocol;
    std::optional<int> fromPort; ///< ICMP: the type; none: all
    std::optional<int> toPort;   ///< ICMP: the code; none: all
    std::optional<Cidr> cidr;    ///< IPv4 or IPv6
    Ref<PrefixList> prefixList;
    Ref<SecurityGroup> group;
    std::string description;
    Extra extra;

    bool operator==(const SecurityGroupRule&) const = default;
};

template <>
struct Description<SecurityGroupRule> {
    static constexpr auto fields = std::tuple(
        field("protocol", &SecurityGroupRule::protocol, {.label = "Protocol", .help = "tcp, udp, icmp, a number, or all."}),
        field("fromPort", &SecurityGroupRule::fromPort, {.label = "From port", .help = "First port (ICMP: type)."}),
        field("toPort", &SecurityGroupRule::toPort, {.label = "To port", .help = "Last port (ICMP: code)."}),
        field("cidr", &SecurityGroupRule::cidr, {.label = "CIDR", .help = "The peers' addresses, IPv4 or IPv6."}),
        field("prefixListId", &SecurityGroupRule::prefixList, {.label = "Prefix list", .help = "The peers, as a managed prefix list."}),
        field("groupId", &SecurityGroupRule::group, {.label = "Security group", .help = "The peers, as the members of a security group (by their private addresses)."}),
        field("description", &SecurityGroupRule::description, {.label = "Note", .help = "What the rule is for."}));
};

/// A stateful filter around network interfaces: it only allows; replies to what it let through need no rule.
struct SecurityGroup : ResourceBase {
    Ref<Vpc> vpc;
    std::string groupName;
    std::string description;
    std::vector<SecurityGroupRule> ingress;
    std::vector<SecurityGroupRule> egress;

    bool operator==(const SecurityGroup&) const = default;
};

template <>
struct Description<SecurityGroup> {
    static constexpr TypeInfo type{.name = "security-group", .plural = "securityGroups", .label = "Security group", .idPrefix = "sg-", .awsList = "SecurityGroups", .awsId = "GroupId",
                                   .cfn = "AWS::EC2::SecurityGroup", .tf = "aws_security_group", .help = "A stateful filter around network interfaces: it only allows; replies need no rule."};
    static constexpr auto fields = std::tuple(
        field("vpcId", &SecurityGroup::vpc, {.label = "VPC", .help = "The VPC it belongs to.", .aws = "VpcId", .cfn = "VpcId", .tf = "vpc_id", .required = true, .container = true}),
        field("groupName", &SecurityGroup::groupName, {.label = "Group name", .help = "The name in AWS.", .aws = "GroupName", .cfn = "GroupName", .tf = "name"}),
        field("description", &SecurityGroup::description, {.label = "Description", .help = "What it is for.", .aws = "Description", .cfn = "GroupDescription", .tf = "description"}),
        field("ingress", &SecurityGroup::ingress, {.label = "Inbound rules", .help = "What may open connections to its members. No rule: nothing."}),
        field("egress", &SecurityGroup::egress, {.label = "Outbound rules", .help = "Where its members may open connections to. No rule: nowhere."}));
};

} // namespace waylight
