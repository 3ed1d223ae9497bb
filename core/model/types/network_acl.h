// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/types/vpc.h"

namespace waylight {

enum class RuleAction : std::uint8_t { Allow, Deny };
template <>
struct EnumNames<RuleAction> {
    static constexpr std::pair<RuleAction, std::string_view> names[] = {{RuleAction::Allow, "allow"}, {RuleAction::Deny, "deny"}};
};

/// One entry of a network ACL; entries apply in the order of their numbers, 1 to 32766.
struct AclEntry {
    int number = 0;
    bool egress = false;
    RuleAction action = RuleAction::Allow;
    Protocol protocol;
    std::optional<Cidr> cidr;
    std::optional<Cidr> ipv6Cidr;
    std::optional<int> fromPort; ///< none: all ports
    std::optional<int> toPort;
    std::optional<int> icmpType; ///< none or -1: all types
    std::optional<int> icmpCode;
    Extra extra;

    bool operator==(const AclEntry&) const = default;
};

template <>
struct Description<AclEntry> {
    static constexpr auto fields = std::tuple(
        field("ruleNumber", &AclEntry::number, {.label = "Rule", .help = "Lower numbers are tried first; the first match decides.", .aws = "RuleNumber", .cfn = "RuleNumber", .tf = "rule_number", .required = true}),
        field("egress", &AclEntry::egress, {.label = "Outbound", .help = "Applies to packets that leave the subnet.", .aws = "Egress", .cfn = "Egress", .tf = "egress"}),
        field("ruleAction", &AclEntry::action, {.label = "Action", .help = "allow or deny.", .aws = "RuleAction", .cfn = "RuleAction", .tf = "rule_action"}),
        field("protocol", &AclEntry::protocol, {.label = "Protocol", .help = "tcp, udp, icmp, a number, or all.", .aws = "Protocol", .cfn = "Protocol", .tf = "protocol"}),
        field("cidrBlock", &AclEntry::cidr, {.label = "IPv4 block", .help = "The other side's addresses.", .aws = "CidrBlock", .cfn = "CidrBlock", .tf = "cidr_block"}),
        field("ipv6CidrBlock", &AclEntry::ipv6Cidr, {.label = "IPv6 block", .help = "The other side's addresses.", .aws = "Ipv6CidrBlock", .cfn = "Ipv6CidrBlock", .tf = "ipv6_cidr_block"}),
        field("fromPort", &AclEntry::fromPort, {.label = "From port", .help = "First destination port.", .aws = "PortRange.From", .cfn = "PortRange.From", .tf = "from_port"}),
        field("toPort", &AclEntry::toPort, {.label = "To port", .help = "Last destination port.", .aws = "PortRange.To", .cfn = "PortRange.To", .tf = "to_port"}),
        field("icmpType", &AclEntry::icmpType, {.label = "ICMP type", .help = "-1: all.", .aws = "IcmpTypeCode.Type", .cfn = "Icmp.Type", .tf = "icmp_type"}),
        field("icmpCode", &AclEntry::icmpCode, {.label = "ICMP code", .help = "-1: all.", .aws = "IcmpTypeCode.Code", .cfn = "Icmp.Code", .tf = "icmp_code"}));
};

/// A stateless filter at a subnet's border. https://docs.aws.amazon.com/vpc/latest/userguide/nacl-basics.html
/// The final deny (rule `*`, 32767) is implied and not stored.
struct NetworkAcl : ResourceBase {
    Ref<Vpc> vpc;
    bool isDefault = false;
    std::vector<AclEntry> entries;

    bool operator==(const NetworkAcl&) const = default;
};

template <>
struct Description<NetworkAcl> {
    static constexpr TypeInfo type{.name = "network-acl", .plural = "networkAcls", .label = "Network ACL", .idPrefix = "acl-", .awsList = "NetworkAcls", .awsId = "NetworkAclId",
                                   .cfn = "AWS::EC2::NetworkAcl", .tf = "aws_network_acl", .help = "A stateless filter at a subnet's border: replies need a rule of their own."};
    static constexpr auto fields = std::tuple(
        field("vpcId", &NetworkAcl::vpc, {.label = "VPC", .help = "The VPC it belongs to.", .aws = "VpcId", .cfn = "VpcId", .tf = "vpc_id", .required = true, .container = true}),
        field("isDefault", &NetworkAcl::isDefault, {.label = "Default", .help = "Applies to subnets without an ACL of their own.", .aws = "IsDefault"}),
        field("entries", &NetworkAcl::entries, {.label = "Entries", .help = "Tried in the order of their numbers, for packets that cross the subnet's border; without a match the packet is denied.",
                                                .aws = "Entries"}));
};

} // namespace waylight
