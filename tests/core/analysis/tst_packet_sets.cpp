// SPDX-License-Identifier: MIT
#include "core/analysis/packet_sets.h"

#include "core/network/network_index.h"
#include "core/trace/engine.h"
#include "tests/support/network_sketch.h"
#include "tests/support/random_network.h"
#include "tests/support/registry.h"

#include <QtTest>

#include <algorithm>

using namespace waylight;

namespace {

/// Numbers and addresses near the borders of some rule of a network, where mistakes would be.
struct Borders {
    std::vector<IpAddress> addresses;
    std::vector<int> ports{0, 443, 65535};

    explicit Borders(const Topology& topology) {
        const auto add = [&](const std::optional<Cidr>& block) {
            if (block)
                for (const IpAddress& each : {block->address(), block->last(), block->last().plus(1), block->address().plus(~std::uint64_t{0})})
                    addresses.push_back(each);
        };
        const auto addPorts = [&](const auto& rule) {
            for (const auto& port : {rule.fromPort, rule.toPort})
                for (int step = -1; port && step <= 1; ++step)
                    ports.push_back(std::clamp(*port + step, 0, 65535));
        };
        topology.forEach<SecurityGroup>([&](const SecurityGroup& group) {
            for (const auto* rules : {&group.ingress, &group.egress})
                for (const SecurityGroupRule& rule : *rules)
                    add(rule.cidr), addPorts(rule);
        });
        topology.forEach<NetworkAcl>([&](const NetworkAcl& acl) {
            for (const AclEntry& entry : acl.entries)
                add(entry.cidr), add(entry.ipv6Cidr), addPorts(entry);
        });
        topology.forEach<RouteTable>([&](const RouteTable& table) {
            for (const Route& route : table.routes)
                add(route.destination);
        });
        topology.forEach<Vpc>([&](const Vpc& vpc) { std::for_each(vpc.cidrs.begin(), vpc.cidrs.end(), add); });
        topology.forEach<NetworkInterface>([&](const NetworkInterface& each) {
            for (const PrivateAddress& own : each.addresses)
                for (const auto& address : {own.address, own.publicIp})
                    if (address)
                        add(Cidr(*address, 32));
        });
    }
};

Packet randomPacket(const Borders& borders, const std::optional<IpAddress>& fixed, Dice& dice) {
    constexpr int protocols[] = {6, 6, 6, 17, 17, 1, 58, 50, 0, 255, 2};
    Packet packet{.source = IpAddress::v4(static_cast<std::uint32_t>(dice.below(65536)) << 16 | static_cast<std::uint32_t>(dice.below(65536)))};
    if (dice.chance(85) && !borders.addresses.empty())
        packet.source = dice.oneOf(borders.addresses);
    if (fixed || !packet.source.isV4())
        packet.source = fixed.value_or(IpAddress::v4(0x08080808));
    packet.protocol = Protocol::number(dice.chance(80) ? dice.oneOf(protocols) : dice.below(256));
    if (packet.protocol.hasPorts())
        packet.destinationPort = dice.chance(80) ? dice.oneOf(borders.ports) : dice.below(65536);
    if (packet.protocol.isIcmp()) {
        packet.icmpType = dice.chance(50) ? 8 : dice.below(256);
        packet.icmpCode = dice.chance(60) ? 0 : dice.below(256);
    }
    return packet;
}

std::string text(const Packet& packet) {
    return packet.source.toString() + " protocol " + std::to_string(packet.protocol.value()) + " port " + std::to_string(packet.destinationPort) + " type " + std::to_string(packet.icmpType) + '/' + std::to_string(packet.icmpCode);
}

std::string text(const PacketRegion& region) {
    return std::string(enumName(region.outcome)) + ' ' + region.decider.code + ' ' + region.decider.resource + region.decider.pointer;
}

template <class T>
Id someId(const Topology& topology, Dice& dice) {
    const auto& table = topology.table(kindOf<T>);
    auto at = table.begin();
    for (int i = dice.below(static_cast<int>(table.size())); i > 0; --i)
        ++at;
    return at->first;
}

} // namespace

/// The regions of a pair are exactly what the engine answers packet by packet.
class PacketSetsTest : public QObject {
    Q_OBJECT

private slots:
    /// 1,000,000 random headers, most of them at borders of rules.
    void equalsTheEngineOnRandomHeaders() {
        constexpr unsigned networks = 1300; // some pairs have no packets
        std::map<std::string, int> outcomes;
        std::size_t regions = 0, headers = 0;
        for (unsigned seed = 0; seed < networks; ++seed) {
            const Topology topology = randomNetwork(seed);
            const Network network = Network::compile(topology);
            const Borders borders(topology);
            Dice dice(seed);
            for (int pair = 0; pair < 8; ++pair) {
                const std::string from = pair % 2 == 0 ? someId<NetworkInterface>(topology, dice) : pair % 4 == 1 ? "internet" : "0.0.0.0/0";
                const std::string to = someId<NetworkInterface>(topology, dice);
                const auto sets = packetSets(network, from, to);
                if (!sets)
                    continue;
                regions += sets->regions.size();
                std::optional<IpAddress> fixed;
                if (pair % 2 == 0 && !sets->regions.empty())
                    fixed = sets->regions.front().sources.front().address();
                if (fixed && !fixed->isV4())
                    continue;
                for (int i = 0; i < 100; ++i, ++headers) {
                    const Packet packet = randomPacket(borders, fixed, dice);
                    const auto expected = packetAnswer(network, from, to, packet);
                    QVERIFY(bool(expected));
                    const auto count = std::count_if(sets->regions.begin(), sets->regions.end(), [&](const PacketRegion& each) { return each.contains(packet); });
                    const std::string where = "seed " + std::to_string(seed) + ' ' + from + " -> " + to + ": " + text(packet);
                    QVERIFY2(count == 1, (where + " is in " + std::to_string(count) + " regions").c_str());
                    const auto found = std::find_if(sets->regions.begin(), sets->regions.end(), [&](const PacketRegion& each) { return each.contains(packet); });
                    QVERIFY2(text(*found) == text(*expected), (where + ": " + text(*found) + ", not " + text(*expected)).c_str());
                    ++outcomes[std::string(enumName(expected->outcome))];
                }
            }
        }
        qInfo("%zu headers, %zu regions; pass %d, block %d, unknown %d", headers, regions, outcomes["pass"], outcomes["block"], outcomes["unknown"]);
        QVERIFY(outcomes["pass"] > 0 && outcomes["block"] > 0 && outcomes["unknown"] > 0);
    }

    /// The answers are those of a trace: verdict, and the first blocker.
    void agreesWithTraces() {
        int compared = 0;
        for (unsigned seed = 0; seed < 150; ++seed) {
            const Topology topology = randomNetwork(seed);
            const Network network = Network::compile(topology);
            const Borders borders(topology);
            Dice dice(seed);
            for (int i = 0; i < 40; ++i) {
                Request request;
                request.from = someId<NetworkInterface>(topology, dice);
                request.to = someId<NetworkInterface>(topology, dice);
                request.port = dice.oneOf(borders.ports);
                const auto sets = packetSets(network, request.from.id, request.to.id);
                if (!sets || sets->regions.empty())
                    continue;
                const Trace found = trace(network, request);
                const Packet packet{.source = sets->regions.front().sources.front().address(), .protocol = request.protocol, .destinationPort = request.port};
                const auto region = std::find_if(sets->regions.begin(), sets->regions.end(), [&](const PacketRegion& each) { return each.contains(packet); });
                QVERIFY(region != sets->regions.end());
                const auto* to = topology.get<NetworkInterface>(request.to.id);
                if (to->addresses.empty() || !packet.source.isV4())
                    continue;
                const std::string where = "seed " + std::to_string(seed) + ' ' + request.from.id + " -> " + request.to.id + ' ' + std::to_string(request.port) + ": " + text(*region);
                QVERIFY2((region->outcome == Outcome::Pass) == (found.verdict == Verdict::Allowed), where.c_str());
                QVERIFY2((region->outcome == Outcome::Block) == (found.verdict == Verdict::Blocked), where.c_str());
                if (!found.blockers.empty())
                    QVERIFY2(region->decider.code == found.blockers.front().code && region->decider.resource == found.blockers.front().resource && region->decider.pointer == found.blockers.front().pointer, where.c_str());
                ++compared;
            }
        }
        QVERIFY(compared > 1000);
    }

    void aWebServer() {
        NetworkSketch sketch;
        sketch.subnet("a", "10.0.1.0/24");
        sketch.route("main", "0.0.0.0/0", "igw");
        sketch.instance("web", "a", "10.0.1.10", "54.1.2.3");
        sketch.group("sg-web", "198.51.100.0/24");
        sketch.change<SecurityGroup>("sg-web", [](SecurityGroup& group) {
            group.ingress.front().protocol = Protocol::tcp();
            group.ingress.front().fromPort = group.ingress.front().toPort = 443;
        });
        const Topology before = sketch.topology;
        before.forEach<NetworkInterface>([&](const NetworkInterface& each) {
            NetworkInterface copy = each;
            copy.groups = {"sg-web"};
            sketch.set(copy);
        });
        const auto sets = packetSets(Network::compile(sketch.topology), "internet", "web");
        QVERIFY(bool(sets));
        const auto passing = std::count_if(sets->regions.begin(), sets->regions.end(), [](const PacketRegion& each) { return each.outcome == Outcome::Pass; });
        const auto open = std::find_if(sets->regions.begin(), sets->regions.end(), [](const PacketRegion& each) { return each.outcome == Outcome::Pass; });
        for (const PacketRegion& each : sets->regions)
            qInfo("%s %zu sources from %s, ports %d-%d, %zu protocols", text(each).c_str(), each.sources.size(), each.sources.front().toString().c_str(), each.ports.first, each.ports.last, each.protocols.size());
        QCOMPARE(passing, 1);
        QCOMPARE(open->sources, std::vector{*Cidr::parse("198.51.100.0/24")});
        QCOMPARE(open->ports, (NumberRange{443, 443}));
        QCOMPARE(open->protocols, (std::vector<NumberRange>{{6, 6}}));
        QCOMPARE(open->decider.resource, Id("sg-web"));
        QCOMPARE(open->decider.pointer, std::string("/ingress/0"));
    }

    void whatIsNoPlace() {
        NetworkSketch sketch;
        const Network network = Network::compile(sketch.topology);
        QVERIFY(!packetSets(network, "internet", "nobody"));
        QVERIFY(!packetSets(network, "nobody", "internet"));
        QVERIFY(!packetSets(network, "10.0.0.0/99", "nobody"));
    }
};

WAYLIGHT_TEST(PacketSetsTest)
#include "tst_packet_sets.moc"
