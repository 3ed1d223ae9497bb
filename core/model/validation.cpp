// SPDX-License-Identifier: MIT
#include "core/model/validation.h"

#include "core/base/json.h"
#include "core/base/message_ids.h"
#include "core/model/references.h"

#include <algorithm>
#include <map>

namespace waylight {
namespace {

std::string listed(const std::vector<Cidr>& blocks) {
    std::string text;
    for (const Cidr& block : blocks)
        text += (text.empty() ? "" : ", ") + block.toString();
    return text.empty() ? "-" : text;
}

/// A block of a subnet, with where it is written.
struct Block {
    Cidr cidr;
    const Subnet* subnet = nullptr;
    const char* field = nullptr;
};

std::vector<Block> blocksOf(const Subnet& subnet) {
    std::vector<Block> blocks;
    if (subnet.cidr)
        blocks.push_back({*subnet.cidr, &subnet, "cidrBlock"});
    if (subnet.ipv6Cidr)
        blocks.push_back({*subnet.ipv6Cidr, &subnet, "ipv6CidrBlock"});
    return blocks;
}

bool anyContains(const std::vector<Cidr>& blocks, const Cidr& block) {
    return std::any_of(blocks.begin(), blocks.end(), [&](const Cidr& each) { return each.contains(block); });
}

class Validator {
public:
    explicit Validator(const Topology& topology) : m_topology(topology) {}

    Diagnostics run() {
        m_topology.forEachResource([&](const ResourcePtr& resource) {
            checkReferences(*resource);
            checkPrefixes(*resource);
        });
        m_topology.forEach<Subnet>([&](const Subnet& subnet) { checkInsideVpc(subnet); });
        checkOverlaps();
        checkMainTables();
        m_topology.forEach<NetworkInterface>([&](const NetworkInterface& interface) { checkAddresses(interface); });
        m_topology.forEach<NatGateway>([&](const NatGateway& nat) {
            for (std::size_t i = 0; i < nat.addresses.size(); ++i)
                if (nat.addresses[i].privateIp)
                    checkAddress(nat, nat.subnet, *nat.addresses[i].privateIp,
                                 "/natGatewayAddresses/" + std::to_string(i) + "/privateIp");
        });
        return std::move(m_found);
    }

private:
    void say(Severity severity, const Resource& resource, const std::string& inside, Message what) {
        m_found.push_back({severity, std::move(what), {}, resourcePointer(resource, inside)});
    }

    /// Where anything may stand, words and things that we do not model are no mistake, and neither are those that a
    /// dump did not list at all.
    bool isForeignTarget(const Reference& reference) const {
        if (reference.kind)
            return false;
        constexpr std::string_view foreign[] = {"cagw-", "lgw-", "arn:"};
        const auto startsTarget = [&](std::string_view prefix) { return reference.target.starts_with(prefix); };
        if (reference.target == "local" || std::any_of(std::begin(foreign), std::end(foreign), startsTarget))
            return true;
        constexpr Kind listed[] = {kindOf<TransitGateway>, kindOf<VpcPeering>, kindOf<VpnGateway>,
                                   kindOf<EgressOnlyInternetGateway>};
        return std::any_of(std::begin(listed), std::end(listed), [&](Kind kind) {
            return startsTarget(typeInfo(kind).idPrefix) && m_topology.table(kind).empty();
        });
    }

    /// What another account may own, and what is gone because the thing itself is.
    bool mayBeElsewhere(const Resource& resource, const Reference& reference) const {
        if (std::holds_alternative<VpcPeering>(resource))
            return true;
        if (std::holds_alternative<Vpc>(resource))
            return m_topology.table(kindOf<DhcpOptions>).empty();
        if (const auto* attachment = std::get_if<TransitGatewayAttachment>(&resource))
            return reference.pointer.starts_with("/subnetIds") ? !m_topology.contains(attachment->resource.id) : true;
        // The key of another account, by ARN, or one by an alias that AWS resolves.
        if (std::holds_alternative<Bucket>(resource) || std::holds_alternative<DynamoTable>(resource))
            return reference.target.starts_with("arn:") || reference.target.starts_with("alias/");
        if (const auto* group = std::get_if<SecurityGroup>(&resource))
            return isPeerGroup(*group, reference);
        return isGone(resource);
    }

    /// A thing that AWS still lists after its end.
    static bool isGone(const Resource& resource) {
        constexpr std::string_view over[] = {"deleting", "deleted",         "failed",    "rejected",
                                             "expired",  "delete-complete", "terminated"};
        return std::visit(
            [&](const auto& each) {
                if constexpr (requires { each.state; })
                    return std::find(std::begin(over), std::end(over), each.state) != std::end(over);
                else
                    return false;
            },
            resource);
    }

    /// The element that the pointer leads into, of the list of this name; null when it leads elsewhere.
    template <class T>
    static const T* elementAt(const std::vector<T>& list, const std::string& name, const std::string& pointer) {
        for (std::size_t i = 0; i < list.size(); ++i)
            if (pointer.starts_with('/' + name + '/' + std::to_string(i) + '/'))
                return &list[i];
        return nullptr;
    }

    /// A rule may name a group of a peered VPC, with its owner or the connection.
    static bool isPeerGroup(const SecurityGroup& group, const Reference& reference) {
        const SecurityGroupRule* rule = elementAt(group.ingress, "ingress", reference.pointer);
        if (!rule)
            rule = elementAt(group.egress, "egress", reference.pointer);
        if (!rule || !rule->extra.object().contains("aws"))
            return false;
        const Json& aws = rule->extra.object()["aws"];
        return aws.is_object() &&
               (aws.contains("VpcPeeringConnectionId") ||
                (aws.contains("UserId") && !group.account.empty() && aws["UserId"] != Json(group.account)));
    }

    /// The target of a blackhole route is gone: that is what the word means.
    static bool isInBlackhole(const Resource& resource, const Reference& reference) {
        if (const auto* table = std::get_if<RouteTable>(&resource)) {
            const Route* route = elementAt(table->routes, "routes", reference.pointer);
            return route && route->state != RouteState::Active;
        }
        if (const auto* table = std::get_if<TransitGatewayRouteTable>(&resource)) {
            const TransitGatewayRoute* route = elementAt(table->routes, "routes", reference.pointer);
            return route && route->state != RouteState::Active;
        }
        return false;
    }

    void checkReferences(const Resource& resource) {
        forEachReference(resource, [&](const Reference& reference) {
            const ResourcePtr target = m_topology.find(reference.target);
            const Id& id = base(resource).id;
            if (target && reference.kind && target->index() != *reference.kind)
                say(Severity::Error, resource, reference.pointer,
                    message(MessageId::WrongKindReference, id, reference.target, typeInfo(*target).label,
                            typeInfo(*reference.kind).label));
            else if (!target && !isForeignTarget(reference) && !isInBlackhole(resource, reference) &&
                     !mayBeElsewhere(resource, reference))
                say(Severity::Warning, resource, reference.pointer,
                    message(MessageId::DanglingReference, id, reference.target));
        });
    }

    void checkPrefix(const Resource& resource, const FieldOptions& options, const std::string& pointer,
                     const Cidr& block) {
        if (options.maxPrefix > 0 && (block.length() < options.minPrefix || block.length() > options.maxPrefix))
            say(Severity::Error, resource, pointer,
                message(MessageId::PrefixOutOfRange, block.toString(), base(resource).id,
                        std::to_string(options.minPrefix), std::to_string(options.maxPrefix)));
    }
    void checkPrefix(const Resource& resource, const FieldOptions& options, const std::string& pointer,
                     const std::optional<Cidr>& block) {
        if (block)
            checkPrefix(resource, options, pointer, *block);
    }
    void checkPrefix(const Resource& resource, const FieldOptions& options, const std::string& pointer,
                     const std::vector<Cidr>& blocks) {
        for (std::size_t i = 0; i < blocks.size(); ++i)
            checkPrefix(resource, options, joinedPointer(pointer, i), blocks[i]);
    }
    template <class T>
    void checkPrefix(const Resource&, const FieldOptions&, const std::string&, const T&) {}

    void checkPrefixes(const Resource& resource) {
        std::visit(
            [&]<class T>(const T& each) {
                forEachField<T>([&](const auto& f) {
                    checkPrefix(resource, f, joinedPointer({}, std::string(f.name)), each.*f.member);
                });
            },
            resource);
    }

    void checkInsideVpc(const Subnet& subnet) {
        const Vpc* vpc = m_topology.get(subnet.vpc);
        if (!vpc)
            return;
        for (const Block& block : blocksOf(subnet)) {
            const bool v4 = block.cidr.family() == IpFamily::V4;
            const auto& space = v4 ? vpc->cidrs : vpc->ipv6Cidrs;
            if (!isUnknown(*vpc, v4 ? "cidrBlocks" : "ipv6CidrBlocks") && !anyContains(space, block.cidr))
                say(Severity::Error, subnet, joinedPointer({}, std::string(block.field)),
                    message(MessageId::BlockOutsideVpc, block.cidr.toString(), subnet.id, vpc->id, listed(space)));
        }
    }

    /// Blocks are disjoint or inside each other, so in the order of their first addresses one that overlaps any before
    /// it overlaps the last one that was in no other.
    void checkOverlaps() {
        std::map<Id, std::vector<Block>> blocksByVpc;
        m_topology.forEach<Subnet>([&](const Subnet& subnet) {
            for (const Block& block : blocksOf(subnet))
                blocksByVpc[subnet.vpc.id].push_back(block);
        });
        for (auto& [vpc, blocks] : blocksByVpc) {
            std::stable_sort(blocks.begin(), blocks.end(),
                             [](const Block& a, const Block& b) { return a.cidr < b.cidr; });
            const Block* outer = nullptr;
            for (const Block& block : blocks) {
                if (!outer || !outer->cidr.overlaps(block.cidr)) {
                    outer = &block;
                    continue;
                }
                const bool firstById = outer->subnet->id < block.subnet->id;
                const Block& later = firstById ? block : *outer;
                const Block& earlier = firstById ? *outer : block;
                say(Severity::Error, *later.subnet, joinedPointer({}, std::string(later.field)),
                    message(MessageId::SubnetsOverlap, later.cidr.toString(), later.subnet->id, earlier.cidr.toString(),
                            earlier.subnet->id));
            }
        }
    }

    void checkMainTables() {
        std::map<Id, Id> mainOf;
        m_topology.forEach<RouteTable>([&](const RouteTable& table) {
            if (!table.main || !table.vpc)
                return;
            const auto [first, isNew] = mainOf.emplace(table.vpc.id, table.id);
            if (!isNew)
                say(Severity::Error, table, "/main",
                    message(MessageId::TwoMainTables, table.vpc.id, first->second, table.id));
        });
    }

    void checkAddresses(const NetworkInterface& interface) {
        for (std::size_t i = 0; i < interface.addresses.size(); ++i)
            if (interface.addresses[i].address)
                checkAddress(interface, interface.subnet, *interface.addresses[i].address,
                             "/privateIpAddresses/" + std::to_string(i) + "/privateIpAddress");
        for (std::size_t i = 0; i < interface.ipv6Addresses.size(); ++i)
            checkAddress(interface, interface.subnet, interface.ipv6Addresses[i],
                         "/ipv6Addresses/" + std::to_string(i));
    }

    void checkAddress(const Resource& owner, const Ref<Subnet>& ref, const IpAddress& address,
                      const std::string& inside) {
        const Subnet* subnet = m_topology.get(ref);
        if (!subnet)
            return;
        std::vector<Cidr> blocks;
        for (const Block& block : blocksOf(*subnet))
            blocks.push_back(block.cidr);
        if (std::none_of(blocks.begin(), blocks.end(), [&](const Cidr& block) { return block.contains(address); }))
            say(Severity::Error, owner, inside,
                message(MessageId::AddressOutsideSubnet, address.toString(), base(owner).id, subnet->id,
                        listed(blocks)));
    }

    const Topology& m_topology;
    Diagnostics m_found;
};

} // namespace

Diagnostics validate(const Topology& topology) {
    return Validator(topology).run();
}

std::string resourcePointer(const Resource& resource, const std::string& inside) {
    return joinedPointer("/resources/" + std::string(typeInfo(resource).plural), base(resource).id) + inside;
}

} // namespace waylight
