// SPDX-License-Identifier: MIT
#include "tests/support/random_network_maker.h"

namespace random_network {
namespace {

AclEntry aclEntry(int number, bool egress, RuleAction action, Cidr cidr, Protocol protocol = Protocol::all()) {
    AclEntry entry;
    entry.number = number;
    entry.egress = egress;
    entry.action = action;
    entry.protocol = protocol;
    (cidr.family() == IpFamily::V4 ? entry.cidr : entry.ipv6Cidr) = cidr;
    return entry;
}

} // namespace

void Maker::addAcls(Site& site) {
    NetworkAcl open = fresh<NetworkAcl>("acl-" + std::to_string(site.number), &site);
    open.vpc = site.id;
    open.isDefault = m_dice.chance(97);
    for (const bool egress : {false, true})
        open.entries.insert(open.entries.end(), {aclEntry(100, egress, RuleAction::Allow, Cidr::all(IpFamily::V4)),
                                                 aclEntry(101, egress, RuleAction::Allow, Cidr::all(IpFamily::V6))});
    site.acls = {add(open)};
    for (int i = 0; i < 2; ++i) {
        NetworkAcl strict = fresh<NetworkAcl>("acl-" + std::to_string(site.number) + '-' + std::to_string(i), &site);
        strict.vpc = site.id;
        for (const bool egress : {false, true})
            addEntries(strict, egress);
        site.acls.push_back(add(strict));
    }
}

void Maker::addEntries(NetworkAcl& acl, bool egress) {
    for (int number = 10, count = m_dice.below(4); count > 0; --count, number += 10 + m_dice.below(5))
        acl.entries.push_back(oddEntry(number, egress));
    const Protocol protocols[] = {Protocol::all(), Protocol::tcp(), Protocol::tcp()};
    for (const IpFamily family : {IpFamily::V4, IpFamily::V6}) {
        AclEntry wide = aclEntry(family == IpFamily::V4 ? 500 : 510, egress, RuleAction::Allow, Cidr::all(family),
                                 m_dice.oneOf(protocols));
        if (wide.protocol.isTcp() && m_dice.chance(60)) {
            wide.fromPort = m_dice.chance(50) ? 1024 : 32768;
            wide.toPort = m_dice.chance(70) ? 65535 : 60999;
        }
        acl.entries.push_back(wide);
        AclEntry service = aclEntry(wide.number - 100, egress, RuleAction::Allow, Cidr::all(family), Protocol::tcp());
        service.fromPort = 0;
        service.toPort = 1023;
        acl.entries.push_back(service);
    }
}

AclEntry Maker::oddEntry(int number, bool egress) {
    const char* const peers[] = {"0.0.0.0/0",  "10.0.0.0/8", "10.0.1.0/24",   "10.1.0.0/16",
                                 "54.0.0.0/8", "::/0",       "192.168.0.0/16"};
    const Protocol protocols[] = {Protocol::tcp(),    Protocol::tcp(), Protocol::udp(),     Protocol::icmp(),
                                  Protocol::icmpv6(), Protocol::all(), Protocol::number(50)};
    AclEntry entry = aclEntry(number, egress, m_dice.chance(50) ? RuleAction::Allow : RuleAction::Deny,
                              block(m_dice.oneOf(peers)), m_dice.oneOf(protocols));
    if (entry.protocol.hasPorts() && m_dice.chance(85)) {
        entry.fromPort = m_dice.chance(5) ? -1 : m_dice.oneOf(rulePorts) + m_dice.below(2);
        entry.toPort = m_dice.chance(5) ? -1 : *entry.fromPort + m_dice.below(3) * m_dice.below(20000);
        entry.toPort = std::min(*entry.toPort, 65535);
    }
    if (entry.protocol.isIcmp() && m_dice.chance(80)) {
        const int types[] = {-1, 8, 0, 128, 129};
        entry.icmpType = m_dice.oneOf(types);
        entry.icmpCode = m_dice.chance(70) ? -1 : m_dice.below(2);
    }
    return entry;
}

void Maker::addGroups(Site& site) {
    const std::string start = "sg-" + std::to_string(site.number) + '-';
    const char* const names[] = {"open", "web", "member", "odd", "none"};
    for (const std::string name : names) {
        SecurityGroup group = fresh<SecurityGroup>(start + name, &site);
        group.vpc = site.id;
        if (name == "open" || m_dice.chance(80))
            group.egress = {rule(Protocol::all(), "0.0.0.0/0"), rule(Protocol::all(), "::/0")};
        if (name == "open")
            group.ingress = group.egress;
        if (name == "web")
            for (const int port : {80, 443})
                for (const char* everyone : {"0.0.0.0/0", "::/0"}) {
                    group.ingress.push_back(rule(Protocol::tcp(), everyone));
                    group.ingress.back().fromPort = group.ingress.back().toPort = port;
                }
        for (int i = 0; name == "member" && i < 3; ++i) {
            const std::string other =
                "sg-" + std::to_string(m_dice.chance(50) ? site.number : m_dice.below(4)) + '-' + m_dice.oneOf(names);
            group.ingress.push_back(rule(Protocol::all(), nullptr));
            group.ingress.back().group = other;
            group.egress.push_back(group.ingress.back());
        }
        for (int i = 0; name == "odd" && i < 4; ++i) {
            group.ingress.push_back(oddRule());
            group.egress.push_back(oddRule());
        }
        site.groups.push_back(add(group));
    }
}

SecurityGroupRule Maker::rule(Protocol protocol, const char* cidr) {
    SecurityGroupRule made;
    made.protocol = protocol;
    if (cidr)
        made.cidr = block(cidr);
    return made;
}

SecurityGroupRule Maker::oddRule() {
    const char* const peers[] = {"10.0.0.0/8", "0.0.0.0/0",      "10.0.1.0/24",  "::/0",
                                 "54.0.0.0/8", "192.168.0.0/16", "2001:db8::/32"};
    const char* const lists[] = {"pl-s3-us-east-1", "pl-corp", "pl-branches", "pl-gone"};
    const Protocol protocols[] = {Protocol::tcp(),    Protocol::tcp(), Protocol::udp(),     Protocol::icmp(),
                                  Protocol::icmpv6(), Protocol::all(), Protocol::number(50)};
    SecurityGroupRule made = rule(m_dice.oneOf(protocols), m_dice.oneOf(peers));
    if (m_dice.chance(30)) {
        made.cidr.reset();
        made.prefixList = m_dice.oneOf(lists);
    }
    if (made.protocol.hasPorts() && m_dice.chance(85)) {
        made.fromPort = m_dice.chance(5) ? -1 : m_dice.oneOf(rulePorts);
        made.toPort = m_dice.chance(5) ? -1 : std::min(65535, *made.fromPort + m_dice.below(2) * m_dice.below(9000));
    }
    if (made.protocol.isIcmp() && m_dice.chance(80)) {
        const int types[] = {-1, 8, 0, 128};
        made.fromPort = m_dice.oneOf(types);
        made.toPort = m_dice.chance(70) ? -1 : m_dice.below(2);
    }
    return made;
}

std::vector<Ref<SecurityGroup>> Maker::someGroups(const Site& site) {
    std::vector<Ref<SecurityGroup>> groups;
    if (m_dice.chance(1))
        return groups;
    groups.emplace_back(m_dice.chance(66) ? site.groups[0] : m_dice.oneOf(site.groups));
    if (m_dice.chance(40))
        groups.emplace_back(m_dice.oneOf(site.groups));
    if (m_dice.chance(2))
        groups.emplace_back("sg-gone");
    return groups;
}

} // namespace random_network
