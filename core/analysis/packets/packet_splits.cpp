// SPDX-License-Identifier: MIT
#include "core/analysis/packets/packet_splits.h"

#include "core/base/sort_unique.h"
#include "core/network/compile_parts.h"

#include <algorithm>

namespace waylight {
namespace {

using Parts = std::optional<std::pair<HeaderBox, HeaderBox>>;

IpAddress before(const IpAddress& address) {
    return address.isV4() ? IpAddress::v4(address.v4Value() - 1)
                          : IpAddress::v6(address.high() - (address.low() == 0), address.low() - 1);
}

/// The box below an address and the box from it on.
std::pair<HeaderBox, HeaderBox> cutAt(const HeaderBox& box, const IpAddress& start) {
    std::pair parts{box, box};
    parts.first.last = before(start);
    parts.second.first = start;
    return parts;
}

std::pair<HeaderBox, HeaderBox> cutAt(const HeaderBox& box, int HeaderBox::*first, int HeaderBox::*last, int start) {
    std::pair parts{box, box};
    parts.first.*last = start - 1;
    parts.second.*first = start;
    return parts;
}

/// How a rule and a box lie to each other in one dimension.
enum class Fit { Apart, Inside, Partly, CannotTell };

Fit fitOf(int boxFirst, int boxLast, int first, int last) {
    return boxLast < first || last < boxFirst     ? Fit::Apart
           : first <= boxFirst && boxLast <= last ? Fit::Inside
                                                  : Fit::Partly;
}

/// How a list of rules parts a box, as the packet at its corner came to it: a dimension that has been translated on the
/// way is fixed.
class ListCut {
public:
    /// `portsKnown` is false where `seen` is not the packet that comes to the list, but one on the way to it.
    ListCut(const HeaderBox& box, const Packet& corner, const Packet& seen, const IpAddress& remote,
            bool portsKnown = true)
        : m_box(box), m_seen(seen), m_remote(remote), m_portsKnown(portsKnown) {
        m_sourceLives = remote == corner.source && box.first != box.last;
        m_portLives = seen.destinationSpan == 0 && seen.destinationPort == corner.destinationPort;
        m_typeLives = seen.icmpType == corner.icmpType;
    }

    /// The first border inside the box of a rule that packets of the box can meet: those behind a rule that covers the
    /// whole box are not met.
    Parts of(const RuleList& list) const {
        for (const FilterRule& rule : list.rules) {
            const Fit protocol = rule.protocol < 0
                                     ? Fit::Inside
                                     : fitOf(m_box.protocolFirst, m_box.protocolLast, rule.protocol, rule.protocol);
            if (protocol == Fit::Apart)
                continue;
            IpAddress border;
            const Fit address = addressFit(rule, list, border);
            const Fit port = protocol == Fit::Inside ? portFit(rule) : Fit::CannotTell;
            const Fit code = protocol == Fit::Inside ? codeFit(rule) : Fit::CannotTell;
            if (address == Fit::Apart || port == Fit::Apart || code == Fit::Apart)
                continue;
            if (protocol == Fit::Partly)
                return cutAt(m_box, &HeaderBox::protocolFirst, &HeaderBox::protocolLast,
                             m_box.protocolFirst < rule.protocol ? rule.protocol : rule.protocol + 1);
            if (address == Fit::Partly)
                return cutAt(m_box, border);
            if (port == Fit::Partly)
                return cutNumbers(&HeaderBox::portFirst, &HeaderBox::portLast, rule.from,
                                  isIcmp() ? rule.from : rule.to);
            if (code == Fit::Partly)
                return cutNumbers(&HeaderBox::codeFirst, &HeaderBox::codeLast, rule.to, rule.to);
            if (address == Fit::Inside && port == Fit::Inside && code == Fit::Inside)
                return std::nullopt;
        }
        return std::nullopt;
    }

private:
    bool isIcmp() const { return m_seen.protocol.isIcmp(); }

    Parts cutNumbers(int HeaderBox::*first, int HeaderBox::*last, int from, int to) const {
        return cutAt(m_box, first, last, m_box.*first < from ? from : to + 1);
    }

    Fit addressFit(const FilterRule& rule, const RuleList& list, IpAddress& border) const {
        if (!namesAddresses(rule))
            return rule.peer == FilterRule::Peer::Nobody ? Fit::Apart : Fit::CannotTell;
        if (!m_sourceLives)
            return list.containsPeer(rule, m_remote) ? Fit::Inside : Fit::Apart;
        Fit fit = Fit::Apart;
        for (const HeaderBox& block : boxesOf(rule, list)) {
            if (block.first.family() != m_box.first.family() || block.last < m_box.first || m_box.last < block.first)
                continue;
            if (block.first <= m_box.first && m_box.last <= block.last)
                return Fit::Inside;
            border = m_box.first < block.first ? block.first : block.last.plus(1);
            fit = Fit::Partly;
        }
        return fit;
    }

    Fit portFit(const FilterRule& rule) const {
        if (rule.protocol < 0)
            return Fit::Inside;
        if (isIcmp()) {
            if (rule.from == FilterRule::anyIcmp)
                return Fit::Inside;
            if (!m_portsKnown)
                return Fit::CannotTell;
            return m_typeLives                    ? fitOf(m_box.portFirst, m_box.portLast, rule.from, rule.from)
                   : rule.from == m_seen.icmpType ? Fit::Inside
                                                  : Fit::Apart;
        }
        if (!m_seen.protocol.hasPorts())
            return Fit::Inside;
        if (!m_portsKnown)
            return Fit::CannotTell;
        if (m_portLives)
            return fitOf(m_box.portFirst, m_box.portLast, rule.from, rule.to);
        const Fit fit =
            fitOf(m_seen.destinationPort, m_seen.destinationPort + m_seen.destinationSpan, rule.from, rule.to);
        return fit == Fit::Partly ? Fit::CannotTell : fit;
    }

    Fit codeFit(const FilterRule& rule) const {
        const bool any =
            rule.protocol < 0 || !isIcmp() || rule.from == FilterRule::anyIcmp || rule.to == FilterRule::anyIcmp;
        return any ? Fit::Inside : fitOf(m_box.codeFirst, m_box.codeLast, rule.to, rule.to);
    }

    const HeaderBox& m_box;
    const Packet& m_seen;
    IpAddress m_remote;
    bool m_portsKnown = true;
    bool m_sourceLives = false;
    bool m_portLives = false;
    bool m_typeLives = false;
};

/// Where a route look-up first changes its answer inside the box.
template <class Intervals>
Parts cutByRoutes(const HeaderBox& box, const IpAddress& corner, const IpAddress& asked, const Intervals& intervals) {
    if (asked != corner || box.first == box.last)
        return std::nullopt;
    std::optional<IpAddress> second;
    intervals.forEachBetween(box.first, box.last, [&](const IpAddress& start, const auto&) {
        if (!second && start != box.first)
            second = start;
    });
    return second ? Parts(cutAt(box, *second)) : std::nullopt;
}

} // namespace

PacketSplits::PacketSplits(const NetworkIndex& index, const CompiledInterface* sender,
                           const CompiledInterface& receiver)
    : m_index(index), m_sender(sender) {
    m_protocols = {1, 2, 6, 7, 17, 18, 58, 59};
    cutEverywhere();
    if (receiver.role == InterfaceRole::Endpoint)
        m_ports = {443, 444};
    sortUnique(m_sources);
    sortUnique(m_protocols);
    sortUnique(m_ports);
    sortUnique(m_owned);
}

void PacketSplits::addBlock(const Cidr& block) {
    m_sources.push_back(block.address());
    if (const IpAddress after = block.last().plus(1); block.address() < after)
        m_sources.push_back(after);
}

/// Blocks that gateways look at without a word, and who has which address.
void PacketSplits::cutEverywhere() {
    if (m_sender)
        return; // one address
    for (const char* text : {"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.168.0/22",
                             "fd00:ec2::/32", "64:ff9b::/96"})
        addBlock(*Cidr::parse(text));
    const auto add = [&](const std::vector<Cidr>& blocks) {
        for (const Cidr& block : blocks)
            addBlock(block);
    };
    const auto forEach = [&]<class Compiled, class Resource>(const Resource*, const Compiled*, auto visit) {
        m_index.topology.forEach<Resource>([&](const Resource& each) {
            if (const auto* found = m_index.find<Compiled>(each.id))
                visit(*found);
        });
    };
    forEach(static_cast<const Vpc*>(nullptr), static_cast<const CompiledVpc*>(nullptr), [&](const CompiledVpc& vpc) {
        add(vpc.cidrs);
        add(vpc.vpnBlocks);
        for (const auto& [gateway, table] : vpc.edgeTables)
            addTable(m_index.find<CompiledTable>(table));
        if (vpc.addresses)
            vpc.addresses->forEach([&](const IpAddress& address, Handle) { m_owned.push_back(address); });
    });
    forEach(static_cast<const VpcPeering*>(nullptr), static_cast<const CompiledPeering*>(nullptr),
            [&](const CompiledPeering& each) { add(each.sides[0].cidrs), add(each.sides[1].cidrs); });
    forEach(static_cast<const VpnGateway*>(nullptr), static_cast<const CompiledVpnGateway*>(nullptr),
            [&](const CompiledVpnGateway& each) {
                for (const VpnLink& link : each.links)
                    add(link.networks);
            });
    forEach(static_cast<const TransitGatewayAttachment*>(nullptr), static_cast<const CompiledAttachment*>(nullptr),
            [&](const CompiledAttachment& each) { add(each.vpn.networks); });
    forEach(static_cast<const VpcEndpoint*>(nullptr), static_cast<const CompiledEndpoint*>(nullptr),
            [&](const CompiledEndpoint& each) { add(each.blocks); });
    forEach(static_cast<const NatGateway*>(nullptr), static_cast<const CompiledNat*>(nullptr),
            [&](const CompiledNat& each) {
                if (each.privateAddress)
                    m_owned.push_back(*each.privateAddress);
            });
    for (const auto& [address, owner] : *m_index.publicOwners)
        m_owned.push_back(address);
}

void PacketSplits::addTable(const CompiledTable* table) {
    if (table && !m_sender)
        for (const IpFamily family : {IpFamily::V4, IpFamily::V6})
            table->lookup.forEachBetween(Cidr::all(family).address(), Cidr::all(family).last(),
                                         [&](const IpAddress& start, const auto&) { m_sources.push_back(start); });
}

/// By anything that packets of the box can meet at an interface: its groups, its subnet's ACL and routes.
std::optional<std::pair<HeaderBox, HeaderBox>> PacketSplits::partsAt(const CompiledInterface& interface,
                                                                     const HeaderBox& box, const Packet& corner,
                                                                     const Packet& seen) const {
    std::vector<const RuleList*> lists;
    for (const Handle handle : interface.groups)
        if (const auto* group = m_index.find<CompiledGroup>(handle))
            lists.insert(lists.end(), {&group->ingress, &group->egress});
    const auto* subnet = m_index.find<CompiledSubnet>(interface.subnet);
    if (const CompiledAcl* acl = subnet ? m_index.aclOf(*subnet) : nullptr)
        lists.insert(lists.end(), {&acl->inbound, &acl->outbound});
    for (const RuleList* list : lists)
        if (auto parts = ListCut(box, corner, seen, corner.source, false).of(*list))
            return parts;
    const CompiledTable* table = subnet ? m_index.tableOf(*subnet) : nullptr;
    return table ? cutByRoutes(box, corner.source, corner.source, table->lookup) : std::nullopt;
}

/// A load balancer tries its targets and tells only of the one that it takes: everything that packets to a target may
/// meet counts.
std::optional<std::pair<HeaderBox, HeaderBox>> PacketSplits::partsAtBalancer(const CompiledLoadBalancer& balancer,
                                                                             const HeaderBox& box, const Packet& corner,
                                                                             const Packet& seen) const {
    for (const auto& port : balancer.ports)
        for (const int start : {port.port, port.port + 1})
            if (corner.protocol.hasPorts() && box.portFirst < start && start <= box.portLast)
                return cutAt(box, &HeaderBox::portFirst, &HeaderBox::portLast, start);
    Parts parts;
    const auto consider = [&](const CompiledInterface* interface) {
        if (interface && !parts)
            parts = partsAt(*interface, box, corner, seen);
    };
    m_index.topology.forEach<Vpc>([&](const Vpc& each) {
        const auto* vpc = m_index.find<CompiledVpc>(each.id);
        const CompiledInterface* entry = vpc ? m_index.interfaceAt(*vpc, seen.destination) : nullptr;
        if (!entry || entry->owner != balancer.self)
            return;
        consider(entry);
        for (const auto& port : balancer.ports)
            for (const auto& target : port.targets) {
                const auto* instance = m_index.find<CompiledInstance>(target.instance);
                if (target.address)
                    consider(m_index.interfaceAt(*vpc, *target.address));
                else if (instance && !instance->interfaces.empty())
                    consider(m_index.find<CompiledInterface>(instance->interfaces.front().second));
            }
    });
    return parts;
}

std::vector<HeaderBox> PacketSplits::start(const Cidr& sources) const {
    HeaderBox whole;
    whole.first = sources.address();
    whole.last = sources.last();
    std::vector<HeaderBox> boxes{whole};
    const auto cut = [&](const auto& inside, auto part) {
        std::vector<HeaderBox> parts;
        for (HeaderBox box : boxes) {
            inside(box, [&](const auto& start) {
                const auto halves = part(box, start);
                parts.push_back(halves.first);
                box = halves.second;
            });
            parts.push_back(box);
        }
        boxes = std::move(parts);
    };
    cut(
        [&](const HeaderBox& box, auto visit) {
            const IpAddress last = box.last;
            for (const IpAddress& start : m_sources)
                if (box.first.family() == start.family() && box.first < start && start <= last)
                    visit(start);
        },
        [](const HeaderBox& box, const IpAddress& start) { return cutAt(box, start); });
    cut(
        [&](const HeaderBox& box, auto visit) {
            for (const int start : m_protocols)
                if (box.protocolFirst < start && start <= 255)
                    visit(start);
        },
        [](const HeaderBox& box, int start) {
            return cutAt(box, &HeaderBox::protocolFirst, &HeaderBox::protocolLast, start);
        });
    cut(
        [&](const HeaderBox& box, auto visit) {
            for (const int start : m_ports)
                if (Protocol::number(box.protocolFirst).hasPorts() && box.portFirst < start && start <= 65535)
                    visit(start);
        },
        [](const HeaderBox& box, int start) { return cutAt(box, &HeaderBox::portFirst, &HeaderBox::portLast, start); });
    return boxes;
}

std::vector<const CompiledInterface*> PacketSplits::interfacesAt(const Step& step) const {
    for (const Handle handle : {step.other, step.culprit, step.place})
        if (const auto* interface = m_index.find<CompiledInterface>(handle))
            return {interface};
    std::vector<const CompiledInterface*> found;
    if (const auto* instance = m_index.find<CompiledInstance>(step.place))
        for (const auto& [device, handle] : instance->interfaces)
            if (const auto* interface = m_index.find<CompiledInterface>(handle))
                found.push_back(interface);
    return found;
}

Parts PacketSplits::parts(const HeaderBox& box, const Packet& corner, const std::vector<Step>& steps) const {
    for (const Step& step : steps) {
        if (step.direction == Direction::Return && box.first != box.last) {
            // The reply is for an address that somebody in the design may have.
            const auto owned = std::lower_bound(m_owned.begin(), m_owned.end(), box.first);
            if (owned != m_owned.end() && *owned <= box.last)
                return cutAt(box, *owned == box.first ? owned->plus(1) : *owned);
        }
        Parts parts;
        if (const auto* acl = m_index.find<CompiledAcl>(step.culprit)) {
            const bool outbound = step.other == noHandle;
            parts = ListCut(box, corner, step.packet, outbound ? step.packet.destination : step.packet.source)
                        .of(outbound ? acl->outbound : acl->inbound);
        } else if (const auto* table = m_index.find<CompiledTable>(step.culprit)) {
            parts = cutByRoutes(box, corner.source, step.packet.destination, table->lookup);
            if (!parts)
                parts = cutByRoutes(box, corner.source, step.packet.source, table->lookup);
        } else if (const auto* transit = m_index.find<CompiledTransitTable>(step.culprit)) {
            parts = cutByRoutes(box, corner.source, step.packet.destination, transit->intervals);
        } else if (const auto* balancer = m_index.find<CompiledLoadBalancer>(
                       m_index.handles->find(compile::balancerName(m_index.name(step.culprit))))) {
            parts = partsAtBalancer(*balancer, box, corner, step.packet);
        } else if (stageOf(step.code) == Stage::SecurityGroup && step.direction == Direction::Forward) {
            const auto interfaces = interfacesAt(step);
            for (const CompiledInterface* interface : interfaces)
                for (const Handle handle : interface->groups)
                    if (const auto* group = m_index.find<CompiledGroup>(handle)) {
                        if (!parts)
                            parts = ListCut(box, corner, step.packet, step.packet.source).of(group->ingress);
                        if (!parts)
                            parts = ListCut(box, corner, step.packet, step.packet.destination).of(group->egress);
                    }
        }
        if (parts)
            return parts;
        if (step.outcome == Outcome::Block)
            return std::nullopt; // what comes behind decides nothing
    }
    return std::nullopt;
}

} // namespace waylight
