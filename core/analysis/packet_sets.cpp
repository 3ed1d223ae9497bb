// SPDX-License-Identifier: MIT
#include "core/analysis/packet_sets.h"

#include "core/analysis/packets/packet_splits.h"
#include "core/base/message_ids.h"
#include "core/trace/resolve.h"
#include "core/trace/step_text.h"

#include <algorithm>
#include <map>

namespace waylight {
namespace {

/// A large account has some thousands between two places; a file that was made to be slow has any number.
constexpr std::size_t mostBoxes = 200000;

/// Where the packets start and what they are for.
struct Pair {
    const CompiledInterface* sender = nullptr; ///< null: hosts outside
    Cidr sources;
    const NetworkInterface* receiver = nullptr;
};

/// What decides about a packet: two packets with equal deciders fare alike for the same reason.
struct Decider {
    Outcome outcome = Outcome::Pass;
    Code code = Code::Delivered;
    Direction direction = Direction::Forward;
    Handle place = noHandle;
    Handle culprit = noHandle;
    int index = -1;

    auto operator<=>(const Decider&) const = default;
};

/// What one decider decides about.
struct Decided {
    Check check;
    std::vector<HeaderBox> boxes;
    bool hasTcp = false;
};

Result<Pair> resolved(const NetworkIndex& index, const std::string& from, const std::string& to) {
    const auto target = resolveFlowSource(index, to);
    if (!target)
        return target.error.message;
    if (!target->interface)
        return message(MessageId::NotASource, to);
    Pair pair;
    pair.receiver = target->interface;
    const IpFamily family = primaryAddress(*target->interface) ? IpFamily::V4 : IpFamily::V6;
    if (from == "internet") {
        pair.sources = Cidr::all(family);
        return pair;
    }
    if (from.find('/') != std::string::npos) {
        const auto block = Cidr::parse(from);
        if (!block)
            return block.error();
        pair.sources = *block;
        return pair;
    }
    const auto source = resolveFlowSource(index, from);
    if (!source)
        return source.error.message;
    if (!source->interface) {
        pair.sources = Cidr(source->address, source->address.bits());
        return pair;
    }
    const auto own =
        source->address != IpAddress() ? std::optional(source->address) : primaryAddress(*source->interface, family);
    if (!own)
        return message(MessageId::SourceNotInNetwork, displayName(*source->interface));
    pair.sender = index.find<CompiledInterface>(source->interface->id);
    if (!pair.sender->has(*own)) // a public address
        pair.sources = Cidr(pair.sender->primary(family).value_or(*own), own->bits());
    else
        pair.sources = Cidr(*own, own->bits());
    return pair;
}

/// Asks the engine about packets of one pair.
class Asker {
public:
    Asker(const NetworkIndex& index, const Pair& pair) : m_index(index), m_pair(pair) {}

    /// The steps of a packet, there and back. Its source is in the pair's block.
    const std::vector<Step>& steps(Packet packet) {
        m_steps.clear();
        Walk walk(m_index, &m_steps);
        const PortRange ports = ephemeralPorts(m_pair.sender);
        packet.sourcePort = ports.first;
        packet.sourceSpan = ports.last - ports.first;
        const Arrival there = m_pair.sender ? sent(walk, packet) : fromOutside(walk, packet);
        walk.comeBack(there);
        return m_steps;
    }

    static Decider deciderOf(const std::vector<Step>& steps, const Step*& step) {
        step = nullptr;
        for (const Outcome outcome : {Outcome::Block, Outcome::Unknown})
            for (const Step& each : steps)
                if (!step && each.outcome == outcome)
                    step = &each;
        for (auto each = steps.rbegin(); !step && each != steps.rend(); ++each)
            if (each->code == Code::GroupAllows && each->other != noHandle) // inbound
                step = &*each;
        if (!step && !steps.empty())
            step = &steps.back();
        return step ? Decider{step->outcome, step->code, step->direction, step->place, step->culprit, step->index}
                    : Decider();
    }

    Check checkOf(const Step& step) const {
        TraceBuilder builder{Request()};
        StepText(m_index, builder).add({&step, 1});
        const Trace trace = std::move(builder).finish();
        return trace.hops.front().checks.front();
    }

private:
    Arrival sent(Walk& walk, Packet& packet) const {
        packet.destination = addressOf(packet.source.family(), true);
        return walk.fromInterface(*m_pair.sender, packet, Direction::Forward);
    }

    Arrival fromOutside(Walk& walk, Packet& packet) const {
        const FlowSource source = outsideSource(m_index, packet.source);
        packet.destination = addressOf(packet.source.family(), source.kind != FlowSource::Kind::Internet);
        if (source.kind == FlowSource::Kind::OnPremises)
            return walk.fromPremises(source.gateway, packet, Direction::Forward);
        if (source.kind == FlowSource::Kind::UnknownPeer)
            return walk.fromUnknownPeer(*m_index.find<CompiledPeering>(source.gateway), packet);
        return walk.fromInternet(packet, Direction::Forward);
    }

    /// The receiver's address for packets from outside: from the internet its public one, if it has one.
    IpAddress addressOf(IpFamily family, bool privately) const {
        const auto own = primaryAddress(*m_pair.receiver, family);
        const auto other = primaryAddress(*m_pair.receiver, family == IpFamily::V4 ? IpFamily::V6 : IpFamily::V4);
        const auto known = own && !privately ? m_index.publicAddressOf(*m_pair.receiver, *own) : std::nullopt;
        return known.value_or(own ? *own : other.value_or(IpAddress()));
    }

    const NetworkIndex& m_index;
    const Pair& m_pair;
    std::vector<Step> m_steps;
};

Packet representative(const HeaderBox& box) {
    Packet packet{.source = box.first, .protocol = Protocol::number(box.protocolFirst)};
    if (packet.protocol.isIcmp()) {
        packet.icmpType = box.portFirst;
        packet.icmpCode = box.codeFirst;
    } else {
        packet.destinationPort = packet.protocol.hasPorts() ? box.portFirst : 0;
    }
    return packet;
}

// --- boxes become regions

using Sources = std::vector<std::pair<IpAddress, IpAddress>>; ///< first and last, sorted, none touching the next

/// Headers apart from the source, and all sources that go with them.
struct Cell {
    NumberRange protocols, ports, codes;
    Sources sources;
};

Sources sourcesOf(const std::vector<const HeaderBox*>& boxes) {
    Sources sources;
    for (const HeaderBox* box : boxes)
        sources.emplace_back(box->first, box->last);
    std::sort(sources.begin(), sources.end());
    std::size_t kept = 0;
    for (const auto& each : sources)
        if (kept > 0 && sources[kept - 1].second.plus(1) == each.first)
            sources[kept - 1].second = each.second;
        else
            sources[kept++] = each;
    sources.resize(kept);
    return sources;
}

/// Calls `visit(range, boxes in it)` for each stretch of one dimension in which the same boxes lie.
template <class Visit>
void forEachStretch(const std::vector<const HeaderBox*>& boxes, int HeaderBox::*first, int HeaderBox::*last,
                    Visit visit) {
    std::vector<int> starts;
    for (const HeaderBox* box : boxes)
        starts.insert(starts.end(), {box->*first, box->*last + 1});
    std::sort(starts.begin(), starts.end());
    starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
    for (std::size_t i = 0; i + 1 < starts.size(); ++i) {
        std::vector<const HeaderBox*> inside;
        std::copy_if(boxes.begin(), boxes.end(), std::back_inserter(inside),
                     [&](const HeaderBox* box) { return box->*first <= starts[i] && starts[i] <= box->*last; });
        if (!inside.empty())
            visit(NumberRange{starts[i], starts[i + 1] - 1}, inside);
    }
}

/// Adds a cell, or widens the last one from `since` on where they differ in one range only and touch there.
void addCell(std::vector<Cell>& cells, std::size_t since, NumberRange Cell::*along, Cell cell) {
    if (cells.size() > since && (cells.back().*along).last + 1 == (cell.*along).first) {
        Cell widened = cells.back();
        widened.*along = cell.*along;
        if (widened.protocols == cell.protocols && widened.ports == cell.ports && widened.codes == cell.codes &&
            widened.sources == cell.sources) {
            (cells.back().*along).last = (cell.*along).last;
            return;
        }
    }
    cells.push_back(std::move(cell));
}

/// Disjoint boxes as the cells that they make up, the widest that can be made by joining codes, then ports, then
/// protocols.
std::vector<Cell> cellsOf(const std::vector<HeaderBox>& boxes) {
    std::vector<const HeaderBox*> all;
    for (const HeaderBox& box : boxes)
        all.push_back(&box);
    std::vector<Cell> cells;
    forEachStretch(
        all, &HeaderBox::protocolFirst, &HeaderBox::protocolLast, [&](NumberRange protocols, const auto& ofProtocol) {
            std::vector<Cell> ofPorts;
            forEachStretch(
                ofProtocol, &HeaderBox::portFirst, &HeaderBox::portLast, [&](NumberRange ports, const auto& ofPort) {
                    std::vector<Cell> ofCodes;
                    forEachStretch(ofPort, &HeaderBox::codeFirst, &HeaderBox::codeLast,
                                   [&](NumberRange codes, const auto& inside) {
                                       addCell(ofCodes, 0, &Cell::codes, {protocols, ports, codes, sourcesOf(inside)});
                                   });
                    for (Cell& cell : ofCodes)
                        addCell(ofPorts, ofCodes.size() == 1 ? 0 : ofPorts.size(), &Cell::ports, std::move(cell));
                });
            const std::size_t since = ofPorts.size() == 1 ? 0 : cells.size();
            for (Cell& cell : ofPorts)
                addCell(cells, since, &Cell::protocols, std::move(cell));
        });
    return cells;
}

/// The fewest blocks that make up a range of addresses.
void addBlocks(IpAddress first, const IpAddress& last, std::vector<Cidr>& blocks) {
    while (true) {
        int length = first.bits();
        while (length > 0 && Cidr(first, length - 1).address() == first && Cidr(first, length - 1).last() <= last)
            --length;
        blocks.emplace_back(first, length);
        if (blocks.back().last() == last)
            return;
        first = blocks.back().last().plus(1);
    }
}

/// Regions of equal decider; cells that differ only in their protocols become one.
void addRegions(const std::vector<HeaderBox>& boxes, Outcome outcome, const Check& check,
                std::vector<PacketRegion>& out) {
    std::map<std::tuple<NumberRange, NumberRange, Sources>, std::vector<NumberRange>> protocolsOf;
    for (const Cell& cell : cellsOf(boxes))
        protocolsOf[{cell.ports, cell.codes, cell.sources}].push_back(cell.protocols);
    for (const auto& [key, protocols] : protocolsOf) {
        const auto& [ports, codes, sources] = key;
        PacketRegion region{{}, protocols, ports, codes, outcome, check};
        if (region.isIcmp())
            region.ports.last = std::min(ports.last, 255);
        for (const auto& [first, last] : sources)
            addBlocks(first, last, region.sources);
        out.push_back(std::move(region));
    }
}

} // namespace

bool PacketRegion::isIcmp() const {
    return std::all_of(protocols.begin(), protocols.end(), [](const NumberRange& range) {
        return range.first == range.last && Protocol::number(range.first).isIcmp();
    });
}

bool PacketRegion::contains(const Packet& packet) const {
    const bool icmp = packet.protocol.isIcmp();
    return std::any_of(protocols.begin(), protocols.end(),
                       [&](const NumberRange& range) { return range.contains(packet.protocol.value()); }) &&
           ports.contains(icmp                         ? packet.icmpType
                          : packet.protocol.hasPorts() ? packet.destinationPort
                                                       : 0) &&
           codes.contains(icmp ? packet.icmpCode : 0) &&
           std::any_of(sources.begin(), sources.end(),
                       [&](const Cidr& block) { return block.contains(packet.source); });
}

Result<PacketSets> packetSets(const Network& network, const std::string& from, const std::string& to) {
    const NetworkIndex& index = network.index();
    const auto pair = resolved(index, from, to);
    if (!pair)
        return pair.error();
    Asker asker(index, *pair);
    const PacketSplits splits(index, pair->sender, *index.find<CompiledInterface>(pair->receiver->id));
    std::map<Decider, Decided> found;
    std::size_t boxes = 0;
    std::vector<HeaderBox> open = splits.start(pair->sources);
    while (!open.empty()) {
        if (++boxes > mostBoxes)
            return message(MessageId::PacketsTooVaried, from, to, std::to_string(mostBoxes));
        const HeaderBox box = open.back();
        open.pop_back();
        const Packet packet = representative(box);
        const std::vector<Step>& steps = asker.steps(packet);
        if (const auto parts = splits.parts(box, packet, steps)) {
            open.push_back(parts->second);
            open.push_back(parts->first);
            continue;
        }
        const Step* step = nullptr;
        const Decider decider = Asker::deciderOf(steps, step);
        Decided& decided = found[decider];
        const bool firstOfTcp =
            packet.protocol.isTcp() && !std::exchange(decided.hasTcp, decided.hasTcp || packet.protocol.isTcp());
        if (step && (decided.boxes.empty() || firstOfTcp)) // a packet of TCP makes the sentence that people expect
            decided.check = asker.checkOf(*step);
        decided.boxes.push_back(box);
    }
    PacketSets sets{from, to, {}};
    for (auto& [decider, entry] : found)
        addRegions(entry.boxes, decider.outcome, entry.check, sets.regions);
    return sets;
}

Result<PacketRegion> packetAnswer(const Network& network, const std::string& from, const std::string& to,
                                  const Packet& packet) {
    const auto pair = resolved(network.index(), from, to);
    if (!pair)
        return pair.error();
    Asker asker(network.index(), *pair);
    const Step* step = nullptr;
    const Decider decider = Asker::deciderOf(asker.steps(packet), step);
    PacketRegion region{{Cidr(packet.source, packet.source.bits())},
                        {{packet.protocol.value(), packet.protocol.value()}},
                        {},
                        {},
                        decider.outcome,
                        {}};
    if (step)
        region.decider = asker.checkOf(*step);
    return region;
}

} // namespace waylight
