// SPDX-License-Identifier: MIT
#include "core/analysis/fixes/network.h"
#include "core/base/message_ids.h"
#include "core/model/effective_routes.h"

#include <algorithm>

namespace waylight {
namespace {

constexpr int lastAclNumber = 32766;
constexpr int firstClientPort = 1024; // https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html
constexpr int lastClientPort = 65535;

std::string portText(Protocol protocol, std::optional<int> from, std::optional<int> to) {
    std::string text = protocol.toString();
    if (from && protocol.hasPorts())
        text += ' ' + std::to_string(*from) + (to && *to != *from ? '-' + std::to_string(*to) : std::string());
    return text;
}

// --- security groups

/// A rule for exactly the protocol and port of the packet, without a peer.
SecurityGroupRule ruleFor(const Packet& packet) {
    SecurityGroupRule rule;
    rule.protocol = packet.protocol;
    if (rule.protocol.hasPorts())
        rule.fromPort = rule.toPort = packet.destinationPort;
    else if (rule.protocol.isIcmp())
        rule.fromPort = packet.icmpType;
    return rule;
}

class GroupRules {
public:
    GroupRules(FixMaker& make, const SecurityGroup& group)
        : m_make(make), m_group(group), m_packet(*make.blocked().packet), m_outbound(make.blocked().outbound) {}

    void propose() {
        const IpAddress& remote = m_outbound ? m_packet.destination : m_packet.source;
        proposeService();
        if (!m_make.isAnyInternetHost(remote)) {
            proposeBlock(Cidr(remote, remote.bits()), opensAddress);
            proposeGroups(remote);
        }
        if (m_outbound || m_make.isAnyInternetHost(remote))
            proposeBlock(Cidr::all(remote.family()), m_outbound ? opensOutward : opensInternet);
    }

private:
    void add(SecurityGroupRule rule, const std::string& peer, int exposure) {
        SecurityGroup fixed = m_group;
        (m_outbound ? fixed.egress : fixed.ingress).push_back(rule);
        m_make.offer(message(m_outbound ? MessageId::FixEgress : MessageId::FixIngress, displayName(m_group), peer,
                             portText(rule.protocol, rule.fromPort, rule.toPort)),
                     exposure, fixed);
    }

    void proposeBlock(const Cidr& block, int exposure) {
        SecurityGroupRule rule = ruleFor(m_packet);
        rule.cidr = block;
        add(std::move(rule), block.toString(), exposure);
    }

    void proposeGroups(const IpAddress& remote) {
        const Vpc* vpc = m_make.vpcWith(remote);
        const NetworkInterface* interface = vpc ? m_make.index().interfaceAt(vpc->id, remote) : nullptr;
        if (!interface)
            return;
        for (const auto& ref : interface->groups) {
            SecurityGroupRule rule = ruleFor(m_packet);
            rule.group = ref;
            add(std::move(rule), m_make.nameOf(ref.id), opensNetwork);
        }
    }

    void proposeService() {
        const auto& target = m_make.callTarget();
        const PrefixList* list =
            m_outbound && target
                ? prefixListNamed(m_make.topology(), "com.amazonaws." + target->region + '.' + m_make.service(),
                                  target->region)
                : nullptr;
        if (!list)
            return;
        SecurityGroupRule rule = ruleFor(m_packet);
        rule.prefixList = list->id;
        SecurityGroup fixed = m_group;
        fixed.egress.push_back(rule);
        m_make.offer(message(MessageId::FixEgressToService, displayName(m_group), list->listName,
                             std::to_string(m_packet.destinationPort)),
                     opensNothing, fixed);
    }

    FixMaker& m_make;
    const SecurityGroup& m_group;
    const Packet& m_packet;
    bool m_outbound;
};

/// A transit gateway hands group references on only where it and both attachments are told to.
void proposeReferencing(FixMaker& make) {
    for (const Hop& hop : make.trace().hops) {
        const auto* gateway = make.topology().get<TransitGateway>(hop.resource);
        if (!gateway || hop.direction != Direction::Forward)
            continue;
        Design after = make.design();
        TransitGateway fixed = *gateway;
        fixed.securityGroupReferencing = "enable";
        after.topology.set(Resource(fixed));
        make.topology().forEach<TransitGatewayAttachment>([&](const TransitGatewayAttachment& attachment) {
            if (attachment.transitGateway.id != gateway->id || attachment.securityGroupReferencing != "disable")
                return;
            TransitGatewayAttachment open = attachment;
            open.securityGroupReferencing = "enable";
            after.topology.set(Resource(open));
        });
        make.offerDesign(message(MessageId::FixReferencing, displayName(*gateway)), opensNothing, std::move(after));
    }
}

// --- network ACLs

class AclEntries {
public:
    AclEntries(FixMaker& make, const NetworkAcl& acl)
        : m_make(make), m_acl(acl), m_packet(*make.blocked().packet), m_egress(make.blocked().outbound),
          m_index(indexIn(make.check().pointer, "/entries/")) {}

    void propose() {
        const IpAddress& remote = m_egress ? m_packet.destination : m_packet.source;
        if (!m_make.isAnyInternetHost(remote) && !m_make.callTarget())
            add(exactPorts(), Cidr(remote, remote.bits()), opensAddress);
        add(exactPorts(), Cidr::all(remote.family()), opensNetwork);
        if (m_packet.destinationSpan > 0)
            add({firstClientPort, lastClientPort}, Cidr::all(remote.family()), opensOutward);
        proposeWithoutEntry();
        proposeDefaultAcl();
    }

private:
    struct Ports {
        int first = 0;
        int last = 0;
    };

    Ports exactPorts() const { return {m_packet.destinationPort, m_packet.destinationPort + m_packet.destinationSpan}; }

    const AclEntry* denying() const {
        return m_index && *m_index < m_acl.entries.size() ? &m_acl.entries[*m_index] : nullptr;
    }

    /// A number in front of the entry that denies, or the next round one.
    std::optional<int> freeNumber() const {
        const auto isFree = [&](int number) {
            return std::none_of(m_acl.entries.begin(), m_acl.entries.end(),
                                [&](const AclEntry& each) { return each.egress == m_egress && each.number == number; });
        };
        if (const AclEntry* entry = denying()) {
            for (int number = entry->number - 1; number > 0; --number)
                if (isFree(number))
                    return number;
            return std::nullopt;
        }
        for (int number = 100; number <= lastAclNumber; number += 10)
            if (isFree(number))
                return number;
        return std::nullopt;
    }

    void add(const Ports& ports, const Cidr& block, int exposure) {
        const auto number = freeNumber();
        if (!number)
            return;
        AclEntry entry;
        entry.number = *number;
        entry.egress = m_egress;
        entry.protocol = m_packet.protocol;
        (block.family() == IpFamily::V4 ? entry.cidr : entry.ipv6Cidr) = block;
        if (entry.protocol.hasPorts()) {
            entry.fromPort = ports.first;
            entry.toPort = ports.last;
        } else if (entry.protocol.isIcmp()) {
            entry.icmpType = m_packet.icmpType;
        }
        NetworkAcl fixed = m_acl;
        fixed.entries.push_back(entry);
        const std::string what =
            portText(entry.protocol, entry.fromPort, entry.toPort) + (m_egress ? " to " : " from ") + block.toString();
        m_make.offer(message(MessageId::FixAclEntry, displayName(m_acl), std::to_string(entry.number),
                             m_egress ? "outbound" : "inbound", what),
                     exposure, fixed);
    }

    void proposeWithoutEntry() {
        const AclEntry* entry = denying();
        if (!entry || entry->action != RuleAction::Deny)
            return;
        NetworkAcl fixed = m_acl;
        fixed.entries.erase(fixed.entries.begin() + static_cast<std::ptrdiff_t>(*m_index));
        m_make.offer(message(MessageId::FixAclRemove, displayName(m_acl), std::to_string(entry->number),
                             m_egress ? "outbound" : "inbound"),
                     opensEverything, fixed);
    }

    void proposeDefaultAcl() {
        const auto* subnet = m_make.topology().get<Subnet>(m_make.blocked().place);
        if (!subnet || m_acl.isDefault)
            return;
        Subnet fixed = *subnet;
        fixed.networkAcl = {};
        if (const NetworkAcl* standard = networkAclOf(m_make.topology(), fixed))
            m_make.offer(message(MessageId::FixAclDefault, displayName(*subnet), displayName(*standard)),
                         opensEverything, fixed);
    }

    FixMaker& m_make;
    const NetworkAcl& m_acl;
    const Packet& m_packet;
    bool m_egress;
    std::optional<std::size_t> m_index;
};

} // namespace

void proposeGroupRules(FixMaker& make) {
    const auto* group = make.topology().get<SecurityGroup>(make.check().resource);
    if (!group || !make.blocked().packet)
        return;
    if (make.check().code == "SG_REFERENCING_SUPPORT")
        proposeReferencing(make);
    GroupRules(make, *group).propose();
}

void proposeAclEntries(FixMaker& make) {
    const auto* acl = make.topology().get<NetworkAcl>(make.check().resource);
    if (acl && make.blocked().packet)
        AclEntries(make, *acl).propose();
}

} // namespace waylight
