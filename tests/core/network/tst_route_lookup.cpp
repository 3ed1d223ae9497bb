// SPDX-License-Identifier: MIT
#include "core/network/route_lookup.h"
#include "tests/support/network_sketch.h"
#include "tests/support/registry.h"

#include <QtTest>
#include <random>

using namespace waylight;

/// Route selection, R1 to R10 of the network semantics.
class RouteLookupTest : public QObject {
    Q_OBJECT

private:
    static std::string targetOf(const Topology& topology, const char* address) {
        HandleMap handles;
        const RouteLookup lookup(topology, *topology.get<RouteTable>(Id("main")), handles);
        return targetOf(lookup.find(*IpAddress::parse(address)), handles);
    }

    static std::string targetOf(const RouteLookup::Found& found, const HandleMap& handles) {
        return !found ? "none" : found.route->local ? "local" : handles.name(found.route->target);
    }

    /// The obvious way: look at every destination block of every route.
    static std::string slowTargetOf(const Topology& topology, const RouteTable& table, const IpAddress& address) {
        std::tuple<int, int, std::string> best{-1, 0, "none"};
        for (const EffectiveRoute& route : effectiveRoutes(topology, table)) {
            std::vector<Cidr> blocks;
            if (route.route.destination)
                blocks = {*route.route.destination};
            else
                blocks = topology.get(route.route.prefixList)->cidrs;
            for (const Cidr& block : blocks)
                if (block.contains(address) && std::get<0>(best) < block.length() * 2 + (route.route.prefixList ? 0 : 1))
                    best = {block.length() * 2 + (route.route.prefixList ? 0 : 1), 0, route.route.target.id};
        }
        return std::get<2>(best);
    }

private slots:
    void selection_data() {
        QTest::addColumn<QString>("routes"); // "destination target; …"
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("target");
        QTest::newRow("local by itself") << "" << "10.0.3.4" << "local";
        QTest::newRow("nothing else") << "" << "8.8.8.8" << "none";
        QTest::newRow("default route") << "0.0.0.0/0 igw" << "8.8.8.8" << "igw";
        QTest::newRow("default does not take local") << "0.0.0.0/0 igw" << "10.0.9.9" << "local";
        QTest::newRow("longest prefix") << "0.0.0.0/0 igw; 8.8.0.0/16 a; 8.8.8.0/24 b" << "8.8.8.8" << "b";
        QTest::newRow("longest prefix, outside it") << "0.0.0.0/0 igw; 8.8.0.0/16 a; 8.8.8.0/24 b" << "8.8.9.1" << "a";
        QTest::newRow("after a block ends") << "8.8.8.0/24 b" << "8.8.9.0" << "none";
        QTest::newRow("last address") << "0.0.0.0/0 igw; 255.255.255.0/24 z" << "255.255.255.255" << "z";
        QTest::newRow("prefix list") << "0.0.0.0/0 nat; pl-s3 vpce" << "52.217.1.1" << "vpce";
        QTest::newRow("prefix list, not in it") << "0.0.0.0/0 nat; pl-s3 vpce" << "52.218.1.1" << "nat";
        QTest::newRow("static beats prefix list on a tie") << "pl-s3 vpce; 52.216.0.0/15 nat" << "52.217.1.1" << "nat";
        QTest::newRow("more specific prefix list entry wins") << "pl-s3 vpce; 52.0.0.0/8 nat" << "52.217.1.1" << "vpce";
        QTest::newRow("IPv6 is apart") << "0.0.0.0/0 igw" << "2001:db8::1" << "none";
        QTest::newRow("IPv6 default") << "0.0.0.0/0 igw; ::/0 eigw" << "2001:db8::1" << "eigw";
        QTest::newRow("replaced local target") << "10.0.0.0/16 eni" << "10.0.3.4" << "eni";
        QTest::newRow("more specific than local") << "10.0.3.0/24 eni" << "10.0.3.4" << "eni";
    }
    void selection() {
        QFETCH(QString, routes);
        QFETCH(QString, address);
        QFETCH(QString, target);
        NetworkSketch sketch;
        for (const QString& route : routes.split(u';', Qt::SkipEmptyParts)) {
            const QStringList parts = route.trimmed().split(u' ');
            sketch.route("main", qPrintable(parts[0]), parts[1].toStdString());
        }
        QCOMPARE(QString::fromStdString(targetOf(sketch.topology, qPrintable(address))), target);
    }

    void propagatedNeverBeatsLocal() {
        NetworkSketch sketch;
        sketch.route("main", "10.0.3.0/24", "vgw");
        sketch.change<RouteTable>("main", [](RouteTable& table) { table.routes[0].origin = RouteOrigin::Propagated; });
        QCOMPARE(targetOf(sketch.topology, "10.0.3.4"), std::string("local"));
    }

    void staticBeatsPropagated() {
        NetworkSketch sketch;
        sketch.route("main", "192.168.0.0/16", "vgw");
        sketch.route("main", "192.168.0.0/16", "pcx");
        sketch.change<RouteTable>("main", [](RouteTable& table) { table.routes[0].origin = RouteOrigin::Propagated; });
        QCOMPARE(targetOf(sketch.topology, "192.168.1.1"), std::string("pcx"));
    }

    void twoPrefixListsToDifferentTargetsAreRivals() {
        NetworkSketch sketch;
        PrefixList other = sketch.get<PrefixList>("pl-s3");
        other.id = "pl-own";
        other.listName = "own";
        sketch.set(other);
        sketch.route("main", "pl-s3", "a");
        sketch.route("main", "pl-own", "b");
        HandleMap handles;
        const RouteLookup lookup(sketch.topology, sketch.get<RouteTable>("main"), handles);
        const auto found = lookup.find(*IpAddress::parse("52.216.0.9"));
        QVERIFY(found.rival);
        QVERIFY(found.rival->target != found.route->target);
    }

    void endpointRouteComesFromTheAssociation() {
        NetworkSketch sketch;
        VpcEndpoint endpoint;
        endpoint.id = "vpce";
        endpoint.vpc = "vpc";
        endpoint.region = "us-east-1";
        endpoint.service = "com.amazonaws.us-east-1.s3";
        sketch.set(endpoint);
        QCOMPARE(targetOf(sketch.topology, "52.216.0.9"), std::string("none"));
        endpoint.routeTables = {"main"};
        sketch.set(endpoint);
        QCOMPARE(targetOf(sketch.topology, "52.216.0.9"), std::string("vpce"));
    }

    void anUnknownPrefixListIsNamed() {
        NetworkSketch sketch;
        sketch.route("main", "pl-absent", "a");
        HandleMap handles;
        const RouteLookup lookup(sketch.topology, sketch.get<RouteTable>("main"), handles);
        QCOMPARE(lookup.unknownPrefixLists(), std::vector<Handle>{handles.find("pl-absent")});
    }

    void equalsTheSlowWay() {
        std::mt19937 random(7);
        const auto below = [&](unsigned n) { return random() % n; };
        for (int round = 0; round < 60; ++round) {
            NetworkSketch sketch;
            for (unsigned i = 0; i < 25; ++i) {
                // Few distinct high bits, so that blocks nest and touch.
                const IpAddress address = IpAddress::v4((below(3) << 30) | (below(4) << 24) | (below(8) << 16) | (below(4) << 8) | below(256));
                const Cidr block(address, static_cast<int>(below(33)));
                const bool taken = [&] {
                    for (const Route& r : sketch.get<RouteTable>("main").routes)
                        if (r.destination == block)
                            return true;
                    return false;
                }();
                if (!taken)
                    sketch.route("main", block.toString().c_str(), "t" + std::to_string(i));
            }
            sketch.route("main", "pl-s3", "vpce");
            const RouteTable table = sketch.get<RouteTable>("main");
            HandleMap handles;
            const RouteLookup lookup(sketch.topology, table, handles);
            for (int probe = 0; probe < 300; ++probe) {
                const IpAddress address = IpAddress::v4((below(3) << 30) | (below(60) << 24) | (below(8) << 16) | (below(4) << 8) | below(256));
                const std::string fast = targetOf(lookup.find(address), handles);
                QVERIFY2(fast == slowTargetOf(sketch.topology, table, address), address.toString().c_str());
            }
        }
    }
};

WAYLIGHT_TEST(RouteLookupTest)
#include "tst_route_lookup.moc"
