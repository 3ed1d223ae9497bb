// SPDX-License-Identifier: MIT
#include "core/analysis/matrix/verdicts.h"

#include "core/analysis/matrix/pieces.h"
#include "core/analysis/matrix/reaches.h"
#include "core/network/verdict.h"

#include <algorithm>
#include <numeric>

namespace waylight::matrix {
namespace {

Outcome worse(Outcome a, Outcome b) {
    return a == Outcome::Block || b == Outcome::Block       ? Outcome::Block
           : a == Outcome::Unknown || b == Outcome::Unknown ? Outcome::Unknown
                                                            : Outcome::Pass;
}

/// A class that sends: its packet, to be given a destination.
struct Sender {
    std::uint32_t number = 0;
    const ClassInfo* info = nullptr;
    const Kind* kind = nullptr;
    const CompiledInterface* interface = nullptr;
    Packet v4, v6;
};

/// A question about one pair: the packet, and the class that should get it (`none`: a place outside).
struct Pair {
    const Sender& from;
    std::uint32_t to;
    const CompiledInterface* receiver;
    const Packet& packet;
};

/// Where the entries of a new list stand in the old one, as runs that were beside each other before too.
class Mapping {
public:
    /// `old[i]` is where entry i stood; `none`: it is new.
    explicit Mapping(const std::vector<std::uint32_t>& old) : m_old(old) {
        for (std::uint32_t i = 0; i < old.size(); ++i) {
            if (old[i] == none)
                m_fresh.push_back(i);
            else if (i > 0 && old[i - 1] != none && old[i] == old[i - 1] + 1)
                ++m_runs.back().length;
            else
                m_runs.push_back({old[i], i, 1});
        }
    }

    const std::vector<std::uint32_t>& fresh() const { return m_fresh; }
    /// Copies the entries (old, old) of a square table with `width` values each.
    template <class T>
    void carryOver(const std::vector<T>& from, std::vector<T>& to, std::size_t oldCount, std::size_t width) const {
        for (std::size_t row = 0; row < m_old.size(); ++row)
            if (m_old[row] != none)
                for (const Run& run : m_runs)
                    std::copy_n(from.begin() + static_cast<std::ptrdiff_t>((m_old[row] * oldCount + run.from) * width),
                                run.length * width,
                                to.begin() + static_cast<std::ptrdiff_t>((row * m_old.size() + run.to) * width));
    }

private:
    struct Run {
        std::size_t from, to, length;
    };
    const std::vector<std::uint32_t>& m_old;
    std::vector<Run> m_runs;
    std::vector<std::uint32_t> m_fresh;
};

/// Makes the verdicts of all pairs of classes.
class Maker {
public:
    Maker(MatrixData& data, const MatrixData* previous, const Changes& changes)
        : m_data(data), m_previous(previous), m_changes(changes), m_reaches(data) {}

    void run() {
        makeRoster();
        gatherRules();
        makeClasses();
        m_reaches.prepare(m_missing);
        if (m_previous)
            takeOver();
        askTargets();
        askPairs();
    }

private:
    const Facts& facts() const { return m_data.facts; }

    void makeRoster() {
        const bool comparable = m_previous && !m_changes.addresses &&
                                facts().specialInterfaces == m_previous->facts.specialInterfaces &&
                                facts().publicInside == m_previous->facts.publicInside;
        if (comparable && !m_changes.interfaces) {
            m_data.roster = m_previous->roster;
            return;
        }
        auto roster = comparable ? rosterAfter(*m_previous->roster, facts(), m_changes.others) : std::nullopt;
        m_data.roster = std::make_shared<const Roster>(roster ? *std::move(roster) : rosterOf(facts()));
    }

    void gatherRules() {
        m_data.cuts = facts().pathCuts;
        const std::vector<Handle>& groups = m_data.roster->groups;
        constexpr std::size_t ahead = 4;
        for (std::size_t i = 0; i < groups.size(); ++i) {
            if (const auto* soon = i + ahead < groups.size() && !m_previous
                                       ? facts().index().find<CompiledGroup>(groups[i + ahead])
                                       : nullptr) {
                soon->ingress.prefetch();
                soon->egress.prefetch();
            }
            if (const PiecePtr piece = groupPiece(m_data.facts, groups[i]))
                m_data.cuts.add(piece->cuts);
        }
        m_data.cuts.tidy();
        const auto& kinds = m_data.roster->kinds;
        m_data.rules.resize(kinds.size());
        m_missing.resize(kinds.size());
        for (std::size_t i = 0; i < kinds.size(); ++i) {
            const auto touched = [&](Handle group) {
                return std::binary_search(m_changes.groups.begin(), m_changes.groups.end(), group);
            };
            m_touched.push_back(std::any_of(kinds[i].groups.begin(), kinds[i].groups.end(), touched));
            m_missing[i] = std::any_of(kinds[i].groups.begin(), kinds[i].groups.end(),
                                       [&](Handle group) { return !facts().index().find<CompiledGroup>(group); });
            const bool stays = m_previous && !m_touched[i] && i < m_previous->roster->kinds.size() &&
                               m_previous->roster->kinds[i].key == kinds[i].key;
            m_data.rules[i] = stays ? m_previous->rules[i] : united(kinds[i]);
        }
    }

    /// The rules of all groups of a kind in one list: one group allows what any of them allows.
    std::shared_ptr<const CompiledGroup> united(const Kind& kind) const {
        auto all = std::make_shared<CompiledGroup>(kind.groups.empty() ? noHandle : kind.groups.front());
        const auto add = [](const RuleList& from, RuleList& to) {
            for (FilterRule rule : from.rules) {
                if (rule.peer == FilterRule::Peer::V6 || rule.peer == FilterRule::Peer::List)
                    rule.base += static_cast<std::uint32_t>(to.blocks.size());
                to.rules.push_back(rule);
            }
            to.blocks.insert(to.blocks.end(), from.blocks.begin(), from.blocks.end());
        };
        for (const Handle group : kind.groups)
            if (const PiecePtr& piece = facts().pieces[group]; piece && facts().index().find<CompiledGroup>(group)) {
                add(piece->restricted->ingress, all->ingress);
                add(piece->restricted->egress, all->egress);
            }
        all->ingress.seal();
        all->egress.seal();
        return all;
    }

    void makeClasses() {
        if (m_previous && m_data.roster == m_previous->roster && m_data.cuts == m_previous->cuts)
            m_data.classes = m_previous->classes;
        else
            m_data.classes = classesOf(*m_data.roster, m_data.cuts);
        m_data.positions = setPositions(facts(), *m_data.roster, m_data.classes);
        m_data.paths.resize(2 * m_data.positions.size() * m_data.positions.size());
        m_data.outwards.resize(m_data.positions.size() * facts().targets.size());
        m_data.verdicts.resize(m_data.classCount() * m_data.classCount());
        m_data.outside.resize(m_data.classCount() * facts().targets.size());
    }

    // --- what the version before already answered

    /// Carries over paths between positions that were there before and, where these say all, the verdicts.
    void takeOver() {
        const auto isOnTheWay = [&](Handle handle) {
            return isOnOthersWay(facts(), handle) || isOnOthersWay(m_previous->facts, handle);
        };
        const auto isAskedOnTheWay = [&](Handle group) {
            return facts().groupsOnPath.contains(group) || m_previous->facts.groupsOnPath.contains(group);
        };
        m_sameWay = std::none_of(m_changes.others.begin(), m_changes.others.end(), isOnTheWay) &&
                    std::none_of(m_changes.groups.begin(), m_changes.groups.end(), isAskedOnTheWay);
        findPositions();
        const Mapping positions(m_oldPosition);
        positions.carryOver(m_previous->paths, m_data.paths, m_previous->positions.size(), 2);
        const bool localStay = !m_changes.addresses;
        if (!m_sameWay)
            for (MatrixPath& path : m_data.paths)
                if (!(path.local && localStay))
                    path = MatrixPath();
        m_data.anyPairByPair = m_previous->anyPairByPair;
        m_data.allLocal = m_previous->allLocal;
        // A verdict that was asked pair by pair may depend on more than its two classes.
        m_allStay = !m_previous->anyPairByPair && (m_sameWay || (localStay && m_previous->allLocal));
        if (!m_allStay)
            for (const MatrixPath& path : m_data.paths)
                m_pathStays.push_back(path.state == MatrixPath::State::Answered);
        for (const ClassInfo& each : m_data.classes.list)
            m_oldClass.push_back(oldClassOf(each));
        const Mapping classes(m_oldClass);
        classes.carryOver(m_previous->verdicts, m_data.verdicts, m_previous->classCount(), 1);
        m_fresh = classes.fresh();
    }

    /// For each position the one that its first member had before, if nothing of the member's own way differs.
    void findPositions() {
        m_oldPosition.assign(m_data.positions.size(), none);
        std::vector<char> seen(m_data.positions.size());
        for (const ClassInfo& each : m_data.classes.list) {
            const std::uint32_t row = std::exchange(seen[each.position], 1)
                                          ? none
                                          : m_previous->roster->row(m_data.roster->members[each.first].interface->self);
            if (row == none)
                continue;
            const std::uint32_t old = m_previous->classes.list[m_previous->classes.ofRow[row]].position;
            if (differInCellOnly(m_previous->positions[old], m_data.positions[each.position]))
                m_oldPosition[each.position] = old;
        }
    }

    /// The class that the first member had before, if neither its own way nor the rules of its groups differ.
    std::uint32_t oldClassOf(const ClassInfo& each) const {
        const std::uint32_t row =
            m_touched[each.kind] ? none : m_previous->roster->row(m_data.roster->members[each.first].interface->self);
        if (row == none)
            return none;
        const std::uint32_t old = m_previous->classes.ofRow[row];
        const ClassInfo& before = m_previous->classes.list[old];
        const bool sameKind = m_data.roster == m_previous->roster
                                  ? before.kind == each.kind
                                  : m_previous->roster->kinds[before.kind].key == m_data.roster->kinds[each.kind].key;
        return sameKind && differInCellOnly(m_previous->positions[before.position], m_data.positions[each.position])
                   ? old
                   : none;
    }

    /// True for what decides about packets of others than those whose position tells it.
    static bool isOnOthersWay(const Facts& facts, Handle handle) {
        const Compiled* found = facts.index().compiled[handle].get();
        if (!found)
            return false;
        switch (found->kind) {
        case Compiled::Kind::Table:
        case Compiled::Kind::Acl:
        case Compiled::Kind::Subnet:
        case Compiled::Kind::Interface:
        case Compiled::Kind::Instance:
            return facts.fixed.contains(handle);
        default:
            return true;
        }
    }

    // --- questions

    Sender senderOf(std::uint32_t number) const {
        const Member& member = m_data.memberOf(number);
        Sender sender{number, &m_data.classes.list[number], &m_data.kindOf(number), member.interface, {}, {}};
        sender.v4 = packetOf(facts().service, *member.interface, IpAddress::v4(member.v4), IpAddress());
        sender.v6 = packetOf(facts().service, *member.interface, member.v6, IpAddress::v6(0, 0));
        return sender;
    }

    /// The packet to a class; null: the two share no address family.
    const Packet* packetTo(Sender& from, std::uint32_t to) const {
        const Kind& kind = m_data.kindOf(to);
        if (from.kind->has4 && kind.has4) {
            from.v4.destination = IpAddress::v4(m_data.memberOf(to).v4);
            return &from.v4;
        }
        from.v6.destination = m_data.memberOf(to).v6;
        return from.kind->has6 && kind.has6 ? &from.v6 : nullptr;
    }

    const Packet* packetTo(Sender& from, const MatrixTarget& to) const {
        if (from.kind->has4 && to.v4) {
            from.v4.destination = *to.v4;
            return &from.v4;
        }
        from.v6.destination = to.v6.value_or(IpAddress());
        return from.kind->has6 && to.v6 ? &from.v6 : nullptr;
    }

    /// Asks the path when it is not known yet.
    void know(MatrixPath& path, const Pair& pair) {
        if (path.state != MatrixPath::State::NotAsked)
            return;
        path = askPath(pair);
        m_data.anyPairByPair |= path.state == MatrixPath::State::PairByPair;
        m_data.allLocal &= path.local;
    }

    MatrixPath askPath(const Pair& pair) const {
        Walk walk(facts().index());
        walk.leaveOutGroupsOfEnds();
        const Arrival there = walk.fromInterface(*pair.from.interface, pair.packet, Direction::Forward);
        MatrixPath path{.state = MatrixPath::State::Answered};
        const CompiledInterface* receiver = destinationInterface(facts().index(), *pair.from.interface, pair.packet);
        path.receiverKnown = receiver != nullptr;
        if (receiver && receiver != pair.receiver)
            path.state = MatrixPath::State::PairByPair;
        if (walk.outcome() != Outcome::Block)
            walk.comeBack(there);
        path.outcome = walk.outcome();
        path.local = walk.staysLocal();
        const Arrival& seen = walk.leftOut();
        path.arrives = seen.interface != nullptr;
        if (!path.arrives)
            return path;
        const bool senderKnown = !seen.sender.interface || seen.sender.interface == pair.from.interface;
        const bool asSent = seen.packet.destination == pair.packet.destination &&
                            seen.packet.source == pair.packet.source; // not translated
        if (!senderKnown || !asSent || seen.interface != pair.receiver)
            path.state = MatrixPath::State::PairByPair;
        path.senderKnown = seen.sender.interface != nullptr;
        path.references = seen.sender.references;
        path.byPeering = seen.sender.byPeering;
        path.unknownPeer = seen.sender.unknownPeer;
        return path;
    }

    Outcome groupsOf(std::uint32_t kind, const CompiledInterface& interface, TrafficDirection way, const Packet& packet,
                     const OtherEnd& other) const {
        const CompiledGroup* const groups[] = {m_data.rules[kind].get(), nullptr};
        return groupOutcome({groups, m_missing[kind] ? 2u : 1u}, interface, way, packet, other);
    }

    /// The answer where the path and the bits of the groups say all; most pairs are done with it.
    std::optional<Outcome> quickAnswer(const MatrixPath& path, std::uint32_t from, std::uint32_t to) {
        if (path.state != MatrixPath::State::Answered)
            return std::nullopt;
        if (path.outcome == Outcome::Block)
            return Outcome::Block;
        if (!path.arrives || !path.receiverKnown || !path.senderKnown || !path.references)
            return std::nullopt;
        const auto both = m_reaches.allow(from, to);
        return both ? std::optional(*both ? path.outcome : Outcome::Block) : std::nullopt;
    }

    Outcome answer(const Pair& pair, const MatrixPath& path) const {
        if (path.state == MatrixPath::State::PairByPair)
            return verdict(facts().index(), *pair.from.interface, pair.packet);
        if (path.outcome == Outcome::Block)
            return Outcome::Block;
        const Outcome out = groupsOf(pair.from.info->kind, *pair.from.interface, TrafficDirection::Outbound,
                                     pair.packet, {.interface = path.receiverKnown ? pair.receiver : nullptr});
        if (out == Outcome::Block || !path.arrives)
            return worse(path.outcome, out);
        const OtherEnd sender{path.senderKnown ? pair.from.interface : nullptr, path.references, path.byPeering,
                              path.unknownPeer};
        return worse(worse(path.outcome, out), groupsOf(m_data.classes.list[pair.to].kind, *pair.receiver,
                                                        TrafficDirection::Inbound, pair.packet, sender));
    }

    void askPairs() {
        std::vector<std::uint32_t> all(m_data.classCount());
        std::iota(all.begin(), all.end(), 0);
        for (std::uint32_t from = 0; from < all.size(); ++from) {
            Sender sender = senderOf(from);
            const bool stays = m_previous && m_oldClass[from] != none;
            for (const std::uint32_t to : stays&& m_allStay ? m_fresh : all)
                if (!stays || m_allStay || m_oldClass[to] == none || !m_pathStays[slotOf(sender, to)])
                    m_data.verdicts[from * all.size() + to] = pairAnswer(sender, to);
        }
    }

    /// Where the path between two classes is kept.
    std::size_t slotOf(const Sender& from, std::uint32_t to) const {
        const ClassInfo& b = m_data.classes.list[to];
        const bool sameSubnet = from.kind->subnet == m_data.roster->kinds[b.kind].subnet;
        return 2 * (from.info->position * m_data.positions.size() + b.position) + sameSubnet;
    }

    Outcome pairAnswer(Sender& from, std::uint32_t to) {
        MatrixPath& path = m_data.paths[slotOf(from, to)];
        if (const auto outcome = quickAnswer(path, from.number, to))
            return *outcome;
        const Packet* packet = packetTo(from, to);
        if (!packet)
            return Outcome::Unknown;
        const Pair pair{from, to, m_data.memberOf(to).interface, *packet};
        know(path, pair);
        const auto quick = quickAnswer(path, from.number, to);
        return quick ? *quick : answer(pair, path);
    }

    void askTargets() {
        const std::size_t targets = facts().targets.size();
        for (std::size_t i = 0; m_sameWay && i < m_oldPosition.size(); ++i)
            if (m_oldPosition[i] != none)
                std::copy_n(m_previous->outwards.begin() + static_cast<std::ptrdiff_t>(m_oldPosition[i] * targets),
                            targets, m_data.outwards.begin() + static_cast<std::ptrdiff_t>(i * targets));
        for (std::uint32_t from = 0; from < m_data.classCount(); ++from) {
            Sender sender = senderOf(from);
            for (std::size_t to = 0; to < targets; ++to) {
                const Packet* packet = packetTo(sender, facts().targets[to]);
                Outcome& outcome = m_data.outside[from * targets + to];
                outcome = Outcome::Unknown;
                if (!packet)
                    continue;
                const Pair pair{sender, none, nullptr, *packet};
                MatrixPath& path = m_data.outwards[sender.info->position * targets + to];
                if (path.state == MatrixPath::State::NotAsked)
                    path = askPath(pair);
                outcome = answer(pair, path);
            }
        }
    }

    MatrixData& m_data;
    const MatrixData* m_previous; ///< null: there is nothing to take over
    const Changes& m_changes;
    Reaches m_reaches;
    bool m_sameWay = false;        ///< paths between positions that were there before are the same
    bool m_allStay = false;        ///< verdicts between classes that were there before stay
    std::vector<char> m_pathStays; ///< by slot, if not all stay
    std::vector<std::uint32_t> m_oldPosition;
    std::vector<std::uint32_t> m_oldClass;
    std::vector<std::uint32_t> m_fresh; ///< classes that were not there before, or with other rules
    std::vector<char> m_touched;        ///< by kind: a group of it differs
    std::vector<char> m_missing;        ///< by kind: a group of it is not in the design
};

} // namespace

std::shared_ptr<const MatrixData> made(const Network& network, const MatrixService& service,
                                       const MatrixData* previous) {
    const bool sameHandles = previous && previous->facts.index().handles == network.index().handles;
    if (!sameHandles)
        previous = nullptr;
    const Changes changes = previous ? changesBetween(previous->facts.index(), network.index()) : Changes();
    auto data = std::make_shared<MatrixData>();
    data->facts = factsOf(network, service, previous ? &previous->facts : nullptr, changes);
    if (previous && !data->facts.comparable(previous->facts))
        previous = nullptr;
    Maker(*data, previous, changes).run();
    return data;
}

} // namespace waylight::matrix
