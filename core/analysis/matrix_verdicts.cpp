// SPDX-License-Identifier: MIT
#include "core/analysis/matrix_verdicts.h"

#include "core/network/verdict.h"

#include <algorithm>

namespace waylight::matrix {
namespace {

Outcome worse(Outcome a, Outcome b) {
    return a == Outcome::Block || b == Outcome::Block ? Outcome::Block : a == Outcome::Unknown || b == Outcome::Unknown ? Outcome::Unknown : Outcome::Pass;
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

/// Makes the verdicts of all pairs of classes.
class Maker {
public:
    Maker(MatrixData& data, const MatrixData* previous, const Changes& changes) : m_data(data), m_previous(previous), m_changes(changes) {}

    void run() {
        makeRoster();
        gatherRules();
        makeClasses();
        if (m_previous)
            findWhatStays();
        askTargets();
        askPairs();
    }

private:
    const Facts& facts() const { return m_data.facts; }

    void makeRoster() {
        const bool same = m_previous && !m_changes.interfaces && facts().specialInterfaces == m_previous->facts.specialInterfaces && facts().publicInside == m_previous->facts.publicInside &&
                          !m_changes.addresses;
        m_data.roster = same ? m_previous->roster : std::make_shared<const Roster>(rosterOf(facts()));
    }

    void gatherRules() {
        m_data.cuts = facts().pathCuts;
        for (const Handle group : m_data.roster->groups)
            if (const PiecePtr piece = groupPiece(m_data.facts, group))
                m_data.cuts.add(piece->cuts);
        m_data.cuts.tidy();
        const auto& kinds = m_data.roster->kinds;
        m_data.rules.resize(kinds.size());
        m_missing.resize(kinds.size());
        for (std::size_t i = 0; i < kinds.size(); ++i) {
            const auto touched = [&](Handle group) { return std::binary_search(m_changes.groups.begin(), m_changes.groups.end(), group); };
            m_touched.push_back(std::any_of(kinds[i].groups.begin(), kinds[i].groups.end(), touched));
            m_missing[i] = std::any_of(kinds[i].groups.begin(), kinds[i].groups.end(), [&](Handle group) { return !facts().index().find<CompiledGroup>(group); });
            m_data.rules[i] = m_previous && m_previous->roster == m_data.roster && !m_touched[i] ? m_previous->rules[i] : united(kinds[i]);
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

    /// For each class the one that its representative was in, if nothing of the class itself differs; for each position
    /// the one of the same key.
    void findWhatStays() {
        m_sameWay = std::none_of(m_changes.others.begin(), m_changes.others.end(), [&](Handle handle) { return isOnOthersWay(facts(), handle) || isOnOthersWay(m_previous->facts, handle); }) &&
                    std::none_of(m_changes.groups.begin(), m_changes.groups.end(), [&](Handle handle) { return facts().groupsOnPath.contains(handle) || m_previous->facts.groupsOnPath.contains(handle); });
        std::map<std::vector<std::uint32_t>, std::uint32_t> numbers;
        for (std::uint32_t i = 0; i < m_previous->positions.size(); ++i)
            numbers.emplace(m_previous->positions[i], i);
        m_oldPosition.reserve(m_data.positions.size());
        for (const auto& key : m_data.positions) {
            const auto at = numbers.find(key);
            m_oldPosition.push_back(at == numbers.end() ? none : at->second);
        }
        m_oldClass.reserve(m_data.classCount());
        for (const ClassInfo& each : m_data.classes.list)
            m_oldClass.push_back(m_touched[each.kind] ? none : oldClassOf(each));
    }

    std::uint32_t oldClassOf(const ClassInfo& each) const {
        const std::uint32_t row = m_previous->roster->row(m_data.roster->members[each.first].interface->self);
        if (row == none || m_oldPosition[each.position] == none)
            return none;
        const std::uint32_t old = m_previous->classes.ofRow[row];
        const ClassInfo& before = m_previous->classes.list[old];
        const bool sameKind = m_data.roster == m_previous->roster ? before.kind == each.kind : m_previous->roster->kinds[before.kind].key == m_data.roster->kinds[each.kind].key;
        return sameKind && before.position == m_oldPosition[each.position] ? old : none;
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
        sender.v4 = packetOf(facts().service, facts().index(), *member.interface, IpAddress::v4(member.v4), IpAddress());
        sender.v6 = packetOf(facts().service, facts().index(), *member.interface, member.v6, IpAddress::v6(0, 0));
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
        const Arrival& seen = walk.leftOut();
        path.arrives = seen.interface != nullptr;
        if (!path.arrives)
            return path;
        const bool known = !seen.sender.interface || seen.sender.interface == pair.from.interface;
        if (!known || seen.interface != pair.receiver || seen.packet.destination != pair.packet.destination)
            path.state = MatrixPath::State::PairByPair;
        path.senderKnown = seen.sender.interface != nullptr;
        path.references = seen.sender.references;
        path.byPeering = seen.sender.byPeering;
        path.unknownPeer = seen.sender.unknownPeer;
        path.translated = seen.packet.source != pair.packet.source;
        if (path.translated)
            path.source = seen.packet.source;
        return path;
    }

    Outcome groupsOf(std::uint32_t kind, const CompiledInterface& interface, TrafficDirection way, const Packet& packet, const OtherEnd& other) const {
        const CompiledGroup* const groups[] = {m_data.rules[kind].get(), nullptr};
        return groupOutcome({groups, m_missing[kind] ? 2u : 1u}, interface, way, packet, other);
    }

    Outcome answer(const Pair& pair, const MatrixPath& path) const {
        if (path.state == MatrixPath::State::PairByPair)
            return verdict(facts().index(), *pair.from.interface, pair.packet);
        if (path.outcome == Outcome::Block)
            return Outcome::Block;
        const Outcome out = groupsOf(pair.from.info->kind, *pair.from.interface, TrafficDirection::Outbound, pair.packet, {.interface = path.receiverKnown ? pair.receiver : nullptr});
        if (out == Outcome::Block || !path.arrives)
            return worse(path.outcome, out);
        const OtherEnd sender{path.senderKnown ? pair.from.interface : nullptr, path.references, path.byPeering, path.unknownPeer};
        const std::uint32_t kind = m_data.classes.list[pair.to].kind;
        if (!path.translated)
            return worse(worse(path.outcome, out), groupsOf(kind, *pair.receiver, TrafficDirection::Inbound, pair.packet, sender));
        Packet seen = pair.packet;
        seen.source = path.source;
        return worse(worse(path.outcome, out), groupsOf(kind, *pair.receiver, TrafficDirection::Inbound, seen, sender));
    }

    /// Makes sure that the path is there; true when it is as it was before.
    bool ready(MatrixPath& path, const MatrixPath* before, const Pair& pair) const {
        if (path.state == MatrixPath::State::NotAsked)
            path = before && m_sameWay ? *before : askPath(pair);
        return before && *before == path && path.state == MatrixPath::State::Answered;
    }

    static const MatrixPath* asked(const MatrixPath& path) { return path.state == MatrixPath::State::NotAsked ? nullptr : &path; }

    const MatrixPath* oldPath(std::uint32_t from, std::uint32_t to, bool sameSubnet) const {
        if (!m_previous || m_oldPosition[from] == none || m_oldPosition[to] == none)
            return nullptr;
        return asked(m_previous->paths[2 * (m_oldPosition[from] * m_previous->positions.size() + m_oldPosition[to]) + sameSubnet]);
    }

    void askPairs() {
        const std::size_t count = m_data.classCount();
        std::vector<signed char> kept(m_data.paths.size(), -1); // -1: the path has not been asked for yet
        for (std::uint32_t from = 0; from < count; ++from) {
            Sender sender = senderOf(from);
            for (std::uint32_t to = 0; to < count; ++to)
                m_data.verdicts[from * count + to] = pairAnswer(sender, to, kept);
        }
    }

    Outcome pairAnswer(Sender& from, std::uint32_t to, std::vector<signed char>& kept) {
        const ClassInfo& b = m_data.classes.list[to];
        const bool sameSubnet = from.kind->subnet == m_data.roster->kinds[b.kind].subnet;
        const std::size_t slot = 2 * (from.info->position * m_data.positions.size() + b.position) + sameSubnet;
        if (kept[slot] > 0 && m_oldClass[from.number] != none && m_oldClass[to] != none)
            return m_previous->verdicts[m_oldClass[from.number] * m_previous->classCount() + m_oldClass[to]];
        const Packet* packet = packetTo(from, to);
        if (!packet)
            return Outcome::Unknown;
        const Pair pair{from, to, m_data.memberOf(to).interface, *packet};
        if (kept[slot] < 0) {
            kept[slot] = ready(m_data.paths[slot], oldPath(from.info->position, b.position, sameSubnet), pair);
            return pairAnswer(from, to, kept);
        }
        return answer(pair, m_data.paths[slot]);
    }

    void askTargets() {
        const std::size_t targets = facts().targets.size();
        for (std::uint32_t from = 0; from < m_data.classCount(); ++from) {
            Sender sender = senderOf(from);
            for (std::size_t to = 0; to < targets; ++to)
                m_data.outside[from * targets + to] = targetAnswer(sender, to);
        }
    }

    Outcome targetAnswer(Sender& from, std::size_t to) {
        const Packet* packet = packetTo(from, facts().targets[to]);
        if (!packet)
            return Outcome::Unknown;
        const Pair pair{from, none, nullptr, *packet};
        const std::size_t targets = facts().targets.size();
        const std::uint32_t position = from.info->position;
        const MatrixPath* before = m_previous && m_oldPosition[position] != none ? asked(m_previous->outwards[m_oldPosition[position] * targets + to]) : nullptr;
        MatrixPath& path = m_data.outwards[position * targets + to];
        if (ready(path, before, pair) && m_oldClass[from.number] != none)
            return m_previous->outside[m_oldClass[from.number] * targets + to];
        return answer(pair, path);
    }

    MatrixData& m_data;
    const MatrixData* m_previous; ///< null: there is nothing to take over
    const Changes& m_changes;
    bool m_sameWay = false; ///< paths between positions of the same key are the same
    std::vector<std::uint32_t> m_oldPosition;
    std::vector<std::uint32_t> m_oldClass;
    std::vector<char> m_touched; ///< by kind: a group of it differs
    std::vector<char> m_missing; ///< by kind: a group of it is not in the design
};

} // namespace

std::shared_ptr<const MatrixData> made(const Network& network, const MatrixService& service, const MatrixData* previous) {
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
