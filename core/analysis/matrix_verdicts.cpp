// SPDX-License-Identifier: MIT
#include "core/analysis/matrix_verdicts.h"

#include "core/network/verdict.h"

#include <algorithm>

namespace waylight::matrix {
namespace {

Outcome worse(Outcome a, Outcome b) {
    return a == Outcome::Block || b == Outcome::Block ? Outcome::Block : a == Outcome::Unknown || b == Outcome::Unknown ? Outcome::Unknown : Outcome::Pass;
}

/// A question about one pair: the packet, and who should get it (null: a place outside).
struct Pair {
    const CompiledInterface* from = nullptr;
    const CompiledInterface* to = nullptr;
    Packet packet;
};

/// Makes the verdicts of all pairs of classes.
class Maker {
public:
    Maker(MatrixData& data, const MatrixData* previous, const Changes& changes) : m_data(data), m_previous(previous), m_changes(changes) {}

    void run() {
        makeRoster();
        restrictGroups();
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

    void restrictGroups() {
        m_data.restricted = facts().index();
        m_data.cuts = facts().pathCuts;
        for (const Handle group : m_data.roster->groups)
            if (const PiecePtr piece = groupPiece(m_data.facts, group)) {
                m_data.restricted.compiled.set(group, piece->restricted);
                m_data.cuts.add(piece->cuts);
            }
        m_data.cuts.tidy();
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
        std::vector<char> touched(m_data.roster->kinds.size());
        for (std::size_t i = 0; i < touched.size(); ++i)
            touched[i] = std::any_of(m_data.roster->kinds[i].groups.begin(), m_data.roster->kinds[i].groups.end(), [&](Handle group) { return std::binary_search(m_changes.groups.begin(), m_changes.groups.end(), group); });
        m_oldClass.reserve(m_data.classCount());
        for (const ClassInfo& each : m_data.classes.list)
            m_oldClass.push_back(touched[each.kind] ? none : oldClassOf(each));
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

    std::optional<Pair> pairOf(std::uint32_t from, std::uint32_t to) const {
        const Kind& a = m_data.kindOf(from);
        const Kind& b = m_data.kindOf(to);
        const Member& sender = m_data.memberOf(from);
        const Member& receiver = m_data.memberOf(to);
        if (a.has4 && b.has4)
            return question(*sender.interface, receiver.interface, IpAddress::v4(sender.v4), IpAddress::v4(receiver.v4));
        if (a.has6 && b.has6)
            return question(*sender.interface, receiver.interface, sender.v6, receiver.v6);
        return std::nullopt;
    }

    std::optional<Pair> pairOf(std::uint32_t from, const MatrixTarget& to) const {
        const Kind& kind = m_data.kindOf(from);
        const Member& sender = m_data.memberOf(from);
        if (kind.has4 && to.v4)
            return question(*sender.interface, nullptr, IpAddress::v4(sender.v4), *to.v4);
        if (kind.has6 && to.v6)
            return question(*sender.interface, nullptr, sender.v6, *to.v6);
        return std::nullopt;
    }

    Pair question(const CompiledInterface& from, const CompiledInterface* to, const IpAddress& source, const IpAddress& destination) const {
        return {&from, to, packetOf(facts().service, m_data.restricted, from, source, destination)};
    }

    MatrixPath askPath(const Pair& pair) const {
        Walk walk(m_data.restricted);
        walk.leaveOutGroupsOfEnds();
        const Arrival there = walk.fromInterface(*pair.from, pair.packet, Direction::Forward);
        MatrixPath path{.state = MatrixPath::State::Answered};
        const CompiledInterface* receiver = destinationInterface(m_data.restricted, *pair.from, pair.packet);
        path.receiverKnown = receiver != nullptr;
        if (receiver && receiver != pair.to)
            path.state = MatrixPath::State::PairByPair;
        if (walk.outcome() != Outcome::Block)
            walk.comeBack(there);
        path.outcome = walk.outcome();
        const Arrival& seen = walk.leftOut();
        path.arrives = seen.interface != nullptr;
        if (!path.arrives)
            return path;
        if (seen.interface != pair.to || (seen.sender.interface && seen.sender.interface != pair.from) || seen.packet.destination != pair.packet.destination)
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

    Outcome answer(const Pair& pair, const MatrixPath& path) const {
        if (path.state == MatrixPath::State::PairByPair)
            return verdict(m_data.restricted, *pair.from, pair.packet);
        if (path.outcome == Outcome::Block)
            return Outcome::Block;
        const Outcome out = groupDecision(m_data.restricted, *pair.from, TrafficDirection::Outbound, pair.packet, {.interface = path.receiverKnown ? pair.to : nullptr}).outcome;
        if (out == Outcome::Block || !path.arrives)
            return worse(path.outcome, out);
        const OtherEnd sender{path.senderKnown ? pair.from : nullptr, path.references, path.byPeering, path.unknownPeer};
        if (!path.translated)
            return worse(worse(path.outcome, out), groupDecision(m_data.restricted, *pair.to, TrafficDirection::Inbound, pair.packet, sender).outcome);
        Packet seen = pair.packet;
        seen.source = path.source;
        return worse(worse(path.outcome, out), groupDecision(m_data.restricted, *pair.to, TrafficDirection::Inbound, seen, sender).outcome);
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
        for (std::uint32_t from = 0; from < count; ++from)
            for (std::uint32_t to = 0; to < count; ++to)
                m_data.verdicts[from * count + to] = pairAnswer(from, to, kept);
    }

    Outcome pairAnswer(std::uint32_t from, std::uint32_t to, std::vector<signed char>& kept) {
        const ClassInfo& a = m_data.classes.list[from];
        const ClassInfo& b = m_data.classes.list[to];
        const bool sameSubnet = m_data.roster->kinds[a.kind].subnet == m_data.roster->kinds[b.kind].subnet;
        const std::size_t slot = 2 * (a.position * m_data.positions.size() + b.position) + sameSubnet;
        std::optional<Pair> pair;
        if (kept[slot] < 0) {
            pair = pairOf(from, to);
            if (!pair)
                return Outcome::Unknown;
            kept[slot] = ready(m_data.paths[slot], oldPath(a.position, b.position, sameSubnet), *pair);
        }
        if (kept[slot] && m_oldClass[from] != none && m_oldClass[to] != none)
            return m_previous->verdicts[m_oldClass[from] * m_previous->classCount() + m_oldClass[to]];
        if (!pair)
            pair = pairOf(from, to);
        return answer(*pair, m_data.paths[slot]);
    }

    void askTargets() {
        const std::size_t targets = facts().targets.size();
        for (std::uint32_t from = 0; from < m_data.classCount(); ++from)
            for (std::size_t to = 0; to < targets; ++to) {
                const auto pair = pairOf(from, facts().targets[to]);
                m_data.outside[from * targets + to] = pair ? targetAnswer(from, to, *pair) : Outcome::Unknown;
            }
    }

    Outcome targetAnswer(std::uint32_t from, std::size_t to, const Pair& pair) {
        const std::size_t targets = facts().targets.size();
        const std::uint32_t position = m_data.classes.list[from].position;
        const MatrixPath* before = m_previous && m_oldPosition[position] != none ? asked(m_previous->outwards[m_oldPosition[position] * targets + to]) : nullptr;
        MatrixPath& path = m_data.outwards[position * targets + to];
        if (ready(path, before, pair) && m_oldClass[from] != none)
            return m_previous->outside[m_oldClass[from] * targets + to];
        return answer(pair, path);
    }

    MatrixData& m_data;
    const MatrixData* m_previous; ///< null: there is nothing to take over
    const Changes& m_changes;
    bool m_sameWay = false; ///< paths between positions of the same key are the same
    std::vector<std::uint32_t> m_oldPosition;
    std::vector<std::uint32_t> m_oldClass;
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
