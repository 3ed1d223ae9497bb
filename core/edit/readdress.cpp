// SPDX-License-Identifier: MIT
#include "core/edit/readdress.h"

#include "core/edit/addresses.h"
#include "core/model/codec.h"

#include <algorithm>
#include <map>
#include <set>

namespace waylight::edit {
namespace {

/// The address as far into `to` as it is into `from`; none when `to` is too small.
std::optional<IpAddress> movedAddress(const IpAddress& address, const Cidr& from, const Cidr& to) {
    IpAddress moved;
    if (address.isV4())
        moved = IpAddress::v4(to.address().v4Value() + (address.v4Value() - from.address().v4Value()));
    else
        moved = IpAddress::v6(to.address().high() + (address.high() - from.address().high()), address.low());
    return to.contains(moved) ? std::optional(moved) : std::nullopt;
}

std::string movedText(const std::string& text, const BlockMoves& moves) {
    constexpr std::size_t longest = 64; // characters of a block or address
    if (text.empty() || text.size() > longest)
        return text;
    const auto block = Cidr::parse(text);
    for (const auto& [from, to] : moves) {
        if (!block || !from.contains(*block))
            continue;
        const auto address = movedAddress(block->address(), from, to);
        if (!address)
            break;
        return text.find('/') == std::string::npos ? address->toString() : Cidr(*address, block->length()).toString();
    }
    return text;
}

/// True when something was moved.
bool moveTexts(Json& value, const BlockMoves& moves) {
    bool changed = false;
    if (value.is_structured()) {
        for (Json& each : value)
            changed |= moveTexts(each, moves);
    } else if (value.is_string()) {
        const std::string moved = movedText(value.get_ref<const std::string&>(), moves);
        changed = moved != value.get_ref<const std::string&>();
        if (changed)
            value = moved;
    }
    return changed;
}

std::optional<Cidr> neighbourBlock(const Cidr& block, const std::vector<Cidr>& taken) {
    constexpr std::uint32_t tenNet = 10u << 24;
    constexpr int largestVpc = 16, wider = 8;
    if (block.family() == IpFamily::V4)
        return nextFreeBlock(Cidr(IpAddress::v4(tenNet), 8), std::max(block.length(), largestVpc), taken);
    return nextFreeBlock(Cidr(block.address(), std::max(0, block.length() - wider)), block.length(), taken);
}

/// Who uses which address, with what is pasted and without.
class AddressBook {
public:
    AddressBook(const Topology& topology, std::set<Id> pasted) : m_topology(topology), m_pasted(std::move(pasted)) {
        topology.forEach<NetworkInterface>([&](const NetworkInterface& each) {
            for (const PrivateAddress& address : each.addresses)
                note(each.id, each.subnet.id, address.address, address.publicIp);
        });
        topology.forEach<NatGateway>([&](const NatGateway& each) {
            for (const NatAddress& address : each.addresses)
                note(each.id, each.subnet.id, address.privateIp, address.publicIp);
        });
        topology.forEach<ElasticIp>([&](const ElasticIp& each) { note(each.id, {}, std::nullopt, each.publicIp); });
        topology.forEach<CustomerGateway>(
            [&](const CustomerGateway& each) { note(each.id, {}, std::nullopt, each.address); });
    }

    /// The address, or the next free one when another has it or it is none of the subnet's.
    std::optional<IpAddress> freePrivate(const Id& subnetId, const std::optional<IpAddress>& wanted) {
        const Subnet* subnet = m_topology.get<Subnet>(subnetId);
        if (!subnet || !subnet->cidr)
            return wanted;
        std::set<IpAddress>& used = m_private[subnetId];
        const auto isFree = [&](const IpAddress& address) {
            return subnet->cidr->contains(address) && !isReserved(*subnet->cidr, address) &&
                   used.insert(address).second;
        };
        if (wanted && isFree(*wanted))
            return wanted;
        for (IpAddress at = subnet->cidr->address(); at < subnet->cidr->last(); at = at.plus(1))
            if (isFree(at))
                return at;
        return std::nullopt;
    }

    /// The same for a public address: what is pasted and had one address has one again.
    std::optional<IpAddress> freePublic(const std::optional<IpAddress>& wanted) {
        if (!wanted || !m_public.contains(*wanted))
            return wanted;
        const auto [at, isNew] = m_renamedPublic.try_emplace(*wanted);
        if (isNew)
            at->second = nextPublicAddress(m_topology, m_given);
        if (at->second)
            m_given.insert(*at->second);
        return at->second;
    }

private:
    void note(const Id& id, const Id& subnet, const std::optional<IpAddress>& own,
              const std::optional<IpAddress>& publicIp) {
        if (m_pasted.contains(id))
            return;
        if (own)
            m_private[subnet].insert(*own);
        if (publicIp)
            m_public.insert(*publicIp);
    }

    const Topology& m_topology;
    std::set<Id> m_pasted;
    std::map<Id, std::set<IpAddress>> m_private;
    std::set<IpAddress> m_public;
    std::set<IpAddress> m_given;
    std::map<IpAddress, std::optional<IpAddress>> m_renamedPublic;
};

} // namespace

Resource shifted(const Resource& resource, const BlockMoves& moves) {
    Json json = toJson(resource);
    if (!moveTexts(json, moves))
        return resource;
    ReadLog log({});
    return resourceFromJson(resource.index(), json, {}, log);
}

BlockMoves freeVpcBlocks(const Topology& topology, const Vpc& vpc) {
    std::vector<Cidr> taken;
    topology.forEach<Vpc>([&](const Vpc& other) {
        if (other.id == vpc.id)
            return;
        taken.insert(taken.end(), other.cidrs.begin(), other.cidrs.end());
        taken.insert(taken.end(), other.ipv6Cidrs.begin(), other.ipv6Cidrs.end());
    });
    BlockMoves moves;
    for (const auto* list : {&vpc.cidrs, &vpc.ipv6Cidrs})
        for (const Cidr& block : *list) {
            const bool clashes =
                std::any_of(taken.begin(), taken.end(), [&](const Cidr& each) { return each.overlaps(block); });
            const Cidr free = clashes ? neighbourBlock(block, taken).value_or(block) : block;
            if (free != block)
                moves.emplace_back(block, free);
            taken.push_back(free);
        }
    return moves;
}

void readdress(Topology& topology, const std::vector<Id>& ids) {
    AddressBook book(topology, {ids.begin(), ids.end()});
    std::map<std::pair<Id, IpAddress>, IpAddress> renamed; // by interface and address
    for (const Id& id : ids) {
        if (const auto* found = topology.get<NetworkInterface>(id)) {
            NetworkInterface interface = *found;
            for (PrivateAddress& address : interface.addresses) {
                const auto before = address.address;
                address.address = book.freePrivate(interface.subnet.id, before);
                address.publicIp = book.freePublic(address.publicIp);
                if (before && address.address)
                    renamed.insert({{id, *before}, *address.address});
            }
            topology.set(std::move(interface));
        } else if (const auto* gateway = topology.get<NatGateway>(id)) {
            NatGateway nat = *gateway;
            for (NatAddress& address : nat.addresses) {
                if (nat.subnet)
                    address.privateIp = book.freePrivate(nat.subnet.id, address.privateIp);
                address.publicIp = book.freePublic(address.publicIp);
            }
            topology.set(std::move(nat));
        }
    }
    for (const Id& id : ids)
        if (const auto* found = topology.get<ElasticIp>(id)) {
            ElasticIp ip = *found;
            ip.publicIp = book.freePublic(ip.publicIp);
            if (ip.privateIp)
                if (const auto at = renamed.find({ip.interface.id, *ip.privateIp}); at != renamed.end())
                    ip.privateIp = at->second;
            topology.set(std::move(ip));
        }
}

} // namespace waylight::edit
