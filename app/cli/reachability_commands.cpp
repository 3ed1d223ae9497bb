// SPDX-License-Identifier: MIT
#include "app/cli/arguments.h"
#include "app/cli/input.h"

#include "core/analysis/matrix.h"
#include "core/analysis/packet_sets.h"
#include "core/base/message_ids.h"
#include "core/formats/reachability_json.h"

#include <algorithm>
#include <iostream>

namespace waylight::cli {
namespace {

constexpr std::size_t mostNames = 6; ///< of one class or region in a line of text

template <class List, class Text>
std::string joined(const List& list, Text text) {
    std::string out;
    for (std::size_t i = 0; i < std::min(list.size(), mostNames); ++i)
        out += (i == 0 ? "" : ", ") + text(list[i]);
    return list.size() <= mostNames ? out : out + " and " + std::to_string(list.size() - mostNames) + " more";
}

std::string nameOf(const Topology& topology, const Id& id) {
    const ResourcePtr resource = topology.find(id);
    return resource ? displayName(base(*resource)) : id;
}

/// Interfaces by the names of what they belong to.
std::string namesOf(const Topology& topology, const std::vector<Id>& interfaces) {
    return joined(interfaces, [&](const Id& id) {
        const Id whole = wholeOf(topology, id);
        return nameOf(topology, whole.empty() ? id : whole);
    });
}

std::string reasonText(const Check& check) {
    return '[' + std::string(enumName(check.stage)) + "] " + toEnglish(check.message) + " (" + check.code + ", " +
           check.resource + check.pointer + ')';
}

// --- matrix

Result<MatrixService> serviceOf(const Arguments& arguments) {
    MatrixService service;
    if (const std::string text = arguments.value("protocol"); !text.empty()) {
        const auto protocol = Protocol::parse(text);
        if (!protocol)
            return protocol.error();
        if (protocol->isAll())
            return message(MessageId::NotAProtocol, text);
        service.protocol = *protocol;
    }
    const auto port = arguments.number("port", service.port, 0, 65535);
    if (!port)
        return port.error();
    service.port = *port;
    return service;
}

std::string serviceText(const MatrixService& service) {
    return service.protocol.toString() +
           (service.protocol.hasPorts() ? ' ' + std::to_string(service.port) : std::string());
}

/// The classes and places outside with this outcome, seen from a class.
std::string reached(const Matrix& matrix, Matrix::Class from, Outcome outcome) {
    std::string out;
    for (Matrix::Class to = 0; to < matrix.classCount(); ++to)
        if (matrix.between(from, to) == outcome)
            out += " [" + std::to_string(to + 1) + ']';
    for (std::size_t to = 0; to < matrix.targets().size(); ++to)
        if (matrix.toTarget(from, to) == outcome)
            out += ' ' + matrix.targets()[to].name;
    return out;
}

void print(const Matrix& matrix, std::ostream& out) {
    const Topology& topology = matrix.network().topology();
    out << serviceText(matrix.service()) << "; interfaces: " << matrix.interfaceCount()
        << "; classes that the network cannot tell apart: " << matrix.classCount() << '\n';
    for (Matrix::Class each = 0; each < matrix.classCount(); ++each) {
        const MatrixClass own = matrix.classAt(each);
        out << '[' << each + 1 << "] " << namesOf(topology, own.members) << "  (subnet " << nameOf(topology, own.subnet)
            << ", "
            << (own.groups.empty() ? "no security group"
                                   : joined(own.groups, [&](const Id& id) { return nameOf(topology, id); }))
            << ")\n";
        const std::string reaches = reached(matrix, each, Outcome::Pass);
        out << "      reaches" << (reaches.empty() ? " nothing" : reaches) << '\n';
        if (const std::string unknown = reached(matrix, each, Outcome::Unknown); !unknown.empty())
            out << "      unknown" << unknown << '\n';
    }
}

void print(const MatrixFlips& flips, const Matrix& after, std::ostream& out) {
    const Topology& topology = after.network().topology();
    for (const MatrixFlip& flip : flips.list()) {
        out << namesOf(topology, flips.members(flip.from)) << " -> "
            << (flip.toTarget ? after.targets()[flip.to].name : namesOf(topology, flips.members(flip.to))) << ": "
            << verdictWord(flip.before) << " before, " << verdictWord(flip.after) << " after\n";
        if (const auto reason = flips.reasonOf(flip))
            out << "      " << (flip.after == Outcome::Pass ? "it was: " : "") << reasonText(*reason) << '\n';
    }
}

// --- packets

std::string rangeText(const NumberRange& range) {
    return range.first == range.last ? std::to_string(range.first)
                                     : std::to_string(range.first) + '-' + std::to_string(range.last);
}

std::string protocolsText(const std::vector<NumberRange>& protocols) {
    if (protocols == std::vector<NumberRange>{{0, 255}})
        return "all protocols";
    return joined(protocols, [](const NumberRange& range) {
        return range.first == range.last ? Protocol::number(range.first).toString() : rangeText(range);
    });
}

std::string headersText(const PacketRegion& region) {
    const std::string out = protocolsText(region.protocols);
    if (!region.isIcmp())
        return region.ports == PacketRegion().ports ? out : out + ' ' + rangeText(region.ports);
    const bool everyCode = region.codes == PacketRegion().codes;
    if (everyCode && region.ports == region.codes) // all types
        return out;
    return out + " type " + rangeText(region.ports) + (everyCode ? std::string() : " code " + rangeText(region.codes));
}

/// Each rule that decides, those that let packets pass first, and below it the packets.
void print(const PacketSets& sets, std::ostream& out) {
    std::vector<const PacketRegion*> order;
    for (const PacketRegion& region : sets.regions)
        order.push_back(&region);
    std::stable_sort(order.begin(), order.end(), [](const PacketRegion* a, const PacketRegion* b) {
        return a->outcome == Outcome::Pass && b->outcome != Outcome::Pass;
    });
    const Check* decider = nullptr;
    for (const PacketRegion* region : order) {
        if (!decider || *decider != region->decider)
            out << verdictWord(region->outcome) << "  " << reasonText(region->decider) << '\n';
        decider = &region->decider;
        out << "    " << headersText(*region) << " from "
            << joined(region->sources, [](const Cidr& block) { return block.toString(); }) << '\n';
    }
}

} // namespace

int runMatrix(const std::vector<std::string>& words, const Streams& io) {
    const auto arguments = Arguments::parse(words, {"json"}, {"protocol", "port", "diff"});
    if (!arguments)
        return refuse(arguments.error().message, io);
    if (arguments->words().size() != 1)
        return refuse(message(MessageId::UsageFile, "matrix"), io);
    const auto service = serviceOf(*arguments);
    if (!service)
        return refuse(service.error().message, io);
    const auto design = openDesign(arguments->words().front(), io);
    if (!design)
        return badUsage;
    const Matrix matrix = Matrix::of(Network::compile(design->topology), *service);
    const std::string other = arguments->value("diff");
    if (other.empty()) {
        if (arguments->has("json"))
            io.out << matrixJson(matrix).dump(2) << '\n';
        else
            print(matrix, io.out);
        return allowed;
    }
    const auto changed = openDesign(other, io);
    if (!changed)
        return badUsage;
    const Matrix after = matrix.updated(Network::compile(changed->topology, &matrix.network()));
    const MatrixFlips flips(matrix, after);
    if (arguments->has("json"))
        io.out << flipsJson(flips, after).dump(2) << '\n';
    else
        print(flips, after, io.out);
    return flips.list().empty() ? allowed : blocked;
}

int runPackets(const std::vector<std::string>& words, const Streams& io) {
    const auto arguments = Arguments::parse(words, {"json"}, {"from", "to"});
    if (!arguments)
        return refuse(arguments.error().message, io);
    if (arguments->words().size() != 1)
        return refuse(message(MessageId::UsageFile, "packets"), io);
    const std::string from = arguments->value("from");
    const std::string to = arguments->value("to");
    if (from.empty() || to.empty())
        return refuse(message(MessageId::UsagePackets), io);
    const auto design = openDesign(arguments->words().front(), io);
    if (!design)
        return badUsage;
    const auto sets = packetSets(Network::compile(design->topology), from, to);
    if (!sets)
        return refuse(sets.error().message, io);
    if (arguments->has("json"))
        io.out << packetSetsJson(*sets).dump(2) << '\n';
    else
        print(*sets, io.out);
    const auto is = [&](Outcome outcome) {
        return std::any_of(sets->regions.begin(), sets->regions.end(),
                           [&](const PacketRegion& region) { return region.outcome == outcome; });
    };
    return is(Outcome::Pass) ? allowed : is(Outcome::Unknown) ? unknown : blocked;
}

} // namespace waylight::cli
