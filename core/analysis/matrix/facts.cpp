// SPDX-License-Identifier: MIT
#include "core/analysis/matrix/facts.h"

#include "core/analysis/matrix/pieces.h"
#include "core/base/sort_unique.h"
#include "core/network/catalog.h"
#include "core/network/walk.h"
#include "core/trace/resolve.h"

#include <algorithm>

namespace waylight::matrix {
namespace {

/// Sorts ranges and joins those that touch.
template <class T, class Next>
void join(std::vector<std::pair<T, T>>& ranges, Next next) {
    std::sort(ranges.begin(), ranges.end());
    std::size_t kept = 0;
    for (const auto& range : ranges) {
        if (kept > 0 && (range.first <= ranges[kept - 1].second || range.first == next(ranges[kept - 1].second)))
            ranges[kept - 1].second = std::max(ranges[kept - 1].second, range.second);
        else
            ranges[kept++] = range;
    }
    ranges.resize(kept);
}

/// Finds out what matters; each function fills one part of the facts.
class Finder {
public:
    /// `previous` and what differs from it; null: there is nothing to take over.
    Finder(Facts& facts, const Facts* previous, const Changes* changes)
        : m_facts(facts), m_previous(previous), m_changes(changes) {}

    void run() {
        findTargets();
        findPorts();
        if (m_previous && !m_changes->addresses && m_facts.targets == m_previous->targets)
            m_facts.ranges = m_previous->ranges;
        else
            findRanges();
        if (m_previous && m_facts.comparable(*m_previous))
            m_facts.pieces = m_previous->pieces;
        if (m_previous && m_changes->others.empty() && m_facts.comparable(*m_previous) && groupsOnPathStay()) {
            takeOverPaths();
            return;
        }
        findSpecials();
        findPathCuts();
    }

private:
    const NetworkIndex& index() const { return m_facts.index(); }

    bool groupsOnPathStay() const {
        return std::none_of(m_changes->groups.begin(), m_changes->groups.end(),
                            [&](Handle group) { return m_previous->groupsOnPath.contains(group); });
    }

    void takeOverPaths() {
        m_facts.pathCuts = m_previous->pathCuts;
        m_facts.specialSubnets = m_previous->specialSubnets;
        m_facts.specialInterfaces = m_previous->specialInterfaces;
        m_facts.groupsOnPath = m_previous->groupsOnPath;
        m_facts.namedOnPath = m_previous->namedOnPath;
        m_facts.fixed = m_previous->fixed;
        m_facts.doubles = m_previous->doubles;
        m_facts.publicInside = m_previous->publicInside;
    }

    // --- places outside

    void findTargets() {
        if (m_previous && sameServices()) {
            m_facts.targets = m_previous->targets;
            return;
        }
        NetworkInterface host;
        const auto internet6 = resolveTarget(index(), host, "internet");
        host.addresses.emplace_back().address = IpAddress();
        const auto internet4 = resolveTarget(index(), host, "internet");
        m_facts.targets.push_back({"internet", internet4.value, internet6.value});
        std::set<std::string> regions;
        index().topology.forEach<Vpc>([&](const Vpc& vpc) { regions.insert(vpc.region); });
        for (const std::string& region : regions)
            for (const char* service : {"s3", "dynamodb"}) {
                MatrixTarget target{"com.amazonaws." + region + '.' + service,
                                    serviceAddress(index().topology, service, region),
                                    serviceAddress(index().topology, service, region, IpFamily::V6)};
                if (target.v4 || target.v6)
                    m_facts.targets.push_back(std::move(target));
            }
    }

    bool sameServices() const {
        const Topology& before = m_previous->index().topology;
        const Topology& after = index().topology;
        return before.table(kindOf<Vpc>).sharesAllWith(after.table(kindOf<Vpc>)) &&
               before.table(kindOf<PrefixList>).sharesAllWith(after.table(kindOf<PrefixList>));
    }

    // --- ports and addresses

    void findPorts() {
        m_facts.ports = {m_facts.service.port};
        forEachPlace<CompiledLoadBalancer>(m_facts, [&](const CompiledLoadBalancer& balancer) {
            for (const auto& port : balancer.ports)
                for (const auto& target : port.targets)
                    m_facts.ports.insert(target.port);
        });
    }

    void findRanges() {
        const auto addBlock = [&](const Cidr& block) {
            if (block.family() == IpFamily::V4)
                m_facts.ranges.v4.emplace_back(block.address().v4Value(), block.last().v4Value());
            else
                m_facts.ranges.v6.emplace_back(block.address(), block.last());
        };
        const auto addAddress = [&](const std::optional<IpAddress>& address) {
            if (address)
                addBlock(Cidr(*address, address->bits()));
        };
        forEachPlace<CompiledVpc>(m_facts, [&](const CompiledVpc& vpc) {
            for (const Cidr& block : vpc.cidrs)
                addBlock(block);
            addStrays(vpc, addAddress);
        });
        forEachPlace<CompiledNat>(m_facts, [&](const CompiledNat& nat) { addAddress(nat.privateAddress); });
        forEachPlace<CompiledLoadBalancer>(m_facts, [&](const CompiledLoadBalancer& balancer) {
            for (const auto& port : balancer.ports)
                for (const auto& target : port.targets)
                    addAddress(target.address);
        });
        for (const MatrixTarget& target : m_facts.targets) {
            addAddress(target.v4);
            addAddress(target.v6);
        }
        join(m_facts.ranges.v4, [](std::uint32_t value) { return value + 1; });
        join(m_facts.ranges.v6, [](const IpAddress& value) { return value.plus(1); });
    }

    /// Addresses of interfaces outside the blocks of their VPC, as no real network has.
    template <class Add>
    void addStrays(const CompiledVpc& vpc, Add add) {
        if (!vpc.addresses)
            return;
        std::vector<std::pair<std::uint32_t, std::uint32_t>> own;
        for (const Cidr& block : vpc.cidrs)
            if (block.family() == IpFamily::V4)
                own.emplace_back(block.address().v4Value(), block.last().v4Value());
        vpc.addresses->forEach([&](const IpAddress& address, Handle) {
            const auto inside = [value = address.v4Value()](const auto& range) {
                return range.first <= value && value <= range.second;
            };
            if (address.isV4() ? std::none_of(own.begin(), own.end(), inside) : !vpc.contains(address))
                add(address);
        });
    }

    // --- what is told apart by more than its class

    void makeSpecial(const CompiledInterface* interface) {
        if (!interface)
            return;
        m_facts.specialInterfaces.insert(interface->self);
        makeSpecialSubnet(interface->subnet);
        m_facts.groupsOnPath.insert(interface->groups.begin(), interface->groups.end());
    }
    void makeSpecialSubnet(Handle subnet) {
        if (subnet != noHandle)
            m_facts.specialSubnets.insert(subnet);
    }
    void fix(Handle handle) {
        if (handle != noHandle)
            m_facts.fixed.insert(handle);
    }

    void findSpecials() {
        findRouteTargets();
        if (m_previous && !m_changes->addresses && index().publicOwners == m_previous->index().publicOwners) {
            m_facts.doubles = m_previous->doubles;
            m_facts.publicInside = m_previous->publicInside;
        } else {
            findDoubles();
        }
        m_facts.specialInterfaces.insert(m_facts.doubles.begin(), m_facts.doubles.end());
        forEachPlace<CompiledNat>(m_facts, [&](const CompiledNat& nat) {
            makeSpecialSubnet(nat.subnet);
            fix(nat.table);
            if (nat.privateAddress)
                forEachHolder(*nat.privateAddress,
                              [&](const CompiledInterface& holder) { m_facts.specialInterfaces.insert(holder.self); });
        });
        forEachPlace<CompiledEndpoint>(m_facts, [&](const CompiledEndpoint& endpoint) {
            makeSpecialSubnet(endpoint.subnet);
            for (const Handle subnet : endpoint.badZones)
                makeSpecialSubnet(subnet);
        });
        forEachPlace<CompiledAttachment>(m_facts, [&](const CompiledAttachment& attachment) {
            for (const Handle subnet : attachment.subnets)
                makeSpecialSubnet(subnet);
        });
        forEachPlace<CompiledVpc>(m_facts, [&](const CompiledVpc& vpc) {
            for (const auto& [subnet, access] : vpc.publicAccessOfSubnets)
                makeSpecialSubnet(subnet);
            for (const auto& [gateway, table] : vpc.edgeTables)
                fix(table);
        });
        findBalancerTargets();
        for (const Handle group : m_facts.groupsOnPath)
            if (const auto* compiled = index().find<CompiledGroup>(group))
                for (const RuleList* list : {&compiled->ingress, &compiled->egress})
                    for (const FilterRule& rule : list->rules)
                        if (rule.peer == FilterRule::Peer::Group)
                            m_facts.namedOnPath.insert(rule.base);
        fixSubnets();
    }

    void findRouteTargets() {
        forEachPlace<CompiledTable>(m_facts, [&](const CompiledTable& table) {
            for (const Handle target : table.targets) {
                makeSpecial(index().find<CompiledInterface>(target));
                if (const auto* instance = index().find<CompiledInstance>(target))
                    for (const auto& [device, interface] : instance->interfaces)
                        makeSpecial(index().find<CompiledInterface>(interface));
            }
        });
    }

    template <class Visit>
    void forEachHolder(const IpAddress& address, Visit visit) const {
        forEachPlace<CompiledVpc>(m_facts, [&](const CompiledVpc& vpc) {
            if (const CompiledInterface* holder = index().interfaceAt(vpc, address))
                visit(*holder);
        });
    }

    /// Addresses that two VPCs have, or that are somebody's public one: who has them is special.
    void findDoubles() {
        std::vector<const AddressTable*> tables;
        forEachPlace<CompiledVpc>(m_facts, [&](const CompiledVpc& vpc) {
            if (vpc.addresses)
                tables.push_back(vpc.addresses.get());
        });
        std::sort(tables.begin(), tables.end(),
                  [](const AddressTable* a, const AddressTable* b) { return a->size() < b->size(); });
        for (std::size_t i = 0; i < tables.size(); ++i)
            for (std::size_t j = i + 1; j < tables.size(); ++j)
                tables[i]->forEach([&](const IpAddress& address, Handle handle) {
                    if (const Handle other = tables[j]->find(address); other != noHandle)
                        m_facts.doubles.insert({handle, other});
                });
        for (const auto& [address, owner] : *index().publicOwners)
            if (address.isV4())
                forEachHolder(address, [&](const CompiledInterface& holder) {
                    m_facts.doubles.insert(holder.self);
                    m_facts.publicInside = true;
                });
    }

    void findBalancerTargets() {
        forEachPlace<CompiledLoadBalancer>(m_facts, [&](const CompiledLoadBalancer& balancer) {
            const auto add = [&](const CompiledInterface& interface) {
                m_facts.groupsOnPath.insert(interface.groups.begin(), interface.groups.end());
                fix(interface.self);
                fix(interface.subnet);
            };
            for (const auto& port : balancer.ports)
                for (const auto& target : port.targets) {
                    fix(target.instance);
                    if (target.address)
                        forEachHolder(*target.address, add);
                    else if (const auto* instance = index().find<CompiledInstance>(target.instance))
                        for (const auto& [device, interface] : instance->interfaces)
                            if (const auto* found = index().find<CompiledInterface>(interface))
                                add(*found);
                }
        });
    }

    /// What special subnets and those of load balancers' targets use decides about the packets of others too.
    void fixSubnets() {
        m_facts.fixed.insert(m_facts.specialSubnets.begin(), m_facts.specialSubnets.end());
        for (const Handle handle : m_facts.specialInterfaces) {
            fix(handle);
            if (const auto* interface = index().find<CompiledInterface>(handle))
                fix(interface->instance);
        }
        for (const Handle handle : std::vector<Handle>(m_facts.fixed.begin(), m_facts.fixed.end()))
            if (const auto* subnet = index().find<CompiledSubnet>(handle)) {
                if (const CompiledTable* table = index().tableOf(*subnet))
                    fix(table->self);
                if (const CompiledAcl* acl = index().aclOf(*subnet))
                    fix(acl->self);
            }
    }

    // --- where the answers of the network on the way can change

    void findPathCuts() {
        Cuts& cuts = m_facts.pathCuts;
        const auto add = [&](const std::vector<Cidr>& blocks) {
            for (const Cidr& block : blocks)
                cuts.add(block, m_facts.ranges);
        };
        const auto link = [&](const VpnLink& each) { add(each.networks); };
        for (const char* text : {"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.168.0/22",
                                 "fd00:ec2::/32", "64:ff9b::/96"})
            add({*Cidr::parse(text)});
        forEachPlace<CompiledTable>(m_facts,
                                    [&](const CompiledTable& each) { cuts.add(tablePiece(m_facts, each)->cuts); });
        forEachPlace<CompiledAcl>(m_facts, [&](const CompiledAcl& each) { cuts.add(aclPiece(m_facts, each)->cuts); });
        forEachPlace<CompiledVpc>(m_facts, [&](const CompiledVpc& each) { add(each.cidrs), add(each.vpnBlocks); });
        forEachPlace<CompiledPeering>(
            m_facts, [&](const CompiledPeering& each) { add(each.sides[0].cidrs), add(each.sides[1].cidrs); });
        forEachPlace<CompiledEndpoint>(m_facts, [&](const CompiledEndpoint& each) { add(each.blocks); });
        forEachPlace<CompiledVpnGateway>(m_facts, [&](const CompiledVpnGateway& each) {
            std::for_each(each.links.begin(), each.links.end(), link);
        });
        forEachPlace<CompiledAttachment>(m_facts, [&](const CompiledAttachment& each) { link(each.vpn); });
        forEachPlace<CompiledTransitTable>(m_facts, [&](const CompiledTransitTable& each) {
            for (const auto& entry : each.entries)
                cuts.add(entry.block, m_facts.ranges);
        });
        for (const Handle group : m_facts.groupsOnPath)
            if (const PiecePtr piece = groupPiece(m_facts, group))
                cuts.add(piece->cuts);
        cuts.tidy();
    }

    Facts& m_facts;
    const Facts* m_previous;
    const Changes* m_changes;
};

} // namespace

bool Facts::comparable(const Facts& other) const {
    return service == other.service && targets == other.targets && ports == other.ports && ranges == other.ranges;
}

namespace {

bool sameAddresses(const Compiled* before, const Compiled* after) {
    if (!before || !after || before->kind != after->kind)
        return false;
    const auto& a = static_cast<const CompiledVpc&>(*before);
    const auto& b = static_cast<const CompiledVpc&>(*after);
    return a.cidrs == b.cidrs && a.addresses == b.addresses;
}

} // namespace

Changes changesBetween(const NetworkIndex& before, const NetworkIndex& after) {
    Changes changes;
    SharedVector<CompiledPtr>::forEachDifference(
        before.compiled, after.compiled, [&](std::size_t handle, const CompiledPtr& old, const CompiledPtr& now) {
            for (const CompiledPtr* side : {&old, &now}) {
                if (!*side)
                    continue;
                const Compiled::Kind kind = (*side)->kind;
                if (kind == Compiled::Kind::Group) {
                    changes.groups.push_back(static_cast<Handle>(handle));
                    continue;
                }
                changes.addresses |= kind == Compiled::Kind::NatGateway || kind == Compiled::Kind::LoadBalancer ||
                                     (kind == Compiled::Kind::Vpc && !sameAddresses(old.get(), now.get()));
                changes.interfaces |= kind == Compiled::Kind::Interface || kind == Compiled::Kind::Instance;
                changes.others.push_back(static_cast<Handle>(handle));
            }
        });
    sortUnique(changes.groups);
    sortUnique(changes.others);
    return changes;
}

Facts factsOf(const Network& network, const MatrixService& service, const Facts* previous, const Changes& changes) {
    Facts facts;
    facts.network = network;
    facts.service = service;
    const NetworkIndex& index = network.index();
    const auto isPlace = [&](Handle handle) {
        const Compiled* found = index.compiled[handle].get();
        return found && found->kind != Compiled::Kind::Interface && found->kind != Compiled::Kind::Instance &&
               found->kind != Compiled::Kind::Group;
    };
    if (previous) {
        facts.contents = previous->contents;
        facts.places = previous->places;
        for (const Handle handle : changes.others)
            if (isPlace(handle) && !std::binary_search(previous->places.begin(), previous->places.end(), handle))
                facts.places.push_back(handle);
        std::sort(facts.places.begin(), facts.places.end());
    } else {
        for (Handle handle = 0; handle < index.compiled.size(); ++handle)
            if (isPlace(handle))
                facts.places.push_back(handle);
    }
    Finder(facts, previous, &changes).run();
    return facts;
}

Packet packetOf(const MatrixService& service, const CompiledInterface& from, const IpAddress& source,
                const IpAddress& destination) {
    const PortRange own = ephemeralPorts(&from);
    Packet packet{.source = source,
                  .destination = destination,
                  .protocol = service.protocol,
                  .sourcePort = own.first,
                  .destinationPort = service.port,
                  .sourceSpan = own.last - own.first};
    if (service.protocol.isIcmp() && !destination.isV4()) {
        packet.protocol = Protocol::icmpv6();
        packet.icmpType = 128;
    }
    return packet;
}

} // namespace waylight::matrix
