// SPDX-License-Identifier: MIT
#include "core/analysis/matrix/classes.h"

#include <algorithm>
#include <unordered_map>

namespace waylight::matrix {
namespace {

struct WordsHash {
    std::size_t operator()(const std::vector<std::uint32_t>& words) const {
        std::uint64_t hash = 0x9E3779B97F4A7C15ULL;
        for (const std::uint32_t word : words)
            hash = (hash ^ word) * 0xff51afd7ed558ccdULL, hash ^= hash >> 32;
        return hash;
    }
};
using Numbers = std::unordered_map<std::vector<std::uint32_t>, std::uint32_t, WordsHash>;

bool hostsSomething(const CompiledInterface& interface) {
    const bool of = interface.role == InterfaceRole::Host || interface.role == InterfaceRole::Managed ||
                    interface.role == InterfaceRole::Endpoint || interface.role == InterfaceRole::LoadBalancer;
    return of && (!interface.addresses.empty() || !interface.v6.empty());
}

/// True when only the interface itself says how the network treats it.
bool standsAlone(const Facts& facts, const CompiledInterface& interface) {
    if (facts.specialInterfaces.contains(interface.self))
        return true;
    if (facts.publicInside && std::any_of(interface.addresses.begin(), interface.addresses.end(),
                                          [](const auto& pair) { return pair.publicAddress != 0; }))
        return true;
    const CompiledVpc* vpc = facts.index().vpcOf(interface);
    if (!vpc)
        return true;
    for (const IpFamily family : {IpFamily::V4, IpFamily::V6})
        if (const auto address = interface.primary(family);
            address && facts.index().interfaceAt(*vpc, *address) != &interface)
            return true;
    return false;
}

/// Fills `key` with all that tells kinds apart; the groups come last.
void describe(const Facts& facts, const CompiledInterface& interface, std::vector<std::uint32_t>& key) {
    const bool has4 = !interface.addresses.empty();
    const bool isPublic = has4 && interface.addresses.front().publicAddress != 0;
    key.clear();
    key.push_back(interface.subnet);
    key.push_back(interface.owner);
    key.push_back(standsAlone(facts, interface) ? interface.self : noHandle);
    key.push_back(static_cast<std::uint32_t>(interface.role) | interface.sourceDestinationCheck << 4 |
                  interface.groupsApply << 5 | !interface.hostRuns << 6 | interface.windows << 7 | has4 << 8 |
                  !interface.v6.empty() << 9 | isPublic << 10);
    const auto groups = key.insert(key.end(), interface.groups.begin(), interface.groups.end());
    std::sort(groups, key.end());
}

constexpr std::size_t groupsInKey = 4; ///< where the groups start in the key of a kind

Kind kindWith(const std::vector<std::uint32_t>& key, const CompiledInterface& interface) {
    return {key,
            interface.subnet,
            {key.begin() + groupsInKey, key.end()},
            !interface.addresses.empty(),
            !interface.v6.empty()};
}

Member memberOf(const CompiledInterface& interface, std::uint32_t kind) {
    return {&interface, kind, interface.addresses.empty() ? 0 : interface.addresses.front().address,
            interface.v6.empty() ? IpAddress() : interface.v6.front()};
}

} // namespace

std::optional<Roster> rosterAfter(const Roster& before, const Facts& facts, const std::vector<Handle>& changed) {
    constexpr int mostAdded = 64; // what is left behind is thrown away now and then
    Roster roster = before;
    std::vector<std::uint32_t> key;
    for (const Handle handle : changed) {
        const auto* interface = facts.index().find<CompiledInterface>(handle);
        const std::uint32_t row = before.row(handle);
        const bool hosts = interface && hostsSomething(*interface);
        if (hosts != (row != none))
            return std::nullopt;
        if (!hosts)
            continue;
        describe(facts, *interface, key);
        auto kind =
            std::find_if(roster.kinds.begin(), roster.kinds.end(), [&](const Kind& each) { return each.key == key; });
        if (kind == roster.kinds.end()) {
            if (++roster.added > mostAdded)
                return std::nullopt;
            kind = roster.kinds.insert(kind, kindWith(key, *interface));
            for (const Handle group : kind->groups)
                if (const auto at = std::lower_bound(roster.groups.begin(), roster.groups.end(), group);
                    at == roster.groups.end() || *at != group)
                    roster.groups.insert(at, group);
        }
        roster.members[row] = memberOf(*interface, static_cast<std::uint32_t>(kind - roster.kinds.begin()));
    }
    return roster;
}

Roster rosterOf(const Facts& facts) {
    const NetworkIndex& index = facts.index();
    Roster roster;
    roster.rowOf.assign(index.compiled.size(), none);
    Numbers numbers;
    std::vector<std::uint32_t> key;
    for (Handle handle = 0; handle < index.compiled.size(); ++handle) {
        const auto* interface = index.find<CompiledInterface>(handle);
        if (!interface || !hostsSomething(*interface))
            continue;
        describe(facts, *interface, key);
        const auto [at, added] = numbers.try_emplace(key, static_cast<std::uint32_t>(roster.kinds.size()));
        if (added) {
            roster.kinds.push_back(kindWith(key, *interface));
            roster.groups.insert(roster.groups.end(), interface->groups.begin(), interface->groups.end());
        }
        roster.rowOf[handle] = static_cast<std::uint32_t>(roster.members.size());
        roster.members.push_back(memberOf(*interface, at->second));
    }
    std::sort(roster.groups.begin(), roster.groups.end());
    roster.groups.erase(std::unique(roster.groups.begin(), roster.groups.end()), roster.groups.end());
    return roster;
}

Classes classesOf(const Roster& roster, const Cuts& cuts) {
    struct Key {
        std::uint64_t kindAndCell;
        std::uint32_t cell6;
        bool operator==(const Key&) const = default;
    };
    struct KeyHash {
        std::size_t operator()(const Key& key) const {
            return (key.kindAndCell ^ (std::uint64_t{key.cell6} << 17)) * 0xff51afd7ed558ccdULL >> 13;
        }
    };
    Classes classes;
    std::unordered_map<Key, std::uint32_t, KeyHash> numbers;
    numbers.reserve(2 * roster.kinds.size());
    classes.ofRow.reserve(roster.members.size());
    for (const Member& member : roster.members) {
        const Kind& kind = roster.kinds[member.kind];
        const Key key{std::uint64_t{member.kind} << 32 | (kind.has4 ? cuts.cell(member.v4) : 0),
                      kind.has6 ? cuts.cell(member.v6) : 0};
        const auto [at, added] = numbers.try_emplace(key, static_cast<std::uint32_t>(classes.list.size()));
        if (added)
            classes.list.push_back({member.kind, 0, static_cast<std::uint32_t>(classes.ofRow.size())});
        classes.ofRow.push_back(at->second);
    }
    classes.start.assign(classes.list.size() + 1, 0);
    for (const std::uint32_t number : classes.ofRow)
        ++classes.start[number + 1];
    for (std::size_t i = 1; i < classes.start.size(); ++i)
        classes.start[i] += classes.start[i - 1];
    classes.rows.resize(classes.ofRow.size());
    std::vector<std::uint32_t> next(classes.start.begin(), classes.start.end() - 1);
    for (std::uint32_t row = 0; row < classes.ofRow.size(); ++row)
        classes.rows[next[classes.ofRow[row]]++] = row;
    return classes;
}

bool differInCellOnly(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
    constexpr std::ptrdiff_t cellWords = 5;
    return a.size() == b.size() && std::equal(a.begin(), a.end() - cellWords, b.begin());
}

std::vector<std::vector<std::uint32_t>> setPositions(const Facts& facts, const Roster& roster, Classes& classes) {
    const NetworkIndex& index = facts.index();
    std::vector<std::vector<std::uint32_t>> keys;
    Numbers numbers;
    std::vector<std::uint32_t> key;
    const auto contentOf = [&](const Compiled* compiled) {
        const PiecePtr piece = compiled ? facts.pieces[compiled->self] : nullptr;
        return piece ? piece->content : none;
    };
    for (ClassInfo& each : classes.list) {
        const Kind& kind = roster.kinds[each.kind];
        const Member& member = roster.members[each.first];
        const auto* subnet = index.find<CompiledSubnet>(kind.subnet);
        // Who stands alone, is a load balancer or is in a special subnet is told apart by the subnet itself.
        const bool own = !subnet || kind.key[2] != noHandle || member.interface->role == InterfaceRole::LoadBalancer ||
                         facts.specialSubnets.contains(kind.subnet);
        key.assign(kind.key.begin() + 1, kind.key.begin() + groupsInKey);
        key.push_back(own ? kind.subnet : noHandle);
        if (subnet) {
            key.push_back(subnet->vpc);
            key.push_back(subnet->zone);
            key.push_back(contentOf(index.tableOf(*subnet)));
            key.push_back(contentOf(index.aclOf(*subnet)));
        }
        for (const Handle group : kind.groups)
            if (facts.namedOnPath.contains(group))
                key.push_back(group);
        key.push_back(kind.has4 ? facts.pathCuts.cell(member.v4) : 0);
        const std::size_t cell6 = kind.has6 ? facts.pathCuts.cell(member.v6) : 0;
        const IpAddress start6 = cell6 == 0 ? IpAddress() : facts.pathCuts.v6[cell6 - 1];
        for (const std::uint64_t half : {start6.high(), start6.low()}) {
            key.push_back(static_cast<std::uint32_t>(half >> 32));
            key.push_back(static_cast<std::uint32_t>(half));
        }
        const auto [at, added] = numbers.try_emplace(key, static_cast<std::uint32_t>(keys.size()));
        if (added)
            keys.push_back(key);
        each.position = at->second;
    }
    return keys;
}

} // namespace waylight::matrix
